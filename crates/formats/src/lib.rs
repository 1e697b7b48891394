//! Article JSON in, [`model::Article`] out.
//!
//! `&str` in, `Article` out: nothing here reads a file or the network.

mod chuyen;
mod place;

use model::{Article, ArticleError, MAX_ARTICLE_BYTES, Problem, ProblemKind};
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
    /// Read, but it breaks a rule every article keeps.
    #[error(transparent)]
    Article(#[from] ArticleError),
}

/// Reads an article.
///
/// # Errors
/// [`ParseError`] names the field at fault, what stands there and what is allowed.
///
/// # Example
/// ```
/// let error = formats::parse(r#"{"id": "a1", "headline": "Mưa"}"#).unwrap_err();
/// assert!(error.to_string().contains("missing field `url`"));
/// ```
pub fn parse(input: &str) -> Result<Article, ParseError> {
    if input.len() > MAX_ARTICLE_BYTES {
        return Err(ParseError::TooLarge(input.len()));
    }
    Ok(chuyen::parse(input)?.checked()?)
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
            ParseError::Article(error) => return Self::from(error),
        }
        .because(error)
    }
}
