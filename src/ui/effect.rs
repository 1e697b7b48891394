//! What a component does beside showing something, in one piece of code for every kind of it: Yew's own hook is compiled
//! anew for each effect and what it depends on, half a kilobyte each time.

use std::rc::Rc;

use yew::prelude::*;

use super::cause::Cause;

/// What an effect holds until it is over; dropping that undoes it.
pub struct Held(#[expect(dead_code, reason = "it is there to be dropped")] Box<dyn Thing>);

/// Nothing to be undone.
impl From<()> for Held {
    fn from((): ()) -> Self {
        held(())
    }
}

/// An effect is undone by dropping this.
pub fn held(thing: impl Sized + 'static) -> Held {
    Held(Box::new(thing))
}

/// Anything.
trait Thing {}

impl<T> Thing for T {}

impl yew::functional::TearDown for Held {
    fn tear_down(self) {}
}

/// Runs after a rendering in which `cause` is another than at the last run, and after the first.
#[hook]
pub fn use_effect_of<T: PartialEq + 'static, R: Into<Held>>(
    cause: T,
    run: impl FnOnce(&T) -> R + 'static,
) {
    let cause = Rc::new(cause);
    let run: Box<dyn FnOnce() -> Held> = {
        let cause = cause.clone();
        Box::new(move || run(&cause).into())
    };
    use_erased(Cause::from(cause), run);
}

#[hook]
fn use_erased(cause: Cause, run: Box<dyn FnOnce() -> Held>) {
    use_effect_with(cause, |_| run());
}
