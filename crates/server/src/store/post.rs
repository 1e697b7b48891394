//! What authors do to their own comments: post, edit, remove.

use model::{ArticleId, Author, Comment, CommentId, CommentStatus, MAX_REPLY_DEPTH, RichText};
use sqlx::{AnyConnection, Row};

use super::account::{self, AccountId};
use super::comment::{by_id, by_key, status_code};
use super::live::note_comment;
use super::{Error, Refusal, Result, Store, Stored, moderation, note_change};

/// A comment that passed every check but those of the database.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// Minted by the server; sorts by time.
    pub id: CommentId,
    /// What it is about.
    pub article_id: ArticleId,
    /// What it answers.
    pub parent: Option<CommentId>,
    /// Who wrote it.
    pub author_name: String,
    /// What they are to the site, if the publisher says so.
    pub author_badge: Option<String>,
    /// Their account, if they signed in.
    pub account: Option<AccountId>,
    /// What they typed.
    pub source: String,
    /// What that becomes.
    pub body: RichText,
    /// Shown at once, or first to a moderator.
    pub status: CommentStatus,
    /// Hash of the key it came with.
    pub key_hash: Option<String>,
    /// Hash of article, parent and text: with the same key it tells a repeat from another comment.
    pub request_hash: String,
    /// Without a key: refuse it if this author said the same since then, in milliseconds since 1970.
    pub duplicate_since_ms: i64,
    /// Now, in milliseconds since 1970.
    pub posted_at_ms: i64,
}

/// What became of a new comment.
#[derive(Debug)]
pub enum Added {
    /// It is stored.
    New(Box<Stored>),
    /// It was stored before; nothing changed.
    Repeat(Box<Stored>),
}

/// A new text for a comment.
#[derive(Debug)]
pub struct Change {
    /// Which comment.
    pub id: CommentId,
    /// What its author typed.
    pub source: String,
    /// What that becomes.
    pub body: RichText,
    /// Published: shown at once. Pending: what is shown stays until a moderator has seen the new text.
    pub status: CommentStatus,
    /// When the text was written that it is for, in milliseconds since 1970; 0: the first. None: whichever stands.
    pub replaces: Option<i64>,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

impl Store {
    /// Adds a comment, exactly once for each key.
    ///
    /// # Errors
    /// [`Refusal`] if article, parent, key or an earlier comment forbid it; [`enum@Error`] if the database fails.
    pub async fn add_comment(&self, new: NewComment) -> Result<Added> {
        let again = new.clone();
        let first = self.writer.write(move |db| Box::pin(add(db, new))).await;
        match first {
            // On another article the same key was stored a moment ago, by another transaction.
            Err(e) if e.is_conflict() => {
                self.writer.write(move |db| Box::pin(add(db, again))).await
            }
            result => result,
        }
    }

