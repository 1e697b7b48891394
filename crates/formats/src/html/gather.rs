//! A figure in the making: its pictures, and what is said of each and of all.

use model::{Block, Figure, Gallery, Inline};

use super::walk::says_something;
use crate::credit;
use crate::inline::words;

/// Most pictures in one gallery: each is compared with all others, and nobody looks at more.
pub(super) const MAX_PICTURES: usize = 200;
/// Longest line that only names who made a picture, in bytes; a gallery repeats it under each.
const MAX_CREDIT_BYTES: usize = 300;

/// What the page says of a picture, or of all in a figure.
#[derive(Default)]
struct Said {
    caption: Vec<Inline>,
    credit: Option<String>,
}

/// A figure being read.
#[derive(Default)]
pub(super) struct Gathered {
    /// Each picture as it is known from beside the text, and what the page says of it.
    figures: Vec<(Figure, Said)>,
    /// Ends of the items the walk is in, and how many pictures came before each.
    items: Vec<(usize, usize)>,
    /// What is said of all.
    said: Said,
}

impl Gathered {
    /// What comes until node `end` belongs together.
    pub(super) fn enter_item(&mut self, end: usize) {
        self.items.push((end, self.figures.len()));
    }

    /// Leaves every item that ends before node `at`.
    pub(super) fn leave_items(&mut self, at: usize) {
        while self.items.pop_if(|(end, _)| *end <= at).is_some() {}
    }

    /// May no more pictures come?
    pub(super) fn is_full(&self) -> bool {
        self.figures.len() >= MAX_PICTURES
    }

    /// Adds a picture, unless it stands there already.
    pub(super) fn add(&mut self, figure: Figure) {
        let is_same = |(other, _): &(Figure, _)| other.image.url == figure.image.url;
        if !self.figures.iter().any(is_same) {
            self.figures.push((figure, Said::default()));
        }
    }

    /// Gives a caption to what it stands with: the last picture of its item, else all.
    pub(super) fn caption(&mut self, caption: Vec<Inline>) {
        if !says_something(&caption) {
            return;
        }
        match self.items.last() {
            // Its picture is one too many.
            Some((_, first)) if *first >= MAX_PICTURES => {}
            _ => add_line(&mut self.said_here().caption, caption),
        }
    }

    /// Names who made what it stands with.
    pub(super) fn credit(&mut self, line: &str) {
        // Each in a line of their own.
        let line = line.trim().replace('\n', ", ");
        if line.len() > MAX_CREDIT_BYTES {
            return self.caption(words(&line));
        }
        if !line.is_empty() {
            let name = credit::sign_off(&line).unwrap_or(line);
            self.said_here().name(name);
        }
    }

    fn said_here(&mut self) -> &mut Said {
        let first = self.items.last().map(|(_, first)| *first);
        let of_item = first.and_then(|first| self.figures.get_mut(first..)?.last_mut());
        match of_item {
            Some((_, said)) => said,
            None => &mut self.said,
        }
    }

    /// The figure, the gallery, or where there is no picture the words alone.
    pub(super) fn block(self) -> Option<Block> {
        let Self {
            mut figures,
            said: mut of_all,
            ..
        } = self;
        for (_, said) in &mut figures {
            said.settle();
        }
        if figures.len() > 1 {
            let figures = figures.into_iter().map(|(figure, mut said)| {
                if said.credit.is_none() && figure.credit.is_none() {
                    said.credit.clone_from(&of_all.credit);
                }
                said.of(figure)
            });
            return Some(Block::Gallery(Gallery {
                figures: figures.collect(),
                caption: of_all.caption,
            }));
        }
        let Some((figure, mut said)) = figures.pop() else {
            let credit = of_all.credit.take().unwrap_or_default();
            add_line(&mut of_all.caption, words(&credit));
            return says_something(&of_all.caption).then_some(Block::Paragraph(of_all.caption));
        };
        of_all.settle();
        add_line(&mut said.caption, of_all.caption);
        if let Some(name) = of_all.credit {
            said.name(name);
        }
        Some(Block::Figure(said.of(figure)))
    }
}

impl Said {
    fn name(&mut self, name: String) {
        match &mut self.credit {
            Some(known) if *known == name => {}
            Some(known) => {
                known.push_str(", ");
                known.push_str(&name);
            }
            None => self.credit = Some(name),
        }
    }

    /// Takes who made it off the end of the caption; not where somebody else is named apart.
    fn settle(&mut self) {
        let mut caption = self.caption.clone();
        let Some(name) = credit::split(&mut caption) else {
            return;
        };
        if self.credit.as_ref().is_none_or(|known| *known == name) {
            (self.caption, self.credit) = (caption, Some(name));
        }
    }

    /// The picture with this; what is known from beside the text stands where the page says nothing.
    fn of(self, mut figure: Figure) -> Figure {
        let known = credit::split(&mut figure.caption);
        figure.credit = self.credit.or(figure.credit).or(known);
        if says_something(&self.caption) {
            figure.caption = self.caption;
        }
        figure
    }
}

/// Adds a line to a caption.
pub(super) fn add_line(caption: &mut Vec<Inline>, line: Vec<Inline>) {
    if !caption.is_empty() && !line.is_empty() {
        caption.push(Inline::LineBreak);
    }
    caption.extend(line);
}
