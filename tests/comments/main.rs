//! The thread, in a browser, used as a reader uses it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "../common/mod.rs"]
mod common;

mod drafts;
mod failing;
mod liking;
mod live;
mod own;
mod posting;
mod reading;
mod rendering;
mod typing;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
