//! New comments.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{ArticleId, CommentId, CommentStatus, Posted, Problem, ProblemKind};
use uuid::Uuid;

use super::alias::canonical;
use super::fields::{DraftFields, article_id};
use super::{page, staff, thread};
use crate::app::App;
use crate::checks::{self, Candidate};
use crate::client::Client;
use crate::config::{Moderation, Site};
use crate::error::{Error, Result};
use crate::request::{Fields, Path};
use crate::store::{self, Added, NewComment, Refusal, Stored};
use crate::{clock, markdown, origin, request, sign_in, token};

/// A comment without a key is refused if its author said the same within this time.
const DUPLICATE_MS: i64 = 10 * 60 * 1000;
/// Stands for the name of a reader whose session does not count: what they posted before, they may still repeat.
const UNKNOWN: &str = "?";

/// Posts a comment. With a key it is posted exactly once, however often it is sent.
#[utoipa::path(
    post,
    path = "/api/v1/articles/{id}/comments",
    params(
        ("id" = String, Path, description = "The article."),
        ("idempotency-key" = Option<String>, Header, description = "The key, if it does not stand in the body."),
        ("authorization" = Option<String>, Header, description = "`Bearer` and the session, if it does not stand in the body; with `staff`, a key of the article's publisher."),
    ),
    request_body(content(
        (DraftFields = "application/x-www-form-urlencoded"),
        (staff::DraftOrStaffDraft = "application/json"),
    )),
    responses(
        (status = 201, description = "Posted; pending, if a moderator sees it first.", body = Posted),
        (status = 200, description = "It was posted with this key before.", body = Posted),
        (status = 303, description = "Posted by a form of a page, which accepts `text/html`: where it stands. Refusals are then pages too."),
        (status = 400, description = "The request cannot be read, or a field is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The session is over, or another page's; nothing was posted.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The thread is closed, the page's origin may not write, or `staff` came without a key of the publisher.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Without a key: the same author said the same a moment ago.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The request is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither a form nor JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is not allowed, the comment answered is not available, or the key was used for another text.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many comments.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
    Fields(fields): Fields<DraftFields>,
) -> Result<Response> {
    let id = canonical(&app, article_id(&id)?).await?;
    let typed = fields.typed();
    let taken = take(&app, &id, client, &headers, fields).await;
    match (taken, request::wants_page(&headers)) {
        (Ok((_, posted)), true) => Ok(page::posted(&id, &posted)),
        (Ok((status, posted)), false) => Ok(answer(status, posted)),
        (Err(error), true) => page::refused(&app, &id, typed, error.problem()).await,
        (Err(error), false) => Err(error),
    }
}

async fn take(
    app: &App,
    id: &ArticleId,
    client: Client,
    headers: &HeaderMap,
    fields: DraftFields,
) -> Result<(StatusCode, Posted)> {
    let article = thread::article(app, id).await?;
    let site = app.site(&article.site);
    origin::allow(headers, site)?;
    let staff = staff::of(app, site, client, headers, &fields).await?;
    let author = match staff {
        // Then the header has the publisher's key.
        Some(_) => Ok(None),
        None => sign_in::author(app, headers, &article.site, fields.session(headers)).await,
    };
    let name = match (staff, &author) {
        (Some(staff), _) => Some(staff.name.as_str()),
        (None, Ok(account)) => account.as_ref().map(|account| account.name.as_str()),
        (None, Err(_)) => Some(UNKNOWN),
    };
    let draft = fields.draft(headers, name)?;
    let (parent, text) = (draft.parent.as_ref(), draft.text.as_str());
    let request_hash = app.tokens.request_hash(&article.id, parent, text);
    let key_hash = draft.key.as_deref().map(token::key_hash);
    // A repeat is answered before any limit: whoever sends it has not got the first answer.
    if let Some(hash) = &key_hash
        && let Some(stored) = app.store.comment_by_key(hash).await?
    {
        return match is_same(app, &stored, (&article.id, parent, text)).await? {
            true => Ok((StatusCode::OK, posted(app, stored))),
            false => Err(key_reused(app, stored)),
        };
    }
    app.limits.writes.charge(client)?;
    let account = author?.map(|account| account.id);
    let body = markdown::parse(&draft.text);
    checks::run(&Candidate {
        text: &draft.text,
        author_name: Some(draft.author_name.as_str()).filter(|_| staff.is_none()),
        body: &body,
        staff: &site.staff,
    })?;
    let now_ms = clock::now_ms();
    let added = app.store.add_comment(NewComment {
        id: new_id(),
        article_id: article.id,
        parent: draft.parent,
        author_name: draft.author_name,
        author_badge: staff.map(|staff| staff.badge.clone()),
        account,
        source: draft.text,
        body,
        status: staff.map_or_else(|| first_status(site), |_| CommentStatus::Published),
        key_hash,
        request_hash,
        duplicate_since_ms: now_ms - DUPLICATE_MS,
        posted_at_ms: now_ms,
    });
    settled(app, added.await)
}

/// Was a comment posted with these words on this article, or on one whose thread has moved here since?
async fn is_same(
    app: &App,
    stored: &Stored,
    (article, parent, text): (&ArticleId, Option<&CommentId>, &str),
) -> Result<bool> {
    let is_from = |id: &ArticleId| app.tokens.request_hash(id, parent, text) == stored.request_hash;
    if is_from(article) {
        return Ok(true);
    }
    let former = app.store.former_ids(article).await?;
    let mut former = former.into_iter().filter_map(|id| id.try_into().ok());
    Ok(former.any(|id| is_from(&id)))
}

/// What a comment came to that was given to the store.
fn settled(app: &App, added: store::Result<Added>) -> Result<(StatusCode, Posted)> {
    match added {
        Ok(Added::New(stored)) => {
            tracing::info!(comment = %stored.comment.id, article = %stored.article_id,
                status = ?stored.comment.status, "posted");
            app.metrics.posted(stored.comment.status);
            Ok((StatusCode::CREATED, posted(app, *stored)))
        }
        Ok(Added::Repeat(stored)) => Ok((StatusCode::OK, posted(app, *stored))),
        Err(store::Error::Refused(Refusal::KeyReused(stored))) => Err(key_reused(app, *stored)),
        Err(e) => Err(e.into()),
    }
}

/// What a comment came to that was given another text in place of the one of this moment.
pub(super) fn changed(
    app: &App,
    replaces: Option<i64>,
    edited: store::Result<Stored>,
) -> Result<Posted> {
    match edited {
        Err(store::Error::Refused(Refusal::Outdated(stored))) => {
            let given = replaces.unwrap_or_default().to_string();
            Err(Error::from(Problem {
                posted: Some(Box::new(posted(app, *stored))),
                ..Problem::from(ProblemKind::Outdated)
                    .at("edited_at_ms", &given)
                    .because("another edit came first")
            }))
        }
        edited => Ok(posted(app, edited?)),
    }
}

/// Where comments and edits on a site begin.
pub(super) fn first_status(site: &Site) -> CommentStatus {
    match site.moderation {
        Moderation::Pre => CommentStatus::Pending,
        Moderation::Post => CommentStatus::Published,
    }
}

/// What its author is told of a comment.
pub(super) fn posted(app: &App, stored: Stored) -> Posted {
    Posted {
        edit_token: app.tokens.edit_token(&stored.comment.id),
        editable_for_s: editable_for_s(app, &stored),
        comment: stored.for_author(),
    }
}

/// Seconds in which a comment may still be changed.
pub(super) fn editable_for_s(app: &App, stored: &Stored) -> u32 {
    if stored.comment.status == CommentStatus::Removed {
        return 0;
    }
    let window_ms = i64::from(app.site(&stored.site).edit_window_s) * 1000;
    let left_ms = stored.comment.posted_at_ms + window_ms - clock::now_ms();
    let left_s = left_ms.max(0).unsigned_abs().div_ceil(1000);
    u32::try_from(left_s).unwrap_or(u32::MAX)
}

/// It is for its author alone, so no cache may keep it.
pub(super) fn answer(status: StatusCode, posted: Posted) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(posted)).into_response()
}

fn key_reused(app: &App, stored: Stored) -> Error {
    let why = "this key posted another text, which stands; edit that comment instead";
    Error::from(Problem {
        posted: Some(Box::new(posted(app, stored))),
        ..Problem::from(ProblemKind::KeyReused)
            .at("key", "")
            .because(why)
    })
}

/// Sorts by time, and nobody can guess it.
pub(super) fn new_id() -> CommentId {
    let id = Uuid::now_v7().simple().to_string();
    id.try_into().expect("hexadecimal digits make an id")
}
