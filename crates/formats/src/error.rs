//! Why a text is no article, or none that may be shown.

use model::{ArticleError, MAX_ARTICLE_BYTES, Problem, ProblemKind, ZonedTime};
use thiserror::Error;

/// Why a text is no article.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ParseError {
    /// More than [`MAX_ARTICLE_BYTES`].
    #[error("the article has {0} bytes, allowed are {MAX_ARTICLE_BYTES}")]
    TooLarge(usize),
    /// Not JSON at all.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// JSON, but a field is missing, unknown, or of the wrong kind.
    #[error("`{field}`: {detail}")]
    Field {
        /// Path of the field; `.` for the whole.
        field: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Of a foreign format, but without what every article has.
    #[error("no `{field}` in what is read as {format}")]
    Missing {
        /// The format.
        format: &'static str,
        /// The field, as that format calls it.
        field: &'static str,
    },
    /// A format that is not read.
    #[error("format `{declared}` is not read; allowed: {allowed}")]
    UnknownFormat {
        /// What was declared, or found.
        declared: String,
        /// Names of those that are.
        allowed: String,
    },
    /// Declared as one format, and another.
    #[error("declared as {declared}, but it is {found}")]
    WrongFormat {
        /// What was declared.
        declared: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// It may not be shown, now or at all.
    #[error("not to be shown: {0}")]
    Unavailable(Unavailable),
    /// Read, but it breaks a rule every article keeps.
    #[error(transparent)]
    Article(#[from] ArticleError),
}

/// Why an article may not be shown.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unavailable {
    /// Not yet.
    #[error("embargoed until {until}")]
    Embargoed {
        /// From when on it may be.
        until: ZonedTime,
    },
    /// Taken back, or never published.
    #[error("withheld by its publisher")]
    Withheld,
    /// Only for those who pay, sign in or know a password.
    #[error("protected by its publisher")]
    Protected,
}

impl From<&Unavailable> for ProblemKind {
    fn from(why: &Unavailable) -> Self {
        match why {
            Unavailable::Embargoed { .. } => Self::Embargoed,
            Unavailable::Withheld => Self::Withheld,
            Unavailable::Protected => Self::Protected,
        }
    }
}

impl From<&ParseError> for Problem {
    fn from(error: &ParseError) -> Self {
        match error {
            ParseError::TooLarge(bytes) => Self::from(ProblemKind::TooLarge)
                .at("body", &bytes.to_string())
                .limit(MAX_ARTICLE_BYTES),
            ParseError::NotJson(_) => ProblemKind::Malformed.into(),
            ParseError::Field { field, .. } => Self {
                field: Some(field.clone()),
                ..ProblemKind::Invalid.into()
            },
            ParseError::Missing { field, .. } => Self {
                field: Some((*field).to_owned()),
                ..ProblemKind::Invalid.into()
            },
            ParseError::Unavailable(why) => ProblemKind::from(why).into(),
            ParseError::UnknownFormat { .. } | ParseError::WrongFormat { .. } => {
                ProblemKind::Invalid.into()
            }
            ParseError::Article(error) => return Self::from(error),
        }
        .because(error)
    }
}
