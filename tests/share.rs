//! The share bar, in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod common;

use std::cell::RefCell;
use std::rc::Rc;

use chuyen::share::{Link, Props, ShareBar, chosen};
use chuyen::words::VI;
use common::{appears, document, is_there, place, show, text, the, until};
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::Callback;

wasm_bindgen_test_configure!(run_in_browser);

const URL: &str = "https://news.example/mua";

/// A bar, and the ids of what was shared.
fn bar(share: &str) -> (HtmlElement, Rc<RefCell<Vec<&'static str>>>) {
    let shared = Rc::<RefCell<Vec<_>>>::default();
    let on_share = {
        let shared = shared.clone();
        Callback::from(move |target: &'static chuyen::share::Target| {
            shared.borrow_mut().push(target.id)
        })
    };
    let props = Props {
        link: Rc::new(Link::new(URL, "Mưa to").unwrap()),
        targets: chosen(share),
        spare_targets: Rc::default(),
        words: &VI,
        on_share,
    };
    (show::<ShareBar>(props).0, shared)
}

/// What the clipboard is for this page.
fn set_clipboard(clipboard: &JsValue) {
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"value".into(), clipboard).unwrap();
    Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
    let navigator = web_sys::window().unwrap().navigator();
    Object::define_property(&navigator, &"clipboard".into(), &descriptor);
}

#[wasm_bindgen_test]
async fn targets_stand_in_the_order_the_tag_names_them() {
    let (bar, _) = bar("print facebook zalo");
    appears(&bar, "ul").await;
    let names = bar.query_selector_all(".chuyen-share-name").unwrap();
    let names: Vec<_> = (0..names.length())
        .map(|n| names.get(n).unwrap().text_content().unwrap())
        .collect();
    assert_eq!(names, [VI.share().print, "Facebook", "Zalo"]);
}

#[wasm_bindgen_test]
async fn a_link_says_that_it_opens_a_window_and_is_told_when_followed() {
    let (bar, shared) = bar("facebook");
    let link = appears(&bar, "a").await;
    assert_eq!(text(&link), format!("Facebook ({})", VI.share().new_window));
    assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    assert!(link.get_attribute("rel").unwrap().contains("noopener"));
    let options = EventListenerOptions::enable_prevent_default();
    let _stay =
        EventListener::new_with_options(&bar, "click", options, |event| event.prevent_default());
    link.click();
    assert_eq!(*shared.borrow(), ["facebook"]);
}

#[wasm_bindgen_test]
async fn copying_says_so_to_the_eye_and_to_a_screen_reader() {
    let clipboard =
        js_sys::eval("({ texts: [], async writeText(text) { this.texts.push(text) } })").unwrap();
    set_clipboard(&clipboard);
    let (bar, shared) = bar("copy");
    let button = appears(&bar, "button").await;
    assert_eq!(text(&button), VI.share().copy);
    let status = the(&bar, "[role=status]");
    assert_eq!(text(&status), "");
    button.click();
    until("it says so", || text(&status) == "Đã sao chép").await;
    assert_eq!(text(&button), "Đã sao chép");
    let texts = Reflect::get(&clipboard, &"texts".into()).unwrap();
    assert_eq!(js_sys::Array::from(&texts).join(" "), URL);
    assert_eq!(*shared.borrow(), ["copy"]);
}

#[wasm_bindgen_test]
async fn without_a_clipboard_the_link_is_there_to_be_copied() {
    // As on every page without TLS.
    set_clipboard(&JsValue::UNDEFINED);
    let (bar, shared) = bar("copy");
    appears(&bar, "button").await.click();
    let field: HtmlInputElement = appears(&bar, "input[readonly]").await.unchecked_into();
    assert_eq!(field.value(), URL);
    until("the link is selected", || {
        document()
            .active_element()
            .is_some_and(|active| active == **field)
            && field.selection_end().unwrap() == Some(URL.len() as u32)
    })
    .await;
    assert_eq!(text(&the(&bar, "[role=status]")), VI.share().copy_by_hand);
    assert!(shared.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn the_system_s_sheet_is_offered_where_there_is_one() {
    let navigator = web_sys::window().unwrap().navigator();
    let has_sheet = Reflect::has(&navigator, &"share".into()).unwrap();
    let (bar, _) = bar("system print");
    appears(&bar, "[data-target=print]").await;
    until("it is offered", || {
        is_there(&bar, "li:not([hidden]) > [data-target=system]") == has_sheet
    })
    .await;
}

#[wasm_bindgen_test]
async fn no_targets_no_bar() {
    let (bar, _) = bar("");
    let after = place();
    after.set_inner_text("sau");
    until("the page is there", || text(&after) == "sau").await;
    assert!(!is_there(&bar, "*"));
}
