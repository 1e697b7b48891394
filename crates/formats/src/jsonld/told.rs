//! The text of an article as JSON-LD tells it.

use model::Block;
use serde_json::Value;

use super::graph::Graph;
use super::values::{all, said};
use crate::desk::Desk;
use crate::html;
use crate::inline::words;
use crate::pick::text_at;

/// Most blocks that updates may make of a text: an article with too many is none.
const MAX_UPDATED: usize = 1_500;

/// The text, what was added to it since at the end.
pub(super) fn text(graph: &Graph, node: &Value, desk: &mut Desk) -> Vec<Block> {
    let mut text = told(node, "articleBody", desk);
    for update in all(node, "liveBlogUpdate") {
        if text.len() > MAX_UPDATED {
            desk.skip("update after the first of very many");
            continue;
        }
        let update = graph.joined(update);
        if update.get("datePublished").is_some() {
            desk.skip("time of an update");
        }
        match text_at(update, "headline") {
            Some(headline) => text.push(Block::Heading {
                level: 3,
                text: words(&desk.decoded(&headline)),
            }),
            None if text.is_empty() => {}
            None => text.push(Block::Rule),
        }
        text.extend(told(update, "articleBody", desk));
    }
    text
}

/// The paragraphs of a text. It is plain by the book, but some put their HTML there, or some of it.
pub(super) fn told(node: &Value, field: &str, desk: &mut Desk) -> Vec<Block> {
    let mut blocks = Vec::new();
    for text in all(node, field).iter().filter_map(said) {
        match as_html(&text, desk) {
            Some(html) => blocks.extend(desk.blocks(&html::with_breaks(&html), &[])),
            None => blocks.extend(desk.paragraphs(&desk.decoded_lines(&text))),
        }
    }
    blocks
}

/// The text as HTML, if it is some; also if it was escaped once too often, which only what is closed shows.
fn as_html(text: &str, desk: &Desk) -> Option<String> {
    if html::is_html(text) {
        return Some(text.to_owned());
    }
    let is_escaped = text.contains("&lt;/") || text.contains("&lt;br");
    let read = is_escaped.then(|| desk.decoded_lines(text))?;
    html::is_html(&read).then_some(read)
}
