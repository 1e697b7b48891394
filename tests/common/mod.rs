//! A page to show parts on, seen as its reader sees it.
#![allow(dead_code, reason = "every test crate uses its own part of this")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

pub mod memory;
pub mod memory_backend;
pub mod thread_page;

use std::time::Duration;

use gloo_timers::future::sleep;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};
use yew::{AppHandle, BaseComponent, Renderer};

/// How long a test waits for what it asks for, in steps of [`STEP_MS`].
const STEPS: u32 = 300;
const STEP_MS: u64 = 10;

/// The page the tests run in.
pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A fresh place at the end of the page.
pub fn place() -> HtmlElement {
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    place.unchecked_into()
}

/// Gives the program the parser that the loader gives it, under the page's policy for trusted types.
pub fn gives_parser() {
    let options = js_sys::eval(
        "({ parse: (html) => {
            self.policy ??= self.trustedTypes?.createPolicy('chuyen', { createHTML: (text) => text });
            const template = document.createElement('template');
            template.innerHTML = self.policy?.createHTML(html) ?? html;
            return template.content;
        } })",
    );
    chuyen::foreign::give_parser(&options.unwrap().into());
}

/// Shows a component in a fresh place.
pub fn show<C: BaseComponent>(props: C::Properties) -> (HtmlElement, AppHandle<C>) {
    let place = place();
    let app = Renderer::<C>::with_root_and_props(place.clone().into(), props).render();
    (place, app)
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..STEPS {
        if is_so() {
            return;
        }
        sleep(Duration::from_millis(STEP_MS)).await;
    }
    panic!("waited in vain: {what}");
}

/// Waits until an element is there. What stands there instead is read for the message, never written.
pub async fn appears(within: &Element, selector: &str) -> HtmlElement {
    until(&format!("{selector} in {}", within.inner_html()), || {
        is_there(within, selector)
    })
    .await;
    the(within, selector)
}

/// Is such an element there now?
pub fn is_there(within: &Element, selector: &str) -> bool {
    within.query_selector(selector).unwrap().is_some()
}

/// The element, which is there now. What stands there instead is read for the message, never written.
pub fn the(within: &Element, selector: &str) -> HtmlElement {
    let found = within.query_selector(selector).unwrap();
    found
        .unwrap_or_else(|| panic!("no {selector} in {}", within.inner_html()))
        .unchecked_into()
}

/// What a reader reads in an element.
pub fn text(element: &HtmlElement) -> String {
    let text = element.text_content().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
