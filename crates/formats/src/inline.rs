//! Runs of text: what a reader reads of them, and cutting them.

use model::{Block, Inline};

/// What a reader reads, formatting aside.
pub(crate) fn plain(text: &[Inline]) -> String {
    let mut words = String::new();
    add_plain(text, &mut words);
    words
}

fn add_plain(text: &[Inline], words: &mut String) {
    for inline in text {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(text),
            Inline::LineBreak => words.push('\n'),
            other => add_plain(inside(other), words),
        }
    }
}

/// The runs inside a run.
fn inside(inline: &Inline) -> &[Inline] {
    match inline {
        Inline::Link { text, .. }
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Strike(text)
        | Inline::Sub(text)
        | Inline::Sup(text) => text,
        Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => &[],
    }
}

fn inside_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Link { text, .. }
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Strike(text)
        | Inline::Sub(text)
        | Inline::Sup(text) => Some(text),
        Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => None,
    }
}

/// The same words without a link in them.
pub(crate) fn unlinked(line: Vec<Inline>) -> Vec<Inline> {
    let mut kept = Vec::new();
    for mut inline in line {
        if let Inline::Link { text, .. } = inline {
            kept.extend(unlinked(text));
            continue;
        }
        if let Some(inside) = inside_mut(&mut inline) {
            *inside = unlinked(std::mem::take(inside));
        }
        kept.push(inline);
    }
    kept
}

/// White space, and what takes no place.
pub(crate) fn is_empty_char(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

/// Is there nothing to read?
pub(crate) fn is_blank(text: &[Inline]) -> bool {
    text.iter().all(|inline| match inline {
        Inline::Text(text) => text.chars().all(is_empty_char),
        Inline::LineBreak => true,
        Inline::Code(text) => text.is_empty(),
        other => is_blank(inside(other)),
    })
}

/// Takes off what is blank at both ends.
pub(crate) fn trim(line: &mut Vec<Inline>) {
    let is_nothing = |inline: &Inline| match inline {
        Inline::Text(text) => text.chars().all(is_empty_char),
        Inline::LineBreak => true,
        _ => false,
    };
    let said = line.iter().position(|inline| !is_nothing(inline));
    line.drain(..said.unwrap_or(line.len()));
    if let Some(Inline::Text(text)) = line.first_mut() {
        *text = text.trim_start_matches(is_empty_char).to_owned();
    }
    trim_end(line);
}

fn trim_end(line: &mut Vec<Inline>) {
    while let Some(last) = line.last_mut() {
        match &mut *last {
            Inline::Text(text) => text.truncate(text.trim_end_matches(is_empty_char).len()),
            Inline::LineBreak | Inline::Code(_) => {}
            other => {
                if let Some(inside) = inside_mut(other) {
                    trim_end(inside);
                }
            }
        }
        let is_over = match last {
            Inline::Text(text) => !text.is_empty(),
            Inline::LineBreak => false,
            Inline::Code(_) => true,
            other => !inside(other).is_empty(),
        };
        if is_over {
            return;
        }
        line.pop();
    }
}

/// Keeps the first so many bytes of what [`plain`] answers.
pub(crate) fn truncate(line: &mut Vec<Inline>, bytes: usize) {
    let mut left = bytes;
    let mut kept = 0;
    for inline in line.iter_mut() {
        if left == 0 {
            break;
        }
        kept += 1;
        match inline {
            Inline::Text(text) | Inline::Code(text) => {
                let end = text.floor_char_boundary(left);
                text.truncate(end);
                left = left.saturating_sub(text.len().max(1));
            }
            Inline::LineBreak => left -= 1,
            other => {
                let length = plain(inside(other)).len();
                if let Some(inside) = inside_mut(other) {
                    truncate(inside, left);
                }
                left = left.saturating_sub(length);
            }
        }
    }
    line.truncate(kept);
    trim_end(line);
}

/// A line of plain words.
pub(crate) fn words(text: &str) -> Vec<Inline> {
    match text.trim_matches(is_empty_char) {
        "" => Vec::new(),
        text => vec![Inline::Text(text.to_owned())],
    }
}

/// Every run of words in blocks, a new line between two blocks; pictures and the like say nothing here.
pub(crate) fn flattened(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    for block in blocks {
        let text = match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => text,
            Block::Code { text, .. } => vec![Inline::Code(text)],
            Block::BulletList(items) | Block::NumberedList(items) => {
                flattened(items.into_iter().flat_map(|item| item.0).collect())
            }
            Block::Quote(quote) => {
                let mut text = flattened(quote.body.0);
                text.extend(quote.source);
                text
            }
            Block::Embed(embed) => vec![Inline::Link {
                url: embed.url,
                text: words(&embed.title),
            }],
            Block::Figure(_) | Block::Gallery(_) | Block::Table(_) | Block::Rule => continue,
        };
        if !line.is_empty() && !text.is_empty() {
            line.push(Inline::LineBreak);
        }
        line.extend(text);
    }
    line
}
