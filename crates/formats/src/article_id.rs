//! Foreign ids, made such that they survive in an address.

use model::{ArticleId, MAX_ID_CHARS};

use crate::address::{host, is_web};

/// An id of ours for a foreign one.
///
/// Of an address the host and the path are kept, of others what is not allowed becomes a `-`. What is too long is cut, and
/// told apart by a checksum of the whole.
pub(crate) fn of(foreign: &str) -> Option<ArticleId> {
    let foreign = foreign.trim();
    let bare = match is_web(foreign) {
        true => foreign.split_once("://").map_or(foreign, |(_, rest)| rest),
        false => foreign,
    };
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_matches('/');
    let mut id = String::with_capacity(bare.len());
    for c in bare.chars() {
        let is_kept =
            !(c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '#' | '%' | '\\'));
        match is_kept {
            true => id.push(c),
            false if id.ends_with('-') => {}
            false => id.push('-'),
        }
    }
    if id.chars().count() > MAX_ID_CHARS {
        let kept: String = id.chars().take(MAX_ID_CHARS - 17).collect();
        id = format!("{kept}-{:016x}", checksum(foreign));
    }
    id.parse().ok()
}

/// What stands before an id of ours where it goes out, so that it comes back as it is.
const OURS: &str = "chuyen:";

/// The same for an id that is unique on one site only. One that already begins with the site, as [`of`] leaves it, is whole.
pub(crate) fn on_site(site: Option<&str>, id: &str) -> Option<ArticleId> {
    if let Some(ours) = id.strip_prefix(OURS).and_then(|id| id.parse().ok()) {
        return Some(ours);
    }
    let is_whole = |host: &str| {
        is_web(id)
            || id
                .strip_prefix(host)
                .is_some_and(|rest| rest.starts_with('-'))
    };
    match site.and_then(host).filter(|host| !is_whole(host)) {
        Some(host) => of(&format!("{host}-{id}")),
        None => of(id),
    }
}

/// FNV-1a, 64 bits.
fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_in_an_address_and_stays_the_same() {
        let id = |foreign: &str| of(foreign).map(String::from).unwrap_or_default();
        assert_eq!(
            id("http://www.a.example/tin/bai-1.html"),
            "a.example-tin-bai-1.html"
        );
        assert_eq!(
            id("urn:newsml:dpa.com:20090101:1"),
            "urn:newsml:dpa.com:20090101:1"
        );
        assert_eq!(id("unique ANS  id"), "unique-ANS-id");
        assert_eq!(id(" "), "");
        let long = |end: &str| id(&format!("https://a.example/{}{end}", "á".repeat(300)));
        assert_eq!(long("1").chars().count(), MAX_ID_CHARS);
        assert_ne!(long("1"), long("2"));
        assert_eq!(
            on_site(Some("https://b.example/x"), "34")
                .map(String::from)
                .as_deref(),
            Some("b.example-34")
        );
    }

    #[test]
    fn an_id_that_went_out_comes_back_as_it_was() {
        let on = |id: &str| on_site(Some("https://www.b.example/x"), id).map(String::from);
        let once = on("34");
        assert_eq!(once.as_deref(), Some("b.example-34"));
        assert_eq!(on("b.example-34"), once, "it begins with the site");
        assert_eq!(on("chuyen:bdk-1").as_deref(), Some("bdk-1"), "one of ours");
        assert_eq!(on("chuyen:").as_deref(), Some("b.example-chuyen:"));
    }
}
