//! What the server says when it will not: problem details, RFC 9457.

use serde::{Deserialize, Serialize};

#[cfg(feature = "article")]
use crate::ArticleError;
use crate::{DraftError, Posted};

/// A refusal, as `application/problem+json`.
///
/// `type` and the fields below it are for programs, which choose their own words; `title` and
/// `detail` are English, for logs and developers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Problem {
    /// What kind of problem.
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// The kind, in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The field at fault, as a path: `text`, `body[3].figure.image.width`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What was found there, shortened to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The most that is allowed there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
    /// The comment that stands already, with its author's rights: same key, other text; or another text than the one that was edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    pub posted: Option<Box<Posted>>,
}

/// Kinds of problems, each a URN. Clients treat a kind they do not know by its HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub enum ProblemKind {
    /// No such article, comment or address.
    #[serde(rename = "urn:chuyen:problem:not-found")]
    NotFound,
    /// The request could not be read: not JSON, a field missing, a bad cursor.
    #[serde(rename = "urn:chuyen:problem:malformed")]
    Malformed,
    /// A field that must say something is blank.
    #[serde(rename = "urn:chuyen:problem:empty")]
    Empty,
    /// A field is longer than `limit`.
    #[serde(rename = "urn:chuyen:problem:too-long")]
    TooLong,
    /// A field holds a character that is not allowed.
    #[serde(rename = "urn:chuyen:problem:bad-character")]
    BadCharacter,
    /// A field's value is out of range.
    #[serde(rename = "urn:chuyen:problem:invalid")]
    Invalid,
    /// The whole request is larger than `limit` bytes.
    #[serde(rename = "urn:chuyen:problem:too-large")]
    TooLarge,
    /// What is answered is unknown, unpublished, removed, or in another thread.
    #[serde(rename = "urn:chuyen:problem:parent-unavailable")]
    ParentUnavailable,
    /// The thread takes no more comments.
    #[serde(rename = "urn:chuyen:problem:thread-closed")]
    ThreadClosed,
    /// The article is not to be shown yet.
    #[serde(rename = "urn:chuyen:problem:embargoed")]
    Embargoed,
    /// The article was taken back by its publisher, or never published.
    #[serde(rename = "urn:chuyen:problem:withheld")]
    Withheld,
    /// The article is only for those who pay, sign in or know a password.
    #[serde(rename = "urn:chuyen:problem:protected")]
    Protected,
    /// The same key was used for another text; `posted` is what stands.
    #[serde(rename = "urn:chuyen:problem:key-reused")]
    KeyReused,
    /// The comment has another text than the one the edit is for; `posted` is what stands.
    #[serde(rename = "urn:chuyen:problem:outdated")]
    Outdated,
    /// The same author said the same a moment ago.
    #[serde(rename = "urn:chuyen:problem:duplicate")]
    Duplicate,
    /// The token is missing, does not belong to this comment, or does not prove who the reader is.
    #[serde(rename = "urn:chuyen:problem:wrong-token")]
    WrongToken,
    /// The reader token is missing, expired, or of another page's origin; a new one can be had.
    #[serde(rename = "urn:chuyen:problem:reader-token")]
    ReaderToken,
    /// The name passes for one that the site keeps for its staff.
    #[serde(rename = "urn:chuyen:problem:name-reserved")]
    NameReserved,
    /// The time to edit or remove it is over.
    #[serde(rename = "urn:chuyen:problem:edit-window-over")]
    EditWindowOver,
    /// The sign-in is over; the reader signs in again.
    #[serde(rename = "urn:chuyen:problem:session-expired")]
    SessionExpired,
    /// The session was not given to this page: another origin's, another site's, another server's.
    #[serde(rename = "urn:chuyen:problem:session-foreign")]
    SessionForeign,
    /// Not the code that was sent; `limit` is how many tries are left.
    #[serde(rename = "urn:chuyen:problem:wrong-code")]
    WrongCode,
    /// This site offers no such way to sign in.
    #[serde(rename = "urn:chuyen:problem:sign-in-unavailable")]
    SignInUnavailable,
    /// Pages of this origin may not write here.
    #[serde(rename = "urn:chuyen:problem:origin-not-allowed")]
    OriginNotAllowed,
    /// Too many requests; wait `retry_after_s`.
    #[serde(rename = "urn:chuyen:problem:rate-limited")]
    RateLimited,
    /// The server's fault; the cause is in its log.
    #[serde(rename = "urn:chuyen:problem:internal")]
    Internal,
    /// The server cannot answer right now.
    #[serde(rename = "urn:chuyen:problem:unavailable")]
    Unavailable,
    /// A kind this version does not know.
    #[serde(other, rename = "about:blank")]
    Other,
}

