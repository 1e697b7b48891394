//! Comments of the publisher itself, under a name that the site keeps for it.

use axum::http::HeaderMap;
use model::{CommentId, Problem, ProblemKind};

use super::fields::{DraftFields, bearer, nfc};
use crate::app::App;
use crate::client::Client;
use crate::config::{Site, Staff};
use crate::error::{Error, Result};
use crate::token;

/// What is posted as JSON: a reader's draft, or with a publisher's key one of its staff.
#[derive(utoipa::ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it is read as `DraftFields`; this describes it")]
pub(super) enum DraftOrStaffDraft {
    Reader(DraftFields),
    Staff(StaffDraft),
}

/// A comment of the publisher: shown at once, with its badge.
#[derive(utoipa::ToSchema)]
#[allow(dead_code, reason = "it is read as `DraftFields`; this describes it")]
pub(super) struct StaffDraft {
    /// Minted once per comment by who sends it, 16 to 200 characters: with it a repeat is the same comment.
    key: Option<String>,
    /// Markdown: paragraphs, links, emphasis, lists, quotes, code.
    text: String,
    /// What it answers.
    parent: Option<CommentId>,
    /// A name of the site's staff, as it is configured.
    staff: String,
}

/// Of the site's staff, whom the draft is by; none if it is a guest's.
///
/// # Errors
/// [`ProblemKind::WrongToken`] without a key of the site's publisher; [`ProblemKind::Invalid`] for a name that is not
/// configured.
pub(super) async fn of<'a>(
    app: &App,
    site: &'a Site,
    client: Client,
    headers: &HeaderMap,
    fields: &DraftFields,
) -> Result<Option<&'a Staff>> {
    let Some(name) = fields.staff() else {
        return Ok(None);
    };
    let key = token::key_hash(bearer(headers).unwrap_or_default());
    if app.store.site_of_key(&key).await?.as_deref() != Some(site.id.as_str()) {
        app.limits.writes.charge(client)?;
        let problem = Problem::from(ProblemKind::WrongToken).at("staff", &name);
        let why = "send `Authorization: Bearer` with a key of the article's publisher";
        return Err(problem.because(why).into());
    }
    let staff = site.staff.iter().find(|staff| nfc(&staff.name) == name);
    let why = format!("site {:?} has no staff of this name", site.id);
    let staff = staff.ok_or_else(|| Error::invalid("staff", &name, why))?;
    Ok(Some(staff))
}
