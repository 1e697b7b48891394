//! Comments that come from another system: each once, however often they are brought.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{ArticleId, Author, Comment, CommentId, CommentStatus, MAX_REPLY_DEPTH, RichText};
use sqlx::AnyConnection;

use super::alias::{aliased, is_article};
use super::article::article_id;
use super::comment::{by_id, by_key, status_code};
use super::score::likes_score;
use super::{Error, Refusal, Result, Store, Stored, moderation, note_change};

/// Stands for what a comment was posted as: these were not.
const REQUEST: &str = "imported";

/// A comment from another system.
#[derive(Clone, Debug)]
pub struct ImportedComment {
    /// Made of its time and of its name where it comes from; sorts by time.
    pub id: CommentId,
    /// What it is known by, on whichever article it is.
    pub key: String,
    /// What it is about; if its thread has moved, it follows.
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
    /// An answer stands on the article of what it answers.
    ///
    /// # Errors
    /// [`Refusal::UnknownArticle`] if there is no such article; [`enum@super::Error`] if the database fails.
    pub async fn import(&self, comments: Vec<ImportedComment>, now_ms: i64) -> Result<Imported> {
        let comments: Arc<[ImportedComment]> = comments.into();
        loop {
            let comments = comments.clone();
            let write = self
                .writer
                .write(move |db| Box::pin(async move { import(db, &comments, now_ms).await }));
            match write.await {
                // A thread moved just then: not to where others are waited for out of turn, but from the start.
                Err(Error::Refused(Refusal::Aliased(_))) => {}
                done => return done,
            }
        }
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

/// Where comments go, while no other writer can move it.
struct Places {
    /// From where it was when its comments set out to where it is.
    now: BTreeMap<ArticleId, ArticleId>,
    locked: BTreeSet<ArticleId>,
}

async fn import(
    db: &mut AnyConnection,
    comments: &[ImportedComment],
    now_ms: i64,
) -> Result<Imported> {
    let places = lock(db, comments).await?;
    let mut imported = Imported::default();
    for comment in comments {
        match by_key(db, &comment.key).await? {
            Some(_) => imported.unchanged += 1,
            None => {
                add(db, comment, &places, now_ms).await?;
                imported.added += 1;
            }
        }
    }
    Ok(imported)
}

/// Makes other writers wait wherever something may be added, always in the same order, so that nobody waits for each
/// other.
async fn lock(db: &mut AnyConnection, comments: &[ImportedComment]) -> Result<Places> {
    const PARENT: &str = "select article_id as id from comment where key_hash = $1";
    const LOCK: &str = "update article set version = version where id = $1";
    let mut locked: BTreeSet<_> = targets(db, comments).await?.into_values().collect();
    let parents = comments
        .iter()
        .filter_map(|comment| comment.parent_key.as_ref());
    for key in parents.collect::<BTreeSet<_>>() {
        let row = sqlx::query(PARENT).bind(key).fetch_optional(&mut *db);
        locked.extend(row.await?.as_ref().map(article_id).transpose()?);
    }
    for article in &locked {
        let lock = sqlx::query(LOCK).bind(article.as_str());
        if lock.execute(&mut *db).await?.rows_affected() == 0 {
            return Err(Refusal::UnknownArticle.into());
        }
    }
    // Read again: who held a lock before may have moved the thread.
    let now = targets(db, comments).await?;
    Ok(Places { now, locked })
}

async fn targets(
    db: &mut AnyConnection,
    comments: &[ImportedComment],
) -> Result<BTreeMap<ArticleId, ArticleId>> {
    let mut targets = BTreeMap::new();
    let articles: BTreeSet<_> = comments.iter().map(|comment| &comment.article_id).collect();
    for article in articles {
        let moved = aliased(db, article.as_str()).await?;
        targets.insert(article.clone(), moved.unwrap_or_else(|| article.clone()));
    }
    Ok(targets)
}

async fn add(
    db: &mut AnyConnection,
    new: &ImportedComment,
    places: &Places,
    now_ms: i64,
) -> Result<()> {
    let parent = parent(db, new).await?;
    let article = match &parent {
        Some(parent) => &parent.article_id,
        None => places.now.get(&new.article_id).unwrap_or(&new.article_id),
    };
    if !places.locked.contains(article) {
        return Err(Refusal::Aliased(article.clone()).into());
    }
    let stored = fresh(new, parent.as_ref(), article);
    let published = i64::from(stored.shown);
    let version = note_change(db, article, published, now_ms).await? * published;
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
    let Some(parent) = parent else {
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

fn fresh(new: &ImportedComment, parent: Option<&Stored>, article: &ArticleId) -> Stored {
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
        article_id: article.clone(),
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
        .bind(stored.article_id.as_str())
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
