//! Lists, items and quotes: what blocks stand in.

use model::{Block, Quote, RichText};

use super::{Composer, Frame};

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
}
