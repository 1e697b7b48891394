//! Readers without an account, told apart by a token that nobody stores but they.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{CommentId, CommentStatus, Problem, ProblemKind, ReaderToken};

use crate::app::App;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::reader_token::{LIFETIME_S, Reader};
use crate::store::Stored;
use crate::{clock, origin};

/// Makes a token with which a reader likes and reports comments, from pages of the origin that asks. It says nothing
/// of the reader and is not stored.
#[utoipa::path(
    post,
    path = "/api/v1/reader",
    responses(
        (status = 201, description = "The token.", body = ReaderToken),
        (status = 422, description = "The origin is longer than any.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tokens.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(app): State<Arc<App>>,
    client: Client,
    headers: HeaderMap,
) -> Result<Response> {
    app.limits.readers.charge(client)?;
    let origin = origin::of(&headers);
    let token = app.tokens.new_reader(origin, clock::now_ms());
    let reader_token = token.map_err(|limit| {
        let problem = Problem::from(ProblemKind::TooLong).at("origin", origin);
        Error::from(problem.limit(limit).because("too long for an origin"))
    })?;
    let made = ReaderToken {
        reader_token,
        expires_in_s: LIFETIME_S,
    };
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, headers, Json(made)).into_response())
}

/// The reader whom a token names.
///
/// # Errors
/// [`ProblemKind::ReaderToken`] if it names none on this page.
pub(super) fn reader(app: &App, headers: &HeaderMap, token: &str) -> Result<Reader> {
    let reader = app
        .tokens
        .reader(token, origin::of(headers), clock::now_ms());
    reader.map_err(|e| {
        // Its value is nobody's business but the reader's.
        let problem = Problem::from(ProblemKind::ReaderToken).at("reader_token", "");
        problem.because(e).into()
    })
}

/// A comment that who asks sees and may judge.
///
/// # Errors
/// [`ProblemKind::NotFound`] if it is not public; [`ProblemKind::OriginNotAllowed`] if this page may not write.
pub(super) async fn judged(app: &App, headers: &HeaderMap, id: &CommentId) -> Result<Stored> {
    let stored = app.store.comment(id).await?;
    let published = |stored: &Stored| stored.comment.status == CommentStatus::Published;
    let stored = stored.filter(published).ok_or_else(Error::not_found)?;
    let article = app.store.version(&stored.article_id).await?;
    article.ok_or_else(Error::not_found)?;
    origin::allow(headers, app.site(&stored.site))?;
    Ok(stored)
}
