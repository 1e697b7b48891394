//! A publisher: whose articles, who may comment from where, and who looks first.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ConfigError, Oidc, PartnerJwt, Publisher, Staff};

/// Longest id of a site, in bytes.
const MAX_ID_BYTES: usize = 64;

/// A publisher.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// Names the site on the command line and in the addresses of its pictures: a-z, 0-9, `-`.
    pub id: String,
    /// Origins of the pages that may comment, such as `["https://news.example"]`. Reading is open to all.
    #[schemars(with = "Vec<String>")]
    pub origins: Vec<Origin>,
    /// Which pages may show `/embed/{id}` in a frame. `origins`: those of `origins`; `any`: every page, as sites need that
    /// embed by address (oEmbed).
    pub frames: Frames,
    /// `pre`: a moderator sees a comment before the readers do. `post`: the readers do at once.
    pub moderation: Moderation,
    /// Folder of article JSON files, and of the pictures they name; read again when a file changes. Without one,
    /// articles come through `PUT` and `chuyen article add`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub articles: Option<PathBuf>,
    /// Time zone in which moderators are shown times.
    pub zone: String,
    /// Seconds in which authors may edit or remove their comments.
    pub edit_window_s: u32,
    /// Names under which the publisher itself comments, each with the badge that stands beside it:
    /// `[{ name = "Lê Minh", badge = "Toà soạn" }]`. A guest's name may not look like either.
    pub staff: Vec<Staff>,
    /// Who publishes it, for search engines and for sites that embed its articles: a `[site.publisher]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// Tokens with which the pages that embed the widget sign their readers in, a `[site.partner_jwt]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_jwt: Option<PartnerJwt>,
    /// A provider of OpenID Connect where readers sign in, a `[site.oidc]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc: Option<Oidc>,
}

/// Who sees a comment first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moderation {
    /// A moderator, who approves it.
    Pre,
    /// Everybody.
    Post,
}

/// Which pages may show an article and its thread in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Frames {
    /// Those that may comment.
    Origins,
    /// All.
    Any,
}

/// Scheme, host and port of a page, as browsers send it: `https://news.example`, `http://localhost:8081`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

impl Default for Site {
    fn default() -> Self {
        Self {
            id: "default".to_owned(),
            origins: Vec::new(),
            frames: Frames::Origins,
            moderation: Moderation::Pre,
            articles: None,
            zone: "UTC".to_owned(),
            edit_window_s: 900,
            staff: Vec::new(),
            publisher: None,
            partner_jwt: None,
            oidc: None,
        }
    }
}

impl Site {
    /// The only site of a server that is not configured.
    pub fn only() -> Self {
        Self {
            articles: Some(PathBuf::from("articles")),
            ..Self::default()
        }
    }

    /// The zone, which was found to exist when the configuration was read.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    pub(super) fn check(&self, n: usize) -> Result<(), ConfigError> {
        let in_id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.id.is_empty() || self.id.len() > MAX_ID_BYTES || !self.id.bytes().all(in_id) {
            return Err(ConfigError::Invalid {
                setting: format!("site[{n}].id"),
                value: self.id.clone(),
                rule: format!("it has 1 to {MAX_ID_BYTES} of a-z, 0-9 and -"),
            });
        }
        TimeZone::get(&self.zone).map_err(|_| ConfigError::Invalid {
            setting: format!("site[{n}].zone"),
            value: self.zone.clone(),
            rule: "it is a name like Asia/Ho_Chi_Minh".to_owned(),
        })?;
        if let Some(publisher) = &self.publisher {
            publisher.check(&format!("site[{n}].publisher"))?;
        }
        if let Some(partner) = &self.partner_jwt {
            partner.check(&format!("site[{n}].partner_jwt"))?;
        }
        if let Some(oidc) = &self.oidc {
            oidc.check(&format!("site[{n}].oidc"))?;
        }
        let mut staff = self.staff.iter().enumerate();
        staff.try_for_each(|(m, staff)| staff.check(&format!("site[{n}].staff[{m}]")))
    }
}

impl Origin {
    /// As browsers send it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Origin {
    type Error = String;

    fn try_from(origin: String) -> Result<Self, String> {
        let scheme = ["https://", "http://"];
        let host = scheme.iter().find_map(|scheme| origin.strip_prefix(scheme));
        match host {
            Some(host)
                if !host.is_empty()
                    && !host.contains(|c: char| c.is_whitespace() || "/?#@*\\".contains(c))
                    && origin.to_ascii_lowercase() == origin =>
            {
                Ok(Self(origin))
            }
            _ => Err(format!(
                "an origin is written like https://news.example, in lower case and without a path, not {origin:?}"
            )),
        }
    }
}

impl FromStr for Origin {
    type Err = String;
    fn from_str(origin: &str) -> Result<Self, String> {
        Self::try_from(origin.to_owned())
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
