//! What holds a reader's attention beside the comments: the form that is open, and what they are told.

use std::rc::Rc;

use model::CommentId;
use yew::Reducible;

use super::{begin::Begin, outbox::Entry, scene::Open};

/// What holds a reader's attention.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attention {
    /// The one form that is open.
    pub open: Option<Open>,
    /// The last good news.
    pub status: String,
    /// The comment that this news is about, and what stands at it.
    pub taken: Option<(CommentId, &'static str)>,
    /// The comment after the one that the author just took back.
    pub next: Option<String>,
    /// The last bad news.
    pub alert: String,
    /// Something was written in the composer under the article before the thread closed.
    pub is_writing: bool,
    /// A comment that was just refused, to be taken back into the composer under the article.
    pub refused: Option<Rc<Entry>>,
}

impl Attention {
    /// A thread begins: a reply that is being written stands open.
    pub fn begun(begin: &Begin) -> Self {
        let writing = begin.writing.as_ref();
        let answered = writing.and_then(|writing| writing.draft.parent.as_ref());
        Self {
            open: answered.map(|comment| Open::Reply(comment.to_string())),
            ..Self::default()
        }
    }
}

/// What catches a reader's attention.
pub enum Event {
    /// A form opens; another one closes.
    Opened(Open),
    /// The form closes.
    Closed,
    /// The reader wants something done: what they were told before is over.
    Wished,
    /// The comment before this one is taken back.
    Withdrew(Option<String>),
    /// Good news.
    Told(String),
    /// The server took a comment or its new text: stands at it.
    Took(CommentId, &'static str),
    /// Bad news.
    Warned(String),
    /// Something was written before the thread closed.
    Wrote,
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
            Event::Withdrew(next_key) => next.next = next_key,
            Event::Told(status) => next.status = status,
            Event::Took(comment, note) => next.taken = Some((comment, note)),
            Event::Warned(alert) => next.alert = alert,
            Event::Wrote => next.is_writing = true,
            Event::Refused(entry) => next.refused = Some(entry),
            Event::TookBack => next.refused = None,
        }
        Rc::new(next)
    }
}
