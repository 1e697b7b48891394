//! What a reader with an open page is told of: the events of `GET /api/v1/events`, each by its name in the stream.

use serde::{Deserialize, Serialize};

use crate::{ArticleId, Comment, ThreadState};

/// `comment`: one is new, or looks different, or is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct CommentEvent {
    /// What it is about.
    pub article_id: ArticleId,
    /// The article's version when the comment came to look so; a thread of this version or a later one has it.
    pub version: i64,
    /// Published comments in the whole thread, replies included.
    pub total: u32,
    /// May readers comment?
    pub state: ThreadState,
    /// As in an answer with the thread. A removed one is blank; without replies its place is gone too.
    pub comment: Comment,
}

/// `article`: its text has changed, its thread was opened or closed, or it was withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct ArticleEvent {
    /// Which article.
    pub article_id: ArticleId,
    /// Its version then.
    pub version: i64,
    /// Published comments in the whole thread, replies included.
    pub total: u32,
    /// How it stands.
    pub state: ArticleState,
}

/// How an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ArticleState {
    /// Readers may comment.
    Open,
    /// No more; what was said stays.
    Closed,
    /// Withdrawn, with its thread.
    Gone,
}

/// `reset`: too much has changed to be told one by one; load the thread anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct ResetEvent {
    /// Whose thread.
    pub article_id: ArticleId,
    /// Its version now.
    pub version: i64,
}
