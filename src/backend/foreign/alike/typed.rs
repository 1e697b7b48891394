//! Markdown, taken apart: the words that a server will show, and the addresses that lead somewhere.

/// A text as it was typed.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Typed {
    /// All that a server may show of it, addresses of links aside.
    pub whole: String,
    /// What any server shows of it: no marks of pictures, no labels.
    pub needed: String,
    /// Where its links lead, as typed.
    pub links: Vec<String>,
    /// It holds a picture.
    pub has_picture: bool,
}

impl Typed {
    /// Takes a text apart.
    pub fn of(text: &str) -> Self {
        let mut typed = Self::default();
        for line in text.lines() {
            match is_definition(line) {
                true => typed.whole.push_str(&without_addresses(line)),
                false => typed.read(line),
            }
            typed.whole.push('\n');
            typed.needed.push('\n');
        }
        typed
    }

    fn read(&mut self, line: &str) {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let length = address(rest).len();
            rest = if length > 0 {
                self.links.push(rest[..length].to_owned());
                &rest[length..]
            } else if let Some(after) = picture(rest) {
                self.has_picture = true;
                // Without words of its own it may be called by its file.
                self.whole.push_str(&rest[..rest.len() - after.len()]);
                after
            } else if let Some((target, after)) = target(rest) {
                self.links.extend(target);
                let piece = &rest[..rest.len() - after.len()];
                self.whole.push_str(&without_addresses(piece));
                after
            } else {
                self.whole.push(first);
                self.needed.push(first);
                &rest[first.len_utf8()..]
            };
        }
    }
}

/// The address that `text` starts with; nothing if it starts with none.
pub(super) fn address(text: &str) -> &str {
    let starts = ["https://", "http://", "www."];
    if !starts.iter().any(|start| text.starts_with(start)) {
        return "";
    }
    let ends = |c: char| c.is_whitespace() || ")]<>\"`".contains(c);
    &text[..text.find(ends).unwrap_or(text.len())]
}

/// A text without the addresses in it.
pub(super) fn without_addresses(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let length = address(rest).len();
        if length == 0 {
            kept.push(first);
        }
        rest = &rest[length.max(first.len_utf8())..];
    }
    kept
}

/// All addresses in a text.
pub(super) fn addresses(text: &str) -> Vec<&str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let mut end = 0;
    let found = starts.filter_map(|at| {
        let found = if at < end { "" } else { address(&text[at..]) };
        end = end.max(at + found.len());
        Some(found).filter(|found| !found.is_empty())
    });
    found.collect()
}

/// `[1]: address`, which names an address for the text above it.
fn is_definition(line: &str) -> bool {
    line.trim_start().starts_with('[') && line.contains("]:")
}

/// What follows the picture that `text` starts with.
fn picture(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("![")?;
    let (_, after) = target(&rest[rest.find(']')?..])?;
    Some(after)
}

/// Of `](address "title")` or `][label]`, the address, if it is one, and what follows.
fn target(text: &str) -> Option<(Option<String>, &str)> {
    let (inside, close) = match text.strip_prefix("](") {
        Some(inside) => (inside, ')'),
        None => (text.strip_prefix("][")?, ']'),
    };
    let end = inside.find(close)?;
    let found = address(inside.trim_start_matches(['<', ' ']));
    let found = Some(found).filter(|found| close == ')' && !found.is_empty());
    Some((found.map(str::to_owned), &inside[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_words_and_where_they_lead() {
        let typed = |text| {
            let typed = Typed::of(text);
            (typed.needed.trim().to_owned(), typed.links.join(" "))
        };
        for (text, words, links) in [
            (
                "xem [đây](https://a.vn/b) rồi",
                "xem [đây rồi",
                "https://a.vn/b",
            ),
            ("xem https://a.vn/b, rồi", "xem  rồi", "https://a.vn/b,"),
            ("xem <https://a.vn/b>", "xem <>", "https://a.vn/b"),
            ("[đây](<https://a.vn/b> \"Tên\")", "[đây", "https://a.vn/b"),
            ("![mèo con](https://a.vn/m.png) đó", "đó", ""),
            ("[![mèo](m.png)](https://a.vn)", "[", "https://a.vn"),
            ("[bài][1]\n\n[1]: https://a.vn/b", "[bài", ""),
            ("một [hai](", "một [hai](", ""),
            ("tin [1] ở mục ](ba", "tin [1] ở mục ](ba", ""),
        ] {
            assert_eq!(typed(text), (words.to_owned(), links.to_owned()), "{text}");
        }
    }
}
