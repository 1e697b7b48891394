//! Tables: rows and columns where there are some, else what stands in them.

use model::{Block, Cell, Table};

use super::compose::Composer;
use super::gather::add_line;
use super::walk::{Leave, Step, Walk, says_something};
use crate::inline::is_blank;

/// Most columns and rows one cell may span.
const MAX_SPAN: usize = 50;
/// Most cells that spans may add to one table.
const MAX_ADDED: usize = 2_000;

/// A table being read.
#[derive(Default)]
struct Reading {
    table: Rows,
    row: Vec<Cell>,
    /// Are all cells of the row names of columns?
    is_head: bool,
    /// Rows that a cell above still reaches into, by column.
    below: Vec<usize>,
    added: usize,
}

#[derive(Default)]
struct Rows {
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

impl Walk<'_> {
    /// A table; one that only lays out is what stands in it.
    pub(super) fn table(&mut self, at: usize, out: &mut Composer) -> Step {
        out.flush();
        let facts = self.facts[at];
        let is_layout = self.tree.attribute(at, "role") == Some("presentation") || facts.cells <= 1;
        if self.takes_pictures() && facts.pictures > 0 && !self.is_structured_inside(at) {
            if facts.cells <= 2 {
                // How old editors put a caption under a picture.
                self.pictures(at, out);
                return Step::Over;
            }
            if self.grid(at, out) {
                return Step::Over;
            }
        }
        if is_layout || !self.takes_pictures() {
            return Step::Into(Leave::Line);
        }
        self.rows(at, out);
        Step::Over
    }

    fn is_structured_inside(&self, at: usize) -> bool {
        (at + 1..self.tree.end(at))
            .take(64)
            .any(|inside| self.tree.parent(inside) == at && self.facts[inside].is_structured)
    }

    fn rows(&mut self, root: usize, out: &mut Composer) {
        let mut reading = Reading::default();
        let mut caption = Vec::new();
        let (mut at, end) = (root + 1, self.tree.end(root));
        while at < end {
            self.steps += 1;
            let inside = self.tree.end(at);
            match self.tree.name(at) {
                "tr" => reading.end_row(),
                "td" | "th" => {
                    let text = self.line(at + 1, inside);
                    let span = |name: &str| {
                        self.tree
                            .attribute(at, name)
                            .and_then(|n| n.parse().ok())
                            .unwrap_or(1_usize)
                            .clamp(1, MAX_SPAN)
                    };
                    reading.cell(
                        Cell(text),
                        self.tree.name(at) == "th",
                        (span("colspan"), span("rowspan")),
                    );
                    at = inside;
                    continue;
                }
                "caption" => {
                    add_line(&mut caption, self.line(at + 1, inside));
                    at = inside;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        reading.end_row();
        let Rows { head, rows } = reading.table;
        if !head.is_empty() || !rows.is_empty() {
            out.block(Block::Table(Table {
                caption,
                head,
                rows,
            }));
        } else if says_something(&caption) {
            out.block(Block::Paragraph(caption));
        }
    }
}

impl Reading {
    fn cell(&mut self, cell: Cell, is_name: bool, (columns, rows): (usize, usize)) {
        self.fill();
        if self.row.is_empty() {
            self.is_head = true;
        }
        self.is_head &= is_name;
        for column in 0..columns {
            if column > 0 {
                self.added += 1;
            }
            if self.added > MAX_ADDED {
                break;
            }
            let at = self.row.len();
            if rows > 1 {
                self.below.resize(self.below.len().max(at + 1), 0);
                self.below[at] = rows - 1;
            }
            self.row.push(Cell(if column == 0 {
                cell.0.clone()
            } else {
                Vec::new()
            }));
        }
    }

    /// Leaves the columns empty that a cell above reaches into.
    fn fill(&mut self) {
        while let Some(rows) = self.below.get_mut(self.row.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.added += 1;
            if self.added > MAX_ADDED {
                return;
            }
            self.row.push(Cell::default());
        }
    }

    fn end_row(&mut self) {
        if self.row.is_empty() {
            return;
        }
        self.fill();
        let row = std::mem::take(&mut self.row);
        if row.iter().all(|cell| is_blank(&cell.0)) {
            return;
        }
        match self.is_head && self.table.head.is_empty() && self.table.rows.is_empty() {
            true => self.table.head = row,
            false => self.table.rows.push(row),
        }
    }
}
