//! Names that a publisher keeps for itself.

use model::MAX_NAME_CHARS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ConfigError;

/// Longest badge, in Unicode scalar values.
const MAX_BADGE_CHARS: usize = 40;

/// A name under which a publisher comments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// As readers see it.
    pub name: String,
    /// What stands beside the name, to say that it is genuine.
    pub badge: String,
}

impl Staff {
    pub(super) fn check(&self, setting: &str) -> Result<(), ConfigError> {
        let texts = [
            ("name", &self.name, MAX_NAME_CHARS),
            ("badge", &self.badge, MAX_BADGE_CHARS),
        ];
        for (field, text, limit) in texts {
            let has_letters = text.chars().any(char::is_alphanumeric);
            let is_line = text.trim() == text && !text.chars().any(char::is_control);
            if !has_letters || !is_line || text.chars().count() > limit {
                return Err(ConfigError::Invalid {
                    setting: format!("{setting}.{field}"),
                    value: text.clone(),
                    rule: format!("it has letters, and at most {limit} characters on one line"),
                });
            }
        }
        Ok(())
    }
}
