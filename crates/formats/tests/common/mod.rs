//! Reading foreign articles, shortly.
#![allow(dead_code, reason = "every test crate uses its own part of this")]

pub mod fixtures;

use formats::html::Html5ever;
use formats::{FixedOffset, ParseError, Reading, Source};
use model::{Block, Inline};
use serde_json::{Value, json};

use fixtures::{ADDRESS, NOW_MS};

/// Vietnam's clock.
pub const VIETNAM: FixedOffset = FixedOffset(7 * 60);

/// Nothing, from a page of Vietnam.
pub const SOURCE: Source = Source {
    text: "",
    format: None,
    address: ADDRESS,
    zone: &VIETNAM,
    flat_captions: false,
    html: &Html5ever,
    now_ms: NOW_MS,
};

pub fn read_as(text: &str, format: Option<&str>) -> Result<Reading, ParseError> {
    formats::read(&Source {
        text,
        format,
        ..SOURCE
    })
}

pub fn read(text: &str) -> Reading {
    read_as(text, None).unwrap_or_else(|error| panic!("{error}"))
}

pub fn read_json(json: &Value) -> Reading {
    read(&json.to_string())
}

/// A WordPress post with this text.
pub fn post(html: &str) -> Value {
    json!({
        "id": 7, "link": "https://site.example/2023/05/mua/", "date": "2023-05-27T18:21:00", "date_gmt": "2023-05-27T11:21:00",
        "title": { "rendered": "Mưa lớn" }, "content": { "rendered": html, "protected": false },
    })
}

/// The blocks of a text as HTML, its first paragraph included.
pub fn blocks(html: &str) -> Vec<Block> {
    let article = read_json(&post(html)).article;
    let lead = (!article.lead.is_empty()).then_some(Block::Paragraph(article.lead));
    lead.into_iter().chain(article.body.0).collect()
}

/// The same as JSON, which is shorter to write down.
pub fn json_of(html: &str) -> Value {
    serde_json::to_value(blocks(html)).expect("blocks are JSON")
}

/// What was skipped, each as `2 × this`.
pub fn skipped(reading: &Reading) -> Vec<String> {
    reading.skipped.iter().map(ToString::to_string).collect()
}

/// What a reader reads of a line.
pub fn plain(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Link { text, .. }
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Strike(text)
            | Inline::Sub(text)
            | Inline::Sup(text) => plain(text),
            Inline::LineBreak => "\n".to_owned(),
        })
        .collect()
}
