//! Threads, page by page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::{ArticleId, CommentId, CommentStatus, Order, Problem, Thread, ThreadState};
use serde::Deserialize;

use super::alias::canonical;
use super::fields::{article_id, comment_id};
use super::piece::{shelved, words};
use crate::app::App;
use crate::caching;
use crate::error::{Error, Result};
use crate::finished::Part;
use crate::request::{Path, Query};
use crate::store::{ArticleRow, Cursor, Page, Roots, Start, Stored};

/// Comments in a page, if nobody says how many.
const DEFAULT_LIMIT: u32 = 20;
/// Most comments in a page.
const MAX_LIMIT: u32 = 100;

/// What a reader asks for; all of it text, so that a refusal can name the field.
#[derive(Default, Deserialize)]
pub(super) struct PageQuery {
    order: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    around: Option<String>,
    lang: Option<String>,
    share: Option<String>,
    replies: Option<String>,
    reply: Option<String>,
    sent: Option<String>,
}

/// One page of the comments on an article, each with its first three replies.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}/thread",
    params(
        ("id" = String, Path, description = "The article."),
        ("order" = Option<Order>, Query, description = "Of the comments on the article; replies are oldest first. Default `newest`."),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, in the same order."),
        ("limit" = Option<u32>, Query, description = "Comments on the article in a page, 1 to 100. Default 20."),
        ("around" = Option<CommentId>, Query, description = "The page that holds this comment; the first, if there is no such comment."),
    ),
    responses(
        (status = 200, description = "The page.", body = Thread),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 400, description = "A parameter cannot be read; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let (id, order) = (article_id(&id)?, query.order()?);
    let id = canonical(&app, id).await?;
    if query.is_first() {
        let wanted = (Part::Thread, words(None)?, order);
        let finished = shelved(&app, id, wanted, async |id: ArticleId| {
            let row = article(&app, &id).await?;
            let page = app.store.roots(query.roots(&row)?).await?;
            Ok(("application/json", json(&thread(&row, page))))
        });
        return finished.await?.answer(&headers).await;
    }
    query.start(order)?; // refused before anything is read
    let article = article(&app, &id).await?;
    answer(&headers, &article, app.store.roots(query.roots(&article)?)).await
}

/// One page of the replies below a comment, in reading order.
#[utoipa::path(
    get,
    path = "/api/v1/comments/{id}/replies",
    params(
        ("id" = String, Path, description = "The comment."),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before."),
        ("limit" = Option<u32>, Query, description = "Replies in a page, 1 to 100. Default 20."),
    ),
    responses(
        (status = 200, description = "The page.", body = Thread),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 400, description = "A parameter cannot be read; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such comment.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn replies(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let limit = query.limit()?;
    let (comment, after) = branch_start(&app, &comment_id(&id)?, &query).await?;
    let article = article(&app, &comment.article_id).await?;
    let page = app.store.replies(&comment, after.as_deref(), limit);
    answer(&headers, &article, page).await
}

impl PageQuery {
    /// The first page in this order.
    pub fn first(order: Order) -> Self {
        Self {
            order: Some(order.name().to_owned()),
            ..Self::default()
        }
    }

    /// The page that holds this comment, if any is named.
    pub fn around(comment: Option<&CommentId>) -> Self {
        Self {
            around: comment.map(CommentId::to_string),
            ..Self::default()
        }
    }

    /// Is it the first page, as long as most are?
    fn is_first(&self) -> bool {
        self.cursor.is_none() && self.limit.is_none() && self.around.is_none()
    }

    /// Is it what most readers ask for?
    pub fn is_plain(&self) -> bool {
        let asked = [&self.replies, &self.reply, &self.sent];
        self.is_first() && asked.iter().all(|field| field.is_none())
    }

    /// The comment whose branch is asked for.
    pub fn replies(&self) -> Result<Option<CommentId>> {
        named("replies", self.replies.as_deref())
    }

    /// The comment to be answered.
    pub fn reply(&self) -> Result<Option<CommentId>> {
        named("reply", self.reply.as_deref())
    }

    /// How a comment stands that was just sent.
    pub fn sent(&self) -> Result<Option<CommentStatus>> {
        match self.sent.as_deref() {
            None => Ok(None),
            Some("pending") => Ok(Some(CommentStatus::Pending)),
            Some(other) => Err(Error::malformed("sent", other, "it is pending")),
        }
    }

    /// Language of the interface.
    pub fn lang(&self) -> Option<&str> {
        self.lang.as_deref()
    }

    /// Is every share target wanted, not only the usual ones?
    ///
    /// # Errors
    /// If something else is.
    pub fn shares_everywhere(&self) -> Result<bool> {
        match self.share.as_deref() {
            None => Ok(false),
            Some("all") => Ok(true),
            Some(other) => Err(Error::malformed("share", other, "it is `all` or absent")),
        }
    }

