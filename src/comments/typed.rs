//! A text as its author typed it, before a server made rich text of it.

use model::{Block, Inline, RichText};

/// Paragraphs where blank lines part them, line breaks where lines end, and nothing else.
pub fn as_typed(text: &str) -> RichText {
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs = lines.split(|line| line.trim().is_empty());
    RichText(
        paragraphs
            .filter(|lines| !lines.is_empty())
            .map(paragraph)
            .collect(),
    )
}

fn paragraph(lines: &[&str]) -> Block {
    let mut inlines = Vec::new();
    for line in lines {
        if !inlines.is_empty() {
            inlines.push(Inline::LineBreak);
        }
        inlines.push(Inline::Text((*line).to_owned()));
    }
    Block::Paragraph(inlines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_paragraphs_stay_what_they_are() {
        let text = |text: &str| Inline::Text(text.into());
        assert_eq!(
            as_typed("\nMột *hai*\nba\n \n\n<b>bốn</b>"),
            RichText(vec![
                Block::Paragraph(vec![text("Một *hai*"), Inline::LineBreak, text("ba")]),
                Block::Paragraph(vec![text("<b>bốn</b>")]),
            ])
        );
        assert_eq!(as_typed(" \n"), RichText::default());
    }
}
