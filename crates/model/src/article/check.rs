//! What the types alone cannot say of an article: blanks, ranges, sizes, depth.

use thiserror::Error;

use super::{Article, MAX_ARTICLE_BLOCKS};
use crate::{Address, Block, Cell, Embed, Figure, Image, Inline, MAX_TEXT_DEPTH, RichText};

/// Widest and tallest picture accepted, in pixels.
const MAX_PIXELS: u32 = 20_000;

/// What is wrong with an article, and where.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ArticleError {
    /// A field that must say something is blank.
    #[error("`{field}` cannot be empty")]
    Empty {
        /// Path of the field.
        field: String,
    },
    /// A number out of its range.
    #[error("`{field}` is {value}, allowed is {min} to {max}")]
    Range {
        /// Path of the field.
        field: String,
        /// What it says.
        value: u32,
        /// Least allowed.
        min: u32,
        /// Most allowed.
        max: u32,
    },
    /// An address that cannot be fetched as a page.
    #[error("`{field}` is `{value}`, allowed are absolute addresses that start with {allowed}")]
    Address {
        /// Path of the field.
        field: String,
        /// What it says.
        value: Address,
        /// The schemes allowed there.
        allowed: &'static str,
    },
    /// More than [`MAX_ARTICLE_BLOCKS`] blocks.
    #[error("`body` has more than {MAX_ARTICLE_BLOCKS} blocks")]
    TooManyBlocks,
    /// Nested deeper than [`MAX_TEXT_DEPTH`].
    #[error("`{field}` nests deeper than {MAX_TEXT_DEPTH} levels")]
    TooDeep {
        /// Path of the field.
        field: String,
    },
}

impl ArticleError {
    /// Path of the field at fault, such as `body[3].figure.image.width`.
    pub fn field(&self) -> &str {
        match self {
            Self::Empty { field }
            | Self::Range { field, .. }
            | Self::Address { field, .. }
            | Self::TooDeep { field } => field,
            Self::TooManyBlocks => "body",
        }
    }
}

impl Article {
    /// Checks what the types alone cannot: blanks, ranges, sizes, depth.
    ///
    /// # Errors
    /// [`ArticleError`] names the first field at fault.
    pub fn checked(self) -> Result<Self, ArticleError> {
        for (field, text) in [("headline", &self.headline), ("lang", &self.lang)] {
            if text.trim().is_empty() {
                return Err(ArticleError::Empty {
                    field: field.to_owned(),
                });
            }
        }
        if !self.url.is_web() {
            return Err(address_error("url", &self.url, "http: or https:"));
        }
        if let Some(figure) = &self.lead_figure {
            check_figure(figure, "lead_figure", 1)?;
        }
        check_inlines(&self.lead, "lead", 1)?;
        for (n, correction) in self.corrections.iter().enumerate() {
            check_inlines(&correction.text, &format!("corrections[{n}].text"), 1)?;
        }
        let mut blocks = 0;
        check_text(&self.body, "body", 1, &mut blocks)?;
        Ok(self)
    }
}

fn address_error(field: &str, value: &Address, allowed: &'static str) -> ArticleError {
    ArticleError::Address {
        field: field.to_owned(),
        value: value.clone(),
        allowed,
    }
}

fn deep(field: &str, depth: usize) -> Result<(), ArticleError> {
    if depth > MAX_TEXT_DEPTH {
        return Err(ArticleError::TooDeep {
            field: field.to_owned(),
        });
    }
    Ok(())
}

fn range(field: String, value: u32, (min, max): (u32, u32)) -> Result<(), ArticleError> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(ArticleError::Range {
            field,
            value,
            min,
            max,
        })
    }
}

fn check_text(
    text: &RichText,
    path: &str,
    depth: usize,
    blocks: &mut usize,
) -> Result<(), ArticleError> {
    deep(path, depth)?;
    for (n, block) in text.0.iter().enumerate() {
        *blocks += 1;
        if *blocks > MAX_ARTICLE_BLOCKS {
            return Err(ArticleError::TooManyBlocks);
        }
        check_block(block, &format!("{path}[{n}]"), depth, blocks)?;
    }
    Ok(())
}

