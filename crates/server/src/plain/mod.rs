//! A newspaper's page as it is copied out of a browser: plain text in, an article out.
//!
//! The rules, in the order in which they are tried:
//!
//! 1. Blank lines divide paragraphs; without any, every line is one.
//! 2. What the page itself says ([`CHROME`]: “Bình luận”, “Share”) is left out, wherever it stands.
//! 3. The first paragraph is the headline.
//! 4. The first short paragraph that is a date, among the next few, is when it was published (`27/05/2023 - 18:21`), by
//!    the clock of the site if it names none. One with other words is a sentence. What stands between is the dek.
//! 5. The paragraph after that is the lead. What it begins with before a dash, in capitals, is the dateline
//!    (`BDK.VN - …`).
//! 6. The last short paragraph that says who did what (`Tin, ảnh: Hữu Hiệp`) is the sign-off; nothing after it belongs
//!    to the article. Its names are the byline, and the credit of the pictures if it speaks of them.
//! 7. In between, a paragraph of one short sentence that stands after a long one and is no quotation is the caption of
//!    a picture ([`formats::captions`]). With its picture it becomes a figure, without one a line set apart.
//!
//! What is left out is told, never dropped silently.

mod line;

use jiff::tz::TimeZone;
use model::{
    Address, AddressError, Article, ArticleError, Block, Contributor, Figure, IdError, Image,
    Inline, MAX_ARTICLE_BYTES, RichText, ZonedTime,
};
use thiserror::Error;

use crate::articles::Wall;
use line::{SignOff, dateline, is_chrome, is_vietnamese, moment, names_day, slug};

/// How far below the headline the time may stand, in paragraphs.
const TIME_WITHIN: usize = 4;

/// A page as it was copied, and what it does not say itself.
pub struct Page<'a> {
    /// What was copied.
    pub text: &'a str,
    /// The local time it is printed in.
    pub zone: &'a TimeZone,
    /// The newspaper's front page, whole: the address of the article is made up below it.
    pub front: &'a str,
    /// The pictures of the article, in the order of their captions.
    pub pictures: &'a [Image],
}

/// What was read.
#[derive(Debug)]
pub struct Read {
    /// The article. Its id and its address are made of headline and date.
    pub article: Article,
    /// What was left out, line by line.
    pub left_out: Vec<String>,
    /// How many captions have no picture.
    pub without_picture: usize,
}

