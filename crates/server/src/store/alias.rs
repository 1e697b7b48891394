//! Other names of articles: ids they had, pages they stood on, hosts those pages moved from.

use model::{Article, ArticleId};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AnyPool, Connection, Row};

use super::article::article_id;
use super::upstream::forget;
use super::{Error, Put, Refusal, Result, Store};
use crate::page_name::{page_name, split_host};

/// How often a host may have moved.
const MAX_MOVES: usize = 4;

/// Another name, and what it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// An id, `//host/path?query` or `//host`.
    pub name: String,
    /// Where it leads.
    pub target: AliasTarget,
    /// When it was made, in milliseconds since 1970.
    pub created_at_ms: i64,
}

/// What an alias leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum AliasTarget {
    /// An article, from an id or a page.
    Article(ArticleId),
    /// `//host`, from a host.
    Host(String),
}

const BY_NAME: &str = "select article_id, host from alias where name = $1";

impl Store {
    /// The article that an id leads to that is none, or none any more.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn aliased(&self, id: &ArticleId) -> Result<Option<ArticleId>> {
        aliased(&mut *self.read.acquire().await?, id.as_str()).await
    }

    /// The article on a page, by an alias of the page, by where its host moved, or by its own canonical address. It may be
    /// withdrawn.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn article_at(&self, address: &str) -> Result<Option<ArticleId>> {
        const BY_PAGE: &str = "
            select id from article where page = $1
            order by case when json is null then 1 else 0 end, id limit 1";
        let Some(mut page) = page_name(address) else {
            return Ok(None);
        };
        let mut db = self.read.acquire().await?;
        for _ in 0..=MAX_MOVES {
            if let Some(id) = aliased(&mut db, &page).await? {
                return Ok(Some(id));
            }
            let query = sqlx::query(BY_PAGE).bind(&page);
            if let Some(row) = query.fetch_optional(&mut *db).await? {
                let id = article_id(&row)?;
                let moved = aliased(&mut db, id.as_str()).await?;
                return Ok(Some(moved.unwrap_or(id)));
            }
            let Some((host, rest)) = split_host(&page) else {
                return Ok(None);
            };
            let query = sqlx::query(BY_NAME).bind(host);
            let row = query.fetch_optional(&mut *db).await?;
            let moved: Option<String> = match row {
                Some(row) => row.try_get("host")?,
                None => None,
            };
            let Some(moved) = moved else {
                return Ok(None);
            };
            page = moved + rest;
        }
        Ok(None)
    }

    /// Ids that an article had.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn former_ids(&self, id: &ArticleId) -> Result<Vec<String>> {
        const SQL: &str = "select name from alias where article_id = $1 order by name";
        let query = sqlx::query_scalar(SQL).bind(id.as_str());
        let mut names: Vec<String> = query.fetch_all(&self.read).await?;
        names.retain(|name| !name.starts_with("//"));
        Ok(names)
    }

    /// Every alias.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn aliases(&self) -> Result<Vec<Alias>> {
        const SQL: &str = "select name, article_id, host, created_at_ms from alias order by name";
        let rows = sqlx::query(SQL).fetch_all(&self.read).await?;
        rows.iter().map(alias).collect()
    }

    /// Adds an alias, or lets one lead elsewhere. One to an article that has moved leads to where that is now, which it
    /// says; one to an article that is withdrawn leads there once that is back.
    ///
    /// # Errors
    /// [`Refusal::UnknownArticle`] if there is nothing where it leads, [`Refusal::Taken`] if an article has that id;
    /// [`enum@Error`] if the database fails.
    pub async fn add_alias(&self, alias: Alias) -> Result<(Put, AliasTarget)> {
        self.writer
            .write(move |db| Box::pin(async move { add(db, alias).await }))
            .await
    }

    /// Drops an alias; `false` if there is none of that name. An article of a source that had moved comes back with the
    /// next answer.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn remove_alias(&self, name: String) -> Result<bool> {
        const SQL: &str = "delete from alias where name = $1";
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    let query = sqlx::query(SQL).bind(&name);
                    let done = query.execute(&mut *db).await?.rows_affected() > 0;
                    if done {
                        forget(db, &name).await?;
                    }
                    Ok(done)
                })
            })
            .await
    }
}

/// The article that an id or a page leads to.
pub(super) async fn aliased(db: &mut AnyConnection, name: &str) -> Result<Option<ArticleId>> {
    let row = sqlx::query(BY_NAME).bind(name).fetch_optional(db).await?;
    let id: Option<String> = match row {
        Some(row) => row.try_get("article_id")?,
        None => None,
    };
    id.map(|id| known(name, id)).transpose()
}

