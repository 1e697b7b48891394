//! Builds the tree from the parser's events, within the depth that [`RichText`] may have.

use std::ops::Range;

use model::{Block, MAX_TEXT_DEPTH, Quote, RichText};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::line::{Line, printable};

/// Lists and quotes nest to here, so that inlines still fit below them.
const MAX_BLOCK_DEPTH: usize = MAX_TEXT_DEPTH - 4;
/// Longest name of a code block's language, in characters.
const MAX_LANGUAGE_CHARS: usize = 20;

/// A block begun and not yet ended, that holds others.
enum Open {
    /// The whole text, or an item of a list.
    Text(Vec<Block>),
    Quote(Vec<Block>),
    List {
        numbered: bool,
        items: Vec<RichText>,
    },
    /// A list that is shown as it was typed, each item a paragraph.
    TypedList,
    /// What is inside goes to what is outside.
    Through,
}

/// Takes events, gives the tree.
pub(super) struct Builder<'s> {
    source: &'s str,
    open: Vec<Open>,
    line: Option<Line>,
    code: Option<(Option<String>, String)>,
    /// The mark of an item that is shown as typed, until its line begins.
    mark: Option<&'s str>,
}

impl<'s> Builder<'s> {
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            open: vec![Open::Text(Vec::new())],
            line: None,
            code: None,
            mark: None,
        }
    }

    /// Takes the next event, which stands at `at` in the source.
    pub fn take(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Text(said) | Event::Html(said) | Event::InlineHtml(said) => self.say(&said),
            Event::Code(code) => self.line().code(&code),
            Event::SoftBreak | Event::HardBreak => self.line().end(),
            Event::Rule => self.block(Block::Rule),
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            // Not switched on.
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    /// The tree, once all events are taken.
    pub fn finish(mut self) -> RichText {
        self.end_line();
        match self.open.pop() {
            Some(Open::Text(blocks)) => RichText(blocks),
            _ => RichText::default(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.begin_line(false),
            // A comment has no sections: its headings are lines of weight.
            Tag::Heading { .. } => self.begin_line(true),
            Tag::CodeBlock(kind) => {
                self.end_line();
                self.code = Some((language(&kind), String::new()));
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item => self.open(tag, at),
            tag => self.line().start(tag),
        }
    }

    fn open(&mut self, tag: Tag<'_>, at: Range<usize>) {
        self.end_line();
        let fits = self.depth() < MAX_BLOCK_DEPTH;
        let typed = matches!(self.open.last(), Some(Open::TypedList));
        self.open.push(match tag {
            // A list of the tree starts at 1, so "27. Tháng 5" is none.
            Tag::List(start) if fits && start.is_none_or(|first| first == 1) => Open::List {
                numbered: start.is_some(),
                items: Vec::new(),
            },
            Tag::List(_) => Open::TypedList,
            Tag::Item if !typed => Open::Text(Vec::new()),
            Tag::BlockQuote(_) if fits => Open::Quote(Vec::new()),
            _ => Open::Through,
        });
        if typed {
            self.mark = self.source[at].split_whitespace().next();
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) => self.end_line(),
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    let text = text.trim_end_matches('\n').to_owned();
                    self.block(Block::Code { language, text });
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.close(),
            _ => self.line().finish_span(),
        }
    }

    fn close(&mut self) {
        if self.mark.is_some() {
            self.line();
        }
        self.end_line();
        match self.open.pop() {
            Some(Open::Text(blocks)) => {
                if let Some(Open::List { items, .. }) = self.open.last_mut() {
                    items.push(RichText(blocks));
                }
            }
            Some(Open::Quote(blocks)) => self.block(Block::Quote(Quote {
                body: RichText(blocks),
                source: Vec::new(),
            })),
            Some(Open::List { numbered, items }) => self.block(match numbered {
                true => Block::NumberedList(items),
                false => Block::BulletList(items),
            }),
            Some(Open::TypedList | Open::Through) | None => {}
        }
    }

    fn say(&mut self, said: &str) {
        match &mut self.code {
            Some((_, code)) => code.push_str(&printable(said)),
            None => self.line().say(said),
        }
    }

    /// The line words go to; short items have one that the parser does not announce.
    fn line(&mut self) -> &mut Line {
        if self.line.is_none() {
            self.begin_line(false);
        }
        self.line.as_mut().expect("it was begun above")
    }

    fn begin_line(&mut self, heading: bool) {
        self.end_line();
        let mut line = Line::new(heading, self.depth() + 1);
        if let Some(mark) = self.mark.take() {
            line.say(&format!("{mark} "));
        }
        self.line = Some(line);
    }

    fn end_line(&mut self) {
        if let Some(text) = self.line.take().and_then(Line::finish) {
            self.block(Block::Paragraph(text));
        }
    }

    fn block(&mut self, block: Block) {
        self.end_line();
        let holder = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Text(blocks) | Open::Quote(blocks) => Some(blocks),
            _ => None,
        });
        if let Some(blocks) = holder {
            blocks.push(block);
        }
    }

    /// How deep a block stands that is added now; the outermost is at 1.
    fn depth(&self) -> usize {
        let holds = |open: &&Open| matches!(open, Open::Text(_) | Open::Quote(_));
        self.open.iter().filter(holds).count()
    }
}

fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(said) = kind else {
        return None;
    };
    let word = said.split_whitespace().next()?;
    Some(printable(word).chars().take(MAX_LANGUAGE_CHARS).collect())
}
