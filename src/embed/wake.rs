//! Where a server rendered: the thread under the article comes to life.

use std::rc::Rc;

use js_sys::{Array, Function, Object};
use model::Fragment;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::{AppHandle, Callback, Renderer};

use super::events::pass_on_thread;
use super::plain::{option, text};
use crate::backend::{BackendHandle, OwnBackend, PageFunctions};
use crate::comments::{Begin, Props, Thread, ThreadEvent, remember};
use crate::json;
use crate::words::{VI, Words};

/// A thread that was rendered.
#[wasm_bindgen]
pub struct Island(AppHandle<Thread>);

#[wasm_bindgen]
impl Island {
    /// Takes it off the page and frees what it holds. Answers still under way are dropped.
    pub fn unmount(self) {
        self.0.destroy();
    }
}

/// Renders into `root`, which is on no page yet, a thread that the server rendered, anew from the data that came beside
/// it. The share bar needs nothing.
///
/// `options` holds the server's address (`server`), the shared one (`url`), the data (`fragment`: JSON), what the page
/// does for every thread (see [`PageFunctions`]), what could not be put into the page's storage (`memory`: an object), and
/// what is called when the thread stands in `root` (`rendered`).
///
/// # Errors
/// If the data is not what this version reads.
#[wasm_bindgen]
pub fn wake(host: HtmlElement, root: HtmlElement, options: Object) -> Result<Island, JsError> {
    let text = |name: &str| text(&options, name).unwrap_or_default();
    let fragment: Fragment = json::read(&text("fragment"))?;
    PageFunctions::given_by(&options);
    recall(&option(&options, "memory"));
    let rendered: Option<Function> = option(&options, "rendered").dyn_into().ok();
    let props = Props {
        backend: BackendHandle::new(OwnBackend::new(&text("server"))),
        article: fragment.id,
        url: text("url").into(),
        words: fragment.words.map_or(&VI, Words::told),
        begin: Begin {
            order: Some(fragment.order),
            first: Some(Rc::new(fragment.thread)),
            sign_in: fragment.sign_in,
            ..Begin::default()
        },
        on_event: Callback::from(move |event| match (event, &rendered) {
            (ThreadEvent::Rendered, Some(rendered)) => {
                // The page takes care of what goes wrong there.
                let _ = rendered.call0(&JsValue::NULL);
            }
            (event, _) => pass_on_thread(&host, event),
        }),
    };
    let app = Renderer::<Thread>::with_root_and_props(root.into(), props).render();
    Ok(Island(app))
}

/// Takes over what the page's storage could not keep: keys and values.
fn recall(memory: &JsValue) {
    for entry in memory.dyn_ref().into_iter().flat_map(Object::entries) {
        let entry = Array::from(&entry);
        if let (Some(key), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
            remember(&key, &value);
        }
    }
}
