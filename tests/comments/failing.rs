//! Whatever fails, a comment arrives exactly once and nothing typed is lost.

use chuyen::backend::BackendError;
use chuyen::words::VI;
use model::{Problem, ProblemKind};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::memory::refusal;
use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{
    FullStorage, ThreadPage, button, happens, send, stored, write_in, written,
};
use crate::common::{appears, is_there, text, the, until};

#[wasm_bindgen_test]
async fn a_comment_written_offline_is_sent_when_the_network_is_back() {
    let backend = MemoryBackend::new("offline");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().fails = Some(BackendError::Offline);
    page.post("Minh Châu", "Trên tàu").await;
    let waiting = page.comment("Trên tàu", "waiting").await;
    assert!(text(&waiting).contains(VI.comments.waiting_for_network));
    assert_eq!(stored("chuyen:outbox memory:offline/").len(), 1);
    backend.memory().fails = None;
    happens("online");
    page.comment("Trên tàu", "published").await;
    assert_eq!(backend.comments().len(), 1);
}

#[wasm_bindgen_test]
async fn a_waiting_comment_is_tried_again_by_itself() {
    let backend = MemoryBackend::new("retry");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().fails = Some(BackendError::Unavailable { status: 503 });
    page.post("Minh Châu", "Máy bận").await;
    let waiting = page.comment("Máy bận", "waiting").await;
    assert!(text(&waiting).contains(VI.comments.waiting_for_server));
    backend.memory().fails = None;
    page.comment("Máy bận", "published").await;
}

#[wasm_bindgen_test]
async fn too_fast_waits_as_long_as_the_backend_says() {
    let backend = MemoryBackend::new("too-fast");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().fails = Some(BackendError::RateLimited { retry_after_s: 1 });
    page.post("Minh Châu", "Nhanh quá").await;
    let waiting = page.comment("Nhanh quá", "waiting").await;
    assert!(text(&waiting).contains("sẽ tự gửi sau 1 giây"));
    backend.memory().fails = None;
    happens("online");
    assert_eq!(backend.comments().len(), 0, "the network does not matter");
    page.comment("Nhanh quá", "published").await;
}

#[wasm_bindgen_test]
async fn an_unsent_comment_is_sent_after_a_reload() {
    let backend = MemoryBackend::new("reload");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().fails = Some(BackendError::Offline);
    page.post("Minh Châu", "Đóng máy").await;
    page.comment("Đóng máy", "waiting").await;
    drop(page);
    backend.memory().fails = None;
    let page = ThreadPage::open(&backend);
    page.comment("Đóng máy", "published").await;
    assert_eq!(
        backend.comments(),
        [("Minh Châu".into(), "Đóng máy".into())]
    );
}

#[wasm_bindgen_test]
async fn a_lost_answer_makes_one_comment_that_is_still_editable() {
    let backend = MemoryBackend::new("lost");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().loses_answers = true;
    page.post("Minh Châu", "Một lần").await;
    page.comment("Một lần", "waiting").await;
    drop(page);
    backend.memory().loses_answers = false;
    let page = ThreadPage::open(&backend);
    let comment = page.comment("Một lần", "published").await;
    until("it is one comment", || page.said() == ["Một lần"]).await;
    assert_eq!(backend.comments().len(), 1);
    assert!(backend.memory().posts >= 2);
    button(&comment, VI.comments.edit);
}

#[wasm_bindgen_test]
async fn a_comment_edited_while_it_waits_becomes_the_posted_one_s_new_text() {
    let backend = MemoryBackend::new("reused");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().loses_answers = true;
    page.post("Minh Châu", "Chữ cũ").await;
    let waiting = page.comment("Chữ cũ", "waiting").await;
    button(&waiting, VI.comments.edit).click();
    let form = appears(&waiting, "form").await;
    write_in(&form, "Chữ mới");
    backend.memory().loses_answers = false;
    send(&form);
    page.comment("Chữ mới", "published").await;
    assert_eq!(backend.comments(), [("Minh Châu".into(), "Chữ mới".into())]);
}

