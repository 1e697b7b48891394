//! A plain object of the loader's.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// One of its fields; `undefined` if it is not there.
pub(super) fn option(options: &Object, name: &str) -> JsValue {
    Reflect::get(options, &name.into()).unwrap_or_default()
}

/// The same, if it is text.
pub(super) fn text(options: &Object, name: &str) -> Option<String> {
    option(options, name).as_string()
}
