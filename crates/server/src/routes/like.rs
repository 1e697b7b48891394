//! Likes.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use model::{Likes, Problem};

use super::fields::{bearer, comment_id};
use super::reader::{judged, reader};
use crate::app::App;
use crate::client::Client;
use crate::clock;
use crate::error::Result;
use crate::request::Path;
use crate::store::Vote;

/// Likes a comment, once however often it is sent.
#[utoipa::path(
    put,
    path = "/api/v1/comments/{id}/like",
    params(
        ("id" = String, Path, description = "The comment."),
        ("authorization" = String, Header, description = "`Bearer` and a reader_token."),
    ),
    responses(
        (status = 200, description = "Liked.", body = Likes),
        (status = 401, description = "A new reader_token is needed: there is none, it has expired, or it was made on another origin.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such comment, or not published.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many likes.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn put(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
) -> Result<Response> {
    set(&app, &id, client, &headers, true).await
}

/// Takes a like back, if there is one.
#[utoipa::path(
    delete,
    path = "/api/v1/comments/{id}/like",
    params(
        ("id" = String, Path, description = "The comment."),
        ("authorization" = String, Header, description = "`Bearer` and a reader_token."),
    ),
    responses(
        (status = 200, description = "Not liked, or no longer.", body = Likes),
        (status = 401, description = "A new reader_token is needed: there is none, it has expired, or it was made on another origin.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such comment, or not published.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many likes.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
) -> Result<Response> {
    set(&app, &id, client, &headers, false).await
}

async fn set(
    app: &App,
    id: &str,
    client: Client,
    headers: &HeaderMap,
    liked: bool,
) -> Result<Response> {
    app.limits.likes.charge(client)?;
    let reader = reader(app, headers, bearer(headers).unwrap_or_default())?;
    let comment = judged(app, headers, &comment_id(id)?).await?;
    let likes = app.store.vote(Vote {
        comment_id: comment.comment.id,
        reader_hash: reader.hash,
        liked,
        now_ms: clock::now_ms(),
    });
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    Ok((no_store, Json::<Likes>(likes.await?)).into_response())
}
