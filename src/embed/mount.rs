//! Where no server renders: article, share bar and thread are made here.

use js_sys::{Object, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::{AppHandle, Renderer};

use super::attributes;
use super::load::Source;
use super::plain::{option, text};
use super::widget::{Props, Widget};
use crate::backend::PageFunctions;
use crate::foreign;

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
/// `options` holds the attributes as written (`server`, `backend`, `url`, `lang`, `theme`, `share`, `format`, `zone`),
/// the loader's directory (`home`), the page's address (`page`), the address of the article's JSON
/// (`source`), what the page does for every thread (see [`PageFunctions`]), how it parses HTML (`parse`, see [`foreign`]) and, as a promise that never fails, its first
/// answer (`answer`: a `Response` or nothing).
#[wasm_bindgen]
pub fn mount(host: HtmlElement, shadow: HtmlElement, options: Object) -> Mounted {
    PageFunctions::given_by(&options);
    foreign::give_parser(&options);
    let props = Props {
        options: attributes::read(&host, &options),
        source: Source {
            address: text(&options, "source"),
            answer: option(&options, "answer").dyn_into::<Promise>().ok(),
            format: text(&options, "format"),
            zone: text(&options, "zone"),
        },
        host,
    };
    Mounted(Renderer::<Widget>::with_root_and_props(shadow.into(), props).render())
}
