//! Finds addresses in plain text.

use model::{Address, Inline};

/// `text`, with every `http://…` and `https://…` in it a link.
pub(super) fn linkify(text: &str) -> Vec<Inline> {
    let mut parts = Vec::new();
    let mut plain = 0;
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        let Some((end, url)) = address(&text[start..]).filter(|_| at_a_word_s_start(text, start))
        else {
            from = start + "http".len();
            continue;
        };
        if plain < start {
            parts.push(Inline::Text(text[plain..start].to_owned()));
        }
        let words = text[start..start + end].to_owned();
        parts.push(Inline::Link {
            url,
            text: vec![Inline::Text(words)],
        });
        from = start + end;
        plain = from;
    }
    if plain < text.len() {
        parts.push(Inline::Text(text[plain..].to_owned()));
    }
    parts
}

fn at_a_word_s_start(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric())
}

/// The address that `text` begins with, and where it ends.
fn address(text: &str) -> Option<(usize, Address)> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let host = text.len() - rest.len();
    let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"“”‘’«»`|\\^{}".contains(c);
    let mut end = text.find(stops).unwrap_or(text.len());
    // What closes a sentence or a bracket does not belong to the address.
    while let Some(last) = text[host..end].chars().next_back() {
        let address = &text[..end];
        let unopened = |open: char, close: char| {
            last == close && address.matches(close).count() > address.matches(open).count()
        };
        if ".,;:!?'*_~…".contains(last) || unopened('(', ')') || unopened('[', ']') {
            end -= last.len_utf8();
        } else {
            break;
        }
    }
    let named = text[host..end].starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let url = text[..end].parse().ok().filter(|_| named)?;
    Some((end, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links in `<>`, the rest as it is.
    fn linked(text: &str) -> String {
        let parts = linkify(text);
        let show = |part: &Inline| match part {
            Inline::Link { url, .. } => format!("<{url}>"),
            Inline::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        parts.iter().map(show).collect()
    }

    #[test]
    fn an_address_ends_where_a_reader_would_end_it() {
        for (text, expected) in [
            ("xem https://a.vn/x.", "xem <https://a.vn/x>."),
            ("(http://a.vn/x_(y))", "(<http://a.vn/x_(y)>)"),
            ("“https://a.vn”…", "“<https://a.vn>”…"),
            ("https://a.vn?q=1,2!", "<https://a.vn?q=1,2>!"),
            ("https://báo.vn/tỉnh", "<https://báo.vn/tỉnh>"),
            (
                "a https://a.vn b http://c.vn",
                "a <https://a.vn> b <http://c.vn>",
            ),
        ] {
            assert_eq!(linked(text), expected);
        }
    }

    #[test]
    fn what_only_looks_like_an_address_is_text() {
        for text in [
            "https://",
            "http://.",
            "xhttps://a.vn",
            "javascript:alert(1)",
            "ftp://a",
            "http",
        ] {
            assert_eq!(linked(text), text);
        }
    }
}
