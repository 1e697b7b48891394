//! The browser's own parser.

use std::cell::{Cell, RefCell};

use formats::html::{Parser, Tree};
use js_sys::{Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

thread_local! {
    static PARSE: RefCell<Option<Function>> = RefCell::default();
}

/// Takes over how HTML is parsed: function `parse` of the loader's options, text in, a fragment out.
///
/// It is the loader's, because the page's policy for trusted types is: there is one in a page, and one place that parses.
pub fn give_parser(options: &Object) {
    let parse = Reflect::get(options, &"parse".into()).ok();
    if let Some(parse) = parse.and_then(|parse| parse.dyn_into::<Function>().ok()) {
        PARSE.with_borrow_mut(|kept| *kept = Some(parse));
    }
}

/// Parses with the page's own function.
#[derive(Default)]
pub struct Browser {
    is_refused: Cell<bool>,
}

impl Browser {
    /// Did the page forbid that HTML is parsed?
    pub fn is_refused(&self) -> bool {
        self.is_refused.get()
    }
}

impl Parser for Browser {
    fn parse(&self, html: &str) -> Tree {
        let parse = PARSE.with_borrow(Clone::clone);
        let parsed = parse.and_then(|parse| parse.call1(&JsValue::NULL, &html.into()).ok());
        match parsed.and_then(|parsed| parsed.dyn_into::<Node>().ok()) {
            Some(root) => copied(&root),
            None => {
                self.is_refused.set(true);
                Tree::default()
            }
        }
    }

    fn composed(&self, text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }
}

/// Everything inside a node, in document order.
fn copied(root: &Node) -> Tree {
    let mut tree = Tree::default();
    let mut next = root.first_child();
    while let Some(node) = next {
        open(&mut tree, &node);
        next = node.first_child().or_else(|| after(&mut tree, node, root));
    }
    tree
}

/// Adds a node; an element stays open.
fn open(tree: &mut Tree, node: &Node) {
    match node.dyn_ref::<Element>() {
        Some(element) => {
            let names = element.get_attribute_names();
            let attributes = names.iter().filter_map(|name| {
                let name = name.as_string()?;
                let value = element.get_attribute(&name)?;
                Some((name, value))
            });
            tree.open(&element.local_name(), attributes.collect());
        }
        None if node.node_type() == Node::TEXT_NODE => {
            tree.text(&node.node_value().unwrap_or_default());
        }
        None => {}
    }
}

/// Closes a node, and those that end with it; the node after.
fn after(tree: &mut Tree, mut node: Node, root: &Node) -> Option<Node> {
    loop {
        if node.node_type() == Node::ELEMENT_NODE {
            tree.close();
        }
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node
            .parent_node()
            .filter(|parent| !parent.is_same_node(Some(root)))?;
    }
}
