//! What is shared, and the one encoder every link goes through.

/// Hexadecimal digits.
const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// An article as others should find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its address: absolute, `http` or `https`, its host in ASCII.
    url: String,
    /// Its headline, in Unicode's composed form (NFC): decomposed marks would double its length.
    headline: String,
}

impl Link {
    /// An article at `url`; none unless that starts with `http:` or `https:`, as nothing else may
    /// stand behind a link that readers send to each other.
    pub fn new(url: &str, headline: &str) -> Option<Self> {
        let scheme = url.split_once(':')?.0;
        ["http", "https"]
            .iter()
            .any(|allowed| scheme.eq_ignore_ascii_case(allowed))
            .then(|| Self {
                url: url.to_owned(),
                headline: headline.to_owned(),
            })
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its headline.
    pub fn headline(&self) -> &str {
        &self.headline
    }
}

/// Percent-encodes a value for a query: UTF-8, only the unreserved characters of RFC 3986 kept, so
/// a space is `%20` and never `+`, which mail and message programs would show.
pub(super) fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let digits = [byte >> 4, byte & 15].map(|digit| HEX[usize::from(digit)]);
                out.push('%');
                out.extend(digits.map(char::from));
            }
        }
    }
    out
}

/// Base64 of the UTF-8 bytes, standard alphabet, padded (RFC 4648 §4).
pub(super) fn base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in text.as_bytes().chunks(3) {
        let bits = (0..3).fold(0, |bits, n| {
            bits << 8 | usize::from(group.get(n).copied().unwrap_or(0))
        });
        for n in 0..4 {
            out.push(match n <= group.len() {
                true => char::from(ALPHABET[bits >> (18 - 6 * n) & 63]),
                false => '=',
            });
        }
    }
    out
}

/// The text, or as much of it as weighs `limit`, ended by `…` between two words.
///
/// A weight is what X counts: 1 for Latin and common punctuation, 2 for all else, Vietnamese marks included.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    let weights = text.char_indices().scan(0, |sum, (at, c)| {
        *sum += weight(c);
        Some((at + c.len_utf8(), *sum))
    });
    if weights.clone().all(|(_, sum)| sum <= limit) {
        return text.to_owned();
    }
    let end = weights
        .take_while(|(_, sum)| *sum + weight('…') <= limit)
        .last()
        .map_or(0, |(end, _)| end);
    let (fits, rest) = text.split_at(end);
    // A whole word is whole characters too, whatever marks they are composed of.
    let cut = match fits.rfind(char::is_whitespace) {
        Some(space) if !rest.starts_with(char::is_whitespace) => &fits[..space],
        _ => fits,
    };
    format!("{}…", cut.trim_end())
}

fn weight(c: char) -> usize {
    match c {
        '\0'..='\u{10ff}'
        | '\u{2000}'..='\u{200d}'
        | '\u{2010}'..='\u{201f}'
        | '\u{2032}'..='\u{2037}' => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_encoded_by_rfc_3986() {
        assert_eq!(encoded("a b&c=d+e/ệ~"), "a%20b%26c%3Dd%2Be%2F%E1%BB%87~");
        assert_eq!(encoded("100%"), "100%25");
    }

    #[test]
    fn base64_takes_every_letter() {
        for (text, code) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("Chuyện", "Q2h1eeG7h24="),
            ("???>", "Pz8/Pg=="),
        ] {
            assert_eq!(base64(text), code);
        }
    }

    #[test]
    fn a_long_text_ends_between_two_words() {
        assert_eq!(shortened("ngắn", 10), "ngắn");
        assert_eq!(shortened("one two three", 13), "one two three");
        assert_eq!(shortened("one two three", 12), "one two…");
        assert_eq!(shortened("ệệ ệệ ệệ", 10), "ệệ…");
        assert_eq!(shortened("ệệ ệệ ệệ", 12), "ệệ ệệ…");
        assert_eq!(shortened("unbroken", 5), "unb…");
        assert_eq!(shortened("ệệ ệệ ệệ", 11), "ệệ ệệ…");
    }

    #[test]
    fn only_the_web_is_shared() {
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/a",
            "",
            "mailto:a@b.c",
            "ftp://a",
        ] {
            assert_eq!(Link::new(bad, "Mưa"), None, "{bad}");
        }
        assert!(Link::new("HTTPS://a.example/", "Mưa").is_some());
    }
}
