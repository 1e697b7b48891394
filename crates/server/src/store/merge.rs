//! A thread that moves to another article.

use model::ArticleId;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Executor, Row};

use super::alias::{aliased, led};
use super::live::note_article;
use super::{Refusal, Result, Store, note_change};

/// What moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where it is now.
    pub to: ArticleId,
    /// Comments, whatever their status.
    pub comments: u64,
    /// Of them, published.
    pub published: i64,
}

/// Most of a database that SQLite keeps in memory while a thread moves, in KiB: each comment changes places in several
/// indexes, which should not be read from the file again and again.
const CACHE: &str = "pragma cache_size = -65536";
/// As SQLite begins.
const USUAL_CACHE: &str = "pragma cache_size = -2000";

impl Store {
    /// Moves the thread of one article to another, or to where that has moved itself, which may have a thread already.
    /// The first is withdrawn, and its id, with every alias it had, leads to the second.
    ///
    /// # Errors
    /// [`Refusal::UnknownArticle`] if there is not either of them, [`Refusal::OtherSite`] if they are not of one site,
    /// [`Refusal::Withdrawn`] if the second is, [`Refusal::LeadsBack`] if it has moved to the first,
    /// [`Refusal::Aliased`] if the first leads to an article already and has no comments left;
    /// [`enum@super::Error`] if the database fails.
    pub async fn move_thread(&self, from: ArticleId, to: ArticleId, now_ms: i64) -> Result<Moved> {
        let is_sqlite = self.is_sqlite();
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    if is_sqlite {
                        db.execute(CACHE).await?;
                    }
                    let moved = move_thread(db, &from, &to, now_ms).await;
                    if is_sqlite {
                        db.execute(USUAL_CACHE).await?;
                    }
                    moved
                })
            })
            .await
    }
}

async fn move_thread(
    db: &mut AnyConnection,
    from: &ArticleId,
    to: &ArticleId,
    now_ms: i64,
) -> Result<Moved> {
    const CLEAR: &str = "delete from alias where name = $1";
    const ALIASES: &str = "update alias set article_id = $2 where article_id = $1";
    const ALIAS: &str = "
        insert into alias (name, article_id, created_at_ms) values ($1, $2, $3)
        on conflict (name) do update set article_id = excluded.article_id, host = null";
    // Its file, if it has one, brings it back as soon as no alias is in the way.
    const WITHDRAW: &str = "
        update article set json = null, file = null, file_stamp = null, file_hash = null
        where id = $1";
    let to = target(db, from, to).await?;
    let published = lock_both(db, from, &to).await?;
    let comments = move_comments(db, from, &to, (published, now_ms)).await?;
    let clear = sqlx::query(CLEAR).bind(to.as_str());
    clear.execute(&mut *db).await?;
    let aliases = sqlx::query(ALIASES).bind(from.as_str()).bind(to.as_str());
    aliases.execute(&mut *db).await?;
    let alias = sqlx::query(ALIAS).bind(from.as_str()).bind(to.as_str());
    alias.bind(now_ms).execute(&mut *db).await?;
    let withdraw = sqlx::query(WITHDRAW).bind(from.as_str());
    withdraw.execute(&mut *db).await?;
    note_change(db, from, -published, now_ms).await?;
    note_article(db, from, now_ms).await?;
    Ok(Moved {
        to,
        comments,
        published,
    })
}

/// The article that the second id stands for: itself, unless it has moved.
async fn target(db: &mut AnyConnection, from: &ArticleId, to: &ArticleId) -> Result<ArticleId> {
    let found = led(db, to).await?;
    if found == *from {
        return Err(match to == from {
            true => Refusal::Aliased(found),
            false => Refusal::LeadsBack(to.clone(), found),
        }
        .into());
    }
    Ok(found)
}

/// Gives comments to another article; how many. Those that the public sees get versions of its own, one after the other.
async fn move_comments(
    db: &mut AnyConnection,
    from: &ArticleId,
    to: &ArticleId,
    (published, now_ms): (i64, i64),
) -> Result<u64> {
    const SHOWN: &str = "
        update comment set article_id = $2, version = $3 + moved.n
        from (
            select id, row_number() over (order by id) as n from comment
            where article_id = $1 and status <> 0
        ) as moved
        where comment.id = moved.id";
    const REST: &str = "update comment set article_id = $2 where article_id = $1";
    const RAISE: &str = "update article set version = $2 where id = $1";
    let before = note_change(db, to, published, now_ms).await?;
    let shown = sqlx::query(SHOWN).bind(from.as_str()).bind(to.as_str());
    let shown = shown.bind(before).execute(&mut *db).await?.rows_affected();
    let after = before.saturating_add(i64::try_from(shown).unwrap_or(i64::MAX));
    let raise = sqlx::query(RAISE).bind(to.as_str()).bind(after);
    raise.execute(&mut *db).await?;
    let rest = sqlx::query(REST).bind(from.as_str()).bind(to.as_str());
    let rest = rest.execute(&mut *db).await?.rows_affected();
    Ok(shown + rest)
}

/// Makes other writers to both wait, always in the same order, and counts the published comments of the first.
async fn lock_both(db: &mut AnyConnection, from: &ArticleId, to: &ArticleId) -> Result<i64> {
    let mut ids = [from, to];
    ids.sort();
    let (mut published, mut sites) = (0, Vec::new());
    for id in ids {
        let Some(row) = lock(db, id).await? else {
            let led = aliased(db, id.as_str()).await?;
            return Err(led.map_or(Refusal::UnknownArticle, Refusal::Aliased).into());
        };
        if id == to && row.try_get::<i64, _>("gone")? == 1 {
            return Err(Refusal::Withdrawn(to.clone()).into());
        }
        sites.push(row.try_get::<String, _>("site")?);
        if id == from {
            published = row.try_get("comment_total")?;
        }
    }
    if sites[0] != sites[1] {
        let other = if ids[0] == to { 0 } else { 1 };
        return Err(Refusal::OtherSite(sites.swap_remove(other)).into());
    }
    match aliased(db, from.as_str()).await? {
        Some(led) if !has_comments(db, from).await? => Err(Refusal::Aliased(led).into()),
        _ => Ok(published),
    }
}

async fn lock(db: &mut AnyConnection, id: &ArticleId) -> Result<Option<AnyRow>> {
    const SQL: &str = "
        update article set version = version where id = $1
        returning site, comment_total, case when json is null then 1 else 0 end as gone";
    let row = sqlx::query(SQL).bind(id.as_str());
    Ok(row.fetch_optional(db).await?)
}

async fn has_comments(db: &mut AnyConnection, id: &ArticleId) -> Result<bool> {
    const SQL: &str = "select id from comment where article_id = $1 limit 1";
    let row = sqlx::query(SQL).bind(id.as_str()).fetch_optional(db);
    Ok(row.await?.is_some())
}
