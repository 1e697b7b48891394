//! What every node of a page holds, added up before the walk comes to it.

use super::Tree;
use super::picture::{is_sign, only_counts};
use super::tags::{Tag, tag};

/// What a node holds, known before the walk comes to it.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    /// Those that a reader looks at: no signs of writing, nothing that only counts.
    pub(super) pictures: u32,
    pub(super) cells: u32,
    /// A quote, a table, a frame: what no caption is.
    pub(super) is_structured: bool,
}

/// Adds up what every node holds, from the last to the first: what is inside comes before what is around.
pub(super) fn facts(tree: &Tree) -> Vec<Facts> {
    let mut facts = vec![Facts::default(); tree.len()];
    for at in (0..tree.len()).rev() {
        let own = &mut facts[at];
        match tree.name(at) {
            "td" | "th" => own.cells += 1,
            name => match tag(name) {
                Tag::Picture => {
                    own.pictures += u32::from(!is_sign(tree, at) && !only_counts(tree, at));
                }
                Tag::Table | Tag::Quote | Tag::Frame | Tag::Player | Tag::Pre | Tag::Heading(_) => {
                    own.is_structured = true
                }
                Tag::Noscript => {
                    own.pictures +=
                        u32::from(unread(tree, at).is_some_and(|text| text.contains("<img")));
                }
                _ => {}
            },
        }
        let (own, parent) = (*own, tree.parent(at));
        if parent != at {
            let around = &mut facts[parent];
            around.pictures = around.pictures.saturating_add(own.pictures);
            around.cells = around.cells.saturating_add(own.cells);
            around.is_structured |= own.is_structured;
        }
    }
    facts
}

/// What a parser that knows scripts are on left unread: the only thing in it is text.
pub(super) fn unread(tree: &Tree, noscript: usize) -> Option<&str> {
    match tree.end(noscript) == noscript + 2 {
        true => tree.text_at(noscript + 1),
        false => None,
    }
}
