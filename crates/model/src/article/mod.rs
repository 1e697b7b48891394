//! A news article, as a newspaper files it.

mod addresses;
mod check;

pub use check::ArticleError;

use serde::{Deserialize, Serialize};

use crate::{Address, ArticleId, Figure, Inline, RichText, ZonedTime};

/// Most blocks one article may hold, those inside lists and quotes included.
pub const MAX_ARTICLE_BLOCKS: usize = 2_000;
/// Largest article accepted as JSON, in bytes.
pub const MAX_ARTICLE_BYTES: usize = 2 * 1024 * 1024;

/// A news article.
///
/// Addresses in it are absolute, or relative to the address its JSON was fetched from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The publisher's own name for it; the thread hangs on it.
    pub id: ArticleId,
    /// Its canonical page.
    pub url: Address,
    /// Language of the text, BCP 47: `vi`, `en`.
    pub lang: String,
    /// The desk it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// Label above the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// Title line.
    pub headline: String,
    /// Summary under the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dek: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Contributor>,
    /// When it was first published.
    pub published_at: ZonedTime,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<ZonedTime>,
    /// The picture above the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_figure: Option<Figure>,
    /// Where it was filed from, such as `BDK.VN`; printed before the lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// First paragraph.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<Inline>,
    /// The text.
    pub body: RichText,
    /// The line that closes the text as printed, such as `Tin, ảnh: Hữu Hiệp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_off: Option<String>,
    /// What was wrong before, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Its topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Where to read on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Whose it is and what others may do with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// May readers comment?
    #[serde(default)]
    pub commenting: Commenting,
}

/// The desk an article belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// As readers know it.
    pub name: String,
    /// Its front page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Address>,
}

/// Someone who worked on the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Contributor {
    /// As printed.
    pub name: String,
    /// What they did, if it was not the writing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// A page about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Address>,
}

/// What was wrong before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// When it was put right.
    pub at: ZonedTime,
    /// What was put right.
    pub text: Vec<Inline>,
}

/// Another piece worth reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// Its headline.
    pub headline: String,
    /// Where it stands.
    pub url: Address,
}

/// May readers comment on an article?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Commenting {
    /// They may.
    #[default]
    Open,
    /// No more; what was said stays.
    Closed,
}
