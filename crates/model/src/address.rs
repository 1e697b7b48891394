//! Where a link or a picture points.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An address that may stand in an article or a comment: `http`, `https` or `mailto`, or relative
/// to the article's JSON. Nothing else can be written in this type, so no `javascript:` reaches a page.
///
/// # Example
/// ```
/// use model::Address;
/// assert!("https://example.com/a".parse::<Address>().is_ok());
/// assert!("images/1.webp".parse::<Address>().is_ok());
/// assert!("javascript:alert(1)".parse::<Address>().is_err());
/// assert!("java\tscript:alert(1)".parse::<Address>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schemars(extend("format" = "uri-reference")), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// Why a string is no [`Address`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Nothing there.
    #[error("an address cannot be empty")]
    Empty,
    /// A space or control character, which browsers drop or strip before reading the scheme.
    #[error("an address cannot contain `{}`", .0.escape_default())]
    Character(char),
    /// Any scheme but the three allowed.
    #[error("an address starts with http:, https: or mailto:, not {0}:")]
    Scheme(String),
}

impl Address {
    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Does it name its scheme, so that it means the same wherever it stands?
    pub fn is_absolute(&self) -> bool {
        scheme(&self.0).is_some()
    }

    /// Can a page be fetched from it: absolute, `http` or `https`?
    pub fn is_web(&self) -> bool {
        scheme(&self.0)
            .is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"))
    }
}

/// What stands before the first `:`, unless a `/`, `?` or `#` comes earlier.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#'])?;
    address[end..].starts_with(':').then(|| &address[..end])
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(address: String) -> Result<Self, AddressError> {
        if address.is_empty() {
            return Err(AddressError::Empty);
        }
        if let Some(c) = address
            .chars()
            .find(|c| c.is_whitespace() || c.is_control())
        {
            return Err(AddressError::Character(c));
        }
        match scheme(&address) {
            None => Ok(Self(address)),
            Some(s)
                if ["http", "https", "mailto"]
                    .iter()
                    .any(|ok| s.eq_ignore_ascii_case(ok)) =>
            {
                Ok(Self(address))
            }
            Some(s) => Err(AddressError::Scheme(s.to_owned())),
        }
    }
}

impl std::str::FromStr for Address {
    type Err = AddressError;
    fn from_str(address: &str) -> Result<Self, AddressError> {
        Self::try_from(address.to_owned())
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_schemes_and_relative_addresses_pass() {
        for good in [
            "http://a",
            "HTTPS://a",
            "mailto:a@b.c",
            "//cdn/x",
            "/a:b",
            "?q=a:b",
            "#c",
            "ảnh.webp",
        ] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        for bad in [
            "javascript:1",
            "JaVaScRiPt:1",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
            ":x",
            "",
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_a_browser_would_strip_is_refused() {
        for bad in [
            " javascript:1",
            "\u{1}javascript:1",
            "java\nscript:1",
            "java\u{a0}script:1",
        ] {
            assert!(
                matches!(bad.parse::<Address>(), Err(AddressError::Character(_))),
                "{bad:?}"
            );
        }
    }
}
