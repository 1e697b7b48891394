//! Threads, page by page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::{ArticleId, CommentId, Order, Problem, Thread, ThreadState};
use serde::Deserialize;

use super::fields::{article_id, comment_id};
use crate::app::App;
use crate::caching;
use crate::error::{Error, Result};
use crate::request::{Path, Query};
use crate::store::{ArticleRow, Cursor, Page, Roots, Start};

/// Comments in a page, if nobody says how many.
const DEFAULT_LIMIT: u32 = 20;
/// Most comments in a page.
const MAX_LIMIT: u32 = 100;

/// What a reader asks for; all of it text, so that a refusal can name the field.
#[derive(Deserialize)]
pub(super) struct PageQuery {
    order: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    around: Option<String>,
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
    let (order, limit) = (query.order()?, query.limit()?);
    let start = query.start(order)?;
    let article = article(&app, &article_id(&id)?).await?;
    let roots = Roots {
        article_id: &article.id,
        order,
        start,
        limit,
    };
    answer(&headers, &article, app.store.roots(roots)).await
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
    let comment = app.store.comment(&comment_id(&id)?).await?;
    let comment = comment.filter(|c| c.shown).ok_or_else(Error::not_found)?;
    let after = match query.cursor()? {
        Some(Cursor::Replies(path)) if comment.is_above(&path) => Some(path),
        None => None,
        Some(cursor) => return Err(bad_cursor(&cursor.to_string(), "it is of another list")),
    };
    let article = article(&app, &comment.article_id).await?;
    let page = app.store.replies(&comment, after.as_deref(), limit);
    answer(&headers, &article, page).await
}

impl PageQuery {
    fn order(&self) -> Result<Order> {
        match self.order.as_deref() {
            None | Some("newest") => Ok(Order::Newest),
            Some("oldest") => Ok(Order::Oldest),
            Some("best") => Ok(Order::Best),
            Some(other) => {
                let why = "an order is newest, oldest or best";
                Err(Error::malformed("order", other, why))
            }
        }
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
        match (self.cursor()?, &self.around) {
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

fn bad_cursor(cursor: &str, why: impl std::fmt::Display) -> Error {
    Error::malformed("cursor", cursor, why)
}

async fn article(app: &App, id: &ArticleId) -> Result<ArticleRow> {
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
    let thread = Thread {
        article_id: article.id.clone(),
        version: article.version,
        state: match article.closed {
            true => ThreadState::Closed,
            false => ThreadState::Open,
        },
        total: article.comment_total,
        comments: page.comments,
        next_cursor: page.next.map(|cursor| cursor.to_string()),
    };
    Ok(caching::public(headers, &tag, || {
        serde_json::to_string(&thread).expect("a thread has only strings for keys")
    }))
}
