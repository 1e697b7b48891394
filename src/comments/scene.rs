//! What every view of a thread needs to know, and what a reader can do in it.

use std::rc::Rc;

use model::CommentId;
use yew::{AttrValue, Callback};

use crate::words::{Words, Zone};

use super::{
    begin::Writing,
    links::Links,
    state::Ask,
    storage::ThreadStorage,
    use_outbox::{Granted, Wish},
};

/// What all comments of a thread have in common.
pub struct Scene {
    /// The interface's words.
    pub words: &'static Words,
    /// Where the reader's wall clock is.
    pub zone: Zone,
    /// The address that comments are linked at, without a hash.
    pub url: AttrValue,
    /// What was being written when it began.
    pub writing: Option<Rc<Writing>>,
    /// Where its controls lead without script.
    pub links: Links,
    /// What may be done in it.
    pub may: May,
    /// What is kept in the reader's browser.
    pub storage: ThreadStorage,
    /// The reader does something.
    pub on_act: Callback<Act>,
    /// The author wants something done with a comment of their own.
    pub on_wish: Callback<Wish, Granted>,
}

/// Whatever began with the thread stays with it.
impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        let (words, other_words): (*const Words, *const Words) = (self.words, other.words);
        words == other_words
            && self.zone == other.zone
            && self.url == other.url
            && self.links == other.links
            && self.may == other.may
    }
}

impl Scene {
    /// What is being written in the composer under this comment, or under the article.
    pub fn written(&self, parent: Option<&CommentId>) -> Option<Rc<Writing>> {
        let writing = self.writing.as_ref();
        let here = writing.filter(|writing| writing.draft.parent.as_ref() == parent);
        here.cloned()
    }
}

/// What may be done in a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct May {
    /// New comments are taken.
    pub post: bool,
    /// How deep replies are taken below a comment on the article.
    pub reply_depth: u8,
    /// Who comments says their name; where not, the backend knows it.
    pub names: bool,
    /// Who comments gives an e-mail address too.
    pub email: bool,
    /// Authors may edit and remove what they wrote.
    pub edit: bool,
    /// Readers may like comments.
    pub like: bool,
    /// Readers may like a comment no longer.
    pub unlike: bool,
    /// Readers may report comments.
    pub report: bool,
    /// Readers may see how a text will look.
    pub preview: bool,
    /// Readers may sign in.
    pub sign_in: bool,
}

/// A form that is open under a comment; one at a time, what was typed in another is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// An answer to the comment with this key.
    Reply(String),
    /// Another text for the own comment with this key.
    Edit(String),
}

impl Open {
    /// The comment it stands under.
    pub fn key(&self) -> &str {
        match self {
            Self::Reply(key) | Self::Edit(key) => key,
        }
    }

    /// What the button that opens it does, as attribute `data-deed`.
    pub fn deed(&self) -> &'static str {
        match self {
            Self::Reply(_) => "reply",
            Self::Edit(_) => "edit",
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
    /// Shows what others posted meanwhile.
    ShowNews,
    /// Has the refused comment with this key in the box again, to mend it there.
    TookBack(String),
    /// Likes a comment, or no longer.
    Like(CommentId),
    /// Follows the link to a comment.
    Follow(CommentId),
}
