//! Captions that a plain text has among its paragraphs, as a page has that was copied.

use crate::credit;

/// Longest caption, in characters.
const CAPTION_CHARS: usize = 120;
/// What a sentence ends with inside a paragraph, and what somebody's words begin after.
const INSIDE: [&str; 4] = [". ", "? ", "! ", ": "];

/// Which of these paragraphs are captions of pictures: those of one short sentence that is nobody's words, who took
/// the picture aside, that stand after a long one; `after_long` is whether the first of them does.
pub fn captions<'a>(
    paragraphs: impl IntoIterator<Item = &'a str>,
    mut after_long: bool,
) -> impl Iterator<Item = bool> {
    paragraphs.into_iter().map(move |paragraph| {
        let is_caption = after_long && is_caption(paragraph);
        after_long = is_long(paragraph);
        is_caption
    })
}

fn is_caption(paragraph: &str) -> bool {
    let words = credit::parted(paragraph).map_or(paragraph, |(words, _)| words);
    let inside = words.trim_end().trim_end_matches(['.', '…', '!']);
    let is_quote = words.starts_with(['“', '"', '«', '–', '-']) || words.ends_with(['?', '”', ':']);
    !words.is_empty()
        && !is_long(words)
        && !INSIDE.iter().any(|end| inside.contains(end))
        && !is_quote
}

fn is_long(paragraph: &str) -> bool {
    paragraph.chars().count() > CAPTION_CHARS
}
