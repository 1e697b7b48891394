//! Pages of a thread, read by index keys: page 1 000 costs what page 1 costs.

use model::{ArticleId, Comment, CommentId, Order};

use super::comment::{by_id, columns, stored};
use super::{Cursor, Result, RootKey, Store, Stored};

/// Which comments on an article, each with its first three replies in reading order.
#[derive(Debug)]
pub struct Roots<'a> {
    /// What they are about.
    pub article_id: &'a ArticleId,
    /// In what order.
    pub order: Order,
    /// Where the page begins.
    pub start: Start,
    /// Most comments on the article in one page.
    pub limit: u32,
}

/// Where a page of comments begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// At the first.
    First,
    /// After the page that ended here, in the same order.
    After(RootKey),
    /// At the first, if that page holds the branch of this comment; else with that branch.
    Around(CommentId),
}

/// Part of a thread.
#[derive(Debug, PartialEq)]
pub struct Page {
    /// Flat; a reply always comes after what it answers.
    pub comments: Vec<Comment>,
    /// Where it ended, unless it is the last.
    pub next: Option<Cursor>,
}

/// A comment on the article and some of its replies, in reading order.
type Branch = Vec<Stored>;

/// One order of comments on an article: `$2` of them after a key, each with its first replies.
macro_rules! page {
    ($after:literal, $order:literal) => {
        concat!(
            "with root as (
                select path from comment
                where article_id = $1 and depth = 0 and shown = 1 and ",
            $after,
            " order by ",
            $order,
            " limit $2
            ),
            branch as (
                select root.path as first, coalesce((
                    select max(reply.path) from (
                        select d.path from comment d
                        where d.article_id = $1 and d.shown = 1
                          and d.path > root.path and d.path < root.path || 'z'
                        order by d.path limit 3
                    ) as reply
                ), root.path) as last
                from root
            )
            select ",
            columns!(),
            " from branch
            join comment c on c.article_id = $1 and c.shown = 1
                and c.path >= branch.first and c.path <= branch.last
            join article a on a.id = c.article_id
            order by c.path"
        )
    };
}
pub(super) const NEWEST: &str = page!(
    "(posted_at_ms, id) < ($3, $4)",
    "posted_at_ms desc, id desc"
);
pub(super) const OLDEST: &str = page!("(posted_at_ms, id) > ($3, $4)", "posted_at_ms, id");
pub(super) const BEST: &str = page!("(score, id) < ($3, $4)", "score desc, id desc");
/// Below a comment, between two paths.
pub(super) const REPLIES: &str = concat!(
    "select ",
    columns!(),
    " from comment c join article a on a.id = c.article_id
      where c.article_id = $1 and c.shown = 1 and c.path > $2 and c.path < $3
      order by c.path limit $4"
);

/// Sorts after everything that begins with the same id, because ids end before `z`.
const AFTER_ALL: &str = "z";

impl Store {
    /// One page of the comments on an article.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn roots(&self, roots: Roots<'_>) -> Result<Page> {
        let limit = roots.limit as usize;
        let mut branches = match &roots.start {
            Start::First => self.branches(&roots, None).await?,
            Start::After(key) => self.branches(&roots, Some(key)).await?,
            Start::Around(id) => self.branches_around(&roots, id).await?,
        };
        let more = branches.len() > limit;
        branches.truncate(limit);
        let last = branches.last().and_then(|branch| branch.first());
        let key = |root| Cursor::Root(roots.order, key(roots.order, root));
        let next = last.filter(|_| more).map(key);
        let comments = branches.into_iter().flatten().map(|row| row.comment);
        Ok(Page {
            comments: comments.collect(),
            next,
        })
    }

    /// One page of what stands below a comment, in reading order.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn replies(&self, of: &Stored, after: Option<&str>, limit: u32) -> Result<Page> {
        let rows = sqlx::query(REPLIES)
            .bind(of.article_id.as_str())
            .bind(after.unwrap_or(&of.path))
            .bind(of.path.clone() + AFTER_ALL)
            .bind(i64::from(limit) + 1)
            .fetch_all(&self.read)
            .await?;
        let mut replies = rows.iter().map(stored).collect::<Result<Vec<_>>>()?;
        let more = replies.len() > limit as usize;
        replies.truncate(limit as usize);
        let last = replies.last().filter(|_| more);
        let next = last.map(|reply| Cursor::Replies(reply.path.clone()));
        Ok(Page {
            comments: replies.into_iter().map(|row| row.comment).collect(),
            next,
        })
    }

    /// One branch more than asked for, if there are more.
    async fn branches(&self, roots: &Roots<'_>, after: Option<&RootKey>) -> Result<Vec<Branch>> {
        let (sql, first, id) = match roots.order {
            Order::Newest => (NEWEST, i64::MAX, AFTER_ALL),
            Order::Oldest => (OLDEST, i64::MIN, ""),
            Order::Best => (BEST, i64::MAX, AFTER_ALL),
        };
        let rows = sqlx::query(sql)
            .bind(roots.article_id.as_str())
            .bind(i64::from(roots.limit) + 1)
            .bind(after.map_or(first, |key| key.rank))
            .bind(after.map_or(id, |key| &key.id))
            .fetch_all(&self.read)
            .await?;
        let mut branches: Vec<Branch> = Vec::new();
        for row in &rows {
            let row = stored(row)?;
            match branches.last_mut() {
                Some(branch) if branch[0].path == row.root() => branch.push(row),
                _ => branches.push(vec![row]),
            }
        }
        branches.sort_by(|a, b| {
            let [a, b] = [a, b].map(|branch| key(roots.order, &branch[0]));
            match roots.order {
                Order::Oldest => a.cmp(&b),
                Order::Newest | Order::Best => b.cmp(&a),
            }
        });
        Ok(branches)
    }

    async fn branches_around(&self, roots: &Roots<'_>, id: &CommentId) -> Result<Vec<Branch>> {
        let first = self.branches(roots, None).await?;
        let Some(target) = self.comment(id).await? else {
            return Ok(first);
        };
        if !target.shown || target.article_id != *roots.article_id {
            return Ok(first);
        }
        let mut line = Vec::new();
        let mut db = self.read.acquire().await?;
        for ancestor in target.ancestors() {
            line.extend(by_id(&mut db, ancestor).await?);
        }
        line.push(target);
        let root = &line[0];
        let shown = |branch: &Branch| branch[0].path == root.path;
        let mut branches = match first.iter().take(roots.limit as usize).any(shown) {
            true => first,
            false => {
                self.branches(roots, Some(&just_before(roots.order, root)))
                    .await?
            }
        };
        if let Some(branch) = branches.iter_mut().find(|branch| shown(branch)) {
            branch.extend(line);
            branch.sort_by(|a, b| a.path.cmp(&b.path));
            branch.dedup_by(|a, b| a.path == b.path);
        }
        Ok(branches)
    }
}

/// Where a comment on the article stands in an order.
fn key(order: Order, root: &Stored) -> RootKey {
    RootKey {
        rank: match order {
            Order::Newest | Order::Oldest => root.comment.posted_at_ms,
            Order::Best => root.score,
        },
        id: root.path.clone(),
    }
}

/// A key after which `root` comes next.
fn just_before(order: Order, root: &Stored) -> RootKey {
    let RootKey { rank, mut id } = key(order, root);
    match order {
        Order::Oldest => drop(id.pop()),
        Order::Newest | Order::Best => id += AFTER_ALL,
    }
    RootKey { rank, id }
}
