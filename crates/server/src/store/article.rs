//! Articles, as JSON: what they say is the publisher's business, the thread is ours.

use std::collections::BTreeMap;

use model::ArticleId;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::alias::{aliased, page_of};
use super::live::note_article;
use super::{Refusal, Result, Store};

/// An article as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// Its name.
    pub id: ArticleId,
    /// Whose it is.
    pub site: String,
    /// `model::Article` as JSON; none once it is withdrawn.
    pub json: Option<String>,
    /// Takes no more comments.
    pub closed: bool,
    /// Raised by every write to it or its thread.
    pub version: i64,
    /// Published comments, replies included.
    pub comment_total: u32,
}

/// An article to store.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// Its name.
    pub id: ArticleId,
    /// Whose it is.
    pub site: String,
    /// `model::Article` as JSON.
    pub json: String,
    /// Takes no comments.
    pub closed: bool,
    /// The file it was read from, if it was.
    pub file: Option<Filed>,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

/// A file of a site's folder that was read as an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed {
    /// Its name.
    pub file: String,
    /// What it looked like then.
    pub stamp: String,
    /// Of what it said; empty if it was read before that was noted.
    pub hash: String,
}

/// What became of an article to store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// There was none of that name.
    Created,
    /// It replaces an earlier one.
    Replaced,
    /// It stood there already, or was withdrawn as its file still has it and stays so.
    Unchanged,
}

/// An article without what it says.
pub(super) const COUNTED: &str = "
    select id, site, null as json, closed, version, comment_total from article
    where id = $1 and json is not null";

impl Store {
    /// An article that is not withdrawn.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn article(&self, id: &ArticleId) -> Result<Option<ArticleRow>> {
        const SQL: &str = "
            select id, site, json, closed, version, comment_total from article
            where id = $1 and json is not null";
        let row = sqlx::query(SQL)
            .bind(id.as_str())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(article).transpose()
    }

    /// Published comments of each of `ids` that is known and not withdrawn.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn counts(&self, ids: &[ArticleId]) -> Result<BTreeMap<ArticleId, u32>> {
        let mut counts = BTreeMap::new();
        let mut db = self.read.acquire().await?;
        for id in ids {
            let query = sqlx::query(COUNTED).bind(id.as_str());
            if let Some(row) = query.fetch_optional(&mut *db).await? {
                counts.insert(id.clone(), article(&row)?.comment_total);
            }
        }
        Ok(counts)
    }

    /// All articles of one site or of all, withdrawn ones included.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn articles(&self, site: Option<&str>) -> Result<Vec<ArticleRow>> {
        const SQL: &str = "
            select id, site, json, closed, version, comment_total from article
            where $1 is null or site = $1 order by site, id";
        let rows = sqlx::query(SQL).bind(site).fetch_all(&self.read).await?;
        rows.iter().map(article).collect()
    }

    /// What was read from files that were in the folder of a site when it was last looked at.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn filed(&self, site: &str) -> Result<Vec<(ArticleId, Filed)>> {
        const SQL: &str = "
            select id, file, file_stamp, coalesce(file_hash, '') as file_hash from article
            where site = $1 and file is not null";
        let rows = sqlx::query(SQL).bind(site).fetch_all(&self.read).await?;
        rows.iter()
            .map(|row| {
                let file = row.try_get("file")?;
                let stamp = row.try_get("file_stamp")?;
                let hash = row.try_get("file_hash")?;
                Ok((article_id(row)?, Filed { file, stamp, hash }))
            })
            .collect()
    }

    /// Stores an article; its thread, if it has one, stays.
    ///
    /// # Errors
    /// [`Refusal::OtherSite`] if another site's article has that name, [`Refusal::Aliased`] if the name leads to another
    /// article; [`enum@super::Error`] if the database fails.
    pub async fn put_article(&self, new: NewArticle) -> Result<Put> {
        let again = new.clone();
        let first = self.writer.write(move |db| Box::pin(put(db, new))).await;
        match first {
            // Another transaction has just created it.
            Err(e) if e.is_conflict() => {
                self.writer.write(move |db| Box::pin(put(db, again))).await
            }
            result => result,
        }
    }

    /// Withdraws an article: neither it nor its thread is public any more. Storing it again brings both back;
    /// a file does so only if it says something else than the one it was read from.
    ///
    /// # Errors
    /// [`Refusal::UnknownArticle`] if there is none; [`enum@super::Error`] if the database fails.
    pub async fn withdraw_article(&self, id: ArticleId, now_ms: i64) -> Result<()> {
        const SQL: &str = "update article set json = null where id = $1 and json is not null";
        self.writer
            .write(move |db| Box::pin(async move { withdraw(db, SQL, &id, now_ms).await }))
            .await
    }

    /// Withdraws an article whose file is gone. It comes back with the file, unless it was withdrawn before.
    ///
    /// # Errors
    /// [`Refusal::UnknownArticle`] if there is none; [`enum@super::Error`] if the database fails.
    pub async fn unfile_article(&self, id: ArticleId, now_ms: i64) -> Result<()> {
        const SQL: &str = "
            update article set json = null, file = null, file_stamp = null,
                file_hash = case when json is null then file_hash end
            where id = $1";
        self.writer
            .write(move |db| Box::pin(async move { withdraw(db, SQL, &id, now_ms).await }))
            .await
    }
}

