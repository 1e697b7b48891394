//! A thread of comments, and what a reader sends to it.

use serde::{Deserialize, Serialize};

use crate::{ArticleId, CommentId, RichText};

/// Deepest reply kept; a comment on the article itself is at depth 0. A deeper one is attached one level up.
pub const MAX_REPLY_DEPTH: u8 = 8;

/// One entry of a thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Comment {
    /// Its name; also in its permalink, `#chuyen-c-<id>`.
    pub id: CommentId,
    /// What it answers; none for a comment on the article itself.
    pub parent: Option<CommentId>,
    /// Who wrote it.
    pub author: Author,
    /// What it says; empty once removed.
    pub body: RichText,
    /// Where it stands.
    pub status: CommentStatus,
    /// When the server took it, in milliseconds since 1970.
    pub posted_at_ms: i64,
    /// When its text last changed, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at_ms: Option<i64>,
    /// How many readers like it.
    pub likes: u32,
    /// How many shown comments stand below it, at any depth.
    pub reply_count: u32,
}

/// Who wrote a comment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Author {
    /// As they gave it; empty once the comment is removed.
    pub name: String,
    /// What they are to the site, in its own words: "Toà soạn". Only the publisher can give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<String>,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CommentStatus {
    /// Everyone sees it.
    Published,
    /// Waits for a moderator; only its author sees it.
    Pending,
    /// Text and name are gone; the place stays while it has replies.
    Removed,
}

/// In what order the comments on an article stand; replies are always oldest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// Best liked first.
    Best,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Best];

    /// As the query of an address spells it.
    ///
    /// # Example
    /// ```
    /// use model::Order;
    /// let named = |name| Order::ALL.into_iter().find(|order| order.name() == name);
    /// assert_eq!(named("oldest"), Some(Order::Oldest));
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Best => "best",
        }
    }
}

/// One page of all talk on one article: some comments on the article, each with its first replies.
///
/// `GET /api/v1/comments/{id}/replies` answers with a page of one branch in the same shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Thread {
    /// What it is about.
    pub article_id: ArticleId,
    /// Raised by every write to the article or its thread.
    pub version: i64,
    /// May readers comment?
    pub state: ThreadState,
    /// Published comments in the whole thread, replies included.
    pub total: u32,
    /// Flat; a reply always comes after what it answers.
    pub comments: Vec<Comment>,
    /// Asks for the next page; none on the last.
    pub next_cursor: Option<String>,
}

/// May readers comment?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThreadState {
    /// They may.
    Open,
    /// No more; what was said stays.
    Closed,
}

/// A comment as stored, with its author's right to change it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Posted {
    /// As stored.
    pub comment: Comment,
    /// Proves authorship: `Authorization: Bearer <edit_token>`.
    pub edit_token: String,
    /// Seconds left to edit or remove it; 0 once the window is over.
    pub editable_for_s: u32,
}

/// A text as it would be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Preview {
    /// What the text becomes.
    pub body: RichText,
}
