//! The one walk over foreign HTML: what is on the list becomes blocks and inlines, all else its text.
//!
//! Nodes are met in document order, in a loop: no depth of the page reaches the stack, and each node is
//! met at most three times.

use model::{Block, Inline};

use super::compose::{Composer, Heading, Mark};
use super::facts::{Facts, facts};
use super::tags::{Style, Tag, tag};
use super::twice::Twice;
use super::{Ground, Place, Tree};
use crate::inline::{flattened, is_blank};
use crate::limits::MAX_FRAMES;
use crate::notes::Notes;

/// A walk over one page.
pub(super) struct Walk<'a> {
    pub(super) tree: &'a Tree,
    pub(super) facts: Vec<Facts>,
    pub(super) ground: &'a Ground<'a>,
    pub(super) notes: &'a mut Notes,
    /// What may stand where the walk is.
    pub(super) place: Place,
    /// Who is named apart in what is said of a picture; nothing where that is not asked for.
    pub(super) credits: Option<Vec<String>>,
    pub(super) twice: Twice,
    /// How many nodes were met.
    pub(super) steps: usize,
}

/// What to do after entering an element.
pub(super) enum Step {
    /// Go into it, and do this after.
    Into(Leave),
    /// It is done.
    Over,
}

/// What to do after an element.
pub(super) enum Leave {
    Nothing,
    Line,
    Frames(usize),
    Mark,
    Quotation,
    Verse,
    Heading(Heading),
}

impl<'a> Walk<'a> {
    pub(super) fn new(tree: &'a Tree, ground: &'a Ground<'a>, notes: &'a mut Notes) -> Self {
        let facts = facts(tree);
        let place = ground.place;
        Self {
            tree,
            facts,
            ground,
            notes,
            place,
            credits: None,
            twice: Twice::default(),
            steps: 0,
        }
    }

    /// Walks these nodes.
    pub(super) fn walk(&mut self, from: usize, to: usize, out: &mut Composer) {
        let mut open: Vec<(usize, Leave)> = Vec::new();
        let mut at = from;
        loop {
            while let Some((_, leave)) = open.pop_if(|(end, _)| *end <= at || at >= to) {
                match leave {
                    Leave::Nothing => {}
                    Leave::Line => out.flush(),
                    Leave::Frames(frames) => out.leave_to(frames),
                    Leave::Mark => out.leave_mark(),
                    Leave::Quotation => out.text("”"),
                    Leave::Verse => {
                        out.flush();
                        out.keep_lines(false);
                    }
                    Leave::Heading(before) => out.leave_heading(before),
                }
            }
            if at >= to {
                return;
            }
            self.steps += 1;
            if let Some(text) = self.tree.text_at(at) {
                out.text(text);
                at += 1;
                continue;
            }
            match self.enter(at, out) {
                Step::Into(leave) => {
                    open.push((self.tree.end(at), leave));
                    at += 1;
                }
                Step::Over => at = self.tree.end(at),
            }
        }
    }

    /// The words of these nodes in one line; pictures and frames are left out.
    pub(super) fn line(&mut self, from: usize, to: usize) -> Vec<Inline> {
        let before = std::mem::replace(&mut self.place, Place::Line);
        let mut out = Composer::new(0);
        self.walk(from, to, &mut out);
        self.place = before;
        flattened(out.finish())
    }

    fn enter(&mut self, at: usize, out: &mut Composer) -> Step {
        if self.is_hidden(at) {
            self.notes.skip("hidden element");
            return Step::Over;
        }
        if self.place != Place::Line
            && let Some(step) = self.card(at, out)
        {
            return step;
        }
        if let Some(step) = self.credited(at) {
            return step;
        }
        match tag(self.tree.name(at)) {
            Tag::Drop => Step::Over,
            Tag::Skip => self.skip(at),
            Tag::Script => self.script(at),
            Tag::Boundary => self.boundary(at, out),
            Tag::Heading(level) => self.heading(level, out),
            Tag::List { numbered } => self.list(at, numbered, out),
            Tag::Item => match (out.frames(), out.enter_item()) {
                (frames, true) => Step::Into(Leave::Frames(frames)),
                _ => Step::Into(Leave::Line),
            },
            Tag::Quote => match (out.frames(), out.enter_quote()) {
                (frames, true) => Step::Into(Leave::Frames(frames)),
                _ => Step::Into(Leave::Line),
            },
            Tag::Term => {
                out.flush();
                self.mark(Mark::Set(Style::Strong), out)
            }
            Tag::Mark(style) => self.mark(Mark::Set(style), out),
            Tag::Link => self.link(at, out),
            Tag::Cite => self.cite(at, out),
            Tag::Quotation => self.quotation(at, out),
            Tag::Code => self.code(at, out),
            Tag::Pre => self.pre(at, out),
            Tag::Break => {
                out.line_break();
                Step::Over
            }
            Tag::Rule => {
                match self.place {
                    Place::Line => out.flush(),
                    _ => out.block(Block::Rule),
                }
                Step::Over
            }
            Tag::Picture => self.place_picture(at, out),
            Tag::Figure => self.figure(at, out),
            Tag::Caption => {
                let caption = self.line(at + 1, self.tree.end(at));
                out.caption(caption);
                Step::Over
            }
            Tag::Table => self.table(at, out),
            Tag::Frame | Tag::Player => self.frame(at, out),
            Tag::Noscript => self.noscript(at, out),
            Tag::Through => self.through(at, out),
        }
    }