fn check_block(
    block: &Block,
    path: &str,
    depth: usize,
    blocks: &mut usize,
) -> Result<(), ArticleError> {
    match block {
        Block::Paragraph(text) => check_inlines(text, &format!("{path}.paragraph"), depth + 1),
        Block::Heading { level, text } => {
            range(format!("{path}.heading.level"), (*level).into(), (2, 4))?;
            check_inlines(text, &format!("{path}.heading.text"), depth + 1)
        }
        Block::BulletList(items) | Block::NumberedList(items) => {
            items.iter().enumerate().try_for_each(|(n, item)| {
                check_text(item, &format!("{path}.list[{n}]"), depth + 1, blocks)
            })
        }
        Block::Quote(quote) => {
            check_inlines(&quote.source, &format!("{path}.quote.source"), depth + 1)?;
            check_text(
                &quote.body,
                &format!("{path}.quote.body"),
                depth + 1,
                blocks,
            )
        }
        Block::Figure(figure) => check_figure(figure, &format!("{path}.figure"), depth + 1),
        Block::Gallery(gallery) => {
            let path = format!("{path}.gallery");
            if gallery.figures.is_empty() {
                return Err(ArticleError::Empty {
                    field: format!("{path}.figures"),
                });
            }
            check_inlines(&gallery.caption, &format!("{path}.caption"), depth + 1)?;
            gallery
                .figures
                .iter()
                .enumerate()
                .try_for_each(|(n, figure)| {
                    check_figure(figure, &format!("{path}.figures[{n}]"), depth + 2)
                })
        }
        Block::Table(table) => {
            let path = format!("{path}.table");
            check_inlines(&table.caption, &format!("{path}.caption"), depth + 1)?;
            std::iter::once(&table.head)
                .chain(&table.rows)
                .flatten()
                .try_for_each(|Cell(text)| check_inlines(text, &path, depth + 1))
        }
        Block::Embed(embed) => check_embed(embed, &format!("{path}.embed")),
        Block::Code { .. } | Block::Rule => Ok(()),
    }
}

fn check_figure(figure: &Figure, path: &str, depth: usize) -> Result<(), ArticleError> {
    let Image {
        width,
        height,
        renditions,
        ..
    } = &figure.image;
    range(format!("{path}.image.width"), *width, (1, MAX_PIXELS))?;
    range(format!("{path}.image.height"), *height, (1, MAX_PIXELS))?;
    for (n, rendition) in renditions.iter().enumerate() {
        range(
            format!("{path}.image.renditions[{n}].width"),
            rendition.width,
            (1, MAX_PIXELS),
        )?;
    }
    check_inlines(&figure.caption, &format!("{path}.caption"), depth + 1)
}

fn check_embed(embed: &Embed, path: &str) -> Result<(), ArticleError> {
    if !embed.url.is_web() {
        return Err(address_error(
            &format!("{path}.url"),
            &embed.url,
            "http: or https:",
        ));
    }
    let Some(frame) = &embed.frame else {
        return Ok(());
    };
    if !frame.url.as_str().starts_with("https:") {
        return Err(address_error(
            &format!("{path}.frame.url"),
            &frame.url,
            "https:",
        ));
    }
    range(format!("{path}.frame.width"), frame.width, (1, MAX_PIXELS))?;
    range(
        format!("{path}.frame.height"),
        frame.height,
        (1, MAX_PIXELS),
    )
}

fn check_inlines(text: &[Inline], path: &str, depth: usize) -> Result<(), ArticleError> {
    deep(path, depth)?;
    text.iter().try_for_each(|inline| match inline {
        Inline::Link { text, .. }
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Strike(text)
        | Inline::Sub(text)
        | Inline::Sup(text) => check_inlines(text, path, depth + 1),
        Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => Ok(()),
    })
}