/// The article that an id stands for: itself, unless it is none, or is withdrawn and leads elsewhere.
pub(super) async fn led(db: &mut AnyConnection, id: &ArticleId) -> Result<ArticleId> {
    const PUBLIC: &str = "select id from article where id = $1 and json is not null";
    let mut id = id.clone();
    // Aliases lead to articles, not to aliases; but there may be some that an earlier version made.
    for _ in 0..MAX_MOVES {
        let public = sqlx::query(PUBLIC).bind(id.as_str());
        if public.fetch_optional(&mut *db).await?.is_some() {
            break;
        }
        match aliased(db, id.as_str()).await? {
            Some(next) => id = next,
            None => break,
        }
    }
    Ok(id)
}

async fn add(db: &mut AnyConnection, mut alias: Alias) -> Result<(Put, AliasTarget)> {
    const OLD: &str = "select name, article_id, host, created_at_ms from alias where name = $1";
    const SQL: &str = "
        insert into alias (name, article_id, host, created_at_ms) values ($1, $2, $3, $4)
        on conflict (name) do update set article_id = excluded.article_id, host = excluded.host,
            created_at_ms = excluded.created_at_ms";
    if let AliasTarget::Article(id) = &mut alias.target {
        *id = led(db, id).await?;
    }
    let (article, host) = match &alias.target {
        AliasTarget::Article(id) => (Some(id.as_str()), None),
        AliasTarget::Host(host) => (None, Some(host.as_str())),
    };
    let old = sqlx::query(OLD).bind(&alias.name);
    let old = old.fetch_optional(&mut *db).await?;
    let old = old.as_ref().map(self::alias).transpose()?;
    if let Some(id) = article {
        if !lock(db, id).await? {
            return Err(Refusal::UnknownArticle.into());
        }
        if old.is_none() && is_article(db, &alias.name).await? {
            return Err(Refusal::Taken(known(&alias.name, alias.name.clone())?).into());
        }
    }
    let put = match old {
        Some(old) if old.target == alias.target => return Ok((Put::Unchanged, alias.target)),
        Some(_) => Put::Replaced,
        None => Put::Created,
    };
    sqlx::query(SQL)
        .bind(&alias.name)
        .bind(article)
        .bind(host)
        .bind(alias.created_at_ms)
        .execute(db)
        .await?;
    Ok((put, alias.target))
}

/// Makes a move of this article wait; false if there is none.
async fn lock(db: &mut AnyConnection, id: &str) -> Result<bool> {
    let lock = sqlx::query("update article set version = version where id = $1").bind(id);
    Ok(lock.execute(db).await?.rows_affected() > 0)
}

pub(super) async fn is_article(db: &mut AnyConnection, id: &str) -> Result<bool> {
    let query = sqlx::query("select id from article where id = $1").bind(id);
    Ok(query.fetch_optional(db).await?.is_some())
}

/// The name of an article's canonical page; empty if it has none.
pub(super) fn page_of(json: &str) -> String {
    let article: Option<Article> = serde_json::from_str(json).ok();
    let page = article.and_then(|article| page_name(article.url.as_str()));
    page.unwrap_or_default()
}

/// Names the pages of articles that were stored before pages had names.
pub(super) async fn name_pages(read: &AnyPool, db: &mut AnyConnection) -> sqlx::Result<()> {
    const SOME: &str = "
        select id, json from article where page is null and json is not null and id > $1
        order by id limit 100";
    const NAME: &str = "update article set page = $2 where id = $1 and page is null";
    let mut last = String::new();
    loop {
        let rows = sqlx::query(SOME).bind(&last).fetch_all(read).await?;
        let Some(end) = rows.last() else {
            return Ok(());
        };
        last = end.try_get("id")?;
        let mut transaction = db.begin().await?;
        for row in &rows {
            let (id, json): (String, String) = (row.try_get("id")?, row.try_get("json")?);
            let query = sqlx::query(NAME).bind(id).bind(page_of(&json));
            query.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
    }
}

fn alias(row: &AnyRow) -> Result<Alias> {
    let name: String = row.try_get("name")?;
    let article: Option<String> = row.try_get("article_id")?;
    let host: Option<String> = row.try_get("host")?;
    let target = match (article, host) {
        (Some(id), _) => AliasTarget::Article(known(&name, id)?),
        (None, host) => AliasTarget::Host(host.unwrap_or_default()),
    };
    Ok(Alias {
        target,
        created_at_ms: row.try_get("created_at_ms")?,
        name,
    })
}

fn known(name: &str, id: String) -> Result<ArticleId> {
    ArticleId::try_from(id).map_err(|e| Error::Broken {
        id: name.to_owned(),
        detail: e.to_string(),
    })
}
