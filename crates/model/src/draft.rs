//! What a reader sends to a thread, and what may be sent.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::CommentId;

/// Longest comment, in Unicode scalar values after trimming.
pub const MAX_COMMENT_CHARS: usize = 10_000;
/// Longest name a guest may give, in Unicode scalar values after trimming.
pub const MAX_NAME_CHARS: usize = 80;

/// What a reader sends.
///
/// As `application/x-www-form-urlencoded` or JSON: the same names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Draft {
    /// Minted once per comment by who sends it, at least 128 random bits, 16 to 200 characters: with it a repeat is the same comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Markdown: paragraphs, links, emphasis, lists, quotes, code.
    pub text: String,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CommentId>,
    /// Who wrote it.
    pub author_name: String,
}

/// Why a draft may not be posted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DraftError {
    /// Nothing but space.
    #[error("`{field}` cannot be empty")]
    Empty {
        /// `text` or `author_name`.
        field: &'static str,
    },
    /// More characters than allowed.
    #[error("`{field}` has {chars} characters, allowed are {limit}")]
    TooLong {
        /// `text` or `author_name`.
        field: &'static str,
        /// How many there are, in Unicode scalar values.
        chars: usize,
        /// How many may be.
        limit: usize,
    },
    /// A character no reader can see and no text needs.
    #[error("`{field}` contains `{}`, which is not allowed", .character.escape_default())]
    Character {
        /// `text` or `author_name`.
        field: &'static str,
        /// The character.
        character: char,
    },
}

impl Draft {
    /// Trims text and name, makes every line end `\n`, and checks that the draft may be posted.
    ///
    /// The composer calls this before it sends; the server again, because a client can lie.
    ///
    /// # Errors
    /// [`DraftError::Empty`] if nothing is left; [`DraftError::TooLong`] over [`MAX_COMMENT_CHARS`] or
    /// [`MAX_NAME_CHARS`]; [`DraftError::Character`] for control characters, and in a name also for
    /// line ends and marks that turn the direction of writing.
    ///
    /// # Example
    /// ```
    /// let draft = model::Draft { text: "  Hay quá. ".into(), author_name: "Lan".into(), ..Default::default() };
    /// assert_eq!(draft.checked()?.text, "Hay quá.");
    /// # Ok::<(), model::DraftError>(())
    /// ```
    pub fn checked(self) -> Result<Self, DraftError> {
        let text = checked_text(&self.text)?;
        let author_name = checked_name(&self.author_name)?;
        Ok(Self {
            text,
            author_name,
            ..self
        })
    }
}

/// The text of a comment, trimmed and checked as [`Draft::checked`] says; an edit goes through it too.
///
/// # Errors
/// As [`Draft::checked`].
pub fn checked_text(text: &str) -> Result<String, DraftError> {
    let field = "text";
    let text = lines(text);
    let text = bounded(field, text.trim(), MAX_COMMENT_CHARS)?;
    match text
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        Some(character) => Err(DraftError::Character { field, character }),
        None => Ok(text.to_owned()),
    }
}

/// The text with every line end `\n`.
pub(crate) fn lines(text: &str) -> String {
    let mut pieces = text.split('\r');
    let mut lines = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        if !piece.starts_with('\n') {
            lines.push('\n');
        }
        lines.push_str(piece);
    }
    lines
}

/// The name of who writes, trimmed and checked as [`Draft::checked`] says; who signs in gives one too.
///
/// # Errors
/// As [`Draft::checked`].
pub fn checked_name(name: &str) -> Result<String, DraftError> {
    let field = "author_name";
    let name = bounded(field, name.trim(), MAX_NAME_CHARS)?;
    match name.chars().find(|c| c.is_control() || turns_direction(*c)) {
        Some(character) => Err(DraftError::Character { field, character }),
        None => Ok(name.to_owned()),
    }
}

fn bounded<'a>(field: &'static str, text: &'a str, limit: usize) -> Result<&'a str, DraftError> {
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(DraftError::Empty { field });
    }
    match text.chars().count() {
        chars if chars > limit => Err(DraftError::TooLong {
            field,
            chars,
            limit,
        }),
        _ => Ok(text),
    }
}

/// Zero-width characters that alone make no text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{3164}' | '\u{2800}')
        || turns_direction(c)
}

/// Bidirectional embeddings, overrides and isolates (Unicode UAX #9, 3.1).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str, name: &str) -> Result<Draft, DraftError> {
        Draft {
            text: text.into(),
            author_name: name.into(),
            ..Draft::default()
        }
        .checked()
    }

    #[test]
    fn a_comment_of_spaces_is_empty() {
        for blank in ["", " \n\t ", "\u{200b}\u{feff}", "\u{202e} \u{2069}"] {
            assert_eq!(
                draft(blank, "Lan"),
                Err(DraftError::Empty { field: "text" }),
                "{blank:?}"
            );
            assert_eq!(
                draft("Hay", blank),
                Err(DraftError::Empty {
                    field: "author_name"
                }),
                "{blank:?}"
            );
        }
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert!(draft(&"ệ".repeat(MAX_COMMENT_CHARS), "Lan").is_ok());
        let long = draft(&"ệ".repeat(MAX_COMMENT_CHARS + 1), "Lan");
        assert_eq!(
            long,
            Err(DraftError::TooLong {
                field: "text",
                chars: 10_001,
                limit: 10_000
            })
        );
        let long = draft("Hay", &"Lan".repeat(27));
        assert_eq!(
            long,
            Err(DraftError::TooLong {
                field: "author_name",
                chars: 81,
                limit: 80
            })
        );
    }

    #[test]
    fn a_form_s_line_ends_count_once() {
        let text = format!("{}\r\n{}", "a".repeat(5_000), "b".repeat(4_999));
        assert_eq!(
            draft(&text, "Lan").map(|d| d.text.contains('\r')),
            Ok(false)
        );
    }

    #[test]
    fn control_characters_are_refused() {
        assert_eq!(
            draft("a\0b", "Lan"),
            Err(DraftError::Character {
                field: "text",
                character: '\0'
            })
        );
        assert_eq!(
            draft("a", "La\nn"),
            Err(DraftError::Character {
                field: "author_name",
                character: '\n'
            })
        );
        assert_eq!(
            draft("a", "La\u{202e}n"),
            Err(DraftError::Character {
                field: "author_name",
                character: '\u{202e}'
            })
        );
    }
}
