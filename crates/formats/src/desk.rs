//! Where foreign copy is read: what every format needs of what is around it.

use model::{Address, Article, Block, Embed, Figure, Image, Inline, ZonedTime};
use serde_json::Value;

use crate::address::{is_web, resolve};
use crate::flat::captions;
use crate::html::{self, Ground, Place, Tree};
use crate::inline::{is_empty_char, words};
use crate::media::{self, File, Media};
use crate::notes::Notes;
use crate::pick::{at, text, text_at};
use crate::time;
use crate::{ParseError, Reading, Source, Unavailable, credit};

/// What is said of a date that is no moment.
const UNREADABLE: &str = "date that cannot be read";

/// A source being read.
pub(crate) struct Desk<'a> {
    source: &'a Source<'a>,
    pub(crate) notes: Notes,
    /// Where relative addresses start.
    base: String,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            notes: Notes::default(),
            base: source.address.to_owned(),
        }
    }

    pub(crate) fn done(self, article: Article, format: &'static str) -> Reading {
        Reading {
            article,
            format,
            skipped: self.notes.0,
        }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.source.text.trim_start_matches('\u{feff}')
    }

    pub(crate) fn source(&self) -> &'a Source<'a> {
        self.source
    }

    /// Takes the article's own page as where relative addresses start; answers it absolute.
    pub(crate) fn on_page(&mut self, url: Option<&str>) -> Option<Address> {
        let url = self.address(url?).filter(Address::is_web)?;
        self.base = url.to_string();
        Some(url)
    }

    /// Where relative addresses start, if the text says it itself.
    pub(crate) fn start_at(&mut self, base: Option<&Address>) {
        if let Some(base) = base {
            self.base = base.to_string();
        }
    }

    /// Counts something of the source that the article does not show: it is told in [`Reading::skipped`], never dropped silently.
    pub(crate) fn skip(&mut self, what: &str) {
        self.notes.skip(what);
    }

    pub(crate) fn address(&self, written: &str) -> Option<Address> {
        resolve(&self.base, written)
    }

    /// The address of a page.
    pub(crate) fn web(&self, written: &str) -> Option<Address> {
        self.address(written).filter(|url| is_web(url.as_str()))
    }

    /// The first moment that can be read of those at these paths; what stands there and cannot be read is counted.
    pub(crate) fn time(&mut self, value: &Value, paths: &[&str]) -> Option<ZonedTime> {
        paths.iter().find_map(|path| {
            let read = time::read(&text_at(value, path)?, self.source.zone);
            if read.is_none() {
                self.skip(UNREADABLE);
            }
            read
        })
    }

    /// The moment of a field that tells local time, with another beside it, `_gmt`, that tells it in UTC.
    pub(crate) fn time_pair(&mut self, value: &Value, field: &str) -> Option<ZonedTime> {
        let (local, utc) = (
            text_at(value, field),
            text_at(value, &format!("{field}_gmt")),
        );
        let read = time::read_pair(local.as_deref(), utc.as_deref(), self.source.zone);
        if read.is_none() && (local.is_some() || utc.is_some()) {
            self.skip(UNREADABLE);
        }
        read
    }

    /// Was there a date that could not be read?
    pub(crate) fn has_unreadable_date(&self) -> bool {
        self.notes.0.iter().any(|note| note.what == UNREADABLE)
    }

    pub(crate) fn time_of(&self, ms: i64) -> Option<ZonedTime> {
        time::from_ms(ms, self.source.zone)
    }

    /// Refuses what is not to be shown before a moment that is still to come, or before one that is not known.
    pub(crate) fn embargo(&self, until: Option<ZonedTime>) -> Result<(), ParseError> {
        match until {
            None => Err(ParseError::Unavailable(Unavailable::Withheld)),
            Some(until) if time::to_ms(&until) > self.source.now_ms => {
                Err(ParseError::Unavailable(Unavailable::Embargoed { until }))
            }
            Some(_) => Ok(()),
        }
    }

    /// The same for moments at these paths, each of which may be missing. Whatever else stands there is an embargo:
    /// shown too early cannot be taken back.
    pub(crate) fn embargoes(&self, value: &Value, paths: &[&str]) -> Result<(), ParseError> {
        let told = paths.iter().filter_map(|path| at(value, path));
        told.filter(|until| match until {
            Value::Null | Value::Bool(false) => false,
            Value::String(text) => !text.trim().is_empty(),
            _ => true,
        })
        .try_for_each(|until| {
            self.embargo(text(until).and_then(|at| time::read(&at, self.source.zone)))
        })
    }

    fn ground<'b>(&'b self, place: Place, media: &'b [Media]) -> Ground<'b> {
        Ground {
            parser: self.source.html,
            base: &self.base,
            is_secure: self.is_secure(),
            media,
            place,
        }
    }

    fn is_secure(&self) -> bool {
        self.source.address.starts_with("https:")
    }

    /// Does something that reads HTML, what it skips counted.
    fn reading<T>(
        &mut self,
        place: Place,
        media: &[Media],
        read: impl FnOnce(&Ground, &mut Notes) -> T,
    ) -> T {
        let mut notes = std::mem::take(&mut self.notes);
        let answer = read(&self.ground(place, media), &mut notes);
        self.notes = notes;
        answer
    }

    /// The blocks of HTML.
    pub(crate) fn blocks(&mut self, html: &str, media: &[Media]) -> Vec<Block> {
        self.reading(Place::Article, media, |ground, notes| {
            html::blocks(html, ground, notes)
        })
    }

    /// The blocks of one element of a page.
    pub(crate) fn blocks_in(&mut self, tree: &Tree, element: usize) -> Vec<Block> {
        self.reading(Place::Page, &[], |ground, notes| {
            html::blocks_in(tree, element, ground, notes)
        })
    }

    /// The words of HTML that stands in a line.
    pub(crate) fn line(&mut self, html: &str) -> Vec<Inline> {
        self.reading(Place::Line, &[], |ground, notes| {
            html::line(html, ground, notes)
        })
    }

    /// The words of HTML, formatting aside; nothing if there are none.
    pub(crate) fn plain(&self, html: &str) -> Option<String> {
        Some(html::plain(html, self.source.html)).filter(|words| !words.is_empty())
    }

    /// Plain text, entities that a publisher left in it read once.
    pub(crate) fn decoded(&self, text: &str) -> String {
        html::decoded(text, self.source.html)
    }

    /// The same, line by line.
    pub(crate) fn decoded_lines(&self, text: &str) -> String {
        let lines: Vec<_> = text
            .split(['\n', '\r'])
            .map(|line| self.decoded(line))
            .collect();
        lines.join("\n")
    }

    /// Are these the same words, however their letters are composed?
    pub(crate) fn is_same(&self, one: &str, other: &str) -> bool {
        self.folded(one) == self.folded(other)
    }

    /// Composed, in lower case, every run of blanks one space.
    pub(crate) fn folded(&self, text: &str) -> String {
        let spaced: Vec<_> = text
            .split(is_empty_char)
            .filter(|word| !word.is_empty())
            .collect();
        self.source.html.composed(&spaced.join(" ")).to_lowercase()
    }

    /// Paragraphs of plain text: one for each line that says something.
    pub(crate) fn paragraphs(&self, text: &str) -> Vec<Block> {
        let lines: Vec<_> = text
            .split(['\n', '\r'])
            .map(|line| line.trim_matches(is_empty_char))
            .filter(|line| !line.is_empty())
            .collect();
        // The first is the lead, which stands under no picture.
        let captions = captions(lines.iter().copied(), false);
        let paragraph = |(line, is_caption): (&str, bool)| {
            let words = words(line);
            Block::Paragraph(match is_caption && self.source.flat_captions {
                true => vec![Inline::Emphasis(words)],
                false => words,
            })
        };
        let blocks = lines.iter().copied().zip(captions).map(paragraph);
        blocks.collect()
    }

    /// A picture of its files, with what stands under it as HTML.
    pub(crate) fn figure(
        &mut self,
        files: Vec<File>,
        alt: String,
        caption: Option<&str>,
        by: Option<String>,
    ) -> Option<Figure> {
        let is_secure = self.is_secure();
        let image: Image = media::image(files, alt, &mut self.notes, is_secure)?;
        let mut caption = caption
            .map(|caption| self.line(caption))
            .unwrap_or_default();
        let said = credit::split(&mut caption);
        Some(Figure {
            image,
            caption,
            credit: by.or(said),
        })
    }

    /// One file of a picture.
    pub(crate) fn file(&self, url: &str, width: Option<u32>, height: Option<u32>) -> Option<File> {
        Some(File {
            url: self.web(url)?,
            width,
            height,
        })
    }

    /// Something to play or open, at its address.
    pub(crate) fn embed(
        &self,
        url: &str,
        title: Option<&str>,
        size: Option<(u32, u32)>,
    ) -> Option<Embed> {
        let url = self.web(url)?;
        match html::of_page(url.as_str()) {
            Some(page) => Some(Embed {
                title: title.map_or(page.title, str::to_owned),
                ..page
            }),
            None => html::of_address(url.as_str(), title, size),
        }
    }
}
