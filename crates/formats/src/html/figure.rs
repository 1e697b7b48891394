//! Pictures with what stands under them: figures, galleries, and what old editors wrote in their place.

use model::{Block, Figure};

use super::Place;
use super::compose::Composer;
use super::facts::unread;
use super::gather::{Gathered, MAX_PICTURES};
use super::tags::{Tag, tag};
use super::walk::{Leave, Step, Walk};
use crate::credit;
use crate::inline::plain;
use crate::media::known;

/// Classes of what stands under a picture.
const CAPTIONS: [&str; 8] = [
    "wp-caption-text",
    "wp-element-caption",
    "wp-caption-dd",
    "gallery-caption",
    "blocks-gallery-item__caption",
    "image-caption",
    "media-caption",
    "photo-caption",
];
/// Classes of who made it.
const CREDITS: [&str; 8] = [
    "byline",
    "credit",
    "credits",
    "photo-credit",
    "image-credit",
    "media-credit",
    "copyright",
    "wp-media-credit",
];
/// Classes of one picture with its caption.
const ITEMS: [&str; 4] = [
    "wp-caption",
    "gallery-item",
    "blocks-gallery-item",
    "kg-gallery-image",
];
/// Classes of pictures that belong together.
const GALLERIES: [&str; 6] = [
    "gallery",
    "wp-block-gallery",
    "blocks-gallery-grid",
    "kg-gallery-card",
    "kg-gallery-container",
    "tiled-gallery",
];

