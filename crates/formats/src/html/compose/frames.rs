//! Lists, items and quotes: what blocks stand in.

use model::{Block, Inline, Quote, RichText};

use super::{Composer, Frame};
use crate::inline::{is_blank, is_empty_char, plain};

impl Composer {
    /// Begins a list; not if it would stand too deep.
    pub(in crate::html) fn enter_list(&mut self, numbered: bool) -> bool {
        self.flush();
        // A list that stands straight in a list belongs to the item before.
        if let Some((Frame::List { items, .. }, _)) = self.frames.last_mut() {
            let before = items.pop().unwrap_or_default();
            self.frames.push((Frame::Item, before.0));
            if self.depth() >= self.max_frames {
                self.leave();
                return false;
            }
            self.frames.push((
                Frame::List {
                    numbered,
                    items: Vec::new(),
                },
                Vec::new(),
            ));
            return true;
        }
        if self.depth() >= self.max_frames {
            return false;
        }
        let items = Vec::new();
        self.frames
            .push((Frame::List { numbered, items }, Vec::new()));
        true
    }

    /// Begins an item; not outside a list.
    pub(in crate::html) fn enter_item(&mut self) -> bool {
        self.flush();
        let is_in_list = matches!(self.frames.last(), Some((Frame::List { .. }, _)));
        if is_in_list {
            self.frames.push((Frame::Item, Vec::new()));
        }
        is_in_list
    }

    /// Begins a quote; not if it would stand too deep.
    pub(in crate::html) fn enter_quote(&mut self) -> bool {
        self.flush();
        if self.depth() >= self.max_frames {
            return false;
        }
        self.item_around();
        let source = Vec::new();
        self.frames.push((Frame::Quote { source }, Vec::new()));
        true
    }

    /// What stands straight in a list becomes an item of it.
    fn item_around(&mut self) {
        if matches!(self.frames.last(), Some((Frame::List { .. }, _))) {
            self.frames.push((Frame::Item, Vec::new()));
        }
    }

    /// Ends the frame begun last; of an item that only stands around it, that too.
    pub(in crate::html) fn leave(&mut self) {
        self.flush();
        let Some((frame, blocks)) = self.frames.pop() else {
            return;
        };
        match frame {
            Frame::Root => self.frames.push((Frame::Root, blocks)),
            Frame::List { items, .. } if items.is_empty() => {}
            Frame::List {
                numbered: true,
                items,
            } => self.add(Block::NumberedList(items)),
            Frame::List { items, .. } => self.add(Block::BulletList(items)),
            Frame::Item => {
                if let (false, Some((Frame::List { items, .. }, _))) =
                    (blocks.is_empty(), self.frames.last_mut())
                {
                    items.push(RichText(blocks));
                }
            }
            Frame::Quote { source } if blocks.is_empty() => {
                if !source.is_empty() {
                    self.add(Block::Paragraph(source));
                }
            }
            Frame::Quote { source } => self.add(Block::Quote(Quote {
                body: RichText(blocks),
                source,
            })),
        }
    }

    /// How many frames are open: what [`Composer::leave_to`] goes back to.
    pub(in crate::html) fn frames(&self) -> usize {
        self.frames.len()
    }

    /// Ends every frame begun since there were so many.
    pub(in crate::html) fn leave_to(&mut self, frames: usize) {
        while self.frames.len() > frames.max(1) {
            self.leave();
        }
    }

    /// Is the frame that is open a quote?
    pub(in crate::html) fn is_in_quote(&self) -> bool {
        matches!(self.frames.last(), Some((Frame::Quote { .. }, _)))
    }

    /// Says whose the words of the open quote are; outside one it is a line like others.
    pub(in crate::html) fn source(&mut self, words: Vec<Inline>) {
        if is_blank(&words) {
            return;
        }
        if let Some(Inline::Text(before)) = self.line().last_mut() {
            // The dash before a name is none of the words.
            let said = before.trim_end_matches(is_dash_or_blank).len();
            before.truncate(said);
        }
        self.flush();
        match self.frames.last_mut() {
            Some((Frame::Quote { source }, _)) if source.is_empty() => *source = words,
            _ => self.add(Block::Paragraph(words)),
        }
    }

    /// Does what comes next stand apart from the words of the line: after a sentence, a dash, in a line of its own?
    pub(in crate::html) fn is_apart(&self) -> bool {
        let line: String = self.lines.iter().map(|line| plain(line)).collect();
        let said = line.trim_end_matches(is_dash_or_blank);
        let between = &line[said.len()..];
        said.is_empty()
            || between.contains(|c| c == '\n' || is_dash(c))
            || said.ends_with(|c| ".!?…\"”’»)".contains(c))
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

fn is_dash_or_blank(c: char) -> bool {
    is_dash(c) || is_empty_char(c)
}
