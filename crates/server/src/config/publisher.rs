//! Who publishes the articles of a site.

use model::Address;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ConfigError, required};

/// A publisher, as search engines and sites that embed its articles are told of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Publisher {
    /// What readers know it as.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its front page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Address>,
    /// Its sign: a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Address>,
}

impl Publisher {
    pub(super) fn check(&self, setting: &str) -> Result<(), ConfigError> {
        required(
            &format!("{setting}.name"),
            &self.name,
            "it names the publisher",
        )?;
        let addresses = [("url", &self.url), ("logo", &self.logo)];
        for (field, address) in addresses {
            if let Some(address) = address.as_ref().filter(|address| !address.is_web()) {
                return Err(ConfigError::Invalid {
                    setting: format!("{setting}.{field}"),
                    value: address.to_string(),
                    rule: "it is a whole address that starts with http: or https:".to_owned(),
                });
            }
        }
        Ok(())
    }
}
