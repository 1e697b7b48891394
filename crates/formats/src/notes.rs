//! What was left out or assumed while reading, counted.

use std::fmt;

use model::Address;

/// Most kinds of things told apart; what comes after is "other things".
const MAX_KINDS: usize = 40;
/// Longest name of a kind, in characters.
const MAX_KIND_CHARS: usize = 80;

/// Something in the source that the article does not show as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What it was, English, for developers.
    pub what: String,
    /// How often.
    pub count: u32,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}", self.count, self.what)
    }
}

/// Collects what is skipped.
#[derive(Debug, Default)]
pub(crate) struct Notes(pub(crate) Vec<Skipped>);

impl Notes {
    /// Counts one more of these.
    pub(crate) fn skip(&mut self, what: &str) {
        let what: String = what.chars().take(MAX_KIND_CHARS).collect();
        let is_full = self.0.len() >= MAX_KINDS;
        let what = match is_full && self.0.iter().all(|known| known.what != what) {
            true => "other things".to_owned(),
            false => what,
        };
        match self.0.iter_mut().find(|known| known.what == what) {
            Some(known) => known.count += 1,
            None => self.0.push(Skipped { what, count: 1 }),
        }
    }

    /// A picture of unknown size.
    pub(crate) fn size_assumed(&mut self) {
        self.skip("picture without a size, 3:2 assumed");
    }

    /// The address of a picture, over `https` where the article itself came over it: a browser would not show it else.
    pub(crate) fn secure(&mut self, url: Address, is_secure: bool) -> Address {
        let Some(rest) = url.as_str().strip_prefix("http://").filter(|_| is_secure) else {
            return url;
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        if host.contains(':') {
            self.skip("picture over http: at a port, which a page over https: may not show");
            return url;
        }
        self.skip("picture over http:, asked for over https:");
        format!("https://{rest}").parse().unwrap_or(url)
    }
}
