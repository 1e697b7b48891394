//! What a component remembers, in one piece of code for every kind of it: Yew's own handles keep a history of what was read
//! through them, which is a kilobyte for each kind.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use yew::functional::UseForceUpdateHandle;
use yew::prelude::*;

/// What a component remembers from one rendering to the next, as this rendering found it.
///
/// A clone that outlives the rendering still shows what that found; [`now`](Self::now) is what it is meanwhile.
pub struct Store<T> {
    found: Rc<T>,
    now: Rc<RefCell<Rc<T>>>,
    render: UseForceUpdateHandle,
}

/// Remembers; what it is in the beginning, `begin` says.
#[hook]
pub fn use_store<T: 'static>(begin: impl FnOnce() -> T) -> Store<T> {
    let now = use_mut_ref(|| Rc::new(begin()));
    let found = now.borrow().clone();
    let render = use_force_update();
    Store { found, now, render }
}

impl<T> Store<T> {
    /// What it is at this moment.
    pub fn now(&self) -> Rc<T> {
        self.now.borrow().clone()
    }

    /// Remembers something else.
    pub fn set(&self, next: T) {
        self.put(Rc::new(next));
    }

    fn put(&self, next: Rc<T>) {
        self.now.replace(next);
        self.render.force_update();
    }
}

impl<T: PartialEq> Store<T> {
    /// Remembers something, and renders only if it is something else.
    pub fn set_eq(&self, next: T) {
        if *self.now() != next {
            self.set(next);
        }
    }
}

impl<T: Reducible> Store<T> {
    /// Remembers what an action makes of it.
    pub fn dispatch(&self, action: T::Action) {
        let now = self.now();
        let next = now.clone().reduce(action);
        if !Rc::ptr_eq(&now, &next) {
            self.put(next);
        }
    }
}

impl<T> Clone for Store<T> {
    fn clone(&self) -> Self {
        Self {
            found: self.found.clone(),
            now: self.now.clone(),
            render: self.render.clone(),
        }
    }
}

impl<T> Deref for Store<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.found
    }
}

/// Two are the same if they show the same.
impl<T: PartialEq> PartialEq for Store<T> {
    fn eq(&self, other: &Self) -> bool {
        self.found == other.found
    }
}
