//! Comment servers of others: one file per adapter and one line in [`KINDS`] and `open` each; beside them what
//! adapters share.
//!
//! They are asked without cookies and without headers of our own, which most of them refuse; what they say is sorted
//! by what the reader can do about it; and as none knows our keys, nothing is sent again before it was looked for.

pub mod email;

mod alike;
mod all;
mod body;
mod fetch;
mod fixed;
mod isso;
mod kept;
mod lock;
mod mastodon;
mod once;
mod remark42;
mod said;
mod table;
mod waline;
mod whole;
mod wordpress;

use super::{BackendHandle, Place};

pub use table::capability_table;

/// What `connect` knows; attribute `backend` begins with one of them.
pub const KINDS: &[&str] = &[
    "own",
    "none",
    "isso",
    "wordpress",
    "waline",
    "remark42",
    "mastodon",
    "static",
];

/// Opens a backend that is not our own; none where it has no address.
pub(super) fn open(kind: &str, place: &Place) -> Option<BackendHandle> {
    if place.address.is_empty() {
        return None;
    }
    Some(match kind {
        "isso" => BackendHandle::new(isso::IssoBackend::new(place)),
        "wordpress" => BackendHandle::new(wordpress::WordPressBackend::new(place)),
        "waline" => BackendHandle::new(waline::WalineBackend::new(place)),
        "remark42" => BackendHandle::new(remark42::Remark42Backend::new(place)),
        "mastodon" => BackendHandle::new(mastodon::MastodonBackend::new(place)),
        "static" => BackendHandle::new(fixed::FileBackend::new(place)),
        _ => return None,
    })
}

/// The address alone, without a slash at its end, and what stands behind `#`.
fn parts(address: &str) -> (&str, Option<String>) {
    let (address, name) = address.split_once('#').unwrap_or((address, ""));
    let name = Some(decoded(name)).filter(|name| !name.is_empty());
    (address.trim_end_matches('/'), name)
}

/// What a browser wrote with `%`; as it stands, if that is no text.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex
            .filter(|_| *first == b'%')
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The path of an address, as the browser writes it.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    match rest.find('/') {
        Some(at) => &rest[at..],
        None => "/",
    }
}

/// Text as a part of a query.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                all.push(char::from(byte));
            }
            other => all.push_str(&format!("%{other:02X}")),
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_name_its_thread() {
        assert_eq!(parts("https://c.example/"), ("https://c.example", None));
        assert_eq!(
            parts("https://c.example/isso/#/bai/1"),
            ("https://c.example/isso", Some("/bai/1".to_owned()))
        );
        let (_, name) = parts("https://c.example#/b%C3%A0i%201%");
        assert_eq!(name.as_deref(), Some("/bài 1%"));
        assert_eq!(parts("https://c.example#"), ("https://c.example", None));
    }

    #[test]
    fn what_stands_in_a_query_is_encoded() {
        assert_eq!(encoded("/bài?1&2"), "%2Fb%C3%A0i%3F1%262");
    }

    #[test]
    fn a_path_is_what_the_browser_calls_one() {
        assert_eq!(path("https://site.example/a/b?c#d"), "/a/b");
        assert_eq!(path("https://site.example"), "/");
        assert_eq!(path("https://site.example?q=/x"), "/");
    }
}