pub(super) async fn withdraw(
    db: &mut AnyConnection,
    sql: &'static str,
    id: &ArticleId,
    now_ms: i64,
) -> Result<()> {
    let query = sqlx::query(sql).bind(id.as_str());
    if query.execute(&mut *db).await?.rows_affected() == 0 {
        return Err(Refusal::UnknownArticle.into());
    }
    note_article(db, id, now_ms).await
}

pub(super) async fn put(db: &mut AnyConnection, new: NewArticle) -> Result<Put> {
    const OLD: &str = "
        update article set version = version where id = $1
        returning id, site, json, closed, version, comment_total, file, file_hash";
    const ADD: &str = "
        insert into article (id, site, json, closed, file, file_stamp, file_hash, version, page, comment_total)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)";
    const CHANGE: &str = "update article set json = $2, closed = $3, page = $4 where id = $1";
    const FILE: &str =
        "update article set file = $2, file_stamp = $3, file_hash = $4 where id = $1";
    let id = new.id.as_str();
    let closed = i16::from(new.closed);
    let row = sqlx::query(OLD).bind(id).fetch_optional(&mut *db).await?;
    let is_new = match &row {
        Some(row) => row.try_get::<Option<String>, _>("json")?.is_none(),
        None => true,
    };
    if is_new && let Some(other) = aliased(db, id).await? {
        return Err(Refusal::Aliased(other).into());
    }
    let page = page_of(&new.json);
    let Some(row) = row else {
        let (file, stamp, hash) = match new.file {
            Some(Filed { file, stamp, hash }) => (Some(file), Some(stamp), Some(hash)),
            None => (None, None, None),
        };
        let add = sqlx::query(ADD).bind(id).bind(&new.site).bind(&new.json);
        let add = add.bind(closed).bind(file).bind(stamp).bind(hash);
        let add = add.bind(new.now_ms).bind(page);
        add.execute(db).await?;
        return Ok(Put::Created);
    };
    let old = article(&row)?;
    if old.site != new.site {
        return Err(Refusal::OtherSite(old.site).into());
    }
    if let Some(Filed { file, stamp, hash }) = &new.file {
        let note = sqlx::query(FILE).bind(id).bind(file).bind(stamp).bind(hash);
        note.execute(&mut *db).await?;
        if old.json.is_none() && may_be_withdrawn_as(&row, hash)? {
            return Ok(Put::Unchanged);
        }
    }
    if old.json.as_ref() == Some(&new.json) {
        return Ok(Put::Unchanged);
    }
    let change = sqlx::query(CHANGE).bind(id).bind(&new.json).bind(closed);
    let change = change.bind(page);
    change.execute(&mut *db).await?;
    note_article(db, &new.id, new.now_ms).await?;
    Ok(Put::Replaced)
}

/// Was an article without JSON withdrawn when its file said this? If nobody noted what the file said, it may have
/// been: rather too little is shown than what somebody took back.
fn may_be_withdrawn_as(row: &AnyRow, hash: &str) -> Result<bool> {
    let file: Option<String> = row.try_get("file")?;
    let noted: Option<String> = row.try_get("file_hash")?;
    Ok(match noted {
        Some(noted) => noted == hash,
        None => file.is_some(),
    })
}

fn article(row: &AnyRow) -> Result<ArticleRow> {
    let total: i64 = row.try_get("comment_total")?;
    Ok(ArticleRow {
        id: article_id(row)?,
        site: row.try_get("site")?,
        json: row.try_get("json")?,
        closed: row.try_get::<i64, _>("closed")? == 1,
        version: row.try_get("version")?,
        comment_total: u32::try_from(total.max(0)).unwrap_or(u32::MAX),
    })
}

pub(super) fn article_id(row: &AnyRow) -> Result<ArticleId> {
    let id: String = row.try_get("id")?;
    ArticleId::try_from(id.clone()).map_err(|e| super::Error::Broken {
        id,
        detail: e.to_string(),
    })
}
