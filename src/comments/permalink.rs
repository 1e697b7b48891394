//! `#chuyen-c-<id>`: the address of one comment on whatever page shows it.

use gloo_events::EventListener;
use model::CommentId;
use wasm_bindgen::JsValue;
use web_sys::Window;
use yew::prelude::*;

use crate::ui::{held, use_effect_of, use_store};

/// Begins what a comment's element is called.
pub const ANCHOR: &str = "chuyen-c-";

/// What a comment's element is called, and its address ends in.
pub fn anchor(id: &CommentId) -> String {
    format!("{ANCHOR}{id}")
}

/// The comment that the page's address asks for, and a way to ask for another.
///
/// Every thread on the page hears of it; the one that has the comment answers.
#[hook]
pub fn use_permalink() -> (Option<CommentId>, Callback<CommentId>) {
    let wanted = use_store(|| None);
    use_effect_of((), {
        let wanted = wanted.clone();
        move |()| {
            let window = web_sys::window().expect("effects run in a window");
            wanted.set_eq(asked_for(&window));
            let changes = EventListener::new(&window.clone(), "hashchange", move |_| {
                wanted.set_eq(asked_for(&window));
            });
            held(changes)
        }
    });
    let follow = {
        let wanted = wanted.clone();
        Callback::from(move |id: CommentId| {
            show_in_address(&id);
            wanted.set_eq(Some(id));
        })
    };
    ((*wanted).clone(), follow)
}

fn asked_for(window: &Window) -> Option<CommentId> {
    let hash = window.location().hash().ok()?;
    let id = hash.strip_prefix("#chuyen-c-")?;
    let id = js_sys::decode_uri_component(id).ok()?;
    String::from(id).parse().ok()
}

/// Replaces the address without an event, so that a host page that routes by it stays where it is.
fn show_in_address(id: &CommentId) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let state = history.state().unwrap_or(JsValue::NULL);
        // In full: a hash alone would be resolved against the page's <base>.
        let here = web_sys::window().and_then(|window| window.location().href().ok());
        let page = here.unwrap_or_default();
        let page = page.split('#').next().unwrap_or_default();
        let address = format!("{page}#{}", anchor(id));
        // A page without an address of its own has nothing to replace.
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}
