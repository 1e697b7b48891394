//! What is known to attack pages through comments: under Trusted Types, none of it does anything.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod common;

#[path = "adapters/harmless.rs"]
mod harmless;

use chuyen::foreign::comment_body;
use common::memory_backend::MemoryBackend;
use common::thread_page::ThreadPage;
use common::{gives_parser, until};
use js_sys::{Function, Reflect};
use model::CommentStatus;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// From here on the page takes no text for markup, and notes whoever tries, speaks to the reader or asks for anything.
const GUARDED: &str = "
    self.noted = [];
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'fetch'])
        self[name] = () => { self.noted.push(name) };
    addEventListener('securitypolicyviolation', (event) => self.noted.push(event.violatedDirective));
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = \"require-trusted-types-for 'script'; trusted-types chuyen\";
    document.head.append(policy);
    const asked = () => performance.getEntriesByType('resource').length, before = asked();
    self.told = () => [...self.noted, ...Array(asked() - before).fill('asked for something')].join();
";

#[wasm_bindgen_test]
async fn no_known_attack_does_anything() {
    gives_parser();
    js_sys::eval(GUARDED).unwrap();
    let all: Value = serde_json::from_str(include_str!(
        "../crates/formats/tests/fixtures/sanitizer/bluemonday-xss-cases.json"
    ))
    .unwrap();
    let all: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["in"].as_str())
        .collect();
    assert_eq!(all.len(), 174);
    let backend = MemoryBackend::new("attacks");
    backend.memory().page_size = all.len();
    for attack in &all {
        let id = backend.says("Kẻ xấu", "x", None);
        let body = comment_body(attack, "https://comments.example/");
        backend.memory().reword(&id, body);
        backend.rules(&id, CommentStatus::Published);
    }
    let page = ThreadPage::open(&backend);
    until("all stand", || page.all("article").len() == all.len()).await;
    for body in page.all(".chuyen-comment-body *") {
        let body: &Element = &body;
        harmless::is_harmless(body);
    }
    // What runs late has run by the time that the page was drawn twice.
    for _ in 0..2 {
        gloo_timers::future::sleep(std::time::Duration::ZERO).await;
    }
    // No text becomes a program here any more, so what is asked was prepared.
    let told = Reflect::get(&js_sys::global(), &"told".into()).unwrap();
    let told = told.dyn_ref::<Function>().unwrap().call0(&JsValue::NULL);
    assert_eq!(told.unwrap().as_string().as_deref(), Some(""));
    assert!(js_sys::eval("1").is_err(), "the page is guarded");
}
