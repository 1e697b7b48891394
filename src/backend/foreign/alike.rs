//! Is what a server shows what was sent to it? It may have taken marks out of it, and put others in.

use model::{Block, RichText};

use crate::text::plain;

/// All words of a text.
pub(super) fn words(text: &RichText) -> String {
    let mut all = String::new();
    add(text, &mut all);
    all
}

/// No deeper than a rich text is.
fn add(text: &RichText, all: &mut String) {
    for block in &text.0 {
        match block {
            Block::Paragraph(line) | Block::Heading { text: line, .. } => {
                all.push_str(&plain(line));
            }
            Block::BulletList(items) | Block::NumberedList(items) => {
                items.iter().for_each(|item| add(item, all));
            }
            Block::Quote(quote) => add(&quote.body, all),
            Block::Code { text, .. } => all.push_str(text),
            _ => {}
        }
        all.push(' ');
    }
}

/// Do the letters and digits of `shown` all come in `typed`, in that order, and are they at least half of those there,
/// beside the addresses of links? So a server may drop marks, but nothing that was said.
pub(super) fn resembles(shown: &str, typed: &str) -> bool {
    let typed = without_addresses(typed);
    let (shown, typed) = (letters(shown), letters(&typed));
    let mut rest = typed.iter();
    let in_order = shown.iter().all(|c| rest.any(|other| other == c));
    in_order && shown.len() * 2 >= typed.len()
}

/// Are the letters and digits of two names the same?
pub(super) fn same_name(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

fn letters(text: &str) -> Vec<char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Markdown without what stands in brackets after the words of a link.
fn without_addresses(typed: &str) -> String {
    let mut pieces = typed.split("](");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(piece.split_once(')').map_or(piece, |(_, rest)| rest));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_addresses_may_be_missing_but_no_words() {
        assert!(resembles("Hay quá!", "**Hay** quá"));
        assert!(resembles(
            "xem ở đây",
            "xem [ở đây](http://a.vn/rat-dai-dong)"
        ));
        assert!(resembles("", "👍"));
        assert!(!resembles("Hay quá", "Hay"));
        assert!(!resembles("Hay", "Hay quá, cảm ơn phóng viên"));
        assert!(!resembles("quá hay", "hay quá"));
        assert!(same_name("Lan &  An", "lan & an"));
        assert!(!same_name("Lan", "Lan An"));
    }
}
