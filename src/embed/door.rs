//! What the loader calls.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, Url, console};
use yew::{AppHandle, Renderer};

use super::load::Source;
use super::options::{Options, Written};
use super::widget::{Props, Widget};

/// A widget on the page.
#[wasm_bindgen]
pub struct Mounted(AppHandle<Widget>);

#[wasm_bindgen]
impl Mounted {
    /// Takes the widget off the page and frees what it holds. Answers still under way are dropped.
    pub fn unmount(self) {
        self.0.destroy();
    }
}

/// Shows an article as a child of `host`, its share bar and thread in `shadow`.
///
/// `options` holds the attributes as written (`server`, `backend`, `url`, `lang`, `theme`, `share`),
/// the loader's directory (`home`), the page's address (`page`), the address of the article's JSON
/// (`source`) and, as a promise that never fails, its first answer (`answer`: a `Response` or nothing).
#[wasm_bindgen]
pub fn mount(host: HtmlElement, shadow: HtmlElement, options: Object) -> Mounted {
    let option = |name: &str| Reflect::get(&options, &name.into()).unwrap_or_default();
    let text = |name: &str| option(name).as_string();
    let written = Written {
        server: text("server"),
        backend: text("backend"),
        url: text("url"),
        lang: text("lang"),
        theme: text("theme"),
        share: text("share"),
        home: text("home").unwrap_or_default(),
        page: text("page").unwrap_or_default(),
        lang_around: lang_around(&host),
    };
    let base = host.base_uri().ok().flatten().unwrap_or_default();
    let absolute = |address: &str| Some(Url::new_with_base(address, &base).ok()?.href());
    let complain = |said: String| console::warn_1(&format!("chuyen: {said}").into());
    let props = Props {
        options: Options::read(&written, absolute, complain),
        source: Source {
            address: text("source"),
            answer: option("answer").dyn_into::<Promise>().ok(),
        },
        host,
    };
    Mounted(Renderer::<Widget>::with_root_and_props(shadow.into(), props).render())
}

/// The language of the nearest element around the tag that names one.
fn lang_around(host: &HtmlElement) -> Option<String> {
    host.parent_element()?
        .closest("[lang]")
        .ok()
        .flatten()?
        .get_attribute("lang")
}