impl ProblemKind {
    /// HTTP status and English title.
    pub fn describe(self) -> (u16, &'static str) {
        match self {
            Self::NotFound => (404, "not found"),
            Self::Malformed => (400, "malformed request"),
            Self::Empty => (422, "a required field is empty"),
            Self::TooLong => (422, "a field is too long"),
            Self::BadCharacter => (422, "a character is not allowed"),
            Self::Invalid => (422, "a value is not allowed"),
            Self::TooLarge => (413, "request too large"),
            Self::ParentUnavailable => (422, "the comment answered is not available"),
            Self::ThreadClosed => (403, "the thread is closed"),
            Self::Embargoed => (403, "not to be shown yet"),
            Self::Withheld => (403, "withheld by its publisher"),
            Self::Protected => (403, "shown to some only"),
            Self::KeyReused => (422, "the key was used for another text"),
            Self::Outdated => (409, "it has another text by now"),
            Self::Duplicate => (409, "the same was said a moment ago"),
            Self::WrongToken => (403, "wrong token"),
            Self::ReaderToken => (401, "a new reader token is needed"),
            Self::NameReserved => (422, "the name is kept for staff"),
            Self::EditWindowOver => (403, "the time to change it is over"),
            Self::SessionExpired => (401, "the sign-in is over"),
            Self::SessionForeign => (401, "the session is another page's"),
            Self::WrongCode => (422, "wrong code"),
            Self::SignInUnavailable => (404, "no such way to sign in"),
            Self::OriginNotAllowed => (403, "origin not allowed"),
            Self::RateLimited => (429, "too many requests"),
            Self::Internal | Self::Other => (500, "internal error"),
            Self::Unavailable => (503, "unavailable"),
        }
    }
}

impl From<ProblemKind> for Problem {
    fn from(kind: ProblemKind) -> Self {
        let (status, title) = kind.describe();
        Self {
            kind,
            title: title.to_owned(),
            status,
            detail: None,
            field: None,
            value: None,
            limit: None,
            retry_after_s: None,
            posted: None,
        }
    }
}

impl Problem {
    /// The same, at fault: `field`, which says `value`.
    #[must_use]
    pub fn at(self, field: &str, value: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            value: Some(value.chars().take(200).collect()),
            ..self
        }
    }

    /// The same, explained in English for a log or a developer.
    #[must_use]
    pub fn because(self, detail: impl std::fmt::Display) -> Self {
        Self {
            detail: Some(detail.to_string()),
            ..self
        }
    }

    /// The same, with the most that is allowed.
    #[must_use]
    pub fn limit(self, limit: usize) -> Self {
        Self {
            limit: u64::try_from(limit).ok(),
            ..self
        }
    }
}

impl From<&DraftError> for Problem {
    fn from(error: &DraftError) -> Self {
        let value = match error {
            DraftError::Empty { .. } => String::new(),
            DraftError::TooLong { chars, .. } => chars.to_string(),
            DraftError::Character { character, .. } => character.escape_unicode().to_string(),
        };
        let problem = Self {
            value: Some(value),
            ..error.problem()
        };
        problem.because(error)
    }
}

impl DraftError {
    /// The problem by its kind, field and limit: what a program needs that has words of its own.
    pub fn problem(&self) -> Problem {
        let (kind, field) = match self {
            Self::Empty { field } => (ProblemKind::Empty, field),
            Self::TooLong { field, .. } => (ProblemKind::TooLong, field),
            Self::Character { field, .. } => (ProblemKind::BadCharacter, field),
        };
        let problem = Problem {
            field: Some((*field).to_owned()),
            ..Problem::from(kind)
        };
        match self {
            Self::TooLong { limit, .. } => problem.limit(*limit),
            Self::Empty { .. } | Self::Character { .. } => problem,
        }
    }
}

#[cfg(feature = "article")]
impl From<&ArticleError> for Problem {
    fn from(error: &ArticleError) -> Self {
        let problem = match error {
            ArticleError::Empty { field } => Self::from(ProblemKind::Empty).at(field, ""),
            ArticleError::Range {
                field, value, max, ..
            } => Self::from(ProblemKind::Invalid)
                .at(field, &value.to_string())
                .limit(*max as usize),
            ArticleError::Address { field, value, .. } => {
                Self::from(ProblemKind::Invalid).at(field, value.as_str())
            }
            ArticleError::TooManyBlocks => {
                Self::from(ProblemKind::TooLarge).limit(crate::MAX_ARTICLE_BLOCKS)
            }
            ArticleError::TooDeep { .. } => {
                Self::from(ProblemKind::Invalid).limit(crate::MAX_TEXT_DEPTH)
            }
        };
        Self {
            field: Some(error.field().to_owned()),
            ..problem
        }
        .because(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_a_later_version_is_read() -> Result<(), serde_json::Error> {
        let json = r#"{"type":"urn:chuyen:problem:from-the-future","title":"?","status":418}"#;
        let problem: Problem = serde_json::from_str(json)?;
        assert_eq!((problem.kind, problem.status), (ProblemKind::Other, 418));
        Ok(())
    }

    #[test]
    fn a_refused_draft_names_field_value_and_limit() {
        let error = DraftError::TooLong {
            field: "text",
            chars: 10_001,
            limit: 10_000,
        };
        let problem = Problem::from(&error);
        assert_eq!(problem.field.as_deref(), Some("text"));
        assert_eq!(problem.value.as_deref(), Some("10001"));
        assert_eq!(problem.limit, Some(10_000));
    }
}
