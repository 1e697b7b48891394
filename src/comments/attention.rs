//! What holds a reader's attention beside the comments: the form that is open, and what they are told.

use std::rc::Rc;

use yew::Reducible;

use super::{outbox::Entry, scene::Open};

/// What holds a reader's attention.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attention {
    /// The one form that is open.
    pub open: Option<Open>,
    /// The last good news.
    pub status: String,
    /// The last bad news.
    pub alert: String,
    /// A comment that was just refused, to be taken back into the composer under the article.
    pub refused: Option<Rc<Entry>>,
}

/// What catches a reader's attention.
pub enum Event {
    /// A form opens; another one closes.
    Opened(Open),
    /// The form closes.
    Closed,
    /// The reader wants something done: what they were told before is over.
    Wished,
    /// Good news.
    Told(String),
    /// Bad news.
    Warned(String),
    /// A comment was refused and can be mended where it was written.
    Refused(Rc<Entry>),
    /// It is being mended there.
    TookBack,
}

impl Reducible for Attention {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut next = Self::clone(&self);
        match event {
            Event::Opened(open) => next.open = Some(open),
            Event::Closed => next.open = None,
            Event::Wished => next = Self::default(),
            Event::Told(status) => next.status = status,
            Event::Warned(alert) => next.alert = alert,
            Event::Refused(entry) => next.refused = Some(entry),
            Event::TookBack => next.refused = None,
        }
        Rc::new(next)
    }
}
