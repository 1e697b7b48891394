//! How a thread begins on a page: with nothing, or with what a server put there.

use std::rc::Rc;

use model::{CommentId, CommentStatus, Draft, Order, Problem, Thread};

use crate::words::Zone;

use super::tree::is_one;

/// How a thread begins.
#[derive(Clone, Debug, Default)]
pub struct Begin {
    /// In what order it stands; the backend's first choice, unless said.
    pub order: Option<Order>,
    /// A page of it, if one came with the article.
    pub first: Option<Rc<Thread>>,
    /// The branch that is asked for, and a page of its replies.
    pub branch: Option<Rc<(CommentId, Thread)>>,
    /// Readers can sign in.
    pub sign_in: bool,
    /// Where moments are told where a server makes the page; in a browser, the reader's own clock tells.
    pub zone: Zone,
    /// What is being written, on a page that can open no form later.
    pub writing: Option<Rc<Writing>>,
    /// How a comment stands that was just sent from such a page.
    pub sent: Option<CommentStatus>,
}

/// Two begin alike if they begin with the same things.
impl PartialEq for Begin {
    fn eq(&self, other: &Self) -> bool {
        (self.order, self.sign_in, self.zone, self.sent)
            == (other.order, other.sign_in, other.zone, other.sent)
            && is_one(self.first.as_ref(), other.first.as_ref())
            && is_one(self.branch.as_ref(), other.branch.as_ref())
            && is_one(self.writing.as_ref(), other.writing.as_ref())
    }
}

/// What is being written when a page begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Writing {
    /// The text and the name as typed, and what they answer.
    pub draft: Draft,
    /// Why it was refused, if it was sent already.
    pub problem: Option<Problem>,
}
