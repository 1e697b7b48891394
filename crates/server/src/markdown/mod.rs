//! What readers type becomes [`RichText`]: Markdown, read the way people write comments.
//!
//! Unlike in a document, a single line end is kept, addresses become links by themselves, HTML is shown as
//! it was typed, and nothing anybody typed disappears.

mod builder;
mod line;
mod linkify;

use std::borrow::Cow;

use model::RichText;
use pulldown_cmark::{Options, Parser};

use builder::Builder;

/// Reads a comment. Any text is a comment; what is not Markdown is plain text.
///
/// # Example
/// ```
/// use model::{Block, Inline};
/// let text = server::markdown::parse("Hay *quá*!");
/// let said = vec![
///     Inline::Text("Hay ".into()),
///     Inline::Emphasis(vec![Inline::Text("quá".into())]),
///     Inline::Text("!".into()),
/// ];
/// assert_eq!(text.0, [Block::Paragraph(said)]);
/// ```
pub fn parse(source: &str) -> RichText {
    let source = without_definitions(source);
    let mut builder = Builder::new(&source);
    for (event, at) in Parser::new_ext(&source, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        builder.take(event, at);
    }
    builder.finish()
}

/// `[Lan]: hay` would define a link and vanish: escape its bracket, so that it is text.
fn without_definitions(source: &str) -> Cow<'_, str> {
    let mut source = Cow::Borrowed(source);
    // Escaping all that one pass finds can uncover others only in front of them; text that needs more passes is not
    // written by people, and then a definition is all that is lost.
    for _ in 0..4 {
        let parser = Parser::new_ext(&source, Options::ENABLE_STRIKETHROUGH);
        let definitions = parser.reference_definitions().iter();
        let mut starts: Vec<usize> = definitions.map(|(_, def)| def.span.start).collect();
        if starts.is_empty() {
            break;
        }
        starts.sort_unstable_by(|a, b| b.cmp(a));
        let mut escaped = source.into_owned();
        for start in starts {
            escaped.insert(start, '\\');
        }
        source = Cow::Owned(escaped);
    }
    source
}

#[cfg(test)]
mod tests;
