//! Why something is done anew, whatever its type: code that takes it is compiled once.

use std::any::Any;
use std::rc::Rc;

/// What something depends on.
#[derive(Clone)]
pub struct Cause(Rc<dyn Comparable>);

impl<T: PartialEq + 'static> From<Rc<T>> for Cause {
    fn from(cause: Rc<T>) -> Self {
        Self(cause)
    }
}

impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0.is_like(&*other.0)
    }
}

trait Comparable: Any {
    fn is_like(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + 'static> Comparable for T {
    fn is_like(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}
