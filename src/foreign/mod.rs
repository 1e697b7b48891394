//! What other systems wrote, in a browser: it parses their HTML, and knows their clocks.

mod browser;
mod zone;

pub use browser::{Browser, give_parser};
pub use zone::{DEFAULT_ZONE, Intl};

use formats::html;
use model::{Block, Inline, RichText};

/// A comment's HTML, as foreign comment servers send it: paragraphs, quotes, lists, code, marks and links
/// (`http`, `https`, `mailto`; relative ones start at `base`). A picture is a link to it, a script nothing.
///
/// Never fails: what is not on the list leaves its text. Where the page forbids that HTML is parsed, the text is
/// what stands between the tags.
pub fn comment_body(html: &str, base: &str) -> RichText {
    let browser = Browser::default();
    let body = html::comment_body(&browser, html, base);
    match browser.is_refused() {
        true => between_tags(html),
        false => body,
    }
}

/// What stands between the tags, entities as they are written: no parser is at hand.
fn between_tags(html: &str) -> RichText {
    let mut words = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                is_tag = true;
                words.push(' ');
            }
            '>' if is_tag => is_tag = false,
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.is_empty() {
        true => RichText::default(),
        false => RichText(vec![Block::Paragraph(vec![Inline::Text(words)])]),
    }
}
