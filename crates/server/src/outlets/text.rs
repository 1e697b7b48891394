//! Rich text as its words alone.

use chuyen::text::plain;
use model::{Block, Cell, Figure, RichText};

/// The words of a text, one line for each block that has any.
pub fn text(text: &RichText) -> String {
    let mut lines = Vec::new();
    collect(text, &mut lines);
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// No deeper than [`model::MAX_TEXT_DEPTH`], which was checked when the text was read.
fn collect(text: &RichText, lines: &mut Vec<String>) {
    for block in &text.0 {
        match block {
            Block::Paragraph(words) | Block::Heading { text: words, .. } => {
                lines.push(plain(words));
            }
            Block::BulletList(items) | Block::NumberedList(items) => {
                items.iter().for_each(|item| collect(item, lines));
            }
            Block::Quote(quote) => {
                collect(&quote.body, lines);
                lines.push(plain(&quote.source));
            }
            Block::Figure(figure) => lines.push(caption(figure)),
            Block::Gallery(gallery) => {
                lines.extend(gallery.figures.iter().map(caption));
                lines.push(plain(&gallery.caption));
            }
            Block::Table(table) => {
                lines.push(plain(&table.caption));
                lines.push(row(&table.head));
                lines.extend(table.rows.iter().map(|cells| row(cells)));
            }
            Block::Code { text, .. } => lines.push(text.clone()),
            Block::Embed(embed) => lines.push(embed.title.clone()),
            Block::Rule => {}
        }
    }
}

fn caption(figure: &Figure) -> String {
    plain(&figure.caption)
}

fn row(cells: &[Cell]) -> String {
    let cells: Vec<_> = cells.iter().map(|Cell(words)| plain(words)).collect();
    cells.join("\t")
}

#[cfg(test)]
mod tests {
    use model::{Inline, Quote};

    use super::*;

    #[test]
    fn each_block_is_a_line() {
        let words = |text: &str| vec![Inline::Text(text.into())];
        let quote = Quote {
            body: RichText(vec![Block::Paragraph(words("hai"))]),
            source: words("Lan"),
        };
        let list = Block::BulletList(vec![RichText(vec![Block::Paragraph(words("ba"))])]);
        let blocks = vec![
            Block::Paragraph(words("một")),
            Block::Rule,
            Block::Quote(quote),
            list,
        ];
        assert_eq!(text(&RichText(blocks)), "một\nhai\nLan\nba");
    }
}
