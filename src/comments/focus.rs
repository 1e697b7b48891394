//! Where the keyboard goes when what had the focus is gone, or something asked for it.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition,
    ShadowRoot,
};
use yew::prelude::*;

use super::permalink::ANCHOR;
use crate::ui::{use_effect_of, use_store};

/// Something in a thread that can have the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The comment with this key, or the heading, unless something else has the focus.
    Instead(Option<String>),
    /// The comment with this key.
    Comment(String),
    /// The comment with this key, which just arrived; unless the reader is typing by now.
    Arrived(String),
    /// The comment with this key, brought to the middle of the window; unless the reader is typing by now.
    Shown(String),
    /// The button of the comment with this key that does this.
    Button(String, &'static str),
}

/// Moves the focus to a target inside `root`, once it is rendered.
#[hook]
pub fn use_focus(root: NodeRef) -> Callback<Target> {
    let wanted = use_store(|| None::<Target>);
    let wish = {
        let wanted = wanted.clone();
        Callback::from(move |target| wanted.set(Some(target)))
    };
    use_effect_of((*wanted).clone(), move |target| {
        if let (Some(root), Some(target)) = (root.cast::<Element>(), target) {
            go(&root, target);
            wanted.set(None);
        }
    });
    wish
}

/// Is the reader typing somewhere in the tree that `node` belongs to? Then the focus is theirs.
pub fn is_typing_near(node: &NodeRef) -> bool {
    node.get().is_some_and(|node| is_typing_in(&node))
}

fn focused_near(node: &Node) -> Option<Element> {
    let root = node.get_root_node();
    match root.dyn_ref::<ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.active_element()),
    }
}

fn is_typing_in(node: &Node) -> bool {
    focused_near(node)
        .is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT"))
}

fn go(root: &Element, target: &Target) {
    let element = match target {
        // A page without a shadow root has its body focused when nothing is.
        Target::Instead(_) if focused_near(root).is_some_and(|at| root.contains(Some(&at))) => {
            return;
        }
        Target::Instead(key) => key
            .as_ref()
            .and_then(|key| comment(root, key))
            .or_else(|| find(root, ".chuyen-thread-heading")),
        Target::Arrived(_) | Target::Shown(_) if is_typing_in(root) => return,
        Target::Comment(key) | Target::Arrived(key) | Target::Shown(key) => comment(root, key),
        Target::Button(key, deed) => comment(root, key).and_then(|comment| {
            let own = format!(":scope > .chuyen-comment-main [data-deed={deed}]");
            find(&comment, &own)
        }),
    };
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    while let Ok(Some(closed)) = element.closest("details:not([open])") {
        // Only what is shown can have the focus.
        if closed.set_attribute("open", "").is_err() {
            break;
        }
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(matches!(target, Target::Instead(_)));
    if let Target::Shown(_) = target {
        let middle = ScrollIntoViewOptions::new();
        middle.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&middle);
        options.set_prevent_scroll(true);
    }
    // An element that left the page meanwhile takes no focus.
    let _ = element.focus_with_options(&options);
}

fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// Keys are whatever a backend calls a comment, so they are compared, not spelled into a selector. One of the reader's
/// own keeps its key; any other's is in its id.
fn comment(root: &Element, key: &str) -> Option<Element> {
    let comments = root.query_selector_all("article").ok()?;
    let is_it = |comment: &Element| match comment.get_attribute("data-key") {
        Some(own) => own == key,
        None => comment.id().strip_prefix(ANCHOR) == Some(key),
    };
    (0..comments.length())
        .filter_map(|at| comments.get(at)?.dyn_into::<Element>().ok())
        .find(is_it)
}
