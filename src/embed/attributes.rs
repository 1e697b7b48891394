//! The attributes, in the object of options that the loader hands over.

use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, Url};

use crate::backend::Token;

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
        token: token_of(host),
    };
    let base = host.base_uri().ok().flatten().unwrap_or_default();
    let absolute = |address: &str| Some(Url::new_with_base(address, &base).ok()?.href());
    Options::read(&written, absolute)
}

/// Asks `host` who the reader is: property `token`, else what `signIn` gives or promises; none if it has neither.
fn token_of(host: &HtmlElement) -> Option<Token> {
    let has = |name: &str| !plain::option(host, name).is_falsy();
    if !has("token") && !has("signIn") {
        return None;
    }
    let host = host.clone();
    Some(Rc::new(move || {
        let host = host.clone();
        Box::pin(async move {
            let token = plain::option(&host, "token");
            let ask = plain::option(&host, "signIn").dyn_into::<Function>();
            let given = match ask {
                Ok(ask) if token.is_falsy() => ask.call0(&host).unwrap_or_default(),
                _ => token,
            };
            let came = JsFuture::from(Promise::resolve(&given)).await;
            Ok(came.ok().and_then(|token| token.as_string()))
        })
    }))
}

/// The language of the nearest element around the tag that names one.
fn lang_around(host: &HtmlElement) -> Option<String> {
    host.parent_element()?
        .closest("[lang]")
        .ok()
        .flatten()?
        .get_attribute("lang")
}
