//! What others kept of a comment becomes what is kept here.

use model::{Block, Inline, MAX_COMMENT_CHARS, MAX_NAME_CHARS, RichText, checked_name};
use unicode_normalization::UnicodeNormalization;

use super::links;
use super::source::Text;
use crate::markdown;

/// A text as it is stored.
#[derive(Debug, PartialEq)]
pub(super) struct Said {
    /// As plain text, or what was typed.
    pub source: String,
    pub body: RichText,
    pub is_cut: bool,
}

/// The text of a comment; relative links in it start at `base`.
pub(super) fn said(text: &Text, base: &str) -> Said {
    match text {
        Text::Markdown(typed) => {
            let (source, is_cut) = cut(&printable(typed));
            let body = markdown::parse(&source);
            Said {
                source,
                body,
                is_cut,
            }
        }
        Text::Html(html) => shortened(rich(&printable(html), base)),
        Text::Lines(html) => shortened(rich(&paragraphs(&printable(html)), base)),
    }
}

/// A name as it may stand here, and was it cut? None if nothing is left of it.
pub(super) fn name(name: &str) -> Option<(String, bool)> {
    let shown = name
        .nfc()
        .filter(|c| checked_name(&format!("a{c}a")).is_ok());
    let shown: String = shown.collect();
    let short: String = shown.trim().chars().take(MAX_NAME_CHARS).collect();
    let is_cut = shown.trim().chars().count() > MAX_NAME_CHARS;
    checked_name(&short).ok().map(|name| (name, is_cut))
}

/// Foreign HTML, through the walker that every foreign HTML goes through.
fn rich(html: &str, base: &str) -> RichText {
    let mut body = formats::html::comment_body(&formats::html::Html5ever, html, base);
    links::straighten(&mut body.0);
    body
}

/// HTML as WordPress keeps it, as WordPress shows it: an empty line begins a paragraph, any other line a line.
fn paragraphs(html: &str) -> String {
    if html.contains("<p>") || html.contains("<p ") {
        return html.to_owned();
    }
    let mut shown = String::new();
    // Where every space counts, nothing is added.
    for (n, part) in html.split("<pre").enumerate() {
        let (kept, rest) = match part.split_once("</pre>") {
            Some((kept, rest)) if n > 0 => (format!("<pre{kept}</pre>"), rest),
            None if n > 0 => (format!("<pre{part}"), ""),
            _ => (String::new(), part),
        };
        shown += &kept;
        for paragraph in rest.split("\n\n") {
            let paragraph = paragraph.trim_matches('\n');
            if !paragraph.trim().is_empty() {
                shown += &format!("<p>{}</p>", paragraph.replace('\n', "<br>"));
            }
        }
    }
    shown
}

fn shortened(body: RichText) -> Said {
    let mut left = MAX_COMMENT_CHARS;
    let mut body = body;
    let is_cut = shorten_blocks(&mut body.0, &mut left);
    let mut source = String::new();
    write_blocks(&body.0, &mut source);
    Said {
        source: cut(source.trim()).0,
        body,
        is_cut,
    }
}

/// Cuts after so many characters; `left` are those that may still come. A text nests [`model::MAX_TEXT_DEPTH`] deep at most.
fn shorten_blocks(blocks: &mut Vec<Block>, left: &mut usize) -> bool {
    let mut is_cut = false;
    let mut kept = 0;
    for block in blocks.iter_mut() {
        if *left == 0 {
            break;
        }
        kept += 1;
        is_cut |= match block {
            Block::Paragraph(words) | Block::Heading { text: words, .. } => shorten(words, left),
            Block::BulletList(items) | Block::NumberedList(items) => {
                let cut = items
                    .iter_mut()
                    .map(|item| shorten_blocks(&mut item.0, left));
                let cut = cut.fold(false, |a, b| a | b);
                items.retain(|item| !item.0.is_empty());
                cut
            }
            Block::Quote(quote) => {
                shorten_blocks(&mut quote.body.0, left) | shorten(&mut quote.source, left)
            }
            Block::Code { text, .. } => shorten_text(text, left),
            _ => false,
        };
    }
    is_cut |= kept < blocks.len();
    blocks.truncate(kept);
    is_cut
}

fn shorten(words: &mut Vec<Inline>, left: &mut usize) -> bool {
    let mut is_cut = false;
    let mut kept = 0;
    for word in words.iter_mut() {
        if *left == 0 {
            break;
        }
        kept += 1;
        is_cut |= match word {
            Inline::Text(text) | Inline::Code(text) => shorten_text(text, left),
            Inline::Link { text, .. }
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Strike(text)
            | Inline::Sub(text)
            | Inline::Sup(text) => shorten(text, left),
            Inline::LineBreak => {
                *left -= 1;
                false
            }
        };
    }
    is_cut |= kept < words.len();
    words.truncate(kept);
    is_cut
}

