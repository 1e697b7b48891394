//! Every address in an article, wherever it stands.

use super::Article;
use crate::{Address, Block, Cell, Figure, Inline, RichText};

impl Article {
    /// Rewrites every address in the article.
    pub fn map_addresses(&mut self, map: &mut impl FnMut(&mut Address)) {
        map(&mut self.url);
        self.section
            .iter_mut()
            .filter_map(|s| s.url.as_mut())
            .for_each(&mut *map);
        self.byline
            .iter_mut()
            .filter_map(|c| c.url.as_mut())
            .for_each(&mut *map);
        self.related.iter_mut().for_each(|r| map(&mut r.url));
        self.lead_figure.iter_mut().for_each(|f| map_figure(f, map));
        map_inlines(&mut self.lead, map);
        self.corrections
            .iter_mut()
            .for_each(|c| map_inlines(&mut c.text, map));
        map_text(&mut self.body, map);
    }
}

fn map_text(text: &mut RichText, map: &mut impl FnMut(&mut Address)) {
    for block in &mut text.0 {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => map_inlines(text, map),
            Block::BulletList(items) | Block::NumberedList(items) => {
                items.iter_mut().for_each(|item| map_text(item, map))
            }
            Block::Quote(quote) => {
                map_text(&mut quote.body, map);
                map_inlines(&mut quote.source, map);
            }
            Block::Figure(figure) => map_figure(figure, map),
            Block::Gallery(gallery) => {
                gallery
                    .figures
                    .iter_mut()
                    .for_each(|figure| map_figure(figure, map));
                map_inlines(&mut gallery.caption, map);
            }
            Block::Table(table) => {
                map_inlines(&mut table.caption, map);
                std::iter::once(&mut table.head)
                    .chain(&mut table.rows)
                    .flatten()
                    .for_each(|Cell(text)| map_inlines(text, map));
            }
            Block::Embed(embed) => {
                map(&mut embed.url);
                embed.frame.iter_mut().for_each(|frame| map(&mut frame.url));
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn map_figure(figure: &mut Figure, map: &mut impl FnMut(&mut Address)) {
    map(&mut figure.image.url);
    figure
        .image
        .renditions
        .iter_mut()
        .for_each(|r| map(&mut r.url));
    map_inlines(&mut figure.caption, map);
}

fn map_inlines(text: &mut [Inline], map: &mut impl FnMut(&mut Address)) {
    for inline in text {
        match inline {
            Inline::Link { url, text } => {
                map(url);
                map_inlines(text, map);
            }
            Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Strike(text)
            | Inline::Sub(text)
            | Inline::Sup(text) => map_inlines(text, map),
            Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => {}
        }
    }
}
