//! Editor.js: a list of typed blocks, their words as HTML. It knows no address, author or language.

mod block;

use model::{Article, Block};
use serde_json::Value;

use crate::desk::Desk;
use crate::draft::Draft;
use crate::inline::plain;
use crate::pick::{list, text_at};
use crate::{Format, ParseError};

pub(crate) const FORMAT: Format = Format {
    name: "editorjs",
    title: "Editor.js",
    looks_like,
    read,
};

fn looks_like(value: &Value) -> bool {
    let is_block = |block: &Value| {
        block.get("type").is_some_and(Value::is_string) && block.get("data").is_some()
    };
    list(value, "blocks").first().is_some_and(is_block)
}

fn read(value: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    let mut body = block::all(list(value, "blocks"), desk);
    let headline = text_at(value, "title").or_else(|| heading_above(&mut body));
    let draft = Draft {
        headline,
        published_at: time_ms(value)
            .and_then(|ms| desk.time_of(ms))
            .or_else(|| desk.time(value, &["time"])),
        body,
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

/// When it was saved, in epoch milliseconds; some servers hand it on as text, or with a fraction.
fn time_ms(value: &Value) -> Option<i64> {
    let time = text_at(value, "time")?;
    time.split('.').next()?.parse().ok()
}

/// What it is called may stand in the text: as what it begins with, or as a large heading under a picture.
///
/// A heading further down is of its own part, where it would be missed.
fn heading_above(body: &mut Vec<Block>) -> Option<String> {
    let is_seen = |block: &Block| {
        matches!(
            block,
            Block::Figure(_) | Block::Gallery(_) | Block::Embed(_) | Block::Rule
        )
    };
    let first = body.iter().position(|block| !is_seen(block))?;
    match &body[first] {
        Block::Heading { level, text } if first == 0 || *level <= 2 => {
            let headline = plain(text);
            body.remove(first);
            Some(headline)
        }
        _ => None,
    }
}
