//! Comments that come from another system: each once, however often they are brought.

use std::collections::BTreeSet;

use model::{ArticleId, Author, Comment, CommentId, CommentStatus, MAX_REPLY_DEPTH, RichText};
use sqlx::AnyConnection;

use super::alias::is_article;
use super::comment::{by_id, by_key, status_code};
use super::score::likes_score;
use super::{Refusal, Result, Store, Stored, moderation, note_change};

/// Stands for what a comment was posted as: these were not.
const REQUEST: &str = "imported";

/// A comment from another system.
#[derive(Clone, Debug)]
pub struct ImportedComment {
    /// Made of its time and of its name where it comes from; sorts by time.
    pub id: CommentId,
    /// What it is known by, on whichever article it is.
    pub key: String,
    /// What it is about.
    pub article_id: ArticleId,
    /// What that which it answers is known by; none for a comment on the article.
    pub parent_key: Option<String>,
    /// Who wrote it.
    pub author_name: String,
    /// What they wrote, as text.
    pub source: String,
    /// What is shown.
    pub body: RichText,
    /// Where it stands.
    pub status: CommentStatus,
    /// How many liked it.
    pub likes: u32,
    /// When it was posted, in milliseconds since 1970.
    pub posted_at_ms: i64,
    /// When its text last changed, in milliseconds since 1970.
    pub edited_at_ms: Option<i64>,
}

/// What became of comments that were brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// They are new here.
    pub added: u64,
    /// They had been brought before, and are as they were then or were made here.
    pub unchanged: u64,
}

impl Store {
    /// Adds comments, all or none, what is answered before its answers; those that are here already stay as they are.
    ///
    /// # Errors
    /// [`Refusal::UnknownArticle`] if there is no such article; [`enum@super::Error`] if the database fails.
    pub async fn import(&self, comments: Vec<ImportedComment>, now_ms: i64) -> Result<Imported> {
        self.writer
            .write(move |db| Box::pin(async move { import(db, &comments, now_ms).await }))
            .await
    }

    /// Was the comment that is known by this brought before?
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn is_imported(&self, key: &str) -> Result<bool> {
        let mut db = self.read.acquire().await?;
        Ok(by_key(&mut db, key).await?.is_some())
    }

    /// Is there an article of that name, be it withdrawn?
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn has_article(&self, id: &ArticleId) -> Result<bool> {
        is_article(&mut *self.read.acquire().await?, id.as_str()).await
    }
}

async fn import(
    db: &mut AnyConnection,
    comments: &[ImportedComment],
    now_ms: i64,
) -> Result<Imported> {
    const LOCK: &str = "update article set version = version where id = $1";
    // Always in the same order, so that nobody waits for each other.
    let articles: BTreeSet<_> = comments.iter().map(|comment| &comment.article_id).collect();
    for article in articles {
        let lock = sqlx::query(LOCK).bind(article.as_str());
        if lock.execute(&mut *db).await?.rows_affected() == 0 {
            return Err(Refusal::UnknownArticle.into());
        }
    }
    let mut imported = Imported::default();
    for comment in comments {
        match by_key(db, &comment.key).await? {
            Some(_) => imported.unchanged += 1,
            None => {
                add(db, comment, now_ms).await?;
                imported.added += 1;
            }
        }
    }
    Ok(imported)
}

async fn add(db: &mut AnyConnection, new: &ImportedComment, now_ms: i64) -> Result<()> {
    let parent = parent(db, new).await?;
    let stored = fresh(new, parent.as_ref());
    let version = match new.status {
        CommentStatus::Published => note_change(db, &new.article_id, 1, now_ms).await?,
        _ => {
            note_change(db, &new.article_id, 0, now_ms).await?;
            0
        }
    };
    insert(db, new, &stored, version).await?;
    if stored.shown {
        moderation::tell_ancestors(db, &stored, 1, now_ms).await?;
    }
    Ok(())
}

/// Under what it stands: what it answers, or one level up where the thread is deep enough.
async fn parent(db: &mut AnyConnection, new: &ImportedComment) -> Result<Option<Stored>> {
    let parent = match &new.parent_key {
        Some(key) => by_key(db, key).await?,
        None => None,
    };
    let Some(parent) = parent.filter(|parent| parent.article_id == new.article_id) else {
        return Ok(None);
    };
    if parent.ancestors().count() < usize::from(MAX_REPLY_DEPTH) {
        return Ok(Some(parent));
    }
    let above = parent.ancestors().next_back().map(str::to_owned);
    match above {
        Some(above) => by_id(db, &above).await,
        None => Ok(Some(parent)),
    }
}

fn fresh(new: &ImportedComment, parent: Option<&Stored>) -> Stored {
    Stored {
        comment: Comment {
            id: new.id.clone(),
            parent: parent.map(|parent| parent.comment.id.clone()),
            author: Author {
                name: new.author_name.clone(),
                badge: None,
            },
            body: new.body.clone(),
            status: new.status,
            posted_at_ms: new.posted_at_ms,
            edited_at_ms: new.edited_at_ms,
            likes: new.likes,
            reply_count: 0,
        },
        article_id: new.article_id.clone(),
        site: String::new(),
        shown: new.status == CommentStatus::Published,
        source: new.source.clone(),
        edit: None,
        request_hash: REQUEST.to_owned(),
        path: parent.map_or("", |parent| &parent.path).to_owned() + new.id.as_str(),
        score: likes_score(new.likes),
    }
}

async fn insert(
    db: &mut AnyConnection,
    new: &ImportedComment,
    stored: &Stored,
    version: i64,
) -> Result<()> {
    const SQL: &str = "
        insert into comment (id, article_id, parent_id, path, depth, status, shown, reply_count,
            likes, score, author_name, source, body, key_hash, request_hash, posted_at_ms,
            edited_at_ms, version)
        values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    // At most `MAX_REPLY_DEPTH`, so it fits.
    let depth = stored.ancestors().count() as i16;
    let body = serde_json::to_string(&new.body).expect("rich text has only strings for keys");
    sqlx::query(SQL)
        .bind(new.id.as_str())
        .bind(new.article_id.as_str())
        .bind(stored.comment.parent.as_ref().map(CommentId::as_str))
        .bind(&stored.path)
        .bind(depth)
        .bind(status_code(new.status))
        .bind(i16::from(stored.shown))
        .bind(i64::from(new.likes))
        .bind(stored.score)
        .bind(&new.author_name)
        .bind(&new.source)
        .bind(body)
        .bind(&new.key)
        .bind(&stored.request_hash)
        .bind(new.posted_at_ms)
        .bind(new.edited_at_ms)
        .bind(version)
        .execute(db)
        .await?;
    Ok(())
}
