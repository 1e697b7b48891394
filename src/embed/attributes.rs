//! The attributes, in the object of options that the loader hands over.

use js_sys::Object;
use web_sys::{HtmlElement, Url};

use super::options::{Options, Written};
use super::plain;

/// Makes sense of the attributes of `host`.
pub(super) fn read(host: &HtmlElement, options: &Object) -> Options {
    let text = |name: &str| plain::text(options, name);
    let written = Written {
        server: text("server"),
        backend: text("backend"),
        url: text("url"),
        lang: text("lang"),
        share: text("share"),
        home: text("home").unwrap_or_default(),
        page: text("page").unwrap_or_default(),
        lang_around: lang_around(host),
    };
    let base = host.base_uri().ok().flatten().unwrap_or_default();
    let absolute = |address: &str| Some(Url::new_with_base(address, &base).ok()?.href());
    Options::read(&written, absolute)
}

/// The language of the nearest element around the tag that names one.
fn lang_around(host: &HtmlElement) -> Option<String> {
    host.parent_element()?
        .closest("[lang]")
        .ok()
        .flatten()?
        .get_attribute("lang")
}
