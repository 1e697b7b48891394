//! Pictures that stand twice: late for those with scripts, and in a `noscript` beside for those without.

use model::Address;

use super::walk::Walk;

/// How far behind a picture its `noscript` is looked for, in nodes.
const NEAR: usize = 4;

/// What was met last of pictures and of what stands for those without scripts.
#[derive(Default)]
pub(super) struct Twice {
    /// Where the picture shown last ends, one in a `noscript` aside.
    shown: usize,
    /// Where the `noscript` met last ends.
    noscript: usize,
    /// Was what is in it shown just before?
    is_said: bool,
    /// The file that it showed itself.
    file: Option<Address>,
}

impl Walk<'_> {
    /// Begins what is for those without scripts.
    pub(super) fn enter_noscript(&mut self, at: usize) {
        let Twice {
            shown, noscript, ..
        } = self.twice;
        if at < noscript {
            return;
        }
        self.twice = Twice {
            shown,
            noscript: self.tree.end(at),
            // Of what only scripts load nothing is shown; any other picture just before is this one, in whatever size.
            is_said: shown > noscript && self.is_blank(shown, at),
            file: None,
        };
    }

    /// Is everything in here for those without scripts, as it is in what `around` walks?
    pub(super) fn in_noscript_of(mut self, around: &Twice) -> Self {
        self.twice.noscript = self.tree.len();
        self.twice.is_said = around.is_said;
        self
    }

    /// What is shown by what a `noscript` holds.
    pub(super) fn left_noscript(&mut self, inside: Twice) {
        self.twice.file = inside.file;
    }

    /// Was this picture shown already, before the `noscript` that it is in?
    pub(super) fn is_said_before(&self, at: usize) -> bool {
        self.twice.is_said && at < self.twice.noscript
    }

    /// Takes note of a picture; answers whether it is the one that the `noscript` before it showed.
    pub(super) fn is_said_again(&mut self, at: usize, url: &Address) -> bool {
        if at < self.twice.noscript {
            self.twice.file = Some(url.clone());
            return false;
        }
        self.twice.shown = self.tree.end(at);
        let file = self.twice.file.take();
        file.as_ref() == Some(url) && self.is_blank(self.twice.noscript, at)
    }

    /// Does what a picture shows stand in a `noscript` right beside it?
    pub(super) fn stands_for_those_without_scripts(&self, at: usize) -> bool {
        let end = self.tree.end(at);
        let behind = (end..self.tree.len().min(end + NEAR)).find(|at| !self.is_blank(*at, at + 1));
        let is_behind = |at| self.tree.name(at) == "noscript" && self.facts[at].pictures > 0;
        let before = self.twice.noscript;
        behind.is_some_and(is_behind)
            || self.twice.file.is_some() && before <= at && self.is_blank(before, at)
    }

    fn is_blank(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| {
            self.tree
                .text_at(at)
                .is_some_and(|text| text.trim().is_empty())
        })
    }
}
