//! One comment, as it is stored.

use model::{ArticleId, Author, Comment, CommentId, CommentStatus, RichText};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::cursor::{ID_CHARS, is_path};
use super::{Error, Result, Store};

/// A comment with what the public does not see of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// As the public sees it, or would if it were published.
    pub comment: Comment,
    /// What it is about.
    pub article_id: ArticleId,
    /// Whose article that is.
    pub site: String,
    /// Is it in public answers: published, or removed with shown replies?
    pub shown: bool,
    /// What its author typed.
    pub source: String,
    /// A later text that waits for a moderator.
    pub edit: Option<PendingEdit>,
    /// What the comment was first posted as, hashed; a repeat of that is the same comment.
    pub request_hash: String,
    /// Ids of what it answers and its own, one after the other.
    pub(super) path: String,
    pub(super) score: i64,
}

/// A later text that waits for a moderator.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingEdit {
    /// What its author typed.
    pub source: String,
    /// What that becomes.
    pub body: RichText,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

impl Stored {
    /// As its author sees it: their last words, and whether these still wait.
    pub fn for_author(self) -> Comment {
        match self.edit {
            None => self.comment,
            Some(edit) => Comment {
                body: edit.body,
                status: CommentStatus::Pending,
                edited_at_ms: Some(edit.at_ms),
                ..self.comment
            },
        }
    }

    /// When its author last changed it, in milliseconds since 1970; 0 if never.
    pub(super) fn edited_at_ms(&self) -> i64 {
        let waits = self.edit.as_ref().map(|edit| edit.at_ms);
        waits.or(self.comment.edited_at_ms).unwrap_or_default()
    }

    /// Is `path` that of a comment below this one?
    pub fn is_above(&self, path: &str) -> bool {
        path.len() > self.path.len() && path.starts_with(&self.path)
    }

    /// The comment on the article under which this one stands; itself, if it is one.
    pub(super) fn root(&self) -> &str {
        &self.path[..ID_CHARS]
    }

    /// Ids of what it answers, the comment on the article first.
    pub(super) fn ancestors(&self) -> impl DoubleEndedIterator<Item = &str> {
        let own = self.path.len() - ID_CHARS;
        (0..own)
            .step_by(ID_CHARS)
            .map(|at| &self.path[at..at + ID_CHARS])
    }
}

/// Columns of [`Stored`], with `c` the comment and `a` its article.
macro_rules! columns {
    () => {
        "c.id, c.article_id, a.site, c.parent_id, c.path, c.status, c.shown, c.reply_count, c.likes, \
         c.score, c.author_name, c.author_badge, c.source, c.body, c.edit_source, c.edit_body, c.edit_at_ms, \
         c.request_hash, c.posted_at_ms, c.edited_at_ms"
    };
}
pub(super) use columns;

impl Store {
    /// One comment, whatever its status.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn comment(&self, id: &CommentId) -> Result<Option<Stored>> {
        by_id(&mut *self.read.acquire().await?, id.as_str()).await
    }

    /// The comment that was posted with a key.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn comment_by_key(&self, key_hash: &str) -> Result<Option<Stored>> {
        by_key(&mut *self.read.acquire().await?, key_hash).await
    }
}

/// One comment.
pub(super) const BY_ID: &str = concat!(
    "select ",
    columns!(),
    " from comment c join article a on a.id = c.article_id where c.id = $1"
);

pub(super) async fn by_id(db: &mut AnyConnection, id: &str) -> Result<Option<Stored>> {
    let row = sqlx::query(BY_ID).bind(id).fetch_optional(db).await?;
    row.as_ref().map(stored).transpose()
}

pub(super) async fn by_key(db: &mut AnyConnection, key_hash: &str) -> Result<Option<Stored>> {
    const SQL: &str = concat!(
        "select ",
        columns!(),
        " from comment c join article a on a.id = c.article_id where c.key_hash = $1"
    );
    let row = sqlx::query(SQL).bind(key_hash).fetch_optional(db).await?;
    row.as_ref().map(stored).transpose()
}

/// Reads a row of [`columns`].
pub(super) fn stored(row: &AnyRow) -> Result<Stored> {
    let id: String = row.try_get("id")?;
    let broken = |detail: String| Error::Broken {
        id: id.clone(),
        detail,
    };
    let path: String = row.try_get("path")?;
    // What is read of it later leans on that.
    if !is_path(&path) {
        return Err(broken(format!("its path {path:?} is not made of ids")));
    }
    let text = |json: String| serde_json::from_str(&json).map_err(|e| broken(e.to_string()));
    let count = |column| -> Result<u32> {
        let count: i64 = row.try_get(column)?;
        Ok(u32::try_from(count.max(0)).unwrap_or(u32::MAX))
    };
    let parent: Option<String> = row.try_get("parent_id")?;
    let article: String = row.try_get("article_id")?;
    let edit_source: Option<String> = row.try_get("edit_source")?;
    let edit = match edit_source {
        None => None,
        Some(source) => Some(PendingEdit {
            source,
            body: text(row.try_get("edit_body")?)?,
            at_ms: row.try_get("edit_at_ms")?,
        }),
    };
    Ok(Stored {
        comment: Comment {
            id: CommentId::try_from(id.clone()).map_err(|e| broken(e.to_string()))?,
            parent: parent
                .map(CommentId::try_from)
                .transpose()
                .map_err(|e| broken(e.to_string()))?,
            author: Author {
                name: row.try_get("author_name")?,
                badge: row.try_get("author_badge")?,
            },
            body: text(row.try_get("body")?)?,
            status: status(row.try_get("status")?),
            posted_at_ms: row.try_get("posted_at_ms")?,
            edited_at_ms: row.try_get("edited_at_ms")?,
            likes: count("likes")?,
            reply_count: count("reply_count")?,
        },
        article_id: ArticleId::try_from(article).map_err(|e| broken(e.to_string()))?,
        site: row.try_get("site")?,
        shown: row.try_get::<i64, _>("shown")? == 1,
        source: row.try_get("source")?,
        edit,
        request_hash: row.try_get("request_hash")?,
        path,
        score: row.try_get("score")?,
    })
}

/// A status as its column holds it.
pub(super) fn status_code(status: CommentStatus) -> i16 {
    match status {
        CommentStatus::Pending => 0,
        CommentStatus::Published => 1,
        CommentStatus::Removed => 2,
    }
}

fn status(code: i64) -> CommentStatus {
    match code {
        1 => CommentStatus::Published,
        2 => CommentStatus::Removed,
        _ => CommentStatus::Pending,
    }
}
