//! What every view of a thread needs to know, and what a reader can do in it.

use model::CommentId;
use yew::Callback;

use crate::words::Words;

use super::{
    begin::Begin,
    links::Links,
    state::{Ask, ThreadState},
    storage::ThreadStorage,
    use_now::Now,
    use_outbox::{Granted, Wish},
};

/// A thread on a page, in this moment.
pub struct Scene<'a> {
    /// The interface's words.
    pub words: &'static Words,
    /// What time it is.
    pub now: Now,
    /// The address that comments are linked at, without a hash.
    pub url: &'a str,
    /// How it began.
    pub begin: &'a Begin,
    /// Where its controls lead without script.
    pub links: &'a Links,
    /// What may be done in it.
    pub may: May,
    /// The thread.
    pub thread: &'a ThreadState,
    /// The one form that is open.
    pub open: Option<&'a Open>,
    /// The comment that the server just took, and what stands at it.
    pub taken: Option<&'a (CommentId, &'static str)>,
    /// The comment that the page's address asks for.
    pub marked: Option<&'a CommentId>,
    /// What is kept in the reader's browser.
    pub storage: &'a ThreadStorage,
    /// The reader does something.
    pub on_act: &'a Callback<Act>,
    /// The author wants something done with a comment of their own.
    pub on_wish: &'a Callback<Wish, Granted>,
}

/// What may be done in a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct May {
    /// New comments are taken.
    pub post: bool,
    /// Authors may edit and remove what they wrote.
    pub edit: bool,
}

/// A form that is open under a comment; one at a time, what was typed in another is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// An answer to the comment with this key.
    Reply(String),
    /// Another text for the own comment with this key.
    Edit(String),
    /// The question whether to remove the own comment with this key.
    Remove(String),
}

impl Open {
    /// The comment it stands under.
    pub fn key(&self) -> &str {
        match self {
            Self::Reply(key) | Self::Edit(key) | Self::Remove(key) => key,
        }
    }

    /// What the button that opens it does, as attribute `data-deed`.
    pub fn deed(&self) -> &'static str {
        match self {
            Self::Reply(_) => "reply",
            Self::Edit(_) => "edit",
            Self::Remove(_) => "remove",
        }
    }
}

/// What a reader does in a thread, beside writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Opens a form.
    Open(Open),
    /// Closes the form that is open.
    Close,
    /// Asks for more.
    Ask(Ask),
    /// Follows the link to a comment.
    Follow(CommentId),
}