#[wasm_bindgen_test]
async fn a_comment_edited_while_it_is_being_sent_ends_with_the_new_text() {
    let backend = MemoryBackend::new("overtaken");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().fails = Some(BackendError::Offline);
    page.post("Minh Châu", "Lời đầu").await;
    let waiting = page.comment("Lời đầu", "waiting").await;
    button(&waiting, VI.comments.edit).click();
    let form = appears(&waiting, "form").await;
    write_in(&form, "Lời cuối");
    backend.memory().fails = None;
    backend.memory().is_slow = true;
    happens("online");
    until("it is being sent", || {
        waiting.get_attribute("data-status").as_deref() == Some("sending")
    })
    .await;
    send(&form);
    page.comment("Lời cuối", "sending").await;
    backend.memory().is_slow = false;
    page.comment("Lời cuối", "published").await;
    assert_eq!(
        backend.comments(),
        [("Minh Châu".into(), "Lời cuối".into())]
    );
}

#[wasm_bindgen_test]
async fn a_comment_taken_back_while_it_waits_does_not_appear_later() {
    let backend = MemoryBackend::new("withdrawn");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().loses_answers = true;
    page.post("Minh Châu", "Thôi").await;
    let waiting = page.comment("Thôi", "waiting").await;
    assert_eq!(backend.comments().len(), 1, "it arrived, unheard");
    backend.memory().loses_answers = false;
    button(&waiting, VI.comments.remove).click();
    page.focuses("[data-deed=undo]").await;
    happens("visibilitychange");
    until("it is gone", || page.find("Thôi").is_none()).await;
    assert!(backend.comments().is_empty());
}

#[wasm_bindgen_test]
async fn a_refused_comment_comes_back_into_the_empty_composer_with_the_reason() {
    let backend = MemoryBackend::new("refused");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    let problem = Problem::from(ProblemKind::BadCharacter).at("text", "\\u{0}");
    backend.memory().fails = Some(BackendError::Refused(Box::new(problem)));
    page.post("Minh Châu", "Không nhận").await;
    let form = the(&page.root, "form");
    until("the text is back", || written(&form) == "Không nhận").await;
    page.hears("alert", VI.refusal.bad_character).await;
    assert!(is_there(&form, "textarea[aria-invalid=true]"));
    until("it stands nowhere else", || page.said().is_empty()).await;
    assert!(stored("chuyen:outbox memory:refused/").is_empty());
    assert_eq!(stored("chuyen:draft memory:refused/").len(), 1);

    backend.memory().fails = None;
    send(&form);
    page.comment("Không nhận", "published").await;
}

#[wasm_bindgen_test]
async fn a_refused_comment_does_not_overwrite_what_is_being_written() {
    let backend = MemoryBackend::new("refused-busy");
    let page = ThreadPage::open(&backend);
    appears(&page.root, "[data-state=empty]").await;
    backend.memory().is_slow = true;
    page.post("Minh Châu", "Bị từ chối").await;
    page.comment("Bị từ chối", "sending").await;
    let form = the(&page.root, ".chuyen-thread > form");
    write_in(&form, "Ý khác");
    backend.memory().fails = Some(refusal(ProblemKind::ThreadClosed));
    backend.memory().is_slow = false;
    let refused = page.comment("Bị từ chối", "refused").await;
    let reason = VI.comments.not_posted;
    let reason = reason.replace("{reason}", VI.refusal.thread_closed);
    assert!(text(&refused).contains(&reason));
    page.hears("alert", &reason).await;
    assert_eq!(written(&form), "Ý khác");

    backend.memory().fails = None;
    button(&refused, VI.comments.mend).click();
    let mend = appears(&refused, "form").await;
    appears(&mend, "textarea[aria-invalid=true]").await;
    send(&mend);
    page.comment("Bị từ chối", "published").await;
    assert_eq!(written(&form), "Ý khác");
}

#[wasm_bindgen_test]
async fn a_full_storage_stops_nobody() {
    let backend = MemoryBackend::new("full");
    let full = FullStorage::new();
    let page = ThreadPage::open(&backend);
    page.post("Minh Châu", "Vẫn gửi được").await;
    page.comment("Vẫn gửi được", "published").await;
    let form = the(&page.root, "form");
    write_in(&form, "Đang viết dở");
    drop(page);
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    until("the draft outlives its composer", || {
        written(&form) == "Đang viết dở"
    })
    .await;
    drop(full);
}
