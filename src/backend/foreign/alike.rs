//! Is what a server shows what was sent to it? It may have taken marks out of it, and put others in.

mod typed;

use model::{Block, Inline, RichText};

use super::decoded;
use crate::text::plain;
use typed::{Typed, addresses, without_addresses};

/// What a server shows of a comment.
#[derive(Default)]
struct Shown {
    /// All words.
    words: String,
    /// Where its links lead.
    links: Vec<String>,
}

/// Does a server that was sent `typed` show it like that?
///
/// It may drop marks, labels and pictures, but nothing that was said; and it may shorten addresses, if it still leads there.
pub(super) fn resembles(body: &RichText, typed: &str) -> bool {
    let mut shown = Shown::default();
    shown.add(body);
    let typed = Typed::of(typed);
    says(&shown.words, &typed) && shown.leads_to(&typed)
}

/// Are the letters and digits of two names the same?
pub(super) fn same_name(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

impl Shown {
    /// No deeper than a rich text is.
    fn add(&mut self, text: &RichText) {
        for block in &text.0 {
            match block {
                Block::Paragraph(line) | Block::Heading { text: line, .. } => {
                    self.words.push_str(&plain(line));
                    self.links_of(line);
                }
                Block::BulletList(items) | Block::NumberedList(items) => {
                    items.iter().for_each(|item| self.add(item));
                }
                Block::Quote(quote) => self.add(&quote.body),
                Block::Code { text, .. } => self.words.push_str(text),
                _ => {}
            }
            self.words.push(' ');
        }
    }

    fn links_of(&mut self, line: &[Inline]) {
        for run in line {
            match run {
                Inline::Link { url, text } => {
                    self.links.push(url.as_str().to_owned());
                    self.links_of(text);
                }
                Inline::Strong(text)
                | Inline::Emphasis(text)
                | Inline::Strike(text)
                | Inline::Sub(text)
                | Inline::Sup(text) => self.links_of(text),
                Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => {}
            }
        }
    }

    /// Does it lead wherever the typed text does? A server that makes no links at all says it with words alone.
    fn leads_to(&self, typed: &Typed) -> bool {
        let written = addresses(&self.words);
        if self.links.is_empty() && written.is_empty() {
            let said = !letters(&typed.needed).is_empty();
            return said || typed.links.is_empty();
        }
        typed.links.iter().all(|link| {
            let there = place(link);
            self.links.iter().any(|other| place(other) == there)
                || written.iter().any(|other| match shortened(other) {
                    // Where it leads is known better.
                    Some(_) if !self.links.is_empty() => false,
                    Some(start) => there.starts_with(&place(start)),
                    None => place(other) == there,
                })
        })
    }
}

/// Do the letters and digits of `words` all come in what was typed, in that order, and are they at least half of those
/// needed?
fn says(words: &str, typed: &Typed) -> bool {
    let words = without_addresses(words);
    let (shown, whole) = (letters(&words), letters(&typed.whole));
    let mut rest = whole.iter();
    let in_order = shown.iter().all(|c| rest.any(|other| other == c));
    // Beside a picture that is not shown there is nothing, not even a face.
    let is_other = typed.has_picture && shown.is_empty() && !words.trim().is_empty();
    in_order && shown.len() * 2 >= letters(&typed.needed).len() && !is_other
}

/// Of an address that a server cut off, its start.
fn shortened(address: &str) -> Option<&str> {
    address.strip_suffix("...").or(address.strip_suffix('…'))
}

/// Where an address leads, however it is written.
fn place(address: &str) -> Vec<char> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    letters(rest)
}

/// What is encoded with `%` is what it stands for.
fn letters(text: &str) -> Vec<char> {
    let text = decoded(text);
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
