//! Articles that a publisher's system was asked for.

use model::ArticleId;
use sqlx::{AnyConnection, Row};

use super::article::{put, withdraw};
use super::{NewArticle, Put, Refusal, Result, Store};

/// What was last answered, to be told when it is asked again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noted {
    /// Of what was read as the article; empty once it was taken back there.
    pub body_hash: String,
    /// As it came; empty if none did.
    pub etag: String,
    /// As it came; empty if none did.
    pub last_modified: String,
}

impl Store {
    /// What was last answered for an article, if it was ever asked for.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn noted(&self, id: &ArticleId) -> Result<Option<Noted>> {
        let mut db = self.read.acquire().await?;
        noted(&mut db, id).await
    }

    /// Stores an article as it was answered, and what that is known by. One that somebody withdrew here stays withdrawn
    /// until something else is answered.
    ///
    /// # Errors
    /// [`Refusal::OtherSite`] if another site's article has that name; [`enum@super::Error`] if the database fails.
    pub async fn put_upstream(&self, new: NewArticle, now_known: Noted) -> Result<Put> {
        self.writer
            .write(move |db| Box::pin(store(db, new, now_known)))
            .await
    }

    /// Withdraws an article that was taken back where it came from. It comes back when it does there.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn gone_upstream(&self, id: ArticleId, now_ms: i64) -> Result<()> {
        self.writer
            .write(move |db| Box::pin(take_back(db, id, now_ms)))
            .await
    }
}

async fn noted(db: &mut AnyConnection, id: &ArticleId) -> Result<Option<Noted>> {
    const SQL: &str = "
        select body_hash, etag, last_modified from upstream where article_id = $1";
    let row = sqlx::query(SQL)
        .bind(id.as_str())
        .fetch_optional(db)
        .await?;
    let read = |row: sqlx::any::AnyRow| -> Result<Noted> {
        Ok(Noted {
            body_hash: row.try_get("body_hash")?,
            etag: row.try_get("etag")?,
            last_modified: row.try_get("last_modified")?,
        })
    };
    row.map(read).transpose()
}

async fn note(db: &mut AnyConnection, id: &ArticleId, noted: &Noted) -> Result<()> {
    const SQL: &str = "
        insert into upstream (article_id, body_hash, etag, last_modified) values ($1, $2, $3, $4)
        on conflict (article_id) do update set body_hash = excluded.body_hash, etag = excluded.etag,
            last_modified = excluded.last_modified";
    let note = sqlx::query(SQL).bind(id.as_str()).bind(&noted.body_hash);
    let note = note.bind(&noted.etag).bind(&noted.last_modified);
    note.execute(db).await?;
    Ok(())
}

async fn store(db: &mut AnyConnection, new: NewArticle, now_known: Noted) -> Result<Put> {
    const SHOWN: &str = "select 1 from article where id = $1 and json is not null";
    let before = noted(&mut *db, &new.id).await?;
    let shown = sqlx::query(SHOWN).bind(new.id.as_str());
    let is_shown = shown.fetch_optional(&mut *db).await?.is_some();
    note(&mut *db, &new.id, &now_known).await?;
    let is_the_same = before.is_some_and(|before| before.body_hash == now_known.body_hash);
    match is_the_same && !is_shown {
        true => Ok(Put::Unchanged),
        false => put(db, new).await,
    }
}

async fn take_back(db: &mut AnyConnection, id: ArticleId, now_ms: i64) -> Result<()> {
    const SQL: &str = "update article set json = null where id = $1 and json is not null";
    if noted(&mut *db, &id).await?.is_none() {
        return Ok(());
    }
    note(&mut *db, &id, &Noted::default()).await?;
    match withdraw(db, SQL, &id, now_ms).await {
        // It was withdrawn here, or taken back before.
        Err(super::Error::Refused(Refusal::UnknownArticle)) => Ok(()),
        done => done,
    }
}
