//! HTML for the loader: what a reader sees before any program is there.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::{Article, ArticleId, Order, Problem};

use super::alias::canonical;
use super::fields::article_id;
use super::piece::{sheet, shelved, words};
use super::thread::PageQuery;
use crate::app::App;
use crate::document;
use crate::error::Result;
use crate::finished::Part;
use crate::render::{Sharing, render};
use crate::request::{Path, Query};

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Article, share bar and the first page of the thread, the thread once more as JSON, and the names of the files that
/// bring it to life. Addresses in it are relative to this one.
#[utoipa::path(
    get,
    path = "/embed/v1/articles/{id}",
    params(
        ("id" = String, Path, description = "The article."),
        ("lang" = Option<String>, Query, description = "Language of the interface: `vi` or `en`. Default `vi`."),
        ("order" = Option<Order>, Query, description = "Of the comments on the article. Default `newest`."),
        ("share" = Option<String>, Query, description = "`all` for every share target, the unusual ones hidden. Default: the usual ones of the language."),
    ),
    responses(
        (status = 200, description = "An `<article>`, a `<div>` and a `<script type=\"application/json\">`.", content_type = "text/html"),
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
    let part = match query.shares_everywhere()? {
        true => Part::FragmentToShare,
        false => Part::Fragment,
    };
    answer(&app, &id, &query, part, &headers).await
}

/// The same without the article and the share bar, for pages that show the article themselves.
#[utoipa::path(
    get,
    path = "/embed/v1/articles/{id}/thread",
    params(
        ("id" = String, Path, description = "The article."),
        ("lang" = Option<String>, Query, description = "Language of the interface: `vi` or `en`. Default `vi`."),
        ("order" = Option<Order>, Query, description = "Of the comments on the article. Default `newest`."),
    ),
    responses(
        (status = 200, description = "A `<div>` and a `<script type=\"application/json\">`. Addresses are relative to `/embed/v1/articles/{id}`.", content_type = "text/html"),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 400, description = "A parameter cannot be read; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn thread(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&app, &id, &query, Part::ThreadFragment, &headers).await
}

/// The loader and the fragment in one answer: the fast form of the tag.
pub(super) async fn script(
    app: &Arc<App>,
    id: &str,
    query: &PageQuery,
    headers: &HeaderMap,
) -> Result<Response> {
    answer(app, id, query, Part::Script, headers).await
}

async fn answer(
    app: &Arc<App>,
    id: &str,
    query: &PageQuery,
    part: Part,
    headers: &HeaderMap,
) -> Result<Response> {
    let words = words(query.lang())?;
    let (id, order) = (article_id(id)?, query.order()?);
    let id = canonical(app, id).await?;
    let finished = shelved(app, id, (part, words, order), async |id: ArticleId| {
        let mut sheet = sheet(app, &id, words, &PageQuery::first(order)).await?;
        sheet.sharing = match part {
            Part::ThreadFragment => Sharing::Nowhere,
            Part::FragmentToShare => Sharing::Everywhere,
            _ => Sharing::Usual,
        };
        let article = Article::clone(&sheet.article);
        let rendered = render(sheet).await?;
        Ok(match part {
            Part::Script => (SCRIPT, document::script(&article, words, &rendered)),
            Part::ThreadFragment => (HTML, document::below_and_data(&rendered)),
            _ => {
                let below = document::below_and_data(&rendered);
                (HTML, rendered.article + &below)
            }
        })
    });
    finished.await?.answer(headers).await
}
