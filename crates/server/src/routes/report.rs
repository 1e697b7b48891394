//! Reports of comments, for moderators.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use model::{Problem, Report, ReportReason, checked_note};
use serde::Deserialize;

use super::fields::{comment_id, nfc};
use super::page;
use super::post::new_id;
use super::reader::{judged, reader};
use crate::app::App;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::request::{Fields, Path};
use crate::store::NewReport;
use crate::{clock, request};

/// A report as it arrives: read one by one, so that a refusal can name the field.
#[derive(Deserialize)]
pub(super) struct ReportFields {
    reason: Option<String>,
    note: Option<String>,
    reader_token: Option<String>,
}

/// Reports a comment to the site's moderators. A reader has one report for each comment: the later replaces the earlier.
#[utoipa::path(
    post,
    path = "/api/v1/comments/{id}/report",
    params(("id" = String, Path, description = "The comment.")),
    request_body(content(
        (Report = "application/x-www-form-urlencoded"),
        (Report = "application/json"),
    )),
    responses(
        (status = 204, description = "A moderator will see it."),
        (status = 303, description = "The same, to a form of a page, which accepts `text/html`: where the comment stands."),
        (status = 400, description = "The request cannot be read, or `reason` is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "A new reader_token is needed, or none: it has expired, or was made on another origin.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such comment, or not published.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The request is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither a form nor JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is not allowed; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many reports.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    client: Client,
    headers: HeaderMap,
    Fields(fields): Fields<ReportFields>,
) -> Result<Response> {
    app.limits.reports.charge(client)?;
    let token = fields.reader_token.as_deref();
    let token = token.filter(|token| !token.is_empty());
    let reader = token.map(|token| reader(&app, &headers, token));
    let reader = reader.transpose()?;
    let (reason, note) = (fields.reason()?, fields.note()?);
    let stored = judged(&app, &headers, &comment_id(&id)?).await?;
    let report = app.store.report(NewReport {
        id: new_id().into(),
        comment_id: stored.comment.id.clone(),
        reader_hash: reader.map(|reader| reader.hash),
        reason,
        note,
        now_ms: clock::now_ms(),
    });
    report.await?;
    // What was said is for moderators, not for the log.
    tracing::info!(comment = %stored.comment.id, article = %stored.article_id, "reported");
    Ok(match request::wants_page(&headers) {
        true => page::at(&stored.article_id, &stored.comment.id),
        false => StatusCode::NO_CONTENT.into_response(),
    })
}

impl ReportFields {
    fn reason(&self) -> Result<ReportReason> {
        let name = self.reason.as_deref();
        let name = name.ok_or_else(|| Error::missing("reason"))?;
        let mut all = ReportReason::ALL.into_iter();
        all.find(|reason| reason.name() == name).ok_or_else(|| {
            let names = ReportReason::ALL.map(ReportReason::name).join(", ");
            Error::invalid("reason", name, format!("a reason is one of {names}"))
        })
    }

    fn note(&self) -> Result<String> {
        let note = self.note.as_deref().unwrap_or_default();
        Ok(checked_note(&nfc(note))?)
    }
}