    /// In what order the comments on the article stand.
    pub fn order(&self) -> Result<Order> {
        let Some(name) = self.order.as_deref() else {
            return Ok(Order::default());
        };
        let order = Order::ALL.into_iter().find(|order| order.name() == name);
        let why = "an order is newest, oldest or best";
        order.ok_or_else(|| Error::malformed("order", name, why))
    }

    /// Which comments on this article.
    pub fn roots<'a>(&self, article: &'a ArticleRow) -> Result<Roots<'a>> {
        let order = self.order()?;
        Ok(Roots {
            article_id: &article.id,
            order,
            start: self.start(order)?,
            limit: self.limit()?,
        })
    }

    fn limit(&self) -> Result<u32> {
        let Some(limit) = &self.limit else {
            return Ok(DEFAULT_LIMIT);
        };
        match limit.parse() {
            Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit),
            _ => {
                let why = format!("a limit is 1 to {MAX_LIMIT}");
                Err(Error::malformed("limit", limit, why))
            }
        }
    }

    fn cursor(&self) -> Result<Option<Cursor>> {
        let cursor = self.cursor.as_deref().map(|text| {
            let cursor = text.parse();
            cursor.map_err(|e| bad_cursor(text, e))
        });
        cursor.transpose()
    }

    fn start(&self, order: Order) -> Result<Start> {
        // Where a reply is written, what it answers is to be seen.
        let around = self.around.as_ref().or(self.reply.as_ref());
        match (self.cursor()?, around) {
            (Some(_), Some(around)) => {
                let why = "ask for a cursor or for what is around a comment, not both";
                Err(Error::malformed("around", around, why))
            }
            (Some(Cursor::Root(of, key)), None) if of == order => Ok(Start::After(key)),
            (Some(cursor), None) => Err(bad_cursor(&cursor.to_string(), "it is of another order")),
            (None, Some(around)) => match around.parse::<CommentId>() {
                Ok(id) => Ok(Start::Around(id)),
                Err(e) => Err(Error::malformed("around", around, e)),
            },
            (None, None) => Ok(Start::First),
        }
    }
}

fn named(field: &str, id: Option<&str>) -> Result<Option<CommentId>> {
    let read = |id: &str| id.parse().map_err(|e| Error::malformed(field, id, e));
    id.map(read).transpose()
}

/// The page that holds a comment alone, and a page of what stands below it.
pub(super) async fn branch(
    app: &App,
    article: &ArticleRow,
    root: &CommentId,
    query: &PageQuery,
) -> Result<(Page, Option<(CommentId, Thread)>)> {
    let (comment, after) = branch_start(app, root, query).await?;
    if comment.article_id != article.id {
        return Err(Error::not_found());
    }
    let replies = app.store.replies(&comment, after.as_deref(), MAX_LIMIT);
    let replies = thread(article, replies.await?);
    let alone = Page {
        comments: vec![comment.comment],
        next: None,
    };
    Ok((alone, Some((root.clone(), replies))))
}

/// A comment that is shown, and after which of its replies a page begins.
async fn branch_start(
    app: &App,
    id: &CommentId,
    query: &PageQuery,
) -> Result<(Stored, Option<String>)> {
    let comment = app.store.comment(id).await?;
    let comment = comment.filter(|c| c.shown).ok_or_else(Error::not_found)?;
    let after = match query.cursor()? {
        Some(Cursor::Replies(path)) if comment.is_above(&path) => Some(path),
        None => None,
        Some(cursor) => return Err(bad_cursor(&cursor.to_string(), "it is of another list")),
    };
    Ok((comment, after))
}

fn bad_cursor(cursor: &str, why: impl std::fmt::Display) -> Error {
    Error::malformed("cursor", cursor, why)
}

pub(super) async fn article(app: &App, id: &ArticleId) -> Result<ArticleRow> {
    app.upstreams.refresh(id).await?;
    let article = app.store.article(id).await?;
    article.ok_or_else(Error::not_found)
}

/// The version is read before the page: a write in between makes the page newer than its tag, which costs
/// one more request and shows nobody anything old.
async fn answer(
    headers: &HeaderMap,
    article: &ArticleRow,
    page: impl Future<Output = crate::store::Result<Page>>,
) -> Result<Response> {
    let tag = format!("{}-{}", env!("CARGO_PKG_VERSION"), article.version);
    if caching::is_known(headers, &format!("\"{tag}\"")) {
        return Ok(caching::public(headers, &tag, String::new));
    }
    let page = page.await?;
    Ok(caching::public(headers, &tag, || {
        json(&thread(article, page))
    }))
}

/// A page of the thread on `article`.
pub(super) fn thread(article: &ArticleRow, page: Page) -> Thread {
    Thread {
        article_id: article.id.clone(),
        version: article.version,
        state: match article.closed {
            true => ThreadState::Closed,
            false => ThreadState::Open,
        },
        total: article.comment_total,
        comments: page.comments,
        next_cursor: page.next.map(|cursor| cursor.to_string()),
    }
}

fn json(thread: &Thread) -> String {
    serde_json::to_string(thread).expect("a thread has only strings for keys")
}
