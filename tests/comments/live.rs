//! What others do meanwhile: offered, never pushed.

use chuyen::words::VI;
use model::CommentStatus;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{ThreadPage, button};
use crate::common::{text, until};

async fn says(page: &ThreadPage, expected: &[&str]) {
    until(&format!("the thread says {expected:?}"), || {
        let said = page.said();
        let each = said.iter().zip(expected);
        said.len() == expected.len() && each.into_iter().all(|(said, text)| said.contains(text))
    })
    .await;
}

async fn is_offered(page: &ThreadPage, label: &str) -> web_sys::HtmlElement {
    let find = || {
        let mut all = page.all(".chuyen-list-button").into_iter();
        all.find(|button| text(button) == label)
    };
    until(&format!("{label:?} is offered"), || find().is_some()).await;
    find().unwrap()
}

#[wasm_bindgen_test]
async fn new_comments_are_announced_and_wait_until_the_reader_wants_them() {
    let backend = MemoryBackend::new("live");
    backend.says("An", "Một", None);
    let page = ThreadPage::open(&backend);
    page.comment("Một", "published").await;
    for words in ["Hai", "Ba"] {
        let id = backend.says("Bích", words, None);
        backend.tells(&id);
        backend.tells(&id);
    }
    let offer = is_offered(&page, "2 bình luận mới").await;
    page.hears("status", "2 bình luận mới").await;
    says(&page, &["Một"]).await;
    offer.click();
    says(&page, &["Ba", "Hai", "Một"]).await;
    let newest = backend.last().id;
    page.focuses(&format!("#chuyen-c-{newest}")).await;
}

#[wasm_bindgen_test]
async fn new_replies_wait_below_what_they_answer() {
    let backend = MemoryBackend::new("live replies");
    let root = backend.says("An", "Một", None);
    let page = ThreadPage::open(&backend);
    page.comment("Một", "published").await;
    let reply = backend.says("Bích", "Hai", Some(&root));
    backend.tells(&reply);
    is_offered(&page, "Xem thêm 1 trả lời").await.click();
    says(&page, &["Một", "Hai"]).await;
}

#[wasm_bindgen_test]
async fn likes_edits_and_removals_are_seen_at_once() {
    let backend = MemoryBackend::new("live changes");
    let (first, second) = (
        backend.says("An", "Một", None),
        backend.says("Bích", "Hai", None),
    );
    let page = ThreadPage::open(&backend);
    let comment = page.comment("Một", "published").await;
    backend.memory().like(&first, true).expect("it is there");
    backend.tells(&first);
    let like = button(&comment, VI.comments.like);
    until("it is liked", || text(&like).ends_with('1')).await;
    backend.rules(&second, CommentStatus::Removed);
    backend.tells(&second);
    says(&page, &[VI.comments.removed, "Một"]).await;
}

#[wasm_bindgen_test]
async fn one_s_own_comment_is_not_offered() {
    let backend = MemoryBackend::new("live own");
    backend.says("An", "Một", None);
    let page = ThreadPage::open(&backend);
    page.comment("Một", "published").await;
    backend.memory().loses_answers = true;
    page.post("Lan", "Của tôi").await;
    until("it has arrived", || backend.comments().len() == 2).await;
    let own = backend.last().id;
    backend.tells(&own);
    backend.memory().loses_answers = false;
    page.hears("status", VI.comments.posted).await;
    says(&page, &["Của tôi", "Một"]).await;
    assert!(page.all(".chuyen-list-button").is_empty());
}

#[wasm_bindgen_test]
async fn nobody_listens_once_the_thread_is_gone() {
    let backend = MemoryBackend::new("live gone");
    let page = ThreadPage::open(&backend);
    until("it listens", || backend.memory().hears.is_some()).await;
    drop(page);
    until("it is over", || backend.memory().hears.is_none()).await;
}
