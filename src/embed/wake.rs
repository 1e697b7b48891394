//! Where a server rendered: the thread under the article comes to life.

use std::rc::Rc;

use js_sys::Object;
use model::Fragment;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::Callback;

use super::events::pass_on_thread;
use super::plain::{option, text};
use super::swap::Swap;
use crate::backend::{BackendHandle, OwnBackend, PageFunctions};
use crate::comments::{Begin, Props};
use crate::json;
use crate::words::{VI, Words};

/// A thread, alive or about to be.
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

/// Brings to life `thread`, which the server rendered: renders it anew from the data that came beside it, and puts that
/// in its place once the reader is not busy in it. The share bar needs nothing.
///
/// `options` holds the server's address (`server`), the shared one (`url`), the data (`fragment`: JSON), what the page
/// does for every thread (see [`PageFunctions`]) and what could not be put into the page's storage (`memory`: an object).
///
/// # Errors
/// If the data is not what this version reads.
#[wasm_bindgen]
pub fn wake(host: HtmlElement, thread: HtmlElement, options: Object) -> Result<Island, JsError> {
    let text = |name: &str| text(&options, name).unwrap_or_default();
    let fragment: Fragment = json::read(&text("fragment"))?;
    PageFunctions::given_by(&options);
    let memory = option(&options, "memory").dyn_into().ok();
    let props = Props {
        backend: BackendHandle::new(OwnBackend::new(&text("server"))),
        article: fragment.id,
        url: text("url").into(),
        words: fragment.words.map_or(&VI, Words::told),
        begin: Begin {
            order: Some(fragment.order),
            first: Some(Rc::new(fragment.thread)),
            ..Begin::default()
        },
        on_event: Callback::from(move |event| pass_on_thread(&host, event)),
    };
    Ok(Island(Swap::begin(thread, props, memory)))
}
