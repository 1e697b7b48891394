//! An article and its thread as one file to embed: a script, or a page that stands in a frame.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use chuyen::words::{VI, Words};
use model::{ArticleId, Order, Problem};

use super::absent::refused;
use super::alias::canonical;
use super::fields::article_id;
use super::fragment::script;
use super::page::spoken;
use super::piece::{Made, sheet, shelved, words};
use super::thread::PageQuery;
use crate::app::App;
use crate::config::{Frames, Site};
use crate::document::{Around, frame};
use crate::error::{Error, Result};
use crate::finished::Part;
use crate::outlets::jsonld::Beside;
use crate::render::{FROM_PAGE, render};
use crate::request::{Path, Query};

const HTML: &str = "text/html; charset=utf-8";
/// What such a page may do, but for whose frame it stands in.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' https: data:; connect-src 'self'; frame-src https:; form-action 'self'; base-uri 'none'; \
    require-trusted-types-for 'script'; trusted-types chuyen";

/// With `.js` at the end: the loader and the fragment in one script, the fast form of the tag. Without: the article and
/// its thread as a page for a frame, which tells the page around it how tall it is.
#[utoipa::path(
    get,
    path = "/embed/{file}",
    params(
        ("file" = String, Path, description = "The article's id, and `.js` for the script."),
        ("lang" = Option<String>, Query, description = "Language of the interface: `vi` or `en`. Default: of the script `vi`; of the page the article's, if it is one of them, else `vi`."),
        ("order" = Option<Order>, Query, description = "Of the comments on the article. Default `newest`."),
    ),
    responses(
        (status = 200, description = "A script, or a page: which pages may frame it is the site's choice (`frames`).", content(
            (String = "text/javascript"),
            (String = "text/html"),
        )),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 400, description = "A parameter cannot be read; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "An article of a source that is not to be shown: embargoed, withheld or protected.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article. Who accepts `text/html` gets a page.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    if let Some(id) = file.strip_suffix(".js") {
        return script(&app, id, &query, &headers).await;
    }
    let lang = query.lang().and_then(Words::of);
    let framed = framed(&app, &file, &query, &headers).await;
    Ok(framed.unwrap_or_else(|error| refused(error, lang.unwrap_or(&VI), &headers)))
}

async fn framed(
    app: &Arc<App>,
    file: &str,
    query: &PageQuery,
    headers: &HeaderMap,
) -> Result<Response> {
    let order = query.order()?;
    let id = canonical(app, article_id(file)?).await?;
    let words = match query.lang() {
        Some(lang) => words(Some(lang))?,
        None => spoken(app, &id).await?,
    };
    let finished = shelved(
        app,
        id,
        (Part::Frame, words, order),
        async |id: ArticleId| {
            let mut sheet = sheet(app, &id, words, &PageQuery::first(order)).await?;
            sheet.up = FROM_PAGE;
            let article = sheet.article.clone();
            let policy = policy(app.site(&sheet.site))?;
            let around = Around {
                words,
                up: FROM_PAGE,
                home: app.home.as_deref(),
                beside: Beside::default(),
            };
            let html = frame(&article, &render(sheet).await?, &around);
            Ok(Made::from((HTML, html)).with(policy))
        },
    );
    finished.await?.answer(headers).await
}

/// Who may show it: the pages that may comment, unless the site lets everybody.
fn policy(site: &Site) -> Result<HeaderMap> {
    let ancestors = match site.frames {
        Frames::Any => "*".to_owned(),
        Frames::Origins => {
            let origins = site.origins.iter().map(|origin| origin.as_str());
            let all: Vec<_> = ["'self'"].into_iter().chain(origins).collect();
            all.join(" ")
        }
    };
    let policy = format!("{POLICY}; frame-ancestors {ancestors}");
    let policy = HeaderValue::try_from(policy)
        .map_err(|cause| Error::internal("an origin of a site is no header", &cause))?;
    Ok(HeaderMap::from_iter([
        (header::CONTENT_SECURITY_POLICY, policy),
        // Its forms tell where they were sent from, and nobody else is told.
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
    ]))
}
