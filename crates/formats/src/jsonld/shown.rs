//! The text of an article in the page that shows it.

use std::cmp::Reverse;

use model::Block;

use crate::desk::Desk;
use crate::html::Tree;

/// Where pages keep the text, by class, the surest first.
const TEXTS: [&str; 14] = [
    "article-body",
    "article__body",
    "articlebody",
    "article-content",
    "entry-content",
    "post-content",
    "story-body",
    "fck_detail",
    "detail-content",
    "content-detail",
    "singular-content",
    "maincontent",
    "td-post-content",
    "news-content",
];
/// The text as the page shows it, captions and all; as JSON-LD tells it where the page shows less than half of that.
pub(super) fn shown(tree: &Tree, told: &[Block], desk: &mut Desk) -> Vec<Block> {
    let length =
        |blocks: &[Block]| crate::inline::plain(&crate::inline::flattened(blocks.to_vec())).len();
    let Some(element) = text_element(tree) else {
        return told.to_vec();
    };
    let found = desk.blocks_in(tree, element);
    match length(&found) * 2 < length(told) {
        true => told.to_vec(),
        false => found,
    }
}

/// The element that holds the text: of several the longest, as teasers of others are called like it.
fn text_element(tree: &Tree) -> Option<usize> {
    let texts = Texts::of(tree);
    let marked = |at: usize| {
        let what = tree.attribute(at, "itemprop").unwrap_or_default();
        what.split_ascii_whitespace()
            .any(|what| what == "articleBody")
    };
    let classed = || {
        let mut classes = TEXTS.iter();
        classes.find_map(|class| texts.longest(|at| tree.is_of(at, &[class])))
    };
    let named = |name: &str| texts.longest(|at| tree.name(at) == name);
    texts
        .longest(marked)
        .or_else(classed)
        .or_else(|| named("article"))
        .or_else(|| named("main"))
}

/// How much is said where in a page.
struct Texts<'a> {
    tree: &'a Tree,
    /// Bytes of text before each node.
    before: Vec<usize>,
    /// Does it stand beside what the page is about?
    is_aside: Vec<bool>,
}

impl<'a> Texts<'a> {
    fn of(tree: &'a Tree) -> Self {
        let mut before = vec![0; tree.len() + 1];
        let mut is_aside = vec![false; tree.len()];
        let (mut aside_to, mut silent_to) = (0, 0);
        for at in 0..tree.len() {
            match tree.name(at) {
                "aside" | "footer" | "nav" => aside_to = aside_to.max(tree.end(at)),
                "script" | "style" | "template" => silent_to = silent_to.max(tree.end(at)),
                _ => {}
            }
            let text = tree.text_at(at).filter(|_| at >= silent_to);
            before[at + 1] = before[at] + text.map_or(0, |text| text.trim().len());
            is_aside[at] = at < aside_to;
        }
        Self {
            tree,
            before,
            is_aside,
        }
    }

    /// Of such elements that hold anything the one with the longest text, one beside the page's own only if all are.
    fn longest(&self, is_wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let tree = self.tree;
        (0..tree.len())
            .filter(|at| !tree.name(*at).is_empty() && tree.end(*at) > at + 1 && is_wanted(*at))
            .max_by_key(|at| {
                let length = self.before[tree.end(*at)] - self.before[*at];
                (!self.is_aside[*at], length, Reverse(*at))
            })
    }
}
