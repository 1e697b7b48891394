//! Pictures with what stands under them: figures, galleries, and what old editors wrote in their place.

use model::{Block, Figure, Gallery, Inline};

use super::Place;
use super::compose::Composer;
use super::facts::unread;
use super::tags::{Tag, tag};
use super::walk::{Leave, Step, Walk, says_something};
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

/// A figure being read.
struct Reading {
    figures: Vec<Figure>,
    /// Ends of the items the walk is in, and how many pictures came before each.
    items: Vec<(usize, usize)>,
    caption: Vec<Inline>,
    credit: Option<String>,
}

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
        let mut reading = Reading {
            figures: Vec::new(),
            items: Vec::new(),
            caption: Vec::new(),
            credit: None,
        };
        let end = self.tree.end(root);
        let mut at = root + 1;
        while at < end {
            self.steps += 1;
            while reading.items.pop_if(|(end, _)| *end <= at).is_some() {}
            at = self.part(at, &mut reading);
        }
        self.finish(reading, out);
    }

    /// Reads one node of a figure; answers where to go on.
    fn part(&mut self, at: usize, reading: &mut Reading) -> usize {
        let (name, end) = (self.tree.name(at), self.tree.end(at));
        let is_credit = self.tree.is_of(at, &CREDITS);
        let is_caption = matches!(tag(name), Tag::Caption)
            || name == "td"
            || name == "dd"
            || self.tree.is_of(at, &CAPTIONS);
        match tag(name) {
            Tag::Drop | Tag::Skip => return end,
            Tag::Picture => {
                if let Some(figure) = self.pictured(at)
                    && reading
                        .figures
                        .iter()
                        .all(|other| other.image.url != figure.image.url)
                {
                    reading.figures.push(figure);
                }
                return end;
            }
            Tag::Noscript => self.unseen(at, reading),
            _ if is_credit && self.facts[at].pictures == 0 => {
                let credit = plain(&self.line(at + 1, end));
                reading.credited(&credit);
                return end;
            }
            _ if is_caption && self.facts[at].pictures == 0 => {
                let caption = self.caption_line(at, end, reading);
                reading.captioned(caption);
                return end;
            }
            Tag::Figure | Tag::Item => reading.items.push((end, reading.figures.len())),
            _ if self.tree.is_of(at, &ITEMS) => reading.items.push((end, reading.figures.len())),
            _ => {}
        }
        // Words that stand in a figure and are no caption by name are one all the same.
        if let Some(text) = self.tree.text_at(at).filter(|text| !text.trim().is_empty()) {
            reading.caption.push(Inline::Text(
                text.split_whitespace().collect::<Vec<_>>().join(" "),
            ));
        }
        at + 1
    }

    /// A caption, what names its author taken out of it.
    fn caption_line(&mut self, at: usize, end: usize, reading: &mut Reading) -> Vec<Inline> {
        let by = self
            .tree
            .find(at, |inside| self.tree.is_of(inside, &CREDITS));
        let Some(by) = by else {
            return self.line(at + 1, end);
        };
        let credit = plain(&self.line(by + 1, self.tree.end(by)));
        reading.credited(&credit);
        let mut caption = self.line(at + 1, by);
        caption.extend(self.line(self.tree.end(by), end));
        caption
    }

    /// The picture for those without scripts, where the one for those with them holds only its place.
    fn unseen(&mut self, at: usize, reading: &mut Reading) {
        let Some(text) = unread(self.tree, at).filter(|text| text.contains("<img")) else {
            return;
        };
        let tree = self.ground.parser.parse(text);
        let mut walk = Walk::new(&tree, self.ground, &mut *self.notes);
        let figures = (0..tree.len())
            .filter(|at| tag(tree.name(*at)) == Tag::Picture)
            .filter_map(|at| walk.pictured(at));
        for figure in figures {
            if reading
                .figures
                .iter()
                .all(|other| other.image.url != figure.image.url)
            {
                reading.figures.push(figure);
            }
        }
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
        if let Some(mut figure) = self.pictured(at) {
            if figure.credit.is_none() {
                figure.credit = credit::split(&mut figure.caption);
            }
            out.block(Block::Figure(figure));
        }
    }

    fn finish(&mut self, reading: Reading, out: &mut Composer) {
        let Reading {
            mut figures,
            mut caption,
            credit,
            ..
        } = reading;
        for figure in &mut figures {
            if let Some(name) = credit::split(&mut figure.caption) {
                figure.credit.get_or_insert(name);
            }
            if figure.credit.is_none() {
                figure.credit.clone_from(&credit);
            }
        }
        match figures.len() {
            0 => {
                if says_something(&caption) {
                    out.block(Block::Paragraph(caption));
                }
            }
            1 => {
                let mut figure = figures.remove(0);
                if says_something(&caption) {
                    if let Some(name) = credit::split(&mut caption) {
                        figure.credit = Some(name);
                    }
                    figure.caption = caption;
                }
                out.block(Block::Figure(figure));
            }
            _ => out.block(Block::Gallery(Gallery { figures, caption })),
        }
    }
}

impl Reading {
    /// Gives a caption to what it stands with: the pictures of its item, else all.
    fn captioned(&mut self, caption: Vec<Inline>) {
        if !says_something(&caption) {
            return;
        }
        let Some((_, first)) = self.items.last() else {
            if !self.caption.is_empty() {
                self.caption.push(Inline::LineBreak);
            }
            return self.caption.extend(caption);
        };
        let of_item = self.figures.get_mut(*first..).unwrap_or_default();
        match of_item.last_mut() {
            Some(figure) => figure.caption = caption,
            None => self.caption.extend(caption),
        }
    }

    fn credited(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let name = credit::sign_off(words).unwrap_or_else(|| words.to_owned());
        let first = self.items.last().map(|(_, first)| *first);
        match first.and_then(|first| self.figures.get_mut(first..)?.last_mut()) {
            Some(figure) => figure.credit = Some(name),
            None => self.credit = Some(name),
        }
    }
}
