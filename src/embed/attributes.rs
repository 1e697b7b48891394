//! The object of options that the loader hands over.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, Url, console};

use super::options::{Options, Written};

/// One of the options; `undefined` if it is not there.
pub(super) fn option(options: &Object, name: &str) -> JsValue {
    Reflect::get(options, &name.into()).unwrap_or_default()
}

/// The same, if it is text.
pub(super) fn text(options: &Object, name: &str) -> Option<String> {
    option(options, name).as_string()
}

/// Makes sense of the attributes of `host`; what makes none is complained about in the console.
pub(super) fn read(host: &HtmlElement, options: &Object) -> Options {
    let text = |name: &str| text(options, name);
    let written = Written {
        server: text("server"),
        backend: text("backend"),
        url: text("url"),
        lang: text("lang"),
        theme: text("theme"),
        share: text("share"),
        home: text("home").unwrap_or_default(),
        page: text("page").unwrap_or_default(),
        lang_around: lang_around(host),
    };
    let base = host.base_uri().ok().flatten().unwrap_or_default();
    let absolute = |address: &str| Some(Url::new_with_base(address, &base).ok()?.href());
    let complain = |said: String| console::warn_1(&format!("chuyen: {said}").into());
    Options::read(&written, absolute, complain)
}

/// The language of the nearest element around the tag that names one.
fn lang_around(host: &HtmlElement) -> Option<String> {
    host.parent_element()?
        .closest("[lang]")
        .ok()
        .flatten()?
        .get_attribute("lang")
}
