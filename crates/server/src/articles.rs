//! Article JSON on its way into the store.

use formats::html::Html5ever;
use formats::{LocalTime, ParseError, Reading, Source, Zone};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use model::{Address, Article};
use url::Url;

use crate::clock;

/// Reads an article of a site. Relative addresses, which name files in the site's folder, become relative to
/// where the server answers with the article.
///
/// # Errors
/// [`ParseError`] names the field at fault.
pub fn parse(json: &str, site: &str) -> Result<Article, ParseError> {
    // Some editors begin a file with a mark that says it is UTF-8.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    Ok(served(formats::parse(json)?, site))
}

/// An article of a site whose relative addresses name files in the site's folder: they become relative to where the
/// server answers with the article.
pub fn served(mut article: Article, site: &str) -> Article {
    article.map_addresses(&mut |address| {
        if let Some(served) = media_address(address.as_str(), site) {
            *address = served;
        }
    });
    article
}

/// A text in a foreign format, and what it does not say itself.
#[derive(Debug)]
pub struct Foreign {
    /// JSON, or a page with JSON in it.
    pub text: String,
    /// A name of [`formats::FORMATS`]; found out without it.
    pub format: Option<String>,
    /// Where it was fetched from, whole.
    pub address: String,
    /// The local time of times that name no zone.
    pub zone: TimeZone,
    /// Are captions of pictures among the paragraphs of its plain text?
    pub flat_captions: bool,
}

/// Reads an article in whatever format, its relative addresses made whole.
///
/// # Errors
/// [`ParseError`] names the field at fault, or says that it may not be shown.
pub fn foreign(text: &Foreign) -> Result<Reading, ParseError> {
    let source = Source {
        text: &text.text,
        format: text.format.as_deref(),
        address: &text.address,
        zone: &Wall(&text.zone),
        flat_captions: text.flat_captions,
        html: &Html5ever,
        now_ms: clock::now_ms(),
    };
    let mut reading = formats::read(&source)?;
    if let Ok(base) = Url::parse(&text.address) {
        reading.article.map_addresses(&mut |address| {
            let whole = base.join(address.as_str()).ok();
            if let Some(whole) = whole.and_then(|whole| whole.as_str().parse().ok())
                && !address.is_absolute()
            {
                *address = whole;
            }
        });
    }
    Ok(reading)
}

/// The clock of a place.
pub(crate) struct Wall<'a>(pub(crate) &'a TimeZone);

impl Zone for Wall<'_> {
    fn offset_min(&self, local: &LocalTime) -> i32 {
        let small = |number: u8| i8::try_from(number).unwrap_or_default();
        let year = i16::try_from(local.year).unwrap_or_default();
        let day = Date::new(year, small(local.month), small(local.day));
        let clock = Time::new(small(local.hour), small(local.minute), 0, 0);
        let moment = day.and_then(|day| Ok(day.to_datetime(clock?)));
        let zoned = moment.and_then(|moment| moment.to_zoned_datetime(self.0.clone()));
        zoned.map_or(0, |zoned| zoned.offset().seconds() / 60)
    }
}

/// An article as it is stored and sent.
pub fn to_json(article: &Article) -> String {
    serde_json::to_string(article).expect("an article has only strings for keys")
}

/// From `/api/v1/articles/{id}` three levels up, wherever a proxy may have put the server.
fn media_address(address: &str, site: &str) -> Option<Address> {
    let file = address.trim_start_matches("./");
    let relative = !address.parse::<Address>().is_ok_and(|a| a.is_absolute());
    if !relative || file.is_empty() || file.starts_with(['/', '.', '?', '#']) {
        return None;
    }
    format!("../../../media/{site}/{file}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(address: &str) -> String {
        media_address(address, "s").map_or_else(|| address.to_owned(), |a| a.to_string())
    }

    #[test]
    fn files_of_the_folder_are_found_through_the_server() {
        assert_eq!(served("images/a.webp"), "../../../media/s/images/a.webp");
        assert_eq!(served("./a.webp"), "../../../media/s/a.webp");
    }

    #[test]
    fn other_addresses_stay() {
        for address in [
            "https://a.vn/x",
            "//a.vn/x",
            "/x",
            "#x",
            "?x",
            "../x",
            "mailto:a@b.vn",
            "../../../media/s/images/a.webp",
        ] {
            assert_eq!(served(address), address);
        }
    }
}
