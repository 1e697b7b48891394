//! What moves a comment in and out of public view, and keeps the counts right while it does.

use model::{CommentId, CommentStatus};
use sqlx::{AnyConnection, Row};

use super::comment::{by_id, columns, status_code, stored};
use super::live::note_comment;
use super::{Refusal, Result, Store, Stored, note_change, report, vote};

/// What a moderator's word changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The comment or its edit is public now, or gone.
    Done,
    /// It already was.
    Unchanged,
}

impl Store {
    /// Comments and edits that wait, oldest first; of one site or of all.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn waiting(&self, site: Option<&str>) -> Result<Vec<Stored>> {
        const SQL: &str = concat!(
            "select ",
            columns!(),
            " from comment c join article a on a.id = c.article_id
              where (c.status = 0 or c.edit_source is not null) and ($1 is null or a.site = $1)
              order by c.id"
        );
        let rows = sqlx::query(SQL).bind(site).fetch_all(&self.read).await?;
        rows.iter().map(stored).collect()
    }

    /// Publishes a pending comment, or the pending edit of a published one.
    ///
    /// # Errors
    /// [`Refusal::UnknownComment`] if it is unknown or removed; [`enum@super::Error`] if the database fails.
    pub async fn approve(&self, id: CommentId, now_ms: i64) -> Result<Decision> {
        self.writer
            .write(move |db| Box::pin(async move { approve(db, &id, now_ms).await }))
            .await
    }

    /// Drops the pending edit of a comment; its text stays as it was.
    ///
    /// # Errors
    /// [`Refusal::UnknownComment`] if it is unknown or removed; [`enum@super::Error`] if the database fails.
    pub async fn refuse_edit(&self, id: CommentId, now_ms: i64) -> Result<Decision> {
        self.writer
            .write(move |db| Box::pin(async move { refuse_edit(db, &id, now_ms).await }))
            .await
    }

    /// Blanks a comment, and its pending edit, and forgets what readers said of it. Its place stays while it has shown replies.
    ///
    /// # Errors
    /// [`Refusal::UnknownComment`] if there is none; [`enum@super::Error`] if the database fails.
    pub async fn remove(&self, id: CommentId, now_ms: i64) -> Result<Decision> {
        self.writer
            .write(move |db| Box::pin(async move { remove(db, &id, now_ms).await }))
            .await
    }
}

/// A comment that is not removed, its article locked against other writers.
pub(super) async fn locked(db: &mut AnyConnection, id: &CommentId) -> Result<Stored> {
    let stored = locked_any(db, id).await?;
    match stored.comment.status {
        CommentStatus::Removed => Err(Refusal::UnknownComment.into()),
        _ => Ok(stored),
    }
}

/// A comment that readers see and may judge, its article locked against other writers.
pub(super) async fn locked_published(db: &mut AnyConnection, id: &CommentId) -> Result<Stored> {
    let stored = locked_any(db, id).await?;
    match stored.comment.status {
        CommentStatus::Published => Ok(stored),
        _ => Err(Refusal::UnknownComment.into()),
    }
}

pub(super) async fn locked_any(db: &mut AnyConnection, id: &CommentId) -> Result<Stored> {
    const LOCK: &str = "
        update article set version = version
        where id = (select article_id from comment where id = $1)";
    sqlx::query(LOCK)
        .bind(id.as_str())
        .execute(&mut *db)
        .await?;
    // Read only now: who held the lock before may have changed it.
    let stored = by_id(db, id.as_str()).await?;
    stored.ok_or_else(|| Refusal::UnknownComment.into())
}

