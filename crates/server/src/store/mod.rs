//! The database. All SQL lives here; rows become `model` types at this module's edge.
//!
//! One SQL text serves SQLite and PostgreSQL: lower-case ids, `bigint` milliseconds, `smallint` flags,
//! `$1` placeholders, and no statement that one of them would read differently.

mod account;
mod alias;
pub mod archive;
mod article;
mod changes;
mod comment;
mod cursor;
mod email_challenge;
mod imported;
mod live;
mod merge;
mod migrations;
mod moderation;
mod oidc_challenge;
mod open;
mod post;
mod publisher_key;
mod reads;
mod report;
mod score;
mod setting;
mod thread;
mod upstream;
mod version;
mod vote;
mod writer;

pub use account::{Account, AccountId, AccountKind, Reader};
pub use alias::{Alias, AliasTarget};
pub use article::{ArticleRow, Filed, NewArticle, Put};
pub use changes::Stamp;
pub use comment::{PendingEdit, Stored};
pub use cursor::{Cursor, CursorError, RootKey, is_comment_id};
pub use email_challenge::{EmailCode, Tried};
pub use imported::{Imported, ImportedComment};
pub use live::{ChangedComment, Newer};
pub use merge::Moved;
pub use moderation::Decision;
pub use oidc_challenge::{Awaited, Sent, Standing};
pub use post::{Added, Change, NewComment};
pub use publisher_key::PublisherKey;
pub use reads::READS;
pub use report::{NewReport, Reported, StoredReport};
pub use score::{MAX_SCORE, wilson_lower_bound};
pub use thread::{Page, Roots, Start};
pub use upstream::Noted;
pub use vote::Vote;

use std::sync::Arc;

use model::{ArticleId, CommentId};
use sqlx::AnyPool;
use thiserror::Error;
use tokio::sync::Notify;

use changes::Changes;
use version::Versions;
use writer::Writer;

/// What the store answers with.
pub type Result<T> = std::result::Result<T, Error>;

/// The database, open.
#[derive(Debug)]
pub struct Store {
    read: AnyPool,
    writer: Writer,
    written: Arc<Notify>,
    changes: Changes,
    versions: Versions,
}

/// Why the store did not do what was asked.
#[derive(Debug, Error)]
pub enum Error {
    /// The request breaks a rule that only the database can check; nothing was written.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database cannot be opened.
    #[error("cannot open the database {url}: {cause}")]
    Open {
        /// Its address, without anything secret.
        url: String,
        /// Why.
        cause: String,
    },
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// What was written could not be made durable.
    #[error("commit failed: {0}")]
    Commit(String),
    /// The store is shutting down, or its writer has died.
    #[error("the store no longer writes")]
    Stopped,
    /// The database holds something this program never writes.
    #[error("row {id} is broken: {detail}")]
    Broken {
        /// Which row.
        id: String,
        /// What is wrong with it.
        detail: String,
    },
}

/// A rule that only the database can check.
#[derive(Debug, Error)]
pub enum Refusal {
    /// No such article, or withdrawn.
    #[error("no such article")]
    UnknownArticle,
    /// No such comment, or removed.
    #[error("no such comment")]
    UnknownComment,
    /// The article takes no more comments.
    #[error("the thread is closed")]
    ThreadClosed,
    /// What is answered is unknown, not published, or in another thread.
    #[error("comment {0}, which is answered, is not available")]
    ParentUnavailable(CommentId),
    /// The same author said the same a moment ago.
    #[error("the same was said a moment ago")]
    Duplicate,
    /// The key was used for another text; this stands.
    #[error("the key was used for another text")]
    KeyReused(Box<Stored>),
    /// It has another text than the one the edit is for; this stands.
    #[error("the comment has another text by now")]
    Outdated(Box<Stored>),
    /// The article's id belongs to another site.
    #[error("the article belongs to site {0:?}")]
    OtherSite(String),
    /// The id leads to another article.
    #[error("the id is an alias of article {0}")]
    Aliased(ArticleId),
    /// The article is withdrawn.
    #[error("article {0} is withdrawn; publish it first")]
    Withdrawn(ArticleId),
    /// The thread of the first has moved to the second.
    #[error("{0} leads to {1}; remove that alias and publish article {0} first")]
    LeadsBack(ArticleId, ArticleId),
    /// An article has the id.
    #[error("article {0} has that id; move its thread instead")]
    Taken(ArticleId),
    /// A row stands in the place of one that is to be put back; which of them, and how it differs.
    #[error("{1}")]
    Differs(usize, String),
}

impl Error {
    /// Is it worth trying again later?
    pub fn may_pass(&self) -> bool {
        use sqlx::Error::{Io, PoolClosed, PoolTimedOut, WorkerCrashed};
        match self {
            Self::Stopped | Self::Commit(_) => true,
            Self::Database(cause) => {
                matches!(cause, Io(_) | PoolClosed | PoolTimedOut | WorkerCrashed)
            }
            _ => false,
        }
    }

    /// Did another transaction write the same unique value first?
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(e)) if e.is_unique_violation())
    }
}

impl Store {
    /// Can the database be read?
    ///
    /// # Errors
    /// [`Error::Database`] if not, [`Error::Stopped`] if nothing can be written any more.
    pub async fn check(&self) -> Result<()> {
        sqlx::query("select 1").execute(&self.read).await?;
        self.writer.check()
    }

    fn is_sqlite(&self) -> bool {
        matches!(self.writer, Writer::Queue(_))
    }

    /// Finishes what is being written and closes the database.
    pub async fn close(&self) {
        self.writer.close().await;
        self.read.close().await;
    }
}

/// Notes at an article that it or its thread has changed, and by how many published comments: raises its version, which
/// it returns. If what the public sees of a comment has changed, it is noted by [`live::note_comment`] instead.
///
/// A version is at least the current time, so that a database restored from a backup
/// does not repeat versions it had already given out.
async fn note_change(
    db: &mut sqlx::AnyConnection,
    id: &ArticleId,
    published: i64,
    now_ms: i64,
) -> Result<i64> {
    const SQL: &str = "
        update article set comment_total = comment_total + $2,
            version = case when version < $3 then $3 else version + 1 end
        where id = $1 returning version";
    let version = sqlx::query_scalar(SQL)
        .bind(id.as_str())
        .bind(published)
        .bind(now_ms);
    Ok(version.fetch_one(db).await?)
}
