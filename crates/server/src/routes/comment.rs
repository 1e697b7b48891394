//! One comment: read by everybody, changed by its author.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{Comment, CommentId, CommentStatus, Posted, Problem, ProblemKind};

use super::fields::{EditFields, bearer, comment_id, require_author};
use super::post::{answer, changed, editable_for_s, first_status};
use crate::app::App;
use crate::checks::{self, Candidate};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::request::{Fields, Path};
use crate::store::{Change, Stored};
use crate::{caching, clock, markdown, origin};

/// One comment; one that waits for a moderator only with its token.
#[utoipa::path(
    get,
    path = "/api/v1/comments/{id}",
    params(
        ("id" = String, Path, description = "The comment."),
        ("authorization" = Option<String>, Header, description = "`Bearer` and the comment's edit_token, or the session of its author: how it stands for its author."),
    ),
    responses(
        (status = 200, description = "The comment.", body = Comment),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 401, description = "The session is over, or another page's.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another comment's token.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such comment, or not for the public.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let id = comment_id(&id)?;
    if bearer(&headers).is_some() {
        require_author(&app, &headers, &id).await?;
        let comment = stored(&app, &id).await?.for_author();
        return Ok(([(header::CACHE_CONTROL, "no-store")], Json(comment)).into_response());
    }
    let stored = Some(stored(&app, &id).await?).filter(|comment| comment.shown);
    let stored = stored.ok_or_else(Error::not_found)?;
    let withdrawn = app.store.article(&stored.article_id).await?.is_none();
    if withdrawn {
        return Err(Error::not_found());
    }
    let json = serde_json::to_string(&stored.comment).expect("a comment has only strings for keys");
    Ok(caching::public(&headers, &caching::tag_of(&json), || {
        json.clone()
    }))
}

/// Gives a comment a new text. If a moderator sees texts first, the old one stays public until then.
#[utoipa::path(
    patch,
    path = "/api/v1/comments/{id}",
    params(
        ("id" = String, Path, description = "The comment."),
        ("authorization" = String, Header, description = "`Bearer` and the comment's edit_token, or the session of its author."),
    ),
    request_body(content(
        (EditFields = "application/json"),
        (EditFields = "application/x-www-form-urlencoded"),
    )),
    responses(
        (status = 200, description = "As its author sees it now.", body = Posted),
        (status = 400, description = "The request cannot be read, or a field is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The session is over, or another page's.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token is wrong, the time for it is over, or the page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such comment, or removed.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It has another text than the one that `edited_at_ms` names.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The text is not allowed.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many changes.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn patch(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
    Fields(fields): Fields<EditFields>,
) -> Result<Response> {
    let comment = changeable(&app, client, &headers, &comment_id(&id)?).await?;
    if comment.comment.status == CommentStatus::Removed {
        return Err(Error::not_found());
    }
    let replaces = fields.replaces()?;
    let source = fields.text()?;
    let body = markdown::parse(&source);
    checks::run(&Candidate {
        text: &source,
        author_name: None,
        body: &body,
        staff: &[],
    })?;
    let change = Change {
        id: comment.comment.id,
        source,
        body,
        status: first_status(app.site(&comment.site)),
        replaces,
        now_ms: clock::now_ms(),
    };
    let posted = changed(&app, replaces, app.store.edit_comment(change).await)?;
    Ok(answer(StatusCode::OK, posted))
}

/// Removes a comment. Its place stays, blank, while it has replies.
#[utoipa::path(
    delete,
    path = "/api/v1/comments/{id}",
    params(
        ("id" = String, Path, description = "The comment."),
        ("authorization" = String, Header, description = "`Bearer` and the comment's edit_token, or the session of its author."),
    ),
    responses(
        (status = 204, description = "It is gone, or was already."),
        (status = 401, description = "The session is over, or another page's.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token is wrong, the time for it is over, or the page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such comment.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many changes.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
) -> Result<StatusCode> {
    let comment = changeable(&app, client, &headers, &comment_id(&id)?).await?;
    let id = comment.comment.id;
    app.store.remove(id, clock::now_ms()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn stored(app: &App, id: &CommentId) -> Result<Stored> {
    let stored = app.store.comment(id).await?;
    stored.ok_or_else(Error::not_found)
}

/// The comment, if who asks may change it now. One that is removed may be removed again.
async fn changeable(
    app: &App,
    client: Client,
    headers: &HeaderMap,
    id: &CommentId,
) -> Result<Stored> {
    app.limits.writes.charge(client)?;
    require_author(app, headers, id).await?;
    let stored = stored(app, id).await?;
    origin::allow(headers, app.site(&stored.site))?;
    let removed = stored.comment.status == CommentStatus::Removed;
    if !removed && editable_for_s(app, &stored) == 0 {
        let problem = Problem::from(ProblemKind::EditWindowOver);
        let window_s = app.site(&stored.site).edit_window_s;
        let why = format!("a comment may be changed for {window_s} s");
        return Err(problem.limit(window_s as usize).because(why).into());
    }
    Ok(stored)
}
