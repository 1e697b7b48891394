//! One comment of the reader's own: what they want of it, and what the backend has.
//!
//! What the author does with it is in `wish`, what the backend answers in `answer`; `use_outbox` performs the steps.

use model::{Comment, CommentId, CommentStatus, Draft, Posted, Problem};
use serde::{Deserialize, Serialize};

use crate::backend::{Authorship, BackendError};

/// How long an entry is kept that nothing more is heard of, in milliseconds: 90 days.
pub const ENTRY_KEPT_FOR_MS: i64 = 90 * 24 * 60 * 60 * 1_000;

/// One comment of the reader's own, as kept in their browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Minted once: with it a repeat is the same comment.
    pub key: String,
    /// What it should say, in Markdown.
    pub text: String,
    /// Who wrote it.
    pub author_name: String,
    /// What it answers.
    pub parent: Option<CommentId>,
    /// Who wrote what it answers.
    pub parent_name: Option<String>,
    /// When it was first sent, in milliseconds by this device's clock.
    pub kept_at_ms: i64,
    /// How often it was sent in vain since the backend last answered.
    pub tries: u32,
    /// What the backend has of it.
    pub posted: Option<Standing>,
    /// How things are between the reader and the backend.
    pub stand: Stand,
    /// What is being done about it; forgotten with the page.
    #[serde(skip)]
    pub phase: Phase,
    /// Until then its author, who took it back, may have it again: by this device's clock, in milliseconds; 0 if not.
    #[serde(skip)]
    pub undo_until_ms: i64,
}

/// A comment as the backend has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// As last answered.
    pub comment: Comment,
    /// Proves authorship.
    pub edit_token: String,
    /// The text it was made from; empty if that is not known.
    pub text: String,
    /// Until when it may be edited, in milliseconds by this device's clock.
    pub editable_until_ms: i64,
}

/// How things are between the reader and the backend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stand {
    /// The backend does not have it, or not with this text.
    Unsent,
    /// The author wants it gone.
    Withdrawn,
    /// The backend has it as the author wants it.
    Settled,
    /// The backend will not do what the author wants.
    Refused {
        /// What was refused.
        deed: Deed,
        /// Why.
        problem: Box<Problem>,
    },
    /// A moderator did not publish it, or took it down.
    Declined,
}

/// What an author does with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Posts it.
    Post,
    /// Gives it another text.
    Edit,
    /// Takes it back.
    Remove,
}

/// What is being done about an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Its next step can be taken.
    #[default]
    Due,
    /// Its next step is under way.
    Sending,
    /// Its step failed and is taken again at a time, in milliseconds by this device's clock.
    Held {
        /// When.
        until_ms: i64,
        /// Why it failed.
        error: BackendError,
    },
    /// Nothing to do.
    Resting,
}

impl Phase {
    /// A new step is wanted: at once, unless one is under way.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Sending => Self::Sending,
            Self::Due | Self::Held { .. } | Self::Resting => Self::Due,
        }
    }
}

/// What to ask of the backend.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Take this comment.
    Post(Draft),
    /// Say whether it has it, which is not wanted any more.
    Find(Draft),
    /// Give it another text.
    Edit(Authorship, String),
    /// Remove it.
    Remove(Authorship),
    /// Nothing: it never had it.
    Forget,
    /// Say how it stands.
    Ask(Authorship),
}

impl Step {
    /// The text it carries.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Post(draft) | Self::Find(draft) => Some(&draft.text),
            Self::Edit(_, text) => Some(text),
            Self::Remove(_) | Self::Forget | Self::Ask(_) => None,
        }
    }
}

/// What the backend said to a [`Step`].
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It stands like this.
    Posted(Box<Posted>),
    /// It is removed.
    Removed,
    /// It was found standing like this.
    Found(Box<Comment>),
    /// Nothing was done.
    Failed(BackendError),
}

impl Entry {
    /// A comment that was just written, to be sent under a fresh key.
    pub fn new(key: String, draft: Draft, parent_name: Option<String>, now_ms: i64) -> Self {
        Self {
            key,
            text: draft.text,
            author_name: draft.author_name,
            parent: draft.parent,
            parent_name,
            kept_at_ms: now_ms,
            tries: 0,
            posted: None,
            stand: Stand::Unsent,
            phase: Phase::Due,
            undo_until_ms: 0,
        }
    }

    /// Its id, once the backend gave it one.
    pub fn id(&self) -> Option<&CommentId> {
        self.posted.as_ref().map(|posted| &posted.comment.id)
    }

    /// May the author still change it on the backend?
    pub fn is_editable(&self, now_ms: i64) -> bool {
        self.posted
            .as_ref()
            .is_some_and(|posted| now_ms < posted.editable_until_ms)
    }

    /// Is there nothing left to keep it for?
    pub fn is_over(&self, now_ms: i64) -> bool {
        let settled = matches!(&self.posted, Some(posted)
            if matches!(self.stand, Stand::Settled) && posted.comment.status == CommentStatus::Published);
        settled && !self.is_editable(now_ms) || now_ms - self.kept_at_ms > ENTRY_KEPT_FOR_MS
    }

    /// What to ask of the backend next.
    pub fn step(&self) -> Option<Step> {
        let own = self.posted.as_ref().map(|posted| Authorship {
            id: posted.comment.id.clone(),
            edit_token: posted.edit_token.clone(),
            edited_at_ms: posted.comment.edited_at_ms.unwrap_or_default(),
        });
        match (&self.stand, own) {
            (Stand::Withdrawn, None) if self.tries == 0 => Some(Step::Forget),
            // Whether a comment that was sent in vain stands nevertheless is not known here.
            (Stand::Withdrawn, None) => Some(Step::Find(self.draft())),
            (Stand::Unsent, None) => Some(Step::Post(self.draft())),
            (Stand::Unsent, Some(own)) => Some(Step::Edit(own, self.text.clone())),
            (Stand::Withdrawn, Some(own)) => Some(Step::Remove(own)),
            (Stand::Settled, Some(own)) if matches!(self.phase, Phase::Due) => Some(Step::Ask(own)),
            _ => None,
        }
    }

    fn draft(&self) -> Draft {
        Draft {
            key: Some(self.key.clone()),
            text: self.text.clone(),
            parent: self.parent.clone(),
            author_name: self.author_name.clone(),
        }
    }
}
