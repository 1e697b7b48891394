//! What requests say, read and checked before anything is asked of the store.

use std::str::FromStr;

use axum::http::{HeaderMap, header};
use model::{ArticleId, CommentId, Draft, Problem, ProblemKind};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::app::App;
use crate::error::{Error, Result};
use crate::sign_in;

/// Shortest and longest key, in bytes.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 16..=200;

/// A draft as it arrives: what must be there is asked for one by one, so that a refusal can name it.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct DraftFields {
    /// Minted once per comment by who sends it, at least 128 random bits, 16 to 200 characters: with it a repeat is the same comment.
    key: Option<String>,
    /// Markdown: paragraphs, links, emphasis, lists, quotes, code.
    #[schema(required, max_length = 10_000)]
    text: Option<String>,
    /// What it answers.
    parent: Option<String>,
    /// Who wrote it. Not needed with a session, whose name counts.
    author_name: Option<String>,
    #[schema(ignore)]
    staff: Option<String>,
    /// Of the reader, if they are signed in; API clients may send it as `Authorization: Bearer`.
    session: Option<String>,
}

/// An edit.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct EditFields {
    /// Markdown: paragraphs, links, emphasis, lists, quotes, code.
    #[schema(required, max_length = 10_000)]
    pub text: Option<String>,
    /// The comment's `edited_at_ms` as its author knows it, 0 if it has none: an edit that comes late, after a newer one, is
    /// then refused and undoes nothing.
    #[schema(value_type = Option<i64>)]
    edited_at_ms: Option<Moment>,
}

/// Milliseconds since 1970: a number in JSON, text in a form.
#[derive(Deserialize)]
#[serde(untagged)]
enum Moment {
    Number(i64),
    Text(String),
}

/// A text alone: something to preview.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct TextFields {
    /// Markdown: paragraphs, links, emphasis, lists, quotes, code.
    #[schema(required, max_length = 10_000)]
    text: Option<String>,
}

impl DraftFields {
    /// What was typed, read or not.
    pub fn typed(&self) -> Draft {
        let parent = self.parent.as_deref().and_then(|id| id.parse().ok());
        Draft {
            key: None,
            text: self.text.clone().unwrap_or_default(),
            parent,
            author_name: self.author_name.clone().unwrap_or_default(),
        }
    }

    /// Under which of the site's own names it is posted, in NFC.
    pub fn staff(&self) -> Option<String> {
        let staff = self.staff.as_deref().filter(|name| !name.is_empty());
        staff.map(|name| nfc(name.trim()))
    }

    /// The session, in a field or a header, if there is one.
    pub fn session<'a>(&'a self, headers: &'a HeaderMap) -> Option<&'a str> {
        let session = self
            .session
            .as_deref()
            .filter(|session| !session.is_empty());
        session.or_else(|| bearer(headers))
    }

    /// The draft they make, by `name` if that is known. The key may stand in the `Idempotency-Key` header instead.
    pub fn draft(self, headers: &HeaderMap, name: Option<&str>) -> Result<Draft> {
        let name = name.map(str::to_owned).or(self.author_name);
        let draft = Draft {
            key: self
                .key
                .map(checked_key)
                .or_else(|| key_header(headers))
                .transpose()?,
            text: nfc(&self.text.ok_or_else(|| Error::missing("text"))?),
            parent: parent(self.parent)?,
            author_name: nfc(&name.ok_or_else(|| Error::missing("author_name"))?),
        };
        Ok(draft.checked()?)
    }
}

impl TextFields {
    /// The text, trimmed, in NFC, and allowed.
    pub fn text(self) -> Result<String> {
        text(self.text)
    }
}

impl EditFields {
    /// The text that it is for, by the moment it was written, if the author says.
    pub fn replaces(&self) -> Result<Option<i64>> {
        match &self.edited_at_ms {
            None => Ok(None),
            Some(Moment::Number(ms)) => Ok(Some(*ms)),
            Some(Moment::Text(text)) => match text.parse() {
                Ok(ms) => Ok(Some(ms)),
                Err(e) => Err(Error::malformed("edited_at_ms", text, e)),
            },
        }
    }

    /// The same.
    pub fn text(self) -> Result<String> {
        text(self.text)
    }
}

fn text(text: Option<String>) -> Result<String> {
    let text = text.ok_or_else(|| Error::missing("text"))?;
    Ok(model::checked_text(&nfc(&text))?)
}

/// The article that an address names; what cannot be an id names none.
pub(super) fn article_id(id: &str) -> Result<ArticleId> {
    ArticleId::from_str(id).map_err(|_| Error::not_found())
}

/// The comment that an address names; what cannot be an id names none.
pub(super) fn comment_id(id: &str) -> Result<CommentId> {
    CommentId::from_str(id).map_err(|_| Error::not_found())
}

/// The token of an `Authorization: Bearer` header; empty if it cannot be one.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .unwrap_or("bearer");
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Is it the author who asks?
///
/// # Errors
/// [`ProblemKind::WrongToken`] if the token is missing or another's, whether or not there is such a comment; what
/// [`sign_in::wrote`] says if it is a session.
pub(super) async fn require_author(app: &App, headers: &HeaderMap, id: &CommentId) -> Result<()> {
    let token = bearer(headers).unwrap_or_default();
    if app.tokens.proves(token, id) || sign_in::wrote(app, headers, token, id).await? {
        return Ok(());
    }
    let problem = Problem::from(ProblemKind::WrongToken);
    let why = "send `Authorization: Bearer` with the edit_token this comment was answered with, \
               or the session it was written with";
    Err(problem.because(why).into())
}

/// Letters with marks can be spelled in two ways that look the same; one is kept.
pub(super) fn nfc(text: &str) -> String {
    text.nfc().collect()
}

fn parent(id: Option<String>) -> Result<Option<CommentId>> {
    // A form sends an empty field for none.
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    let unknown = Problem::from(ProblemKind::ParentUnavailable).at("parent", &id);
    match CommentId::try_from(id) {
        Ok(id) => Ok(Some(id)),
        Err(e) => Err(unknown.because(e).into()),
    }
}

fn key_header(headers: &HeaderMap) -> Option<Result<String>> {
    let key = headers.get("idempotency-key")?.to_str().unwrap_or_default();
    // A structured field stands in quotes.
    Some(checked_key(key.trim().trim_matches('"').to_owned()))
}

fn checked_key(key: String) -> Result<String> {
    let fits = KEY_BYTES.contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if fits {
        return Ok(key);
    }
    let problem = Problem::from(ProblemKind::Invalid).at("key", &key);
    let why = format!(
        "a key has {} to {} visible ASCII characters",
        KEY_BYTES.start(),
        KEY_BYTES.end()
    );
    Err(problem.limit(*KEY_BYTES.end()).because(why).into())
}
