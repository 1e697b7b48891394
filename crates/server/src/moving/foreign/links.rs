//! Links that lead where they led before somebody counted who follows them.

use model::{Block, Inline};
use url::Url;

/// Where Disqus counts, with the scheme in front.
const COUNTING: [&str; 2] = ["://disq.us/url?", "://www.disq.us/url?"];
/// Shortest signature that Disqus writes behind an address.
const MIN_SIGNATURE_CHARS: usize = 20;

/// Lets every link lead straight to where it leads in the end. A text nests [`model::MAX_TEXT_DEPTH`] deep at most.
pub(super) fn straighten(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(words) | Block::Heading { text: words, .. } => in_words(words),
            Block::BulletList(items) | Block::NumberedList(items) => {
                items.iter_mut().for_each(|item| straighten(&mut item.0));
            }
            Block::Quote(quote) => {
                straighten(&mut quote.body.0);
                in_words(&mut quote.source);
            }
            _ => {}
        }
    }
}

fn in_words(words: &mut [Inline]) {
    for word in words {
        match word {
            Inline::Link { url, text } => {
                let inner = inner(url.as_str()).and_then(|inner| inner.parse().ok());
                *url = inner.unwrap_or_else(|| url.clone());
                in_words(text);
            }
            Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Strike(text)
            | Inline::Sub(text)
            | Inline::Sup(text) => in_words(text),
            Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => {}
        }
    }
}

/// What stands in `https://disq.us/url?url=…`, without the signature behind it.
fn inner(address: &str) -> Option<String> {
    if !COUNTING.iter().any(|counting| address.contains(counting)) {
        return None;
    }
    let outer = Url::parse(address).ok()?;
    if !matches!(outer.host_str(), Some("disq.us" | "www.disq.us")) {
        return None;
    }
    let (_, inner) = outer.query_pairs().find(|(name, _)| name == "url")?;
    let is_signature = |end: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        end.len() >= MIN_SIGNATURE_CHARS && end.chars().all(known)
    };
    Some(match inner.rsplit_once(':') {
        Some((before, end)) if is_signature(end) => before.to_owned(),
        _ => inner.into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_leads_to_what_it_counts_and_all_else_stays() {
        for (address, to) in [
            (
                "https://disq.us/url?url=https%3A%2F%2Fa.vn%2Fx%3AAbCdEfGhIjKlMnOpQrSt-_1&cuid=7",
                Some("https://a.vn/x"),
            ),
            (
                "http://disq.us/url?cuid=7&url=http%3A%2F%2Fa.vn%3A8080",
                Some("http://a.vn:8080"),
            ),
            ("https://disq.us/p/1abc", None),
            ("https://a.vn/?u=https://disq.us/url?url=b", None),
        ] {
            assert_eq!(inner(address).as_deref(), to, "{address}");
        }
    }
}
