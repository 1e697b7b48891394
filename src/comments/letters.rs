//! What is known of letters: natively by Rust's tables, in a browser by its own, which need not be shipped.

#[cfg(target_arch = "wasm32")]
use js_sys::{JsString, RegExp};

/// Is it a letter or a digit, in any script?
#[cfg(not(target_arch = "wasm32"))]
pub fn is_alphanumeric(c: char) -> bool {
    c.is_alphanumeric()
}

/// In capitals.
#[cfg(not(target_arch = "wasm32"))]
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// Is it a letter or a digit, in any script?
#[cfg(target_arch = "wasm32")]
pub fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !c.is_ascii() && RegExp::new(r"[\p{Alphabetic}\p{N}]", "u").test(&c.to_string())
}

/// In capitals.
#[cfg(target_arch = "wasm32")]
pub fn upper(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}
