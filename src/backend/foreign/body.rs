//! The HTML of a comment, as the tree that is shown.

use model::RichText;

/// What a server says in HTML; its addresses start at `base`.
pub(super) fn body(html: &str, _base: &str) -> RichText {
    // Until the walker is here: no mark is shown, and no address.
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    super::said::as_typed(&super::said::unescaped(&text))
}