    /// Gives a comment a new text.
    ///
    /// # Errors
    /// [`Refusal::UnknownComment`] if it is unknown or removed, [`Refusal::Outdated`] if it has another text than the one
    /// that is to be replaced; [`enum@Error`] if the database fails.
    pub async fn edit_comment(&self, change: Change) -> Result<Stored> {
        self.writer
            .write(move |db| Box::pin(edit(db, change)))
            .await
    }
}

async fn add(db: &mut AnyConnection, new: NewComment) -> Result<Added> {
    let (closed, site) = lock(db, &new.article_id).await?;
    match &new.key_hash {
        Some(hash) => match by_key(db, hash).await? {
            Some(old) if old.request_hash == new.request_hash => {
                return Ok(Added::Repeat(Box::new(old)));
            }
            Some(old) => return Err(Refusal::KeyReused(Box::new(old)).into()),
            None => {}
        },
        None => refuse_duplicate(db, &new).await?,
    }
    if closed {
        return Err(Refusal::ThreadClosed.into());
    }
    let parent = match &new.parent {
        Some(id) => Some(parent(db, &new.article_id, id).await?),
        None => None,
    };
    let stored = fresh(&new, site, parent.as_ref());
    let published = i64::from(stored.shown);
    let version = note_change(db, &new.article_id, published, new.posted_at_ms).await?;
    insert(db, &new, &stored, version * published).await?;
    if let Some(account) = &new.account {
        account::sign(db, &new.id, account).await?;
    }
    if stored.shown {
        moderation::tell_ancestors(db, &stored, 1, new.posted_at_ms).await?;
    }
    Ok(Added::New(Box::new(stored)))
}

/// Makes other writers to this article wait, and says whether its thread is closed and whose it is.
async fn lock(db: &mut AnyConnection, id: &ArticleId) -> Result<(bool, String)> {
    const SQL: &str = "
        update article set version = version where id = $1 and json is not null
        returning closed, site";
    let row = sqlx::query(SQL)
        .bind(id.as_str())
        .fetch_optional(db)
        .await?;
    let row = row.ok_or(Refusal::UnknownArticle)?;
    let closed: i64 = row.try_get("closed")?;
    Ok((closed == 1, row.try_get("site")?))
}

async fn refuse_duplicate(db: &mut AnyConnection, new: &NewComment) -> Result<()> {
    const SQL: &str = "
        select id from comment
        where article_id = $1 and request_hash = $2 and author_name = $3 and posted_at_ms >= $4
        limit 1";
    let row = sqlx::query(SQL)
        .bind(new.article_id.as_str())
        .bind(&new.request_hash)
        .bind(&new.author_name)
        .bind(new.duplicate_since_ms)
        .fetch_optional(db)
        .await?;
    match row {
        Some(_) => Err(Refusal::Duplicate.into()),
        None => Ok(()),
    }
}

/// Where a reply to `id` is attached: there, or one level up where the thread is deep enough.
async fn parent(db: &mut AnyConnection, article: &ArticleId, id: &CommentId) -> Result<Stored> {
    let parent = by_id(db, id.as_str()).await?;
    let parent = parent
        .filter(|p| p.comment.status == CommentStatus::Published && p.article_id == *article)
        .ok_or_else(|| Refusal::ParentUnavailable(id.clone()))?;
    let nearest = parent.ancestors().next_back();
    match nearest {
        Some(above) if parent.ancestors().count() >= usize::from(MAX_REPLY_DEPTH) => {
            by_id(db, above).await?.ok_or_else(|| Error::Broken {
                id: parent.comment.id.to_string(),
                detail: format!("its parent {above} is missing"),
            })
        }
        _ => Ok(parent),
    }
}

/// A new comment as it will be stored.
fn fresh(new: &NewComment, site: String, parent: Option<&Stored>) -> Stored {
    Stored {
        comment: Comment {
            id: new.id.clone(),
            parent: parent.map(|parent| parent.comment.id.clone()),
            author: Author {
                name: new.author_name.clone(),
                badge: new.author_badge.clone(),
            },
            body: new.body.clone(),
            status: new.status,
            posted_at_ms: new.posted_at_ms,
            edited_at_ms: None,
            likes: 0,
            reply_count: 0,
        },
        article_id: new.article_id.clone(),
        site,
        shown: new.status == CommentStatus::Published,
        source: new.source.clone(),
        edit: None,
        request_hash: new.request_hash.clone(),
        path: parent.map_or("", |parent| &parent.path).to_owned() + new.id.as_str(),
        score: 0,
    }
}

/// `version`: the article's, as of now; 0 if nobody sees the comment yet.
async fn insert(
    db: &mut AnyConnection,
    new: &NewComment,
    stored: &Stored,
    version: i64,
) -> Result<()> {
    const SQL: &str = "
        insert into comment (id, article_id, parent_id, path, depth, status, shown, reply_count,
            likes, score, author_name, author_badge, source, body, key_hash, request_hash,
            posted_at_ms, version)
        values ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8, $9, $10, $11, $12, $13, $14, $15)";
    // At most `MAX_REPLY_DEPTH`, so it fits.
    let depth = stored.ancestors().count() as i16;
    sqlx::query(SQL)
        .bind(new.id.as_str())
        .bind(new.article_id.as_str())
        .bind(stored.comment.parent.as_ref().map(CommentId::as_str))
        .bind(&stored.path)
        .bind(depth)
        .bind(status_code(new.status))
        .bind(i16::from(stored.shown))
        .bind(&new.author_name)
        .bind(new.author_badge.as_deref())
        .bind(&new.source)
        .bind(json(&new.body))
        .bind(new.key_hash.as_deref())
        .bind(&new.request_hash)
        .bind(new.posted_at_ms)
        .bind(version)
        .execute(db)
        .await?;
    Ok(())
}

async fn edit(db: &mut AnyConnection, change: Change) -> Result<Stored> {
    const NOW: &str = "
        update comment set source = $2, body = $3, edited_at_ms = $4,
            edit_source = null, edit_body = null, edit_at_ms = null
        where id = $1";
    const LATER: &str = "
        update comment set edit_source = $2, edit_body = $3, edit_at_ms = $4 where id = $1";
    let old = moderation::locked(db, &change.id).await?;
    let last = old.edit.as_ref().map_or(&old.source, |edit| &edit.source);
    let edited_at_ms = old.edited_at_ms();
    let is_next = change.replaces.is_some_and(|at_ms| at_ms == edited_at_ms);
    // Its author, who says again what stands, may have said something else in between that is still on its way: that is
    // outdated then.
    if *last == change.source && !is_next {
        return Ok(old);
    }
    if change.replaces.is_some() && !is_next {
        return Err(Refusal::Outdated(Box::new(old)).into());
    }
    // What nobody has seen yet can change in place, and so can what stays the same.
    let in_place = change.status == CommentStatus::Published
        || old.comment.status == CommentStatus::Pending
        || old.edit.is_none() && old.source == change.source;
    sqlx::query(if in_place { NOW } else { LATER })
        .bind(change.id.as_str())
        .bind(&change.source)
        .bind(json(&change.body))
        // No two texts have the same.
        .bind(change.now_ms.max(edited_at_ms + 1))
        .execute(&mut *db)
        .await?;
    match in_place {
        true => note_comment(db, change.id.as_str(), 0, change.now_ms).await?,
        false => note_change(db, &old.article_id, 0, change.now_ms).await?,
    };
    let stored = by_id(db, change.id.as_str()).await?;
    stored.ok_or_else(|| Refusal::UnknownComment.into())
}

fn json(body: &RichText) -> String {
    serde_json::to_string(body).expect("rich text has only strings for keys")
}
