//! Puts blocks together from what a walk over a page meets, in order: knows nothing of HTML.

mod frames;

use model::{Address, Block, Inline, RichText};

use super::tags::Style;
use crate::inline::{is_blank, trim};
use crate::limits::MAX_MARKS;

/// Most that links may take which go on in another paragraph: each repeats its address, and one may be as long as a page.
const MAX_REPEATED_BYTES: usize = 1024 * 1024;

/// How a run of words is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    Set(Style),
    Link(Address),
}

/// A frame that is open.
enum Frame {
    Root,
    List {
        numbered: bool,
        items: Vec<RichText>,
    },
    Item,
    Quote {
        source: Vec<Inline>,
    },
}

/// The heading that was open before another.
pub(super) struct Heading(Option<(u8, usize)>);

/// A text in the making.
pub(super) struct Composer {
    frames: Vec<(Frame, Vec<Block>)>,
    max_frames: usize,
    marks: Vec<Mark>,
    /// What stands in each open mark; the first is the line itself.
    lines: Vec<Vec<Inline>>,
    /// Its level, and how many frames are open where it stands: what stands in a frame inside is no heading.
    heading: Option<(u8, usize)>,
    /// Another space would be one too many.
    after_space: bool,
    /// Does a line end where the text says so?
    keeps_lines: bool,
    /// What addresses of links take that go on in another paragraph.
    repeated_bytes: usize,
}

impl Composer {
    /// Begins a text that may have so many frames in one another.
    pub(super) fn new(max_frames: usize) -> Self {
        Self {
            frames: vec![(Frame::Root, Vec::new())],
            max_frames,
            marks: Vec::new(),
            lines: vec![Vec::new()],
            heading: None,
            after_space: true,
            keeps_lines: false,
            repeated_bytes: 0,
        }
    }

