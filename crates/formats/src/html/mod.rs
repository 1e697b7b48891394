//! Foreign HTML to blocks: one walk with an allow-list, over whatever parsed the page.

mod card;
mod compose;
mod embed;
mod facts;
mod figure;
mod gather;
mod grid;
mod mixed;
#[cfg(feature = "html5ever")]
mod native;
mod numbers;
mod outside;
mod picture;
mod shortcode;
mod table;
mod tags;
mod tree;
mod twice;
mod walk;
mod words;

pub(crate) use embed::{of_address, of_page};
pub(crate) use mixed::{is_html, with_breaks};
#[cfg(feature = "html5ever")]
pub use native::Html5ever;
pub use tree::Tree;

use model::{Block, Inline, RichText};

use crate::inline::flattened;
use crate::media::Media;
use crate::notes::Notes;

/// What the platform does for this crate: a browser parses HTML itself, a server brings a parser.
pub trait Parser {
    /// Parses HTML as the content of a `<template>`: nothing in it runs, nothing is fetched.
    fn parse(&self, html: &str) -> Tree;

    /// The same text in Unicode's composed form (NFC), for comparing.
    fn composed(&self, text: &str) -> String;
}

/// What a text is read on.
pub(crate) struct Ground<'a> {
    pub(crate) parser: &'a dyn Parser,
    /// Where relative addresses start.
    pub(crate) base: &'a str,
    /// Was the article fetched over `https`?
    pub(crate) is_secure: bool,
    pub(crate) media: &'a [Media],
    pub(crate) place: Place,
}

/// What may stand where the walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Everything an article holds.
    Article,
    /// The same, out of a whole page: what frames the text is left out.
    Page,
    /// What a reader may write.
    Comment,
    /// Words and links.
    Line,
}

/// The blocks of an article's HTML.
pub(crate) fn blocks(html: &str, ground: &Ground, notes: &mut Notes) -> Vec<Block> {
    let html = shortcode::drawn(html, notes);
    let tree = ground.parser.parse(&html);
    walk::blocks(&tree, ground, notes)
}

/// The blocks of one element of a page.
pub(crate) fn blocks_in(
    tree: &Tree,
    element: usize,
    ground: &Ground,
    notes: &mut Notes,
) -> Vec<Block> {
    walk::blocks_in(tree, element, ground, notes)
}

/// The words of HTML that stands in a line.
pub(crate) fn line(html: &str, ground: &Ground, notes: &mut Notes) -> Vec<Inline> {
    let ground = Ground {
        place: Place::Line,
        ..*ground
    };
    let tree = ground.parser.parse(html);
    flattened(walk::blocks(&tree, &ground, notes))
}

/// The words of HTML, formatting and entities read once: a headline in `&#8220;quotes&#8221;`.
pub(crate) fn plain(html: &str, parser: &dyn Parser) -> String {
    let read = match html.contains(['<', '&']) {
        true => {
            let tree = parser.parse(html);
            let words: Vec<String> = (0..tree.len())
                .filter(|at| tree.parent(*at) == *at)
                .map(|at| tree.words(at))
                .collect();
            words.concat()
        }
        false => html.to_owned(),
    };
    read.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plain text in which a publisher left entities, read once; a `<` stays one.
pub(crate) fn decoded(text: &str, parser: &dyn Parser) -> String {
    plain(&text.replace('<', "&lt;"), parser)
}

/// A comment's HTML, as foreign comment servers send it: paragraphs, quotes, lists, code, marks and links
/// (`http`, `https`, `mailto`; relative ones start at `base`). A picture is a link to it, a script nothing.
///
/// Never fails: what is not on the list leaves its text.
pub fn comment_body(parser: &dyn Parser, html: &str, base: &str) -> RichText {
    let ground = Ground {
        parser,
        base,
        is_secure: false,
        media: &[],
        place: Place::Comment,
    };
    let tree = parser.parse(html);
    RichText(walk::blocks(&tree, &ground, &mut Notes::default()))
}
