//! What other systems write, read piece by piece.

mod disqus;
mod fields;
mod generic;
mod isso;
mod wxr;
mod xml;

use std::path::Path;

use indicatif::ProgressBar;

use crate::moving::{Result, progress};

/// Most bytes of one field that are kept.
pub(super) const MAX_FIELD_BYTES: usize = 1024 * 1024;

/// A system that comments come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Its export in XML.
    Disqus,
    /// WordPress eXtended RSS.
    Wxr,
    /// Its SQLite database, or JSON in the form that it reads itself.
    Isso,
}

/// A part of what is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Thread(SourceThread),
    Comment(SourceComment),
}

/// All that was said on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SourceThread {
    /// What its comments call it.
    pub key: String,
    /// Its page; a whole address, or where on its host it is.
    pub link: String,
    /// What the site itself calls it.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Was it taken away there, with all that was said on it?
    pub is_gone: bool,
}

/// One comment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SourceComment {
    /// What it is called in its [`SourceComment::scope`].
    pub id: String,
    /// Where no other comment has its id: spelled by the file alone, and the same in the next file.
    pub scope: String,
    /// Tells it from one with the same id in a scope of the same name elsewhere: when it was posted, where that is never
    /// changed, else 0.
    pub stamp: i64,
    /// The [`SourceThread::key`] of its thread.
    pub thread: String,
    /// What it answers.
    pub parent: Option<String>,
    pub author: String,
    pub text: Text,
    pub standing: Standing,
    pub likes: u32,
    pub posted_at_ms: Option<i64>,
    pub edited_at_ms: Option<i64>,
}

/// What was written, as it is kept there.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Text {
    /// HTML in which paragraphs are marked.
    Html(String),
    /// HTML in which an empty line begins a paragraph.
    Lines(String),
    Markdown(String),
}

/// Where a comment stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    Published,
    Pending,
    /// Taken away, and why: its place may be needed.
    Gone(&'static str),
    /// Not what a reader wrote, but this.
    Other(String),
}

/// A file that is read.
pub(super) enum Source {
    Disqus(disqus::Disqus),
    Wxr(wxr::Wxr),
    Isso(isso::Isso),
    Generic(generic::Generic),
}

impl Source {
    /// Opens a file at its beginning; it is not written to.
    pub async fn open(system: System, path: &Path) -> Result<Self> {
        Ok(match system {
            System::Disqus => Self::Disqus(disqus::Disqus::open(path)?),
            System::Wxr => Self::Wxr(wxr::Wxr::open(path)?),
            System::Isso if generic::is_one(path)? => Self::Generic(generic::Generic::open(path)?),
            System::Isso => Self::Isso(isso::Isso::open(path).await?),
        })
    }

    /// Goes back to the beginning of the file it was opened with.
    pub async fn rewind(&mut self, path: &Path) -> Result<()> {
        match self {
            Self::Disqus(disqus) => *disqus = disqus::Disqus::open(path)?,
            Self::Wxr(wxr) => *wxr = wxr::Wxr::open(path)?,
            Self::Isso(isso) => isso.rewind(),
            Self::Generic(generic) => *generic = generic::Generic::open(path)?,
        }
        Ok(())
    }

    /// Names its kind where comments are told apart.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Disqus(_) => "disqus",
            Self::Wxr(_) => "wxr",
            Self::Isso(_) => "isso",
            Self::Generic(_) => "isso generic",
        }
    }

    /// The next piece; none at the end. A thread comes before or after its comments.
    pub async fn next(&mut self) -> Result<Option<Piece>> {
        match self {
            Self::Disqus(disqus) => disqus.next(),
            Self::Wxr(wxr) => wxr.next(),
            Self::Isso(isso) => isso.next().await,
            Self::Generic(generic) => Ok(generic.next()),
        }
    }

    /// A bar that [`Source::position`] fills.
    pub fn bar(&self, what: &'static str) -> ProgressBar {
        match self {
            Self::Disqus(disqus) => progress::bytes(what, disqus.size()),
            Self::Wxr(wxr) => progress::bytes(what, wxr.size()),
            Self::Isso(isso) => progress::things(what, isso.size()),
            Self::Generic(generic) => progress::things(what, generic.size()),
        }
    }

    /// How many bytes or pieces were read.
    pub fn position(&self) -> u64 {
        match self {
            Self::Disqus(disqus) => disqus.position(),
            Self::Wxr(wxr) => wxr.position(),
            Self::Isso(isso) => isso.position(),
            Self::Generic(generic) => generic.position(),
        }
    }
}

/// `true`, in any spelling.
fn is_true(text: &str) -> bool {
    matches!(
        text.trim().to_ascii_lowercase().as_str(),
        "true" | "1" | "yes"
    )
}

/// `false`, in any spelling.
fn is_false(text: &str) -> bool {
    matches!(
        text.trim().to_ascii_lowercase().as_str(),
        "false" | "0" | "no"
    )
}

/// `2014-01-14 17:31:03` in a zone that is not named, as if it were UTC; zeros are no time.
fn wall_clock_ms(text: &str) -> Option<i64> {
    let text = text.trim();
    let read = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()?;
    let at = jiff::tz::TimeZone::UTC.to_timestamp(read).ok()?;
    Some(at.as_millisecond())
}

/// `2013-10-10T19:20:29Z`.
fn instant_ms(text: &str) -> Option<i64> {
    let at: jiff::Timestamp = text.trim().parse().ok()?;
    Some(at.as_millisecond())
}