impl Walk<'_> {
    /// A figure: its pictures with their captions, if it has any; else what is in it.
    pub(super) fn figure(&mut self, at: usize, out: &mut Composer) -> Step {
        let facts = self.facts[at];
        out.flush();
        if !self.takes_pictures() || facts.pictures == 0 || facts.is_structured {
            return Step::Into(Leave::Line);
        }
        self.pictures(at, out);
        Step::Over
    }

    /// May blocks of pictures stand here?
    pub(super) fn takes_pictures(&self) -> bool {
        matches!(self.place, Place::Article | Place::Page)
    }

    /// Is it what a figure was before there were figures, or pictures that belong together?
    pub(super) fn is_figure_by_class(&self, at: usize) -> bool {
        let facts = self.facts[at];
        facts.pictures > 0
            && !facts.is_structured
            && (self.tree.is_of(at, &ITEMS)
                || self.tree.is_of(at, &GALLERIES) && tag(self.tree.name(at)) != Tag::Picture)
    }

    /// Reads everything in the element as pictures and their captions.
    pub(super) fn pictures(&mut self, root: usize, out: &mut Composer) {
        let mut gathered = Gathered::default();
        self.parts(root, &mut gathered);
        if let Some(block) = gathered.block() {
            out.block(block);
        }
    }

    /// Adds everything in the element to a figure.
    pub(super) fn parts(&mut self, root: usize, gathered: &mut Gathered) {
        let end = self.tree.end(root);
        let mut at = root + 1;
        while at < end {
            self.steps += 1;
            gathered.leave_items(at);
            at = match self.is_line(at, root) {
                true => self.said(at, root, gathered),
                false => self.part(at, gathered),
            };
        }
    }

    /// Is it words: without a picture in it, or by its name, which a picture beside it belongs to?
    fn is_line(&self, at: usize, root: usize) -> bool {
        let is_by_name = || {
            tag(self.tree.name(at)) == Tag::Caption
                || self.tree.is_of(at, &CAPTIONS)
                || self.tree.is_of(at, &CREDITS)
        };
        let pictures = self.facts[at].pictures;
        pictures == 0 || pictures < self.facts[root].pictures && is_by_name()
    }

    /// Reads the words that begin here and go on without a picture; answers where they end.
    fn said(&mut self, at: usize, root: usize, gathered: &mut Gathered) -> usize {
        let end = self.tree.end(self.tree.parent(at));
        let mut to = self.tree.end(at);
        while to < end && self.is_line(to, root) {
            to = self.tree.end(to);
        }
        self.caption_of(at, to, gathered);
        to
    }

    /// Reads everything in the element as words of a figure.
    pub(super) fn said_in(&mut self, root: usize, gathered: &mut Gathered) {
        self.caption_of(root + 1, self.tree.end(root), gathered);
    }

    fn caption_of(&mut self, from: usize, to: usize, gathered: &mut Gathered) {
        self.credits = Some(Vec::new());
        let caption = self.line(from, to);
        for credit in self.credits.take().unwrap_or_default() {
            gathered.credit(&credit);
        }
        gathered.caption(caption);
    }

    /// Who made a picture, set apart in what is said of it; nothing where that is not asked for.
    pub(super) fn credited(&mut self, at: usize) -> Option<Step> {
        if !self.tree.is_of(at, &CREDITS) {
            return None;
        }
        let mut credits = self.credits.take()?;
        credits.push(plain(&self.line(at + 1, self.tree.end(at))));
        self.credits = Some(credits);
        Some(Step::Over)
    }

    /// Reads one node of a figure that has pictures in it; answers where to go on.
    fn part(&mut self, at: usize, gathered: &mut Gathered) -> usize {
        let (kind, end) = (tag(self.tree.name(at)), self.tree.end(at));
        match kind {
            Tag::Drop => return end,
            Tag::Skip => {
                self.skip(at);
                return end;
            }
            Tag::Picture => {
                self.gather(at, gathered);
                return end;
            }
            Tag::Noscript => {
                self.enter_noscript(at);
                if let Some(text) = unread(self.tree, at) {
                    self.unseen(text, gathered);
                    return end;
                }
            }
            Tag::Figure | Tag::Item => gathered.enter_item(end),
            _ if self.tree.is_of(at, &ITEMS) => gathered.enter_item(end),
            _ => {}
        }
        at + 1
    }

    fn gather(&mut self, at: usize, gathered: &mut Gathered) {
        if self.is_said_before(at) {
            return;
        }
        if gathered.is_full() {
            return self.notes.skip(&format!(
                "picture after the first {MAX_PICTURES} of a gallery"
            ));
        }
        if let Some(figure) = self.pictured(at)
            && !self.is_said_again(at, &figure.image.url)
        {
            gathered.add(figure);
        }
    }

    /// The pictures for those without scripts, where those for others hold only their place.
    fn unseen(&mut self, text: &str, gathered: &mut Gathered) {
        let tree = self.ground.parser.parse(text);
        let mut walk = Walk::new(&tree, self.ground, &mut *self.notes).in_noscript_of(&self.twice);
        for at in (0..tree.len()).filter(|at| tag(tree.name(*at)) == Tag::Picture) {
            walk.gather(at, gathered);
        }
        let inside = walk.twice;
        self.left_noscript(inside);
        self.steps += tree.len();
    }

    /// A picture with what is known of it from beside the text.
    pub(super) fn pictured(&mut self, at: usize) -> Option<Figure> {
        let attribute = |name: &str| self.tree.attribute(at, name);
        let by_class = attribute("class")
            .into_iter()
            .flat_map(str::split_ascii_whitespace)
            .filter(|class| class.starts_with("wp-image-"));
        let names = [
            attribute("data-assoc-ref"),
            attribute("data-uri"),
            attribute("src"),
            attribute("data-src"),
        ];
        let media = self.ground.media;
        let known = names
            .into_iter()
            .flatten()
            .chain(by_class)
            .find_map(|key| known(media, key));
        let alt = attribute("alt").unwrap_or_default().to_owned();
        let Some(known) = known else {
            let image = self.picture(at)?;
            return Some(Figure {
                image,
                caption: Vec::new(),
                credit: None,
            });
        };
        known.is_shown.set(true);
        let mut figure = known.figure.clone();
        if !alt.is_empty() {
            figure.image.alt = alt;
        }
        Some(figure)
    }

    /// A picture that stands in the text, without a figure around it.
    pub(super) fn lone_picture(&mut self, at: usize, out: &mut Composer) {
        if let Some(mut figure) = self.pictured(at)
            && !self.is_said_again(at, &figure.image.url)
        {
            if figure.credit.is_none() {
                figure.credit = credit::split(&mut figure.caption);
            }
            out.block(Block::Figure(figure));
        }
    }
}
