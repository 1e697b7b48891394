//! Where a server rendered: what stands under the article comes to life.

use std::rc::Rc;

use js_sys::Object;
use model::Fragment;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::Callback;

use super::attributes::{self, option, text};
use super::events::pass_on;
use super::swap::Swap;
use crate::comments::Begin;
use crate::json;
use crate::page::{About, BelowProps, Scene};

/// What stands under an article, alive or about to be.
#[wasm_bindgen]
pub struct Island(Rc<Swap>);

#[wasm_bindgen]
impl Island {
    /// Comes to life now, whatever the reader is doing: they have just sent what they wrote, or pressed something.
    pub fn hurry(&self, pressed: Option<HtmlElement>) {
        self.0.hurry(pressed);
    }

    /// Takes it off the page and frees what it holds. Answers still under way are dropped.
    pub fn unmount(self) {
        self.0.stop();
    }
}

/// Brings to life what the server rendered into `root`: renders it anew from the data that came beside
/// it, and puts that in the place of `root` once the reader is not busy in it.
///
/// `options` holds the attributes as written (`server`, `backend`, `url`, `lang`, `theme`, `share`), the
/// loader's directory (`home`), the page's address (`page`), the data (`fragment`: JSON) and what could not be put
/// into the page's storage (`memory`: an object).
///
/// # Errors
/// If the data is not what this version reads.
#[wasm_bindgen]
pub fn wake(host: HtmlElement, root: HtmlElement, options: Object) -> Result<Island, JsError> {
    let fragment = text(&options, "fragment").unwrap_or_default();
    let fragment: Fragment = json::read(&fragment)?;
    let memory = option(&options, "memory").dyn_into().ok();
    let options = attributes::read(&host, &options);
    let url = options.url.clone();
    let props = BelowProps {
        about: About {
            id: fragment.id,
            headline: fragment.headline.into(),
        },
        scene: Scene {
            words: options.words,
            url: options.url.into(),
            targets: options.targets,
            spare_targets: Rc::default(),
            backend: options.backend,
        },
        begin: Begin {
            order: Some(fragment.order),
            first: Some(Rc::new(fragment.thread)),
            ..Begin::default()
        },
        on_event: Callback::from(move |event| pass_on(&host, &url, event)),
    };
    Ok(Island(Swap::begin(root, props, memory)))
}
