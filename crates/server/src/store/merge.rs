//! A thread that moves to another article.

use model::ArticleId;
use sqlx::{AnyConnection, Row};

use super::live::note_article;
use super::{Refusal, Result, Store, note_change};

/// What moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Comments, whatever their status.
    pub comments: u64,
    /// Of them, published.
    pub published: i64,
}

impl Store {
    /// Moves the thread of one article to another, which may have one already. The first is withdrawn, and its id, with
    /// every alias it had, leads to the second.
    ///
    /// # Errors
    /// [`Refusal::UnknownArticle`] if there is not either of them, [`Refusal::OtherSite`] if they are not of one site,
    /// [`Refusal::Aliased`] if the first leads there already; [`enum@super::Error`] if the database fails.
    pub async fn move_thread(&self, from: ArticleId, to: ArticleId, now_ms: i64) -> Result<Moved> {
        self.writer
            .write(move |db| Box::pin(async move { move_thread(db, &from, &to, now_ms).await }))
            .await
    }
}

async fn move_thread(
    db: &mut AnyConnection,
    from: &ArticleId,
    to: &ArticleId,
    now_ms: i64,
) -> Result<Moved> {
    const SHOWN: &str = "
        update comment set article_id = $2, version = $3 + moved.n
        from (
            select id, row_number() over (order by id) as n from comment
            where article_id = $1 and status <> 0
        ) as moved
        where comment.id = moved.id";
    const REST: &str = "update comment set article_id = $2 where article_id = $1";
    const ALIASES: &str = "update alias set article_id = $2 where article_id = $1";
    const ALIAS: &str = "
        insert into alias (name, article_id, created_at_ms) values ($1, $2, $3)
        on conflict (name) do update set article_id = excluded.article_id, host = null";
    const RAISE: &str = "update article set version = $2 where id = $1";
    const WITHDRAW: &str = "update article set json = null where id = $1";
    let published = lock_both(db, from, to).await?;
    let before = note_change(db, to, published, now_ms).await?;
    let shown = sqlx::query(SHOWN)
        .bind(from.as_str())
        .bind(to.as_str())
        .bind(before)
        .execute(&mut *db)
        .await?
        .rows_affected();
    let raise = sqlx::query(RAISE).bind(to.as_str());
    let after = before.saturating_add(i64::try_from(shown).unwrap_or(i64::MAX));
    raise.bind(after).execute(&mut *db).await?;
    let mut moved = shown;
    for sql in [REST, ALIASES] {
        let query = sqlx::query(sql).bind(from.as_str()).bind(to.as_str());
        let done = query.execute(&mut *db).await?;
        moved += if sql == REST { done.rows_affected() } else { 0 };
    }
    let alias = sqlx::query(ALIAS).bind(from.as_str()).bind(to.as_str());
    alias.bind(now_ms).execute(&mut *db).await?;
    let withdraw = sqlx::query(WITHDRAW).bind(from.as_str());
    withdraw.execute(&mut *db).await?;
    note_change(db, from, -published, now_ms).await?;
    note_article(db, from, now_ms).await?;
    Ok(Moved {
        comments: moved,
        published,
    })
}

/// Makes other writers to both wait, always in the same order, and counts the published comments of the first.
async fn lock_both(db: &mut AnyConnection, from: &ArticleId, to: &ArticleId) -> Result<i64> {
    const LOCK: &str = "
        update article set version = version where id = $1 returning site, comment_total";
    if from == to {
        return Err(Refusal::Aliased(to.clone()).into());
    }
    let mut ids = [from, to];
    ids.sort();
    let (mut published, mut sites) = (0, Vec::new());
    for id in ids {
        let row = sqlx::query(LOCK).bind(id.as_str());
        let row = row.fetch_optional(&mut *db).await?;
        let row = row.ok_or(Refusal::UnknownArticle)?;
        sites.push(row.try_get::<String, _>("site")?);
        if id == from {
            published = row.try_get("comment_total")?;
        }
    }
    if sites[0] != sites[1] {
        let other = if ids[0] == to { 0 } else { 1 };
        return Err(Refusal::OtherSite(sites.swap_remove(other)).into());
    }
    if super::alias::aliased(db, from.as_str()).await?.as_ref() == Some(to) {
        return Err(Refusal::Aliased(to.clone()).into());
    }
    Ok(published)
}
