//! Rich text: the tree that article bodies and comment bodies are made of.

use serde::{Deserialize, Serialize};

use crate::Address;

/// Deepest nesting of blocks and inlines together, the outermost block being 1.
pub const MAX_TEXT_DEPTH: usize = 16;

/// Blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(no_recursion))]
#[serde(transparent)]
pub struct RichText(pub Vec<Block>);

/// One part of a text.
///
/// In JSON a block is an object with one key, its kind: `{"paragraph": [{"text": "…"}]}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(no_recursion))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A line that names what follows.
    Heading {
        /// 2 to 4; 1 is the headline's.
        level: u8,
        /// The line.
        text: Vec<Inline>,
    },
    /// Items with bullets.
    BulletList(Vec<RichText>),
    /// Items with numbers.
    NumberedList(Vec<RichText>),
    /// Somebody else's words.
    Quote(Quote),
    /// A picture with its caption.
    #[cfg(feature = "article")]
    Figure(Figure),
    /// Pictures that belong together.
    #[cfg(feature = "article")]
    Gallery(Gallery),
    /// Rows and columns.
    #[cfg(feature = "article")]
    Table(Table),
    /// Text in which every space counts.
    Code {
        /// What it is written in, such as `rust`; for the reader, not for colouring.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// The lines.
        text: String,
    },
    /// Something that lives on another site, fetched only when the reader asks for it.
    #[cfg(feature = "article")]
    Embed(Embed),
    /// A break in the thought.
    Rule,
}

/// A run of text inside a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(no_recursion))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Inline {
    /// Plain characters.
    Text(String),
    /// Words that lead somewhere.
    Link {
        /// Where to.
        url: Address,
        /// The words.
        text: Vec<Inline>,
    },
    /// Of weight.
    Strong(Vec<Inline>),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// No longer true.
    Strike(Vec<Inline>),
    /// Below the line.
    Sub(Vec<Inline>),
    /// Above the line.
    Sup(Vec<Inline>),
    /// Typed, not spoken.
    Code(String),
    /// A new line in the same paragraph.
    LineBreak,
}

/// Somebody else's words, set off from the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(no_recursion))]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The words.
    pub body: RichText,
    /// Whose they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Inline>,
}

/// A picture, what it means, and who made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// What it means.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// Who made it: the name alone, the view adds "Ảnh:".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A picture with the size that is reserved for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The file that is shown where nothing better fits.
    pub url: Address,
    /// Width of that file in pixels, 1 to 20 000.
    pub width: u32,
    /// Height of that file in pixels, 1 to 20 000.
    pub height: u32,
    /// What the picture shows, for those who do not see it; empty if it only decorates.
    pub alt: String,
    /// The same picture in other widths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renditions: Vec<Rendition>,
}

/// One more file of the same picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rendition {
    /// The file.
    pub url: Address,
    /// Its width in pixels, 1 to 20 000.
    pub width: u32,
}

/// Pictures that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Gallery {
    /// At least one.
    pub figures: Vec<Figure>,
    /// What they mean together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
}

/// Rows and columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(no_recursion))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What the table shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// Names of the columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub head: Vec<Cell>,
    /// Top to bottom, left to right.
    pub rows: Vec<Vec<Cell>>,
}

/// One field of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(no_recursion))]
#[serde(transparent)]
pub struct Cell(pub Vec<Inline>);

/// Something that lives on another site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Embed {
    /// The page a reader can open instead.
    pub url: Address,
    /// What it is.
    pub title: String,
    /// Whose it is, such as `YouTube`.
    pub provider: String,
    /// What plays in place; without it only the link is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<Frame>,
}

/// A page made to stand inside another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// The player's page, absolute, `https`.
    pub url: Address,
    /// Its width in CSS pixels, 1 to 20 000; with the height it reserves the place.
    pub width: u32,
    /// Its height in CSS pixels, 1 to 20 000.
    pub height: u32,
}
