//! `html5ever` as the parser, where no browser is.
//!
//! A page may nest as deep as it is long, and what a parser does then takes the square of that. So tags that
//! would nest deeper than any article are not passed on to it: their text is.

mod sink;

use std::cell::Cell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, TokenizerResult, local_name, ns};
use unicode_normalization::UnicodeNormalization;

use super::{Parser, Tree};
use sink::{Handle, Sink};

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
                let is_too_deep = !VOID.contains(&name) && self.builder.sink.depth() >= MAX_DEPTH;
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
