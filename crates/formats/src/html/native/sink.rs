//! Takes down the nodes that `html5ever` makes, and lines them up.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};

use crate::html::Tree;

/// A node, and its name at hand.
#[derive(Clone)]
pub(super) struct Handle {
    at: usize,
    name: Rc<QualName>,
}

enum What {
    Element(Vec<(String, String)>),
    Text(String),
    /// The page, a comment.
    Other,
}

struct Node {
    what: What,
    name: Rc<QualName>,
    depth: usize,
    parent: Option<usize>,
    before: Option<usize>,
    after: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

/// Takes down what the parser says.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the element stands that was put somewhere last.
    depth: Cell<usize>,
    nobody: Rc<QualName>,
}

impl Default for Sink {
    fn default() -> Self {
        let nobody = Rc::new(QualName::new(None, ns!(), local_name!("")));
        let sink = Self {
            nodes: RefCell::default(),
            depth: Cell::default(),
            nobody: nobody.clone(),
        };
        sink.add(What::Other, nobody);
        sink
    }
}

impl Sink {
    fn add(&self, what: What, name: Rc<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        let at = nodes.len();
        nodes.push(Node {
            what,
            name: name.clone(),
            depth: 0,
            parent: None,
            before: None,
            after: None,
            first: None,
            last: None,
        });
        Handle { at, name }
    }

    /// Puts a node into `parent`, before `next` or at the end.
    fn put(&self, at: usize, parent: usize, next: Option<usize>) {
        self.take_out(at);
        let mut nodes = self.nodes.borrow_mut();
        let before = match next {
            Some(next) => nodes[next].before,
            None => nodes[parent].last,
        };
        let depth = nodes[parent].depth + 1;
        let node = &mut nodes[at];
        (node.parent, node.before, node.after, node.depth) = (Some(parent), before, next, depth);
        if let What::Element(_) = node.what {
            self.depth.set(depth);
        }
        match before {
            Some(before) => nodes[before].after = Some(at),
            None => nodes[parent].first = Some(at),
        }
        match next {
            Some(next) => nodes[next].before = Some(at),
            None => nodes[parent].last = Some(at),
        }
    }

    fn take_out(&self, at: usize) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[at];
        let (parent, before, after) = (node.parent.take(), node.before.take(), node.after.take());
        let Some(parent) = parent else {
            return;
        };
        match before {
            Some(before) => nodes[before].after = after,
            None => nodes[parent].first = after,
        }
        match after {
            Some(after) => nodes[after].before = before,
            None => nodes[parent].last = before,
        }
    }

    /// Puts a node or text into `parent`; text joins the text before it.
    fn put_any(&self, child: NodeOrText<Handle>, parent: usize, next: Option<usize>) {
        let text = match child {
            NodeOrText::AppendNode(node) => return self.put(node.at, parent, next),
            NodeOrText::AppendText(text) => text,
        };
        {
            let mut nodes = self.nodes.borrow_mut();
            let before = match next {
                Some(next) => nodes[next].before,
                None => nodes[parent].last,
            };
            if let Some(What::Text(known)) = before.map(|before| &mut nodes[before].what) {
                return known.push_str(&text);
            }
        }
        let node = self.add(What::Text(text.into()), self.nobody.clone());
        self.put(node.at, parent, next);
    }

    /// How deep the next element would stand, but for one.
    pub(super) fn depth(&self) -> usize {
        self.depth.get()
    }

    /// Everything in document order.
    pub(super) fn tree(&self) -> Tree {
        let nodes = self.nodes.borrow();
        let mut tree = Tree::default();
        // What is parsed as a fragment stands in an element `html` of its own.
        let root = nodes[0].first.unwrap_or(0);
        let mut next = nodes[root].first;
        while let Some(at) = next {
            let node = &nodes[at];
            match &node.what {
                What::Element(attributes) => tree.open(&node.name.local, attributes.clone()),
                What::Text(text) => tree.text(text),
                What::Other => {}
            }
            next = match (&node.what, node.first) {
                (What::Element(_), Some(first)) => Some(first),
                _ => {
                    let mut up = at;
                    loop {
                        if let What::Element(_) = nodes[up].what {
                            tree.close();
                        }
                        match (nodes[up].after, nodes[up].parent) {
                            (Some(after), _) => break Some(after),
                            (None, Some(parent)) if parent != root => up = parent,
                            _ => break None,
                        }
                    }
                }
            };
        }
        tree
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            at: 0,
            name: self.nobody.clone(),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> Handle {
        let attributes = attributes.into_iter().map(|attribute| {
            (
                attribute.name.local.to_string(),
                attribute.value.to_string(),
            )
        });
        self.add(What::Element(attributes.collect()), Rc::new(name))
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.add(What::Other, self.nobody.clone())
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.add(What::Other, self.nobody.clone())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put_any(child, parent.at, None);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let parent = self.nodes.borrow()[element.at].parent;
        match parent {
            Some(parent) => self.put_any(child, parent, Some(element.at)),
            None => self.put_any(child, before.at, None),
        }
    }

    fn append_doctype_to_document(
        &self,
        _name: StrTendril,
        _public: StrTendril,
        _system: StrTendril,
    ) {
    }

    /// What stands in a template is no text: it is kept where nobody looks.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.at == other.at
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[sibling.at].parent;
        if let Some(parent) = parent {
            self.put_any(child, parent, Some(sibling.at));
        }
    }

    fn add_attrs_if_missing(&self, _target: &Handle, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.take_out(target.at);
    }

    /// The parser is done with an element: what comes next stands no deeper than it.
    fn pop(&self, node: &Handle) {
        let depth = self.nodes.borrow()[node.at].depth;
        self.depth.set(depth.saturating_sub(1));
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        loop {
            let first = self.nodes.borrow()[node.at].first;
            match first {
                Some(child) => self.put(child, parent.at, None),
                None => return,
            }
        }
    }
}
