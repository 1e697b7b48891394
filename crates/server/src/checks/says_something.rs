//! Markdown that becomes nothing: a lone `#`, an empty list, a line of zero-width characters in emphasis.

use model::{Block, Inline, Problem, ProblemKind, RichText};

use super::Candidate;
use crate::error::Result;

pub(super) fn check(candidate: &Candidate<'_>) -> Result<()> {
    match text_says(candidate.body) {
        true => Ok(()),
        false => Err(Problem::from(ProblemKind::Empty)
            .at("text", candidate.text)
            .because("nothing of the text would be seen")
            .into()),
    }
}

fn text_says(text: &RichText) -> bool {
    text.0.iter().any(|block| match block {
        Block::Paragraph(text) => line_says(text),
        Block::BulletList(items) | Block::NumberedList(items) => items.iter().any(text_says),
        Block::Quote(quote) => text_says(&quote.body),
        Block::Code { text, .. } => words_say(text),
        Block::Rule => false,
        // Markdown makes no others.
        _ => true,
    })
}

fn line_says(text: &[Inline]) -> bool {
    text.iter().any(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => words_say(text),
        Inline::Link { text, .. }
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Strike(text)
        | Inline::Sub(text)
        | Inline::Sup(text) => line_says(text),
        Inline::LineBreak => false,
    })
}

fn words_say(words: &str) -> bool {
    model::checked_text(words).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(text: &str) -> bool {
        let body = crate::markdown::parse(text);
        let candidate = Candidate {
            text,
            author_name: None,
            body: &body,
            staff: &[],
        };
        check(&candidate).is_ok()
    }

    #[test]
    fn markup_around_nothing_is_empty() {
        for text in [
            "#",
            "-",
            "---",
            "```\n```",
            "> \u{200b}",
            "**\u{200b}**",
            "- \n- ",
        ] {
            assert!(!passes(text), "{text:?}");
        }
    }

    #[test]
    fn a_word_or_a_picture_is_something() {
        for text in [
            "a",
            "👍",
            "- a",
            "```\na\n```",
            "![](https://a.vn/x.png)",
            ".",
            "?",
        ] {
            assert!(passes(text), "{text:?}");
        }
    }
}
