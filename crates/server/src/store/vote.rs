//! Likes: one for each reader and comment.

use model::{CommentId, Likes};
use sqlx::AnyConnection;

use super::moderation::locked_published;
use super::score::{self, Said};
use super::{Result, Store};

/// What a reader thinks of a comment.
#[derive(Clone, Debug)]
pub struct Vote {
    /// Which comment.
    pub comment_id: CommentId,
    /// Whose, as [`crate::reader_token::Reader`] says it.
    pub reader_hash: String,
    /// They like it, or no longer do.
    pub liked: bool,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

/// Drops every like of a comment.
pub(super) const FORGET: &str = "delete from vote where comment_id = $1";

impl Store {
    /// Notes a like, or takes it back. Said twice it is the same.
    ///
    /// # Errors
    /// [`super::Refusal::UnknownComment`] if it is unknown or not published; [`enum@super::Error`] if the database fails.
    pub async fn vote(&self, vote: Vote) -> Result<Likes> {
        self.writer
            .write(move |db| Box::pin(async move { set(db, &vote).await }))
            .await
    }
}

async fn set(db: &mut AnyConnection, vote: &Vote) -> Result<Likes> {
    const ADD: &str = "
        insert into vote (comment_id, reader_hash) values ($1, $2)
        on conflict (comment_id, reader_hash) do nothing";
    const TAKE_BACK: &str = "delete from vote where comment_id = $1 and reader_hash = $2";
    let comment = locked_published(db, &vote.comment_id).await?;
    let (sql, change) = match vote.liked {
        true => (ADD, 1),
        false => (TAKE_BACK, -1),
    };
    let query = sqlx::query(sql).bind(vote.comment_id.as_str());
    let done = query.bind(&vote.reader_hash).execute(&mut *db).await?;
    let likes = match done.rows_affected() {
        0 => comment.comment.likes,
        _ => {
            let said = Said {
                likes: change,
                ..Said::default()
            };
            score::count(db, &comment, said, vote.now_ms).await?
        }
    };
    Ok(Likes {
        likes,
        liked: vote.liked,
    })
}
