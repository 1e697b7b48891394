//! An article on a page of the server's own, which needs no script.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chuyen::comments::{THREAD, Writing};
use chuyen::words::{VI, Words};
use model::{ArticleId, CommentId, CommentStatus, Draft, Order, Posted, Problem};
use percent_encoding::utf8_percent_encode;

use super::absent::refused as refused_page;
use super::alias::canonical;
use super::fields::article_id;
use super::piece::{article_of, sheet, shelved, words};
use super::thread::{self, PageQuery};
use crate::app::App;
use crate::caching;
use crate::document::{Around, document};
use crate::error::Result;
use crate::finished::Part;
use crate::outlets::jsonld::Beside;
use crate::render::{FROM_FORM, FROM_PAGE, RESERVED, render};
use crate::request::{Path, Query, wants_page};

const HTML: &str = "text/html; charset=utf-8";
/// A page, unlike every other answer, runs the widget. Its forms tell where they were sent from, which no browser does
/// under the policy of the other answers, and nobody else is told.
const OF_PAGES: [(HeaderName, HeaderValue); 2] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' https: data:; \
             connect-src 'self'; frame-src https:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; \
             require-trusted-types-for 'script'; trusted-types chuyen",
        ),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
];

/// An article with its thread, as a page of its own. It works without script: forms are answered with a redirect, and
/// more of the thread is a link away.
#[utoipa::path(
    get,
    path = "/articles/{id}",
    params(
        ("id" = String, Path, description = "The article."),
        ("lang" = Option<String>, Query, description = "Language of the interface: `vi` or `en`. Default the article's, if it is one of them, else `vi`."),
        ("order" = Option<Order>, Query, description = "Of the comments on the article. Default `newest`."),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before; with `replies`, of that branch."),
        ("around" = Option<CommentId>, Query, description = "The page that holds this comment."),
        ("replies" = Option<CommentId>, Query, description = "One comment and what stands below it."),
        ("reply" = Option<CommentId>, Query, description = "The comment whose form for a reply is open."),
        ("sent" = Option<CommentStatus>, Query, description = "How a comment stands that was just sent."),
    ),
    responses(
        (status = 200, description = "The page.", content_type = "text/html"),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 303, description = "A person asks for a comment that is not there: the page without it."),
        (status = 308, description = "The article has another id by now: its page."),
        (status = 400, description = "A parameter cannot be read; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "An article of a source that is not to be shown: embargoed, withheld or protected.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article or comment. Who accepts `text/html` gets this and every other refusal as a page.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let (lang, is_plain) = (query.lang().and_then(Words::of), query.is_plain());
    match found(&app, &id, raw.as_deref(), query, &headers).await {
        Ok(response) => response,
        Err(error) => match error.problem().status {
            // It may be only a comment that is there no more.
            404 if !is_plain && wants_page(&headers) => whole(&id),
            _ => refused_page(error, lang.unwrap_or(&VI), &headers),
        },
    }
}

async fn found(
    app: &Arc<App>,
    asked: &str,
    raw: Option<&str>,
    query: PageQuery,
    headers: &HeaderMap,
) -> Result<Response> {
    let asked = article_id(asked)?;
    let id = canonical(app, asked.clone()).await?;
    if id != asked {
        return Ok(moved(&id, raw));
    }
    let words = match query.lang() {
        Some(lang) => words(Some(lang))?,
        None => spoken(app, &id).await?,
    };
    let writing = Writing {
        draft: Draft {
            parent: query.reply()?,
            ..Draft::default()
        },
        problem: None,
    };
    if !query.is_plain() {
        let html = page(app, &id, words, &query, writing, FROM_PAGE).await?;
        return Ok(answer(StatusCode::OK, html));
    }
    let wanted = (Part::Page, words, query.order()?);
    let finished = shelved(app, id, wanted, async |id: ArticleId| {
        let html = page(app, &id, words, &query, writing, FROM_PAGE).await?;
        Ok((HTML, html))
    });
    let mut response = finished.await?.answer(headers).await?;
    response.headers_mut().extend(OF_PAGES);
    Ok(response)
}

/// The page without what its query asks for.
fn whole(article: &str) -> Response {
    let page = utf8_percent_encode(article, RESERVED);
    Redirect::to(&page.to_string()).into_response()
}

/// The page of an article that had another id.
fn moved(article: &ArticleId, query: Option<&str>) -> Response {
    let page = utf8_percent_encode(article.as_str(), RESERVED);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = Redirect::permanent(&format!("{page}{query}")).into_response();
    // It may move back.
    caching::ask_again(response.headers_mut());
    response
}

/// What a reader gets whose form was taken: the page where the comment stands, or that says it waits.
pub(super) fn posted(article: &ArticleId, posted: &Posted) -> Response {
    match posted.comment.status {
        CommentStatus::Published => at(article, &posted.comment.id),
        CommentStatus::Pending | CommentStatus::Removed => {
            let page = from_form(article);
            Redirect::to(&format!("{page}?sent=pending#{THREAD}")).into_response()
        }
    }
}

/// Where a comment stands, for a form as deep as that of a comment.
pub(super) fn at(article: &ArticleId, id: &CommentId) -> Response {
    let page = from_form(article);
    Redirect::to(&format!("{page}?around={id}#chuyen-c-{id}")).into_response()
}

fn from_form(article: &ArticleId) -> String {
    let page = utf8_percent_encode(article.as_str(), RESERVED);
    format!("{FROM_FORM}articles/{page}")
}

/// What a reader gets whose form was not taken: the page, with what was typed and why.
pub(super) async fn refused(
    app: &App,
    id: &ArticleId,
    draft: Draft,
    problem: Problem,
) -> Result<Response> {
    let words = spoken(app, id).await?;
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
    let query = PageQuery::around(draft.parent.as_ref());
    let writing = Writing {
        draft,
        problem: Some(problem),
    };
    let html = page(app, id, words, &query, writing, FROM_FORM).await?;
    Ok(answer(status, html))
}

/// The words of the article's own language, if they are spoken here.
pub(super) async fn spoken(app: &App, id: &ArticleId) -> Result<&'static Words> {
    let row = thread::article(app, id).await?;
    let lang = article_of(&row)?.lang;
    words(Some(lang.as_str()).filter(|lang| Words::of(lang).is_some()))
}

async fn page(
    app: &App,
    id: &ArticleId,
    words: &'static Words,
    query: &PageQuery,
    writing: Writing,
    up: &'static str,
) -> Result<String> {
    let mut sheet = sheet(app, id, words, query).await?;
    sheet.up = up;
    sheet.writing = Some(writing);
    sheet.sent = query.sent()?;
    let (article, thread) = (sheet.article.clone(), sheet.thread.clone());
    let site = app.site(&sheet.site);
    let zone = site.time_zone();
    let beside = Beside {
        publisher: site.publisher.as_ref(),
        thread: query.is_plain().then_some((&thread, &zone)),
        whole: false,
    };
    let around = Around {
        words,
        up,
        home: app.home.as_deref(),
        beside,
    };
    Ok(document(&article, &render(sheet).await?, &around))
}

fn answer(status: StatusCode, html: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(HTML)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = (status, headers, html).into_response();
    response.headers_mut().extend(OF_PAGES);
    response
}
