//! How readers of a site sign in, apart from e-mail, which all sites share.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{ConfigError, MIN_SECRET_BYTES, Secret, is_loopback, required};

/// Bytes of an Ed25519 public key.
const ED25519_BYTES: usize = 32;
/// What stands before them in a `PUBLIC KEY` (RFC 8410).
const ED25519_HEAD: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

/// Tokens (JWT) with which the page of a partner says who its reader is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PartnerJwt {
    /// The one algorithm accepted: `EdDSA` (Ed25519) or `HS256`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<JwtAlgorithm>,
    /// `EdDSA`: the partner's public key, PEM or base64url. `HS256`: the shared secret, at least 32 bytes as they stand.
    #[serde(skip_serializing)]
    #[schemars(with = "String")]
    pub key: Secret,
    /// What the tokens must name as their audience (`aud`), such as the address of this server.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub audience: String,
}

/// How a partner signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum JwtAlgorithm {
    /// With a private key; the public one is set here.
    EdDSA,
    /// With a secret that both know.
    HS256,
}

/// A provider of OpenID Connect where readers sign in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Oidc {
    /// What readers know it as.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its address: `/.well-known/openid-configuration` stands below it. `https`, or `http` on this machine.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// What it knows this server as; `sign-in/callback` below `public_url` must be registered there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client_id: String,
    /// The password for it, if it gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub client_secret: Option<Secret>,
    /// What to ask for besides `openid`: the name of the reader.
    pub scopes: Vec<String>,
}

impl Default for Oidc {
    fn default() -> Self {
        Self {
            name: String::new(),
            issuer: String::new(),
            client_id: String::new(),
            client_secret: None,
            scopes: vec!["profile".to_owned()],
        }
    }
}

impl PartnerJwt {
    /// The bytes with which signatures are checked.
    pub fn key_bytes(&self) -> Option<Vec<u8>> {
        let key = self.key.reveal();
        match self.algorithm? {
            JwtAlgorithm::HS256 => Some(key.as_bytes().to_vec()),
            JwtAlgorithm::EdDSA if key.trim_start().starts_with("-----") => from_pem(key),
            JwtAlgorithm::EdDSA => URL_SAFE_NO_PAD
                .decode(key.trim().trim_end_matches('='))
                .ok(),
        }
    }

    pub(super) fn check(&self, setting: &str) -> Result<(), ConfigError> {
        let invalid = |name: &str, value: &str, rule: &str| ConfigError::Invalid {
            setting: format!("{setting}.{name}"),
            value: value.to_owned(),
            rule: rule.to_owned(),
        };
        let Some(algorithm) = self.algorithm else {
            return Err(invalid("algorithm", "", "it is EdDSA or HS256"));
        };
        let bytes = self.key_bytes().map_or(0, |key| key.len());
        match algorithm {
            JwtAlgorithm::EdDSA if bytes != ED25519_BYTES => {
                let rule = "it is an Ed25519 public key, PEM or 32 bytes as base64url";
                return Err(invalid("key", "…", rule));
            }
            JwtAlgorithm::HS256 if bytes < MIN_SECRET_BYTES => {
                let rule = format!("it needs at least {MIN_SECRET_BYTES} bytes, not {bytes}");
                return Err(invalid("key", "…", &rule));
            }
            JwtAlgorithm::EdDSA | JwtAlgorithm::HS256 => {}
        }
        let rule = "it is what the tokens name as `aud`";
        required(&format!("{setting}.audience"), &self.audience, rule)
    }
}

impl Oidc {
    pub(super) fn check(&self, setting: &str) -> Result<(), ConfigError> {
        let name = |name: &str| format!("{setting}.{name}");
        required(
            &name("name"),
            &self.name,
            "readers must know whom they go to",
        )?;
        let rule = "the provider gives one when this server is registered";
        required(&name("client_id"), &self.client_id, rule)?;
        check_address(&name("issuer"), &self.issuer)
    }
}

/// An address under which others are built.
pub(super) fn check_address(setting: &str, address: &str) -> Result<(), ConfigError> {
    let fits = Url::parse(address).is_ok_and(|url| {
        let is_safe = match url.scheme() {
            "https" => url.has_host(),
            "http" => url.host_str().is_some_and(is_loopback),
            _ => false,
        };
        is_safe && url.query().is_none() && url.fragment().is_none()
    });
    match fits {
        true => Ok(()),
        false => Err(ConfigError::Invalid {
            setting: setting.to_owned(),
            value: address.to_owned(),
            rule: "it is an address like https://news.example/; http is for this machine only"
                .to_owned(),
        }),
    }
}

/// The key in a `PUBLIC KEY` block, if it is one of Ed25519.
fn from_pem(pem: &str) -> Option<Vec<u8>> {
    let block = pem.trim().strip_prefix("-----BEGIN PUBLIC KEY-----")?;
    let block = block.strip_suffix("-----END PUBLIC KEY-----")?;
    let base64: String = block.split_whitespace().collect();
    let der = STANDARD.decode(base64).ok()?;
    der.strip_prefix(ED25519_HEAD).map(<[u8]>::to_vec)
}
