//! Articles: read by everybody, written with a publisher's key.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::{Article, Commenting, MAX_ARTICLE_BYTES, Problem, ProblemKind};

use super::alias::canonical;
use super::fields::{article_id, bearer};
use crate::app::App;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::request::Path;
use crate::store::{NewArticle, Put};
use crate::{articles, caching, clock, request, token};

/// One article.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}",
    params(("id" = String, Path, description = "The publisher's own name for it.")),
    responses(
        (status = 200, description = "The article. Addresses in it are absolute or relative to this one.", body = Article),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 404, description = "No such article.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let id = canonical(&app, article_id(&id)?).await?;
    let article = super::thread::article(&app, &id).await?;
    let json = article.json.ok_or_else(Error::not_found)?;
    Ok(caching::public(&headers, &caching::tag_of(&json), || {
        json.clone()
    }))
}

/// Stores an article; its thread, if it has one, stays.
#[utoipa::path(
    put,
    path = "/api/v1/articles/{id}",
    params(
        ("id" = String, Path, description = "The publisher's own name for it; the same as in the article."),
        ("authorization" = String, Header, description = "`Bearer` and a publisher's key."),
    ),
    request_body(content = Article, description = "At most 2 MB."),
    responses(
        (status = 201, description = "Stored."),
        (status = 204, description = "Stored; it replaces an earlier one."),
        (status = 403, description = "No such key, or another site's article.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is not allowed; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong keys.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn put(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode> {
    let id = article_id(&id)?;
    let key = token::key_hash(bearer(&headers).unwrap_or_default());
    let Some(site) = app.store.site_of_key(&key).await? else {
        app.limits.writes.charge(client)?;
        let problem = Problem::from(ProblemKind::WrongToken);
        let why = "send `Authorization: Bearer` with a publisher's key";
        return Err(problem.because(why).into());
    };
    request::require_json(&headers)?;
    let bytes = request::read(body, MAX_ARTICLE_BYTES).await?;
    let json = std::str::from_utf8(&bytes).map_err(|e| Error::malformed("body", "", e))?;
    let article = articles::parse(json, &site).map_err(|e| Error::from(Problem::from(&e)))?;
    if article.id != id {
        let why = format!("the address says {:?}", id.as_str());
        return Err(Error::invalid("id", article.id.as_str(), why));
    }
    let put = app.store.put_article(NewArticle {
        json: articles::to_json(&article),
        closed: article.commenting == Commenting::Closed,
        id,
        site,
        file: None,
        now_ms: clock::now_ms(),
    });
    Ok(match put.await? {
        Put::Created => StatusCode::CREATED,
        Put::Replaced | Put::Unchanged => StatusCode::NO_CONTENT,
    })
}
