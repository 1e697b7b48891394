//! What sets words apart: marks, links, quotations, code.

use model::{Block, Inline};

use super::compose::{Composer, Mark};
use super::tags::{Style, Tag, tag};
use super::walk::{Leave, Step, Walk};
use crate::address::resolve;
use crate::inline::is_empty_char;

/// Classes of poems, whose lines end where they are written to.
const VERSES: [&str; 2] = ["wp-block-verse", "verse"];
/// How far is looked around a name for the quote that it ends, in nodes.
const NEAR: usize = 16;

impl Walk<'_> {
    pub(super) fn mark(&mut self, mark: Mark, out: &mut Composer) -> Step {
        match out.enter_mark(mark) {
            true => Step::Into(Leave::Mark),
            false => Step::Into(Leave::Nothing),
        }
    }

    pub(super) fn link(&mut self, at: usize, out: &mut Composer) -> Step {
        let Some(href) = self.tree.attribute(at, "href") else {
            return Step::Into(Leave::Nothing);
        };
        match resolve(self.ground.base, href) {
            Some(url) => self.mark(Mark::Link(url), out),
            None => {
                self.notes.skip("link that leads nowhere a reader may go");
                Step::Into(Leave::Nothing)
            }
        }
    }

    /// Last in a quote, after its words, it names whose they are; elsewhere it names a work.
    pub(super) fn cite(&mut self, at: usize, out: &mut Composer) -> Step {
        if out.is_in_quote() && self.names_source(at, out) {
            let source = self.line(at + 1, self.tree.end(at));
            out.source(source);
            return Step::Over;
        }
        self.mark(Mark::Set(Style::Emphasis), out)
    }

    /// Does nothing follow it in its quote, and does it stand apart from the words before?
    fn names_source(&self, at: usize, out: &Composer) -> bool {
        let (tree, end) = (self.tree, self.tree.end(at));
        let mut around = at;
        let quote = (0..NEAR).find_map(|_| {
            around = tree.parent(around);
            (tag(tree.name(around)) == Tag::Quote).then_some(around)
        });
        let Some(quote) = quote else {
            return false;
        };
        let to = tree.end(quote);
        let is_empty = |at: usize| match tree.text_at(at) {
            Some(text) => text.chars().all(is_empty_char),
            None => matches!(
                tag(tree.name(at)),
                Tag::Boundary | Tag::Break | Tag::Through
            ),
        };
        let is_last = to <= end + NEAR && (end..to).all(is_empty);
        is_last && (tree.parent(at) == quote || out.is_apart())
    }

    /// A browser draws the marks around it, so they are not written; some write them all the same.
    pub(super) fn quotation(&mut self, at: usize, out: &mut Composer) -> Step {
        let is_empty = self.tree.end(at) == at + 1;
        let is_mark = |text: &str| text.trim().starts_with(['“', '"', '«', '„', '‘']);
        if is_empty || self.tree.text_at(at + 1).is_some_and(is_mark) {
            return Step::Into(Leave::Nothing);
        }
        out.text("“");
        Step::Into(Leave::Quotation)
    }

    pub(super) fn code(&mut self, at: usize, out: &mut Composer) -> Step {
        let text = self.tree.words(at);
        if !text.trim().is_empty() {
            out.inline(Inline::Code(
                text.split_whitespace().collect::<Vec<_>>().join(" "),
            ));
        }
        Step::Over
    }

    pub(super) fn pre(&mut self, at: usize, out: &mut Composer) -> Step {
        if self.tree.is_of(at, &VERSES) {
            out.flush();
            out.keep_lines(true);
            return Step::Into(Leave::Verse);
        }
        let is_link = |inside: usize| self.tree.attribute(inside, "href").is_some();
        if self.tree.find(at, is_link).is_some() {
            self.notes.skip("link in code");
        }
        let text = self.tree.words(at);
        let text = text.trim_matches('\n').trim_end();
        if text.is_empty() {
            return Step::Over;
        }
        let inside = self
            .tree
            .find(at, |inside| self.tree.name(inside) == "code");
        let class = |at: usize| self.tree.attribute(at, "class").unwrap_or_default();
        let language = class(at)
            .split_whitespace()
            .chain(inside.map(class).unwrap_or_default().split_whitespace())
            .find_map(|class| {
                class
                    .strip_prefix("language-")
                    .or_else(|| class.strip_prefix("lang-"))
            });
        out.block(Block::Code {
            language: language.map(str::to_owned),
            text: text.to_owned(),
        });
        Step::Over
    }

    pub(super) fn through(&mut self, at: usize, out: &mut Composer) -> Step {
        let style = self.tree.attribute(at, "style").unwrap_or_default();
        let says = |what: &[&str]| {
            what.iter()
                .any(|what| style.replace(' ', "").contains(what))
        };
        if style.contains("font-weight")
            && says(&[
                "font-weight:bold",
                "font-weight:6",
                "font-weight:7",
                "font-weight:8",
            ])
        {
            return self.mark(Mark::Set(Style::Strong), out);
        }
        if style.contains("font-style") && says(&["font-style:italic"]) {
            return self.mark(Mark::Set(Style::Emphasis), out);
        }
        Step::Into(Leave::Nothing)
    }
}
