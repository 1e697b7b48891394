//! Names of things: opaque, compared, never parsed.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest id accepted, in Unicode scalar values.
pub const MAX_ID_CHARS: usize = 200;

/// Why a string is no id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// Nothing there, or more than [`MAX_ID_CHARS`].
    #[error("an id has 1 to {MAX_ID_CHARS} characters, not {0}")]
    Length(usize),
    /// Space, control character, or one of `/ ? # %`, which would not survive in a URL's path.
    #[error("an id cannot contain `{}`", .0.escape_default())]
    Character(char),
}

fn checked(id: String) -> Result<String, IdError> {
    let chars = id.chars().count();
    if chars == 0 || chars > MAX_ID_CHARS {
        return Err(IdError::Length(chars));
    }
    let parts = |c: char| matches!(c, '/' | '?' | '#' | '%' | '\\');
    let bad = |c: &char| c.is_whitespace() || c.is_control() || parts(*c);
    match id.chars().find(bad) {
        Some(c) => Err(IdError::Character(c)),
        None => Ok(id),
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
        #[cfg_attr(feature = "schema", schemars(extend("minLength" = 1, "maxLength" = 200)), schema(value_type = String))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(id: String) -> Result<Self, IdError> {
                checked(id).map(Self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(id: &str) -> Result<Self, IdError> {
                Self::try_from(id.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// The publisher's own name for an article, unique on one server. A thread belongs to it, never
    /// to a page's URL: newspapers change their domains.
    ArticleId
}
id! {
    /// Names one comment; minted by the server.
    CommentId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_1_to_200_characters() {
        assert_eq!("".parse::<ArticleId>(), Err(IdError::Length(0)));
        assert!("đ".repeat(200).parse::<ArticleId>().is_ok());
        assert_eq!(
            "a".repeat(201).parse::<ArticleId>(),
            Err(IdError::Length(201))
        );
    }

    #[test]
    fn an_id_survives_in_a_path() {
        for bad in ["a b", "a/b", "a?b", "a#b", "a%2e", "a\0", "a\\b"] {
            assert!(
                matches!(bad.parse::<ArticleId>(), Err(IdError::Character(_))),
                "{bad:?}"
            );
        }
    }
}