    /// Ends the text.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        while self.frames.len() > 1 {
            self.leave();
        }
        self.frames
            .pop()
            .map_or_else(Vec::new, |(_, blocks)| blocks)
    }

    fn depth(&self) -> usize {
        let deepens =
            |(frame, _): &&(Frame, _)| matches!(frame, Frame::List { .. } | Frame::Quote { .. });
        self.frames.iter().filter(deepens).count()
    }

    /// Begins a mark; not if it would stand too deep, or stands already.
    pub(super) fn enter_mark(&mut self, mark: Mark) -> bool {
        let is_same = |open: &Mark| match (open, &mark) {
            (Mark::Link(_), Mark::Link(_)) => true,
            (open, mark) => open == mark,
        };
        if self.marks.len() >= MAX_MARKS || self.marks.iter().any(is_same) {
            return false;
        }
        self.marks.push(mark);
        self.lines.push(Vec::new());
        true
    }

    /// Ends the mark begun last.
    pub(super) fn leave_mark(&mut self) {
        if let (Some(mark), Some(inside)) = (self.marks.pop(), self.lines.pop()) {
            self.wrap(self.lines.len() - 1, mark, inside);
        }
    }

    fn wrap(&mut self, level: usize, mark: Mark, inside: Vec<Inline>) {
        let line = &mut self.lines[level];
        if is_blank(&inside) {
            return line.extend(inside);
        }
        line.push(match mark {
            Mark::Set(Style::Strong) => Inline::Strong(inside),
            Mark::Set(Style::Emphasis) => Inline::Emphasis(inside),
            Mark::Set(Style::Strike) => Inline::Strike(inside),
            Mark::Set(Style::Sub) => Inline::Sub(inside),
            Mark::Set(Style::Sup) => Inline::Sup(inside),
            Mark::Link(url) => Inline::Link { url, text: inside },
        });
    }

    /// The next line is a heading; answers what it would have been.
    pub(super) fn enter_heading(&mut self, level: u8) -> Heading {
        self.flush();
        Heading(self.heading.replace((level, self.frames.len())))
    }

    /// The heading is over.
    pub(super) fn leave_heading(&mut self, before: Heading) {
        self.flush();
        self.heading = before.0;
    }

    /// From here on lines end where the text says so, or no more.
    pub(super) fn keep_lines(&mut self, keeps_lines: bool) {
        self.keeps_lines = keeps_lines;
    }

    /// Adds words; runs of white space are one space, but for ends of lines that are kept.
    pub(super) fn text(&mut self, text: &str) {
        if !self.keeps_lines {
            return self.words(text);
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line_break();
            }
            self.words(line);
        }
    }

    fn words(&mut self, text: &str) {
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.after_space {
                        words.push(' ');
                    }
                    self.after_space = true;
                }
                // What no reader sees: other control characters, marks of byte order, soft breaks of words.
                '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{feff}' => {}
                c => {
                    words.push(c);
                    self.after_space = false;
                }
            }
        }
        if words.is_empty() {
            return;
        }
        let line = self.line();
        match line.last_mut() {
            Some(Inline::Text(before)) => before.push_str(&words),
            _ => line.push(Inline::Text(words)),
        }
    }

    fn line(&mut self) -> &mut Vec<Inline> {
        self.lines
            .last_mut()
            .expect("the line itself is never closed")
    }

    /// Adds something to the line that is no plain text.
    pub(super) fn inline(&mut self, inline: Inline) {
        self.line().push(inline);
        self.after_space = false;
    }

    /// A new line; two of them are a new paragraph.
    pub(super) fn line_break(&mut self) {
        if self.level().is_some() {
            return self.text(" ");
        }
        let line = self.line();
        if let Some(Inline::Text(text)) = line.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if text.is_empty() {
                line.pop();
            }
        }
        if let Some(Inline::LineBreak) = line.last() {
            line.pop();
            return self.flush();
        }
        line.push(Inline::LineBreak);
        self.after_space = true;
    }

    /// Ends the line; marks stay open.
    pub(super) fn flush(&mut self) {
        for level in (1..self.lines.len()).rev() {
            let inside = std::mem::take(&mut self.lines[level]);
            if inside.is_empty() {
                continue;
            }
            match self.again(level - 1) {
                Some(mark) => self.wrap(level - 1, mark, inside),
                None => self.lines[level - 1].extend(inside),
            }
        }
        self.after_space = true;
        let mut line = std::mem::take(&mut self.lines[0]);
        trim(&mut line);
        if is_blank(&line) {
            return;
        }
        self.add(match self.level() {
            Some(level) => Block::Heading { level, text: line },
            None => Block::Paragraph(line),
        });
    }

    /// An open mark, for one line more; nothing once addresses were repeated enough.
    fn again(&mut self, mark: usize) -> Option<Mark> {
        let mark = &self.marks[mark];
        if let Mark::Link(url) = mark {
            let repeated = self.repeated_bytes + url.as_str().len();
            if repeated > MAX_REPEATED_BYTES {
                return None;
            }
            self.repeated_bytes = repeated;
        }
        Some(mark.clone())
    }

    /// The level of the heading that the line is, if it is one.
    fn level(&self) -> Option<u8> {
        let (level, frames) = self.heading?;
        (frames == self.frames.len()).then_some(level)
    }

    fn add(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some((Frame::List { items, .. }, _)) => items.push(RichText(vec![block])),
            Some((_, blocks)) => blocks.push(block),
            None => {}
        }
    }

    /// Adds a whole block.
    pub(super) fn block(&mut self, block: Block) {
        self.flush();
        self.add(block);
    }

    /// Gives what stands last its caption, if it takes one and has none; else it is a line like others.
    pub(super) fn caption(&mut self, words: Vec<Inline>) {
        if is_blank(&words) {
            return;
        }
        self.flush();
        let last = self
            .frames
            .last_mut()
            .and_then(|(_, blocks)| blocks.last_mut());
        let place = match last {
            Some(Block::Table(table)) => Some(&mut table.caption),
            Some(Block::Figure(figure)) => Some(&mut figure.caption),
            Some(Block::Gallery(gallery)) => Some(&mut gallery.caption),
            Some(Block::Quote(quote)) => Some(&mut quote.source),
            _ => None,
        };
        match place {
            Some(place) if place.is_empty() => *place = words,
            _ => self.add(Block::Paragraph(words)),
        }
    }
}

impl Composer {
    /// Adds words that lead somewhere; the words alone where a link is open already.
    pub(super) fn link_or_text(&mut self, url: Address, words: Vec<Inline>) {
        let is_linked = self.marks.iter().any(|mark| matches!(mark, Mark::Link(_)));
        match is_linked || self.marks.len() >= MAX_MARKS {
            true => words.into_iter().for_each(|word| self.inline(word)),
            false => self.inline(Inline::Link { url, text: words }),
        }
    }
}
