//! One line of running text: words, and spans of words.

use model::{Address, Inline, MAX_TEXT_DEPTH};
use pulldown_cmark::{LinkType, Tag};

use super::linkify::linkify;

/// A paragraph on its way.
pub(super) struct Line {
    heading: bool,
    /// How deep its words stand.
    depth: usize,
    words: Vec<Inline>,
    /// Begun and not yet ended, outermost first.
    spans: Vec<(Span, Vec<Inline>)>,
    /// Not yet looked through for addresses; the parser hands text over in pieces.
    text: String,
}

/// What kind of words.
enum Span {
    Strong,
    Emphasis,
    Strike,
    Link(Address),
    /// A link that may not lead there; where, stands after its words.
    Refused(String),
    /// Of no kind that is shown.
    Plain,
}

impl Line {
    pub fn new(heading: bool, depth: usize) -> Self {
        Self {
            heading,
            depth: depth + usize::from(heading),
            words: Vec::new(),
            spans: Vec::new(),
            text: String::new(),
        }
    }

    /// Adds words as they are.
    pub fn say(&mut self, said: &str) {
        // HTML of several lines comes as one piece, with its line ends.
        for (n, line) in said.split('\n').enumerate() {
            if n > 0 {
                self.end();
            }
            self.text.push_str(&printable(line));
        }
    }

    pub fn code(&mut self, code: &str) {
        self.add(Inline::Code(printable(code)));
    }

    /// The line ends, the paragraph goes on.
    pub fn end(&mut self) {
        self.add(Inline::LineBreak);
    }

    /// Begins a span; every one is ended by [`Line::finish_span`].
    pub fn start(&mut self, tag: Tag<'_>) {
        self.flush();
        let span = match tag {
            _ if !self.has_room() => Span::Plain,
            Tag::Strong => Span::Strong,
            Tag::Emphasis => Span::Emphasis,
            Tag::Strikethrough => Span::Strike,
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => self.link(&format!("mailto:{dest_url}")),
            // A picture would show readers' addresses to whoever hosts it: it is a link to it.
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.link(&dest_url),
            _ => Span::Plain,
        };
        self.spans.push((span, Vec::new()));
    }

    fn link(&self, to: &str) -> Span {
        match to.parse::<Address>() {
            _ if self.in_link() => Span::Plain,
            Ok(url) if url.is_absolute() => Span::Link(url),
            _ => Span::Refused(printable(to)),
        }
    }

    pub fn finish_span(&mut self) {
        self.flush();
        let Some((span, words)) = self.spans.pop() else {
            return;
        };
        match span {
            Span::Strong if !words.is_empty() => self.add(Inline::Strong(words)),
            Span::Emphasis if !words.is_empty() => self.add(Inline::Emphasis(words)),
            Span::Strike if !words.is_empty() => self.add(Inline::Strike(words)),
            Span::Link(url) if words.is_empty() => {
                let text = vec![Inline::Text(url.to_string())];
                self.add(Inline::Link { url, text });
            }
            Span::Link(url) => self.add(Inline::Link { url, text: words }),
            Span::Refused(to) => {
                let shown = words == [Inline::Text(to.clone())];
                self.here().extend(words);
                if !shown && !to.is_empty() {
                    self.text = format!(" ({to})");
                }
            }
            _ => self.here().extend(words),
        }
    }

    /// The words, without line ends around them; none if there are none.
    pub fn finish(mut self) -> Option<Vec<Inline>> {
        while !self.spans.is_empty() {
            self.finish_span();
        }
        self.flush();
        let said = |inline: &Inline| *inline != Inline::LineBreak;
        let first = self.words.iter().position(said)?;
        let last = self.words.iter().rposition(said)?;
        let words = self.words.drain(first..=last).collect();
        Some(match self.heading {
            true => vec![Inline::Strong(words)],
            false => words,
        })
    }

    fn add(&mut self, inline: Inline) {
        self.flush();
        self.here().push(inline);
    }

    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let parts = match self.has_room() && !self.in_link() {
            true => linkify(&text),
            false => vec![Inline::Text(text)],
        };
        self.here().extend(parts);
    }

    fn here(&mut self) -> &mut Vec<Inline> {
        match self.spans.last_mut() {
            Some((_, words)) => words,
            None => &mut self.words,
        }
    }

    /// Does one more span fit below those that are open?
    fn has_room(&self) -> bool {
        self.depth + self.spans.len() < MAX_TEXT_DEPTH
    }

    fn in_link(&self) -> bool {
        let link = |(span, _): &(Span, _)| matches!(span, Span::Link(_));
        self.spans.iter().any(link)
    }
}

/// `text` without control characters, which entities such as `&#1;` can spell.
pub(super) fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(shown).collect()
}
