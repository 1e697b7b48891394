//! What a composer is for.

use std::rc::Rc;

use model::{Comment, CommentId, Draft};

use crate::words::{Words, fill};

use super::{outbox::Entry, storage::Place, use_outbox::Wish};

/// What a composer is for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// A comment on the article.
    Comment,
    /// An answer to this comment.
    Reply(Rc<Comment>),
    /// Another text for this comment of the reader's own.
    Edit(Rc<Entry>),
}

/// Two are one purpose if they are about one thing.
impl PartialEq for Purpose {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Comment, Self::Comment) => true,
            (Self::Reply(this), Self::Reply(other)) => Rc::ptr_eq(this, other),
            (Self::Edit(this), Self::Edit(other)) => Rc::ptr_eq(this, other),
            _ => false,
        }
    }
}

impl Purpose {
    /// Where its draft is kept.
    pub fn place(&self) -> Place {
        match self {
            Self::Comment => Place::Article,
            Self::Reply(comment) => Place::Reply(comment.id.clone()),
            Self::Edit(entry) => Place::Edit(entry.key.clone()),
        }
    }

    /// What is answered.
    pub fn parent(&self) -> Option<CommentId> {
        match self {
            Self::Comment => None,
            Self::Reply(comment) => Some(comment.id.clone()),
            Self::Edit(entry) => entry.parent.clone(),
        }
    }

    /// What is wished of a draft that is written for this.
    pub fn wish(&self, draft: Draft) -> Wish {
        match self {
            Self::Comment => Wish::Post(draft, None),
            Self::Reply(comment) => Wish::Post(draft, Some(comment.author.name.clone())),
            Self::Edit(entry) => Wish::Edit(entry.key.clone(), draft.text),
        }
    }

    /// Begins the ids of its elements; unlike those of any other composer on the page.
    pub fn id(&self) -> String {
        match self {
            Self::Comment => "chuyen-composer".to_owned(),
            Self::Reply(_) => REPLY.to_owned(),
            Self::Edit(entry) => format!("chuyen-edit-{}", entry.key),
        }
    }

    /// What its field is called.
    pub fn label(&self, words: &Words) -> String {
        let composer = &words.composer;
        match self {
            Self::Comment => composer.comment.to_owned(),
            Self::Reply(comment) => fill(composer.reply, &[("name", &comment.author.name)]),
            Self::Edit(_) => composer.edit.to_owned(),
        }
    }

    /// What its button does.
    pub fn verb(&self, words: &'static Words) -> &'static str {
        match self {
            Self::Comment => words.composer.post_comment,
            Self::Reply(_) => words.composer.post_reply,
            Self::Edit(_) => words.composer.save,
        }
    }
}

/// Begins the ids of the elements of the composer under a comment; there is one at a time.
pub const REPLY: &str = "chuyen-reply";
