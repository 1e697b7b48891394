//! What a reader without a name says of a comment: that they like it, or that somebody should look at it.

use serde::{Deserialize, Serialize};

use crate::DraftError;
use crate::draft::lines;

/// Longest note to a report, in Unicode scalar values after trimming.
pub const MAX_NOTE_CHARS: usize = 500;

/// Tells one reader from another on the pages of one origin, and says nothing else of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct ReaderToken {
    /// `Authorization: Bearer <reader_token>`, from pages of the origin it was asked for on.
    pub reader_token: String,
    /// Seconds until a new one is needed.
    pub expires_in_s: u32,
}

/// How a comment is liked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Likes {
    /// By how many readers.
    pub likes: u32,
    /// Is who asks one of them?
    pub liked: bool,
}

/// A reader's complaint about a comment, for the site's moderators.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Report {
    /// What is wrong with it.
    pub reason: ReportReason,
    /// What else a moderator should know; at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who complains; without it the report does not lower the comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader_token: Option<String>,
}

/// What a reader finds wrong with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportReason {
    /// It sells something.
    Spam,
    /// It insults or threatens somebody.
    Abuse,
    /// It is about something else.
    OffTopic,
    /// The law forbids it.
    Illegal,
    /// None of these.
    Other,
}

impl ReportReason {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::Spam,
        Self::Abuse,
        Self::OffTopic,
        Self::Illegal,
        Self::Other,
    ];

    /// As the fields of a form spell it.
    ///
    /// # Example
    /// ```
    /// use model::ReportReason;
    /// let named = |name| ReportReason::ALL.into_iter().find(|reason| reason.name() == name);
    /// assert_eq!(named("off_topic"), Some(ReportReason::OffTopic));
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Abuse => "abuse",
            Self::OffTopic => "off_topic",
            Self::Illegal => "illegal",
            Self::Other => "other",
        }
    }
}

/// The note of a report, trimmed; it may be empty.
///
/// # Errors
/// [`DraftError::TooLong`] over [`MAX_NOTE_CHARS`]; [`DraftError::Character`] for control characters.
///
/// # Example
/// ```
/// assert_eq!(model::checked_note(" Bán hàng. ")?, "Bán hàng.");
/// # Ok::<(), model::DraftError>(())
/// ```
pub fn checked_note(note: &str) -> Result<String, DraftError> {
    let field = "note";
    let note = lines(note);
    let note = note.trim();
    let chars = note.chars().count();
    if chars > MAX_NOTE_CHARS {
        return Err(DraftError::TooLong {
            field,
            chars,
            limit: MAX_NOTE_CHARS,
        });
    }
    match note
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        Some(character) => Err(DraftError::Character { field, character }),
        None => Ok(note.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_named_as_it_travels() {
        for reason in ReportReason::ALL {
            let json = serde_json::to_value(reason).ok();
            assert_eq!(json, Some(reason.name().into()));
        }
    }

    #[test]
    fn a_note_has_at_most_500_characters() {
        assert!(checked_note(&"ệ".repeat(500)).is_ok());
        assert!(matches!(
            checked_note(&"ệ".repeat(501)),
            Err(DraftError::TooLong { limit: 500, .. })
        ));
        assert!(checked_note("a\0b").is_err());
        assert_eq!(checked_note(" \r\n").as_deref(), Ok(""));
    }
}