fn shorten_text(text: &mut String, left: &mut usize) -> bool {
    match text.char_indices().nth(*left) {
        Some((end, _)) => {
            text.truncate(end);
            *left = 0;
            true
        }
        None => {
            *left -= text.chars().count();
            false
        }
    }
}

/// As a moderator reads it: paragraphs with empty lines between them, links with where they lead.
fn write_blocks(blocks: &[Block], to: &mut String) {
    for block in blocks {
        if !to.is_empty() && !to.ends_with("\n\n") {
            to.push_str(if to.ends_with('\n') { "\n" } else { "\n\n" });
        }
        match block {
            Block::Paragraph(words) | Block::Heading { text: words, .. } => write(words, to),
            Block::BulletList(items) | Block::NumberedList(items) => {
                items.iter().for_each(|item| write_blocks(&item.0, to));
            }
            Block::Quote(quote) => {
                write_blocks(&quote.body.0, to);
                write(&quote.source, to);
            }
            Block::Code { text, .. } => to.push_str(text),
            _ => {}
        }
    }
}

fn write(words: &[Inline], to: &mut String) {
    for word in words {
        match word {
            Inline::Text(text) | Inline::Code(text) => to.push_str(text),
            Inline::Link { url, text } => {
                let start = to.len();
                write(text, to);
                if &to[start..] != url.as_str() {
                    to.push_str(&format!(" ({url})"));
                }
            }
            Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Strike(text)
            | Inline::Sub(text)
            | Inline::Sup(text) => write(text, to),
            Inline::LineBreak => to.push('\n'),
        }
    }
}

/// In NFC, with line ends of one kind and no other control characters.
fn printable(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown = lines
        .nfc()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    shown.collect::<String>().trim().to_owned()
}

fn cut(text: &str) -> (String, bool) {
    match text.char_indices().nth(MAX_COMMENT_CHARS) {
        Some((end, _)) => (text[..end].trim_end().to_owned(), true),
        None => (text.to_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(html: &str) -> Said {
        said(&Text::Lines(html.to_owned()), "https://news.example/")
    }

    #[test]
    fn lines_and_empty_lines_of_wordpress_are_kept() {
        let said = html("một\nhai\n\n<pre>a\n\nb</pre>\nba");
        assert_eq!(said.source, "một\nhai\n\na\n\nb\n\nba");
    }

    #[test]
    fn a_text_is_cut_after_the_longest_that_is_allowed() {
        let long = format!("<p>{}</p><p>rest</p>", "ệ".repeat(MAX_COMMENT_CHARS + 5));
        let long = said(&Text::Html(long), "");
        assert!(long.is_cut);
        assert_eq!(long.source.chars().count(), MAX_COMMENT_CHARS);
        assert_eq!(long.body.0.len(), 1);
        assert!(!html("ngắn").is_cut);
    }

    #[test]
    fn a_script_of_elsewhere_is_nothing_here() {
        let said = html(
            "a<script>alert(1)</script><img src=x onerror=alert(1)> <a href=\"javascript:alert(1)\">b</a>",
        );
        let json = serde_json::to_string(&said.body).unwrap_or_default();
        assert!(
            !json.contains("alert") && !json.contains("onerror"),
            "{json}"
        );
    }

    #[test]
    fn words_beside_what_is_dropped_are_kept() {
        for (from, to) in [
            (
                "<script>alert(1)</script><p onclick=x>an toàn</p>",
                "an toàn",
            ),
            ("chia đôi &amp; &#1;hết", "chia đôi & "),
            ("<div>một<div>hai</div></div>", "một"),
            (
                "xem <a href=\"/x\">đây</a>",
                "xem đây (https://news.example/x)",
            ),
        ] {
            let said = html(from).source;
            assert!(
                said.starts_with(to) && said.is_empty() == to.is_empty(),
                "{from}: {said:?}"
            );
        }
    }

    #[test]
    fn a_name_is_kept_as_far_as_it_may_stand() {
        assert_eq!(name(" Lan\u{202e}\n "), Some(("Lan".to_owned(), false)));
        let long = "a".repeat(MAX_NAME_CHARS + 1);
        assert_eq!(name(&long), Some(("a".repeat(MAX_NAME_CHARS), true)));
        assert_eq!(name("\u{200b} "), None);
        // Spelled in two pieces, stored as one.
        assert_eq!(
            name("Ha\u{300}").map(|(name, _)| name),
            Some("Hà".to_owned())
        );
    }
}