async fn approve(db: &mut AnyConnection, id: &CommentId, now_ms: i64) -> Result<Decision> {
    const TAKE_EDIT: &str = "
        update comment set source = edit_source, body = edit_body, edited_at_ms = edit_at_ms,
            edit_source = null, edit_body = null, edit_at_ms = null
        where id = $1";
    let comment = locked(db, id).await?;
    let pending = comment.comment.status == CommentStatus::Pending;
    if pending {
        set_status(db, id, CommentStatus::Published).await?;
        show(db, id.as_str(), true).await?;
        tell_ancestors(db, &comment, 1, now_ms).await?;
    } else if comment.edit.is_some() {
        let query = sqlx::query(TAKE_EDIT).bind(id.as_str());
        query.execute(&mut *db).await?;
    } else {
        return Ok(Decision::Unchanged);
    }
    note_comment(db, id.as_str(), i64::from(pending), now_ms).await?;
    Ok(Decision::Done)
}

async fn refuse_edit(db: &mut AnyConnection, id: &CommentId, now_ms: i64) -> Result<Decision> {
    const SQL: &str = "
        update comment set edit_source = null, edit_body = null, edit_at_ms = null where id = $1";
    let comment = locked(db, id).await?;
    if comment.edit.is_none() {
        return Ok(Decision::Unchanged);
    }
    let query = sqlx::query(SQL).bind(id.as_str());
    query.execute(&mut *db).await?;
    note_change(db, &comment.article_id, 0, now_ms).await?;
    Ok(Decision::Done)
}

async fn remove(db: &mut AnyConnection, id: &CommentId, now_ms: i64) -> Result<Decision> {
    const BLANK: &str = "
        update comment set author_name = '', author_badge = null, source = '', body = '[]', edited_at_ms = null,
            likes = 0, reports = 0, score = 0, edit_source = null, edit_body = null, edit_at_ms = null
        where id = $1";
    let comment = locked_any(db, id).await?;
    let before = comment.comment.status;
    if before == CommentStatus::Removed {
        return Ok(Decision::Unchanged);
    }
    set_status(db, id, CommentStatus::Removed).await?;
    for sql in [BLANK, vote::FORGET, report::FORGET] {
        let query = sqlx::query(sql).bind(id.as_str());
        query.execute(&mut *db).await?;
    }
    let published = before == CommentStatus::Published;
    if published && comment.comment.reply_count == 0 {
        show(db, id.as_str(), false).await?;
        tell_ancestors(db, &comment, -1, now_ms).await?;
    }
    match published {
        true => note_comment(db, id.as_str(), -1, now_ms).await?,
        // Nobody has seen it, and nobody is to know that it was there.
        false => note_change(db, &comment.article_id, 0, now_ms).await?,
    };
    Ok(Decision::Done)
}

/// Counts a comment that appeared or vanished at every ancestor. A removed ancestor appears with its
/// first shown reply and vanishes with its last, which counts again further up.
pub(super) async fn tell_ancestors(
    db: &mut AnyConnection,
    comment: &Stored,
    change: i64,
    now_ms: i64,
) -> Result<()> {
    const SQL: &str = "
        update comment set reply_count = reply_count + $2
        where id = $1 returning status, shown, reply_count";
    let mut change = change;
    for ancestor in comment.ancestors().rev() {
        let row = sqlx::query(SQL)
            .bind(ancestor)
            .bind(change)
            .fetch_one(&mut *db)
            .await?;
        let removed =
            row.try_get::<i64, _>("status")? == i64::from(status_code(CommentStatus::Removed));
        let shown = row.try_get::<i64, _>("shown")? == 1;
        let has_replies = row.try_get::<i64, _>("reply_count")? > 0;
        if removed && shown != has_replies {
            show(db, ancestor, has_replies).await?;
            note_comment(db, ancestor, 0, now_ms).await?;
            change += if has_replies { 1 } else { -1 };
        }
    }
    Ok(())
}

async fn set_status(db: &mut AnyConnection, id: &CommentId, status: CommentStatus) -> Result<()> {
    sqlx::query("update comment set status = $2 where id = $1")
        .bind(id.as_str())
        .bind(status_code(status))
        .execute(db)
        .await?;
    Ok(())
}

async fn show(db: &mut AnyConnection, id: &str, shown: bool) -> Result<()> {
    sqlx::query("update comment set shown = $2 where id = $1")
        .bind(id)
        .bind(i16::from(shown))
        .execute(db)
        .await?;
    Ok(())
}