    fn is_hidden(&self, at: usize) -> bool {
        let style = self.tree.attribute(at, "style").unwrap_or_default();
        let style: String = style
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let is_said = |rule| style.contains(rule);
        self.tree.has(at, "hidden") || is_said("display:none") || is_said("visibility:hidden")
    }

    fn list(&mut self, at: usize, is_numbered: bool, out: &mut Composer) -> Step {
        if is_numbered {
            self.numbers(at);
        }
        match (out.frames(), out.enter_list(is_numbered)) {
            (frames, true) => Step::Into(Leave::Frames(frames)),
            _ => Step::Into(Leave::Line),
        }
    }

    pub(super) fn skip(&mut self, at: usize) -> Step {
        let name = self.tree.name(at);
        self.notes.skip(&format!("<{name}>"));
        Step::Over
    }

    fn boundary(&mut self, at: usize, out: &mut Composer) -> Step {
        out.flush();
        let name = self.tree.name(at);
        if self.place == Place::Page && ["aside", "footer", "header"].contains(&name) {
            return self.skip(at);
        }
        if name == "footer" && out.is_in_quote() {
            let source = self.line(at + 1, self.tree.end(at));
            out.source(source);
            return Step::Over;
        }
        Step::Into(Leave::Line)
    }

    fn heading(&mut self, level: u8, out: &mut Composer) -> Step {
        if self.place == Place::Comment {
            out.flush();
            return self.mark(Mark::Set(Style::Strong), out);
        }
        Step::Into(Leave::Heading(out.enter_heading(level)))
    }
}

/// The blocks of a whole page.
pub(super) fn blocks(tree: &Tree, ground: &Ground, notes: &mut Notes) -> Vec<Block> {
    in_range(tree, (0, tree.len()), ground, notes)
}

/// The blocks of what is in one element.
pub(super) fn blocks_in(
    tree: &Tree,
    element: usize,
    ground: &Ground,
    notes: &mut Notes,
) -> Vec<Block> {
    in_range(tree, (element + 1, tree.end(element)), ground, notes)
}

fn in_range(
    tree: &Tree,
    (from, to): (usize, usize),
    ground: &Ground,
    notes: &mut Notes,
) -> Vec<Block> {
    let max_frames = match ground.place {
        Place::Line => 0,
        _ => MAX_FRAMES,
    };
    let mut out = Composer::new(max_frames);
    let mut walk = Walk::new(tree, ground, notes);
    walk.walk(from, to, &mut out);
    out.finish()
}

/// Is there anything to read?
pub(super) fn says_something(line: &[Inline]) -> bool {
    !is_blank(line)
}

#[cfg(all(test, feature = "html5ever"))]
mod tests {
    use super::*;
    use crate::html::{Html5ever, Parser};

    /// Nodes of what is parsed, and how many the walk met.
    fn met(html: &str, place: Place) -> (usize, usize) {
        let ground = Ground {
            parser: &Html5ever,
            base: "https://a.example/",
            is_secure: true,
            media: &[],
            place,
        };
        let (tree, mut notes) = (Html5ever.parse(html), Notes::default());
        let mut walk = Walk::new(&tree, &ground, &mut notes);
        walk.walk(0, tree.len(), &mut Composer::new(MAX_FRAMES));
        (tree.len(), walk.steps)
    }

    #[test]
    fn each_node_is_met_at_most_three_times_however_the_page_nests() {
        for (open, close) in [
            ("<div>a", "</div>"),
            ("<ul><li>a", "</ul>"),
            ("<blockquote>a<cite>b", "</blockquote>"),
            (
                "<figure><img src=a.jpg><figcaption>a",
                "</figcaption></figure>",
            ),
            (
                "<figure class=gallery><figure><img src=a.jpg><figcaption>a</figcaption></figure>",
                "</figure>",
            ),
            ("<table><tr><td>a<td>b", "</table>"),
            ("<table><tr><td><img src=a.jpg>", "</table>"),
            ("<div class=wp-caption><img src=a.jpg>", "</div>"),
            ("<div class=wp-caption><img src=a.jpg><p>a", "</div>"),
            (
                "<figure><img src=a.jpg><i class=credit>a<figcaption>b",
                "</figcaption></i></figure>",
            ),
            ("<noscript><img src=a.jpg>", "</noscript>"),
            ("<p><b a=1>a", ""),
            ("<h2>a<footer>", "</footer>"),
            ("<a href=b><code>a</code>", "</a>"),
        ] {
            for times in [1, 100, 2_000] {
                let html = open.repeat(times) + &close.repeat(times);
                for place in [Place::Article, Place::Page, Place::Comment, Place::Line] {
                    let (nodes, steps) = met(&html, place);
                    assert!(
                        steps <= 3 * nodes,
                        "{open} {times} times, {place:?}: {steps} of {nodes}"
                    );
                    // And the parser made no more of it than what was written, times what it opens anew.
                    assert!(
                        nodes <= 20 * html.len(),
                        "{open} {times} times: {nodes} nodes"
                    );
                }
            }
        }
    }
}
