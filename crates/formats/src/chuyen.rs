//! Chuyện's own article JSON: [`model::Article`] as it is.

use model::{Article, ArticleError};

use crate::ParseError;

pub(crate) fn parse(input: &str) -> Result<Article, ParseError> {
    let mut json = serde_json::Deserializer::from_str(input);
    let article = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let field = e.path().to_string();
        let cause = e.into_inner();
        if is_recursion_limit(&cause) {
            ArticleError::TooDeep { field }.into()
        } else if cause.is_data() {
            ParseError::Field {
                field,
                detail: cause.to_string(),
            }
        } else {
            ParseError::NotJson(cause.to_string())
        }
    })?;
    json.end().map_err(|e| ParseError::NotJson(e.to_string()))?;
    Ok(article)
}

/// The parser gives up long before the stack does; it tells so only in words.
fn is_recursion_limit(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit exceeded")
}