/// Why a text is no page of a newspaper.
#[derive(Debug, Error)]
pub enum PageError {
    /// More than [`MAX_ARTICLE_BYTES`].
    #[error("the text has {0} bytes, allowed are {MAX_ARTICLE_BYTES}")]
    TooLarge(usize),
    /// Nothing stands where this should.
    #[error("no {part}: {rule}")]
    Missing {
        /// Which part.
        part: &'static str,
        /// Where it is looked for.
        rule: &'static str,
    },
    /// A day or a clock that does not exist, or with words beside it that may make it another.
    #[error("the time {0:?} does not exist, or is not written like 27/05/2023 - 18:21")]
    Time(String),
    /// A name that cannot be made of the headline.
    #[error("`id`: {0}")]
    Id(#[from] IdError),
    /// An address that cannot be made of front page and headline.
    #[error("`url`: {0}")]
    Url(#[from] AddressError),
    /// Read, but it breaks a rule every article keeps.
    #[error(transparent)]
    Article(#[from] ArticleError),
}

/// Reads a page.
///
/// # Errors
/// [`PageError`] names the part that is not there, or the rule it breaks.
pub fn read(page: &Page) -> Result<Read, PageError> {
    if page.text.len() > MAX_ARTICLE_BYTES {
        return Err(PageError::TooLarge(page.text.len()));
    }
    let (paragraphs, mut left_out) = kept(paragraphs(page.text.trim_start_matches('\u{feff}')));
    let (headline, below) = paragraphs.split_first().ok_or(PageError::Missing {
        part: "headline",
        rule: "it is the first paragraph",
    })?;
    let (at, published_at) = published(below, page.zone)?;
    let (dek, text) = (&below[..at], &below[at + 1..]);
    let (text, sign_off, after) = signed_off(text);
    left_out.extend_from_slice(after);
    let (lead, rest) = text.split_first().ok_or(PageError::Missing {
        part: "text",
        rule: "it begins with the paragraph after the time",
    })?;
    let (dateline, lead) = dateline(lead);
    let name = format!("{}-{}", slug(headline), day_of(&published_at));
    let set = set(rest, page.pictures, sign_off.as_ref());
    let article = Article {
        id: name.parse()?,
        url: address(page.front, &name)?,
        lang: lang(page.text).to_owned(),
        section: None,
        kicker: None,
        headline: headline.clone(),
        dek: Some(dek.join(" ")).filter(|dek| !dek.is_empty()),
        byline: byline(sign_off.as_ref()),
        published_at,
        updated_at: None,
        lead_figure: None,
        dateline: dateline.map(str::to_owned),
        lead: vec![Inline::Text(lead.to_owned())],
        body: RichText(set.blocks),
        sign_off: sign_off.map(|it| it.line),
        corrections: Vec::new(),
        tags: Vec::new(),
        related: Vec::new(),
        rights: None,
        commenting: model::Commenting::Open,
    };
    Ok(Read {
        article: article.checked()?,
        left_out,
        without_picture: set.without_picture,
    })
}

/// Rule 1, each as one line.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    let text = text.trim();
    let is_divided = text.lines().any(|line| line.trim().is_empty());
    let mut paragraphs = vec![String::new()];
    for line in lines {
        let last = paragraphs.last_mut().expect("there is always one");
        match (line.is_empty() || !is_divided, last.is_empty()) {
            (_, true) => last.push_str(line),
            (true, false) => paragraphs.push(line.to_owned()),
            (false, false) => {
                last.push(' ');
                last.push_str(line);
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Rule 2: what stays, and what is left out.
fn kept(paragraphs: Vec<String>) -> (Vec<String>, Vec<String>) {
    paragraphs.into_iter().partition(|it| !is_chrome(it))
}

/// Rule 6: what stands before the sign-off, that itself, and what stands after it.
fn signed_off(text: &[String]) -> (&[String], Option<SignOff>, &[String]) {
    let mut from_last = text.iter().enumerate().rev();
    match from_last.find_map(|(at, line)| Some((at, SignOff::read(line)?))) {
        Some((at, sign_off)) => (&text[..at], Some(sign_off), &text[at + 1..]),
        None => (text, None, &[]),
    }
}

/// What was made of the paragraphs below the lead.
struct Set {
    blocks: Vec<Block>,
    without_picture: usize,
}

/// Rule 7.
fn set(paragraphs: &[String], pictures: &[Image], sign_off: Option<&SignOff>) -> Set {
    let credit = sign_off.and_then(SignOff::credit);
    let (mut pictures, mut without_picture) = (pictures.iter(), 0);
    // What stands before the first is the lead.
    let captions = formats::captions(paragraphs.iter().map(String::as_str), true);
    let blocks = paragraphs
        .iter()
        .zip(captions)
        .map(|(paragraph, is_caption)| {
            let words = vec![Inline::Text(paragraph.clone())];
            match (is_caption, is_caption.then(|| pictures.next()).flatten()) {
                (false, _) => Block::Paragraph(words),
                (true, None) => {
                    without_picture += 1;
                    Block::Paragraph(vec![Inline::Emphasis(words)])
                }
                (true, Some(image)) => Block::Figure(Figure {
                    image: image.clone(),
                    caption: words,
                    credit: credit.clone(),
                }),
            }
        });
    let blocks = blocks.collect();
    Set {
        blocks,
        without_picture,
    }
}

fn byline(sign_off: Option<&SignOff>) -> Vec<Contributor> {
    let names = sign_off.into_iter().flat_map(|it| it.writers.clone());
    let contributor = |name| Contributor {
        name,
        role: None,
        url: None,
    };
    names.map(contributor).collect()
}

/// Rule 4: which of the paragraphs below the headline tells when, and that; by the clock on the newspaper's wall if it
/// names no other.
fn published(below: &[String], zone: &TimeZone) -> Result<(usize, ZonedTime), PageError> {
    let mut lines = below.iter().take(TIME_WITHIN);
    let read = |(at, line): (usize, &String)| Some((at, moment(line, &Wall(zone))?));
    if let Some(found) = lines.clone().enumerate().find_map(read) {
        return Ok(found);
    }
    Err(match lines.find(|line| names_day(line)) {
        Some(line) => PageError::Time(line.clone()),
        None => PageError::Missing {
            part: "time",
            rule: "one of the first paragraphs is a date, such as 27/05/2023 - 18:21",
        },
    })
}

/// The day of a moment as names have it: `27052023`.
fn day_of(at: &ZonedTime) -> String {
    let date = at.as_str().split('T').next().unwrap_or_default();
    date.rsplit('-').collect()
}

fn address(front: &str, name: &str) -> Result<Address, PageError> {
    let front = front.trim_end_matches('/');
    Ok(format!("{front}/{name}.html").parse()?)
}

fn lang(text: &str) -> &'static str {
    match is_vietnamese(text) {
        true => "vi",
        false => "en",
    }
}

#[cfg(test)]
mod tests;
