//! What has changed on articles since a version of theirs: what readers with an open page are told.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use model::{ArticleId, Comment};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::article::article_id;
use super::comment::{columns, stored};
use super::{Result, Stamp, Store, note_change};

/// Articles asked about in one query.
const ARTICLES: usize = 50;

/// What the public sees of an article and of the comments that changed after a version, at one moment.
#[derive(Debug)]
pub struct Newer {
    /// Everything up to this version is in here, unless there is [`Self::more`].
    pub version: i64,
    /// When the article itself last changed.
    pub own_version: i64,
    /// It is withdrawn; then no comments are told of.
    pub gone: bool,
    /// It takes no more comments.
    pub closed: bool,
    /// Published comments, replies included.
    pub total: u32,
    /// The first of them in the order of their versions, which differ.
    pub comments: Vec<ChangedComment>,
    /// Are there more?
    pub more: bool,
}

/// A comment as the public sees it now, and when it came to look so.
#[derive(Debug)]
pub struct ChangedComment {
    /// The article's version then.
    pub version: i64,
    /// Published, or removed; its place is gone too if it has no replies.
    pub comment: Comment,
}

impl Store {
    /// Waits until something was written through this store, or returns at once if it was since it was last asked.
    pub async fn written(&self) {
        self.written.notified().await;
    }

    /// Another one after every write, whoever wrote, unless that cannot be told.
    pub fn stamp(&self) -> Option<Stamp> {
        self.changes.stamp()
    }

    /// Versions of those of `ids` that there are, withdrawn or not.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn versions(&self, ids: &[ArticleId]) -> Result<HashMap<ArticleId, i64>> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            let mut sql = "select id, version from article where id in ($1".to_owned();
            for n in 2..=ARTICLES {
                write!(sql, ", ${n}").expect("a string takes what is written");
            }
            sql + ")"
        });
        let mut versions = HashMap::with_capacity(ids.len());
        for ids in ids.chunks(ARTICLES) {
            let mut query = sqlx::query(SQL.as_str());
            // One text for every number of articles: the last stands for those that are missing.
            for n in 0..ARTICLES {
                query = query.bind(ids[n.min(ids.len() - 1)].as_str());
            }
            for row in query.fetch_all(&self.read).await? {
                versions.insert(article_id(&row)?, row.try_get("version")?);
            }
        }
        Ok(versions)
    }

    /// What has changed on an article after a version, `limit` comments at most; none if there is no such article.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn newer_than(
        &self,
        id: &ArticleId,
        version: i64,
        limit: usize,
    ) -> Result<Option<Newer>> {
        // One statement, and so one moment.
        const SQL: &str = concat!(
            "select ",
            columns!(),
            ", c.version, a.version as article_version, a.own_version, a.closed, a.comment_total,
              case when a.json is null then 1 else 0 end as gone
              from article a
              left join comment c on c.article_id = a.id and c.version > $2 and c.status <> 0
              where a.id = $1
              order by c.version limit $3"
        );
        let rows = sqlx::query(SQL)
            .bind(id.as_str())
            .bind(version)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1))
            .fetch_all(&self.read)
            .await?;
        rows.first()
            .map(|first| newer_than(first, &rows, limit))
            .transpose()
    }
}

fn newer_than(first: &AnyRow, rows: &[AnyRow], limit: usize) -> Result<Newer> {
    let total: i64 = first.try_get("comment_total")?;
    let own_version = first.try_get("own_version")?;
    let gone = first.try_get::<i64, _>("gone")? == 1;
    let is_alone = first.try_get::<Option<String>, _>("id")?.is_none();
    let shown = if gone || is_alone { &[] } else { rows };
    let comments = shown.iter().take(limit).map(|row| {
        Ok(ChangedComment {
            version: row.try_get("version")?,
            comment: stored(row)?.comment,
        })
    });
    Ok(Newer {
        // What happens to the thread of an article that is gone is told if it comes back.
        version: match gone {
            true => own_version,
            false => first.try_get("article_version")?,
        },
        own_version,
        gone,
        closed: first.try_get::<i64, _>("closed")? == 1,
        total: u32::try_from(total.max(0)).unwrap_or(u32::MAX),
        comments: comments.collect::<Result<_>>()?,
        more: shown.len() > limit,
    })
}

/// Notes that what the public sees of a comment has changed, and by how many published comments its article: raises the
/// version of the article, which becomes that of the comment. Of one that is still pending nothing is noted.
pub(super) async fn note_comment(
    db: &mut AnyConnection,
    id: &str,
    published: i64,
    now_ms: i64,
) -> Result<i64> {
    const ARTICLE: &str = "select article_id as id from comment where id = $1";
    const NOTE: &str = "update comment set version = $2 where id = $1 and status <> 0";
    let article = sqlx::query(ARTICLE).bind(id).fetch_one(&mut *db).await?;
    let version = note_change(db, &article_id(&article)?, published, now_ms).await?;
    let note = sqlx::query(NOTE).bind(id).bind(version);
    note.execute(db).await?;
    Ok(version)
}

/// Notes that an article itself has changed, not its thread.
pub(super) async fn note_article(
    db: &mut AnyConnection,
    id: &ArticleId,
    now_ms: i64,
) -> Result<()> {
    const NOTE: &str = "update article set own_version = $2 where id = $1";
    let version = note_change(db, id, 0, now_ms).await?;
    let note = sqlx::query(NOTE).bind(id.as_str()).bind(version);
    note.execute(db).await?;
    Ok(())
}
