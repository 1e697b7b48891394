//! Articles in any of [`FORMATS`] in, [`model::Article`] out.
//!
//! Text in, `Article` out: nothing here reads a file or the network. [`read`] takes every format, also an HTML page
//! with an article's JSON-LD in it; [`parse`] our own alone.

mod address;
mod ans;
mod article_id;
mod chuyen;
mod credit;
mod desk;
mod draft;
mod editorjs;
mod error;
mod flat;
mod ghost;
pub mod html;
mod inline;
mod jsonfeed;
mod jsonld;
mod limits;
mod media;
mod ninjs;
mod notes;
mod pick;
mod place;
mod sniff;
mod time;
mod wordpress;

pub use error::{ParseError, Unavailable};
pub use flat::captions;
pub use notes::Skipped;
pub use time::{FixedOffset, LocalTime, NoOffset, Zone};

use model::{Article, MAX_ARTICLE_BYTES, ZonedTime};
use serde_json::Value;

use desk::Desk;

/// Every format, in the order in which an article is tried against them.
pub const FORMATS: &[Format] = &[
    jsonfeed::FORMAT,
    jsonld::FORMAT,
    ghost::FORMAT,
    wordpress::FORMAT,
    ans::FORMAT,
    ninjs::FORMAT,
    editorjs::FORMAT,
    chuyen::FORMAT,
];

/// A way to write an article down.
pub struct Format {
    /// As attribute `format` spells it.
    pub name: &'static str,
    /// As people know it.
    pub title: &'static str,
    /// Is this it?
    looks_like: fn(&Value) -> bool,
    read: fn(&Value, &mut Desk) -> Result<Article, ParseError>,
}

/// What an article is read from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// JSON, or an HTML page with JSON-LD in it.
    pub text: &'a str,
    /// A name of [`FORMATS`], if it is known which; else the text shows it.
    pub format: Option<&'a str>,
    /// The absolute address that the text was fetched from.
    ///
    /// Relative addresses start at the article's own page, and at this if it names none; it also stands for that page then.
    pub address: &'a str,
    /// Where the clock hangs that times without a zone were read from.
    pub zone: &'a dyn Zone,
    /// Are captions of pictures among the paragraphs of plain texts? They are set apart then, and not guessed otherwise.
    pub flat_captions: bool,
    /// Parses the HTML inside.
    pub html: &'a dyn html::Parser,
    /// Now, in epoch milliseconds: what is embargoed until later is not there yet.
    pub now_ms: i64,
}

/// An article that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The article, checked.
    pub article: Article,
    /// The name of the format it was written in.
    pub format: &'static str,
    /// What the article does not show as it was written, and what was assumed.
    pub skipped: Vec<Skipped>,
}

/// Reads an article of our own format.
///
/// # Errors
/// [`ParseError`] names the field at fault, what stands there and what is allowed.
///
/// # Example
/// ```
/// let error = formats::parse(r#"{"id": "a1", "headline": "Mưa"}"#).unwrap_err();
/// assert!(error.to_string().contains("missing field `url`"));
/// ```
pub fn parse(input: &str) -> Result<Article, ParseError> {
    within_limit(input)?;
    Ok(chuyen::parse(input)?.checked()?)
}

/// Reads an article of any format.
///
/// # Errors
/// [`ParseError`]: it is too large, no JSON, of a format that is not read or not the one declared, lacks a field that every
/// article has, or may not be shown.
///
/// # Example
/// ```
/// # #[cfg(feature = "html5ever")] {
/// use formats::{FixedOffset, Source, html::Html5ever};
/// let text = r#"{
///     "version": "https://jsonfeed.org/version/1.1", "title": "Mưa",
///     "items": [{
///         "id": "1", "url": "https://a.example/1", "title": "Mưa lớn", "date_published": "2023-05-27",
///         "content_html": "<p>Mưa từ <b>chiều</b>.</p>"
///     }]
/// }"#;
/// let vietnam = FixedOffset(7 * 60);
/// let source = Source {
///     text, format: None, address: "https://a.example/feed.json", zone: &vietnam, html: &Html5ever, flat_captions: false, now_ms: 0,
/// };
/// let reading = formats::read(&source)?;
/// assert_eq!(reading.format, "jsonfeed");
/// assert_eq!(reading.article.published_at.as_str(), "2023-05-27T00:00:00+07:00");
/// # }
/// # Ok::<(), formats::ParseError>(())
/// ```
pub fn read(source: &Source) -> Result<Reading, ParseError> {
    within_limit(source.text)?;
    let declared = source.format.map(sniff::named).transpose()?;
    let mut desk = Desk::new(source);
    if source
        .text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
    {
        if let Some(format) = declared.filter(|format| format.name != jsonld::FORMAT.name) {
            return Err(ParseError::WrongFormat {
                declared: format.name,
                found: "an HTML page",
            });
        }
        let article = jsonld::read_page(&mut desk)?;
        return Ok(desk.done(article, jsonld::FORMAT.name));
    }
    let text = source.text.trim_start_matches('\u{feff}');
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            return Err(match chuyen::parse(text) {
                // Nested deeper than the parser goes: our own says where, or that it is nothing at all.
                Err(deep) if chuyen::is_recursion_limit(&error) => deep,
                _ => ParseError::NotJson(error.to_string()),
            });
        }
    };
    let format = match declared {
        Some(format) => sniff::confirmed(format, &value)?,
        None => sniff::found(&value)?,
    };
    let article = (format.read)(&value, &mut desk)?;
    Ok(desk.done(article, format.name))
}

/// Reads a moment as articles write them down: RFC 3339, mail, newspapers; without a zone as the clock in `zone` shows it.
///
/// Nothing if any word of it is not understood: it may be another moment then.
///
/// # Example
/// ```
/// let vietnam = formats::FixedOffset(7 * 60);
/// let read = |written| Some(formats::moment(written, &vietnam)?.to_string());
/// assert_eq!(read("27/05/2023 - 18:21").as_deref(), Some("2023-05-27T18:21:00+07:00"));
/// assert_eq!(read("27/05/2023 - 18:21 EST"), None);
/// ```
pub fn moment(written: &str, zone: &dyn Zone) -> Option<ZonedTime> {
    time::read(written, zone)
}

fn within_limit(text: &str) -> Result<(), ParseError> {
    match text.len() > MAX_ARTICLE_BYTES {
        true => Err(ParseError::TooLarge(text.len())),
        false => Ok(()),
    }
}
