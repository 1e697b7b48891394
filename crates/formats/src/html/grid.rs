//! Pictures that a table only lays out: in rows, with what is said of each in the row below.

use std::ops::Range;

use super::compose::Composer;
use super::gather::Gathered;
use super::picture::is_sign;
use super::tags::{Tag, tag};
use super::walk::Walk;
use crate::inline::is_empty_char;

/// What a row of such a table holds.
enum Row {
    Pictures(Vec<usize>),
    Captions(Vec<usize>),
}

impl Walk<'_> {
    /// Reads a table that holds nothing but rows of pictures and of captions; answers whether it is one.
    pub(super) fn grid(&mut self, root: usize, out: &mut Composer) -> bool {
        let Some(rows) = self.picture_rows(root) else {
            return false;
        };
        let mut gathered = Gathered::default();
        let mut rows = rows.into_iter().peekable();
        while let Some(row) = rows.next() {
            let Row::Pictures(cells) = row else {
                continue;
            };
            let captions = match rows.peek() {
                Some(Row::Captions(captions)) => captions.as_slice(),
                _ => &[],
            };
            let is_each = captions.len() == cells.len();
            for (at, cell) in cells.iter().enumerate() {
                gathered.enter_item(usize::MAX);
                self.parts(*cell, &mut gathered);
                if is_each {
                    self.said_in(captions[at], &mut gathered);
                }
                gathered.leave_items(usize::MAX);
            }
            if let ([caption], false) = (captions, is_each) {
                self.said_in(*caption, &mut gathered);
            }
        }
        if let Some(block) = gathered.block() {
            out.block(block);
        }
        true
    }

    /// The rows, if each is of pictures, or of captions to the pictures above it.
    fn picture_rows(&mut self, root: usize) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        let mut cells = Vec::new();
        for at in root + 1..self.tree.end(root) {
            self.steps += 1;
            match self.tree.name(at) {
                "tr" => self.end_row(std::mem::take(&mut cells), &mut rows)?,
                "td" | "th" => cells.push(at),
                "caption" => return None,
                _ => {}
            }
        }
        self.end_row(cells, &mut rows)?;
        (!rows.is_empty()).then_some(rows)
    }

    /// Adds the row of these cells; nothing if it is neither of pictures nor of captions.
    fn end_row(&self, cells: Vec<usize>, rows: &mut Vec<Row>) -> Option<()> {
        let has_picture = |at: &usize| self.facts[*at].pictures > 0;
        let has_words = |at: &usize| self.has_words(*at + 1..self.tree.end(*at));
        let (pictures, words) = (cells.iter().any(has_picture), cells.iter().any(has_words));
        match (pictures, words, rows.last()) {
            (false, false, _) => {}
            (true, false, _) => rows.push(Row::Pictures(cells)),
            (false, true, Some(Row::Pictures(above)))
                if cells.len() == above.len() || cells.len() == 1 =>
            {
                rows.push(Row::Captions(cells));
            }
            _ => return None,
        }
        Some(())
    }

    fn has_words(&self, mut nodes: Range<usize>) -> bool {
        nodes.any(|at| match self.tree.text_at(at) {
            Some(text) => {
                let is_unread = tag(self.tree.name(self.tree.parent(at))) == Tag::Noscript;
                !is_unread && !text.chars().all(is_empty_char)
            }
            None => is_sign(self.tree, at),
        })
    }
}
