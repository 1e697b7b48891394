//! Likes: shown at once, counted once, and taken back where the server did not take them.

use chuyen::backend::BackendError;
use chuyen::words::VI;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::ThreadPage;
use crate::common::{text, the, until};

/// A page with one comment of somebody else's.
async fn page(backend: &MemoryBackend) -> (ThreadPage, HtmlElement) {
    if backend.comments().is_empty() {
        backend.says("Nguyễn Văn An", "Hay", None);
    }
    let page = ThreadPage::open(backend);
    page.comment("Hay", "published").await;
    let like = the(&page.root, "[data-deed=like]");
    (page, like)
}

async fn becomes(like: &HtmlElement, label: &str, pressed: &str) {
    until(&format!("{label:?}, pressed: {pressed}"), || {
        let now = (text(like), like.get_attribute("aria-pressed"));
        now == (label.to_owned(), Some(pressed.to_owned()))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_like_stands_before_the_server_answers_and_is_counted_once() {
    let backend = MemoryBackend::new("like");
    let (page, like) = page(&backend).await;
    becomes(&like, "Thích", "false").await;
    backend.memory().is_slow = true;
    like.click();
    becomes(&like, "Thích 1", "true").await;
    assert_eq!(backend.last().likes, 0, "no answer yet");
    backend.memory().is_slow = false;
    until("it is counted", || backend.last().likes == 1).await;
    becomes(&like, "Thích 1", "true").await;

    drop(page);
    let (_page, like) = self::page(&backend).await;
    becomes(&like, "Thích 1", "true").await;
    like.click();
    becomes(&like, "Thích", "false").await;
    until("it is taken back", || backend.last().likes == 0).await;
}

#[wasm_bindgen_test]
async fn a_like_that_is_not_taken_is_taken_back_and_said() {
    let backend = MemoryBackend::new("like refused");
    let (page, like) = page(&backend).await;
    backend.memory().fails = Some(BackendError::Offline);
    like.click();
    page.hears("alert", VI.comments.not_liked).await;
    becomes(&like, "Thích", "false").await;
}

#[wasm_bindgen_test]
async fn who_changes_their_mind_before_the_answer_is_heard() {
    let backend = MemoryBackend::new("like twice");
    let (_page, like) = page(&backend).await;
    backend.memory().is_slow = true;
    like.click();
    becomes(&like, "Thích 1", "true").await;
    like.click();
    becomes(&like, "Thích", "false").await;
    like.click();
    becomes(&like, "Thích 1", "true").await;
    like.click();
    becomes(&like, "Thích", "false").await;
    backend.memory().is_slow = false;
    until("it is told", || backend.memory().heard_likes > 0).await;
    like.click();
    becomes(&like, "Thích 1", "true").await;
    until("the last word counts", || backend.last().likes == 1).await;
}
