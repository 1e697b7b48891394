//! `html5ever` as the parser, where no browser is.
//!
//! A page may nest as deep as it is long, and what a parser does then takes the square of that. So tags that
//! would nest deeper than any article are not passed on to it: their text is.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, QualName, TokenizerResult, local_name, ns};
use unicode_normalization::UnicodeNormalization;

use super::{Parser, Tree};

/// Deepest element that the parser is told of.
const MAX_DEPTH: usize = 256;
/// Most elements such as `<b>` that may be open at once: each is opened anew in every paragraph after.
const MAX_FORMATTING: usize = 12;
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// What holds nothing, so that it deepens nothing.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Parses with `html5ever`, as a browser would with scripts off.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html5ever;

impl Parser for Html5ever {
    fn parse(&self, html: &str) -> Tree {
        let sink = Sink::default();
        let name = QualName::new(None, ns!(html), local_name!("template"));
        let context = sink.create_element(name, Vec::new(), ElementFlags::default());
        let options = TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        };
        let builder = TreeBuilder::new_for_fragment(sink, context, None, options);
        let shallow = Shallow {
            builder,
            formatting: Cell::default(),
        };
        let tokenizer = Tokenizer::new(shallow, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        // It stops at every script, so that one could run.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.builder.sink.tree()
    }

    fn composed(&self, text: &str) -> String {
        text.nfc().collect()
    }
}

/// Stands before the parser and keeps from it what nests too deep.
struct Shallow {
    builder: TreeBuilder<Handle, Sink>,
    formatting: Cell<usize>,
}

impl Shallow {
    fn is_too_deep(&self, tag: &Tag) -> bool {
        let name = &*tag.name;
        let open = self.formatting.get();
        match (tag.kind, FORMATTING.contains(&name)) {
            (TagKind::EndTag, true) => {
                self.formatting.set(open.saturating_sub(1));
                false
            }
            (TagKind::EndTag, false) => false,
            (TagKind::StartTag, true) if open >= MAX_FORMATTING => true,
            (TagKind::StartTag, is_formatting) => {
                let is_too_deep =
                    !VOID.contains(&name) && self.builder.sink.depth.get() >= MAX_DEPTH;
                if is_formatting && !is_too_deep {
                    self.formatting.set(open + 1);
                }
                is_too_deep
            }
        }
    }
}

impl TokenSink for Shallow {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match &token {
            Token::TagToken(tag) if self.is_too_deep(tag) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A node, and its name at hand.
#[derive(Clone)]
struct Handle {
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
struct Sink {
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

    /// Everything in document order.
    fn tree(&self) -> Tree {
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
