//! Text that may hold tags, and in which the ends of lines divide paragraphs where tags do not.

use super::tags::{Tag, tag};

/// Elements that say nothing by themselves and that people write all the same.
const PLAIN: [&str; 10] = [
    "abbr", "big", "font", "ins", "label", "mark", "picture", "small", "span", "u",
];

/// A tag as it is written.
struct Written {
    kind: Tag,
    is_end: bool,
    from: usize,
    to: usize,
}

/// Is any tag of HTML in it?
pub(crate) fn is_html(text: &str) -> bool {
    tags(text).next().is_some()
}

/// The same with breaks for paragraphs where lines end between words, outside of elements that are paragraphs themselves.
pub(crate) fn with_breaks(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut broken = Broken::default();
    let mut at = 0;
    for written in tags(&text) {
        broken.words(&text[at..written.from]);
        broken.tag(&written, &text[written.from..written.to]);
        at = written.to;
    }
    broken.words(&text[at..]);
    broken.out
}

/// Every tag that is known. What is looked at for one ends before the next.
fn tags(text: &str) -> impl Iterator<Item = Written> {
    text.match_indices('<').filter_map(|(from, _)| {
        let rest = &text[from + 1..];
        let (inside, _) = rest.split_at(rest.find(['<', '>'])?);
        let to = from + 1 + inside.len() + 1;
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let name = name.split(|c: char| c.is_whitespace() || c == '/').next()?;
        let name = name.to_ascii_lowercase();
        let kind = tag(&name);
        let is_known = kind != Tag::Through || PLAIN.contains(&&*name);
        (is_known && text[..to].ends_with('>')).then_some(Written {
            kind,
            is_end: inside.starts_with('/'),
            from,
            to,
        })
    })
}

/// Text with breaks in the making.
#[derive(Default)]
struct Broken {
    out: String,
    /// How many elements are open in which an end of a line is a space.
    depth: usize,
    /// A line ended, and nothing came since.
    is_ended: bool,
    /// A break was written, and nothing came since.
    is_after_break: bool,
}

impl Broken {
    fn words(&mut self, words: &str) {
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.out.push('\n');
                // What a break and the end of its line say is said once.
                let is_said = std::mem::take(&mut self.is_after_break);
                self.is_ended |= self.depth == 0 && !is_said;
            }
            if !line.trim().is_empty() {
                self.begin();
            }
            self.out.push_str(line);
        }
    }

    fn tag(&mut self, tag: &Written, written: &str) {
        match (tag.kind, tag.is_end) {
            (kind, true) if is_in_line(kind) => {}
            (kind, false) if is_in_line(kind) => self.begin(),
            (Tag::Break, _) => (self.is_ended, self.is_after_break) = (false, true),
            (kind, is_end) => {
                (self.is_ended, self.is_after_break) = (false, false);
                if is_paragraph(kind) {
                    self.depth = match is_end {
                        true => self.depth.saturating_sub(1),
                        false => self.depth + 1,
                    };
                }
            }
        }
        self.out.push_str(written);
    }

    /// Something to read comes.
    fn begin(&mut self) {
        self.is_after_break = false;
        if std::mem::take(&mut self.is_ended) {
            self.out.push_str("<br><br>");
        }
    }
}

/// Does it set words of a line apart?
fn is_in_line(kind: Tag) -> bool {
    matches!(
        kind,
        Tag::Mark(_) | Tag::Link | Tag::Code | Tag::Cite | Tag::Quotation | Tag::Through
    )
}

/// Does it hold words of its own, set apart from those around?
fn is_paragraph(kind: Tag) -> bool {
    matches!(
        kind,
        Tag::Boundary
            | Tag::Heading(_)
            | Tag::List { .. }
            | Tag::Item
            | Tag::Term
            | Tag::Quote
            | Tag::Pre
            | Tag::Figure
            | Tag::Caption
            | Tag::Table
    )
}
