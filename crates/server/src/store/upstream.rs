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
    /// How it was read; empty if nobody noted that.
    pub read_as: String,
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

    /// Withdraws an article of a site that was taken back where it came from. It comes back when it does there.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn gone_upstream(&self, id: ArticleId, site: String, now_ms: i64) -> Result<()> {
        self.writer
            .write(move |db| Box::pin(take_back(db, id, site, now_ms)))
            .await
    }

    /// Forgets what was last answered for an article: the next answer is stored, whatever was withdrawn here. False if
    /// it was never asked for.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn forget_upstream(&self, id: ArticleId) -> Result<bool> {
        self.writer
            .write(move |db| Box::pin(async move { forget(db, id.as_str()).await }))
            .await
    }
}

pub(super) async fn forget(db: &mut AnyConnection, id: &str) -> Result<bool> {
    const SQL: &str = "
        update upstream set body_hash = '', etag = '', last_modified = '' where article_id = $1";
    let done = sqlx::query(SQL).bind(id).execute(db).await?;
    Ok(done.rows_affected() > 0)
}

async fn noted(db: &mut AnyConnection, id: &ArticleId) -> Result<Option<Noted>> {
    const SQL: &str = "
        select body_hash, etag, last_modified from upstream where article_id = $1";
    let row = sqlx::query(SQL)
        .bind(id.as_str())
        .fetch_optional(db)
        .await?;
    let read = |row: sqlx::any::AnyRow| -> Result<Noted> {
        let hash: String = row.try_get("body_hash")?;
        let (body_hash, read_as) = hash.split_once(' ').unwrap_or((&hash, ""));
        Ok(Noted {
            body_hash: body_hash.to_owned(),
            read_as: read_as.to_owned(),
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
    // One column holds both: an earlier version knew only the first.
    let hash = [noted.body_hash.as_str(), noted.read_as.as_str()].join(" ");
    let note = sqlx::query(SQL).bind(id.as_str()).bind(hash.trim_end());
    let note = note.bind(&noted.etag).bind(&noted.last_modified);
    note.execute(db).await?;
    Ok(())
}

async fn store(db: &mut AnyConnection, new: NewArticle, now_known: Noted) -> Result<Put> {
    const WITHDRAWN: &str = "select 1 from article where id = $1 and json is null";
    let before = noted(&mut *db, &new.id).await?;
    let withdrawn = sqlx::query(WITHDRAWN).bind(new.id.as_str());
    let is_withdrawn = withdrawn.fetch_optional(&mut *db).await?.is_some();
    note(&mut *db, &new.id, &now_known).await?;
    // If nobody noted what was answered when it was withdrawn, it may have been this.
    let may_be_the_same = before.is_none_or(|before| before.body_hash == now_known.body_hash);
    match is_withdrawn && may_be_the_same {
        true => Ok(Put::Unchanged),
        false => put(db, new).await,
    }
}

async fn take_back(db: &mut AnyConnection, id: ArticleId, site: String, now_ms: i64) -> Result<()> {
    const OF_SITE: &str = "select 1 from article where id = $1 and site = $2";
    const SQL: &str = "update article set json = null where id = $1 and json is not null";
    // Strangers are not noted, and what another site calls so is none of this source.
    let of_site = sqlx::query(OF_SITE).bind(id.as_str()).bind(site);
    if of_site.fetch_optional(&mut *db).await?.is_none() {
        return Ok(());
    }
    note(&mut *db, &id, &Noted::default()).await?;
    match withdraw(db, SQL, &id, now_ms).await {
        // It was withdrawn here, or taken back before.
        Err(super::Error::Refused(Refusal::UnknownArticle)) => Ok(()),
        done => done,
    }
}
