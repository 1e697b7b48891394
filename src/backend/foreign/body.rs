//! The HTML of a comment, as the tree that is shown.

use model::RichText;

/// What a server says in HTML; its addresses start at `base`.
#[cfg(target_arch = "wasm32")]
pub(super) fn body(html: &str, base: &str) -> RichText {
    crate::foreign::comment_body(html, base)
}

/// What stands between the tags: no browser is at hand that would parse them.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn body(html: &str, _: &str) -> RichText {
    let words = html.split('<').map(|piece| match piece.split_once('>') {
        Some((_, words)) => words,
        None => piece,
    });
    super::said::as_typed(&super::said::unescaped(&words.collect::<String>()))
}
