//! Chuyện's own article JSON: [`model::Article`] as it is.

use model::{Article, ArticleError};

use crate::desk::Desk;
use crate::{Format, ParseError, place};

pub(crate) const FORMAT: Format = Format {
    name: "chuyen",
    title: "Chuyện's own format",
    looks_like: |value| {
        ["id", "url", "headline", "body"]
            .iter()
            .all(|field| value.get(field).is_some())
    },
    // From the text again: only there can be told where something is wrong.
    read: |_, desk: &mut Desk| Ok(parse(desk.text())?.checked()?),
};

pub(crate) fn parse(input: &str) -> Result<Article, ParseError> {
    serde_json::from_str(input).map_err(|error| {
        if is_recursion_limit(&error) {
            let field = place::of(&error, input);
            ArticleError::TooDeep { field }.into()
        } else if error.is_data() {
            ParseError::Field {
                field: place::of(&error, input),
                detail: error.to_string(),
            }
        } else {
            ParseError::NotJson(error.to_string())
        }
    })
}

/// The parser gives up long before the stack does; it tells so only in words.
pub(crate) fn is_recursion_limit(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit exceeded")
}
