//! What an author does with a comment of their own.

use chuyen::comments::ThreadEvent;
use chuyen::words::VI;
use model::ProblemKind;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::common::memory::refusal;
use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{
    ThreadPage, With, button, find_button, happens, press, send, stored, write_in, written,
};
use crate::common::{appears, is_there, text, the, until};

/// A page on which the reader has just posted this.
async fn posted(backend: &MemoryBackend, what: &str) -> (ThreadPage, HtmlElement) {
    let page = ThreadPage::open(backend);
    page.post("Minh Châu", what).await;
    let comment = page.comment(what, "published").await;
    until("it may be edited", || {
        find_button(&comment, VI.comments.edit).is_some()
    })
    .await;
    (page, comment)
}

#[wasm_bindgen_test]
async fn an_edit_replaces_the_text_and_says_that_it_did() {
    let backend = MemoryBackend::new("edit");
    let (page, comment) = posted(&backend, "Bản đầu").await;
    button(&comment, VI.comments.edit).click();
    let form = appears(&comment, "form").await;
    page.focuses("article textarea").await;
    until("its text is in the field", || written(&form) == "Bản đầu").await;
    assert!(!is_there(&form, "input"), "the name stays");
    write_in(&form, "Bản hai");
    send(&form);
    let edited = page.comment("Bản hai", "published").await;
    page.hears("status", VI.comments.saved).await;
    assert!(text(&edited).contains(VI.comments.edited));
    assert_eq!(backend.comments()[0].1, "Bản hai");
    assert_eq!(page.said().len(), 1);
    let events = page.events.borrow();
    assert!(events.contains(&ThreadEvent::Edited(backend.last())));
}

#[wasm_bindgen_test]
async fn after_a_reload_the_author_still_edits() {
    let backend = MemoryBackend::new("edit-later");
    let (page, _) = posted(&backend, "Sẽ sửa sau").await;
    drop(page);
    let page = ThreadPage::open(&backend);
    let comment = page.comment("Sẽ sửa sau", "published").await;
    until("it may be edited", || {
        find_button(&comment, VI.comments.edit).is_some()
    })
    .await;
    button(&comment, VI.comments.edit).click();
    let form = appears(&comment, "form").await;
    until("its text is in the field", || {
        written(&form) == "Sẽ sửa sau"
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_edit_that_is_left_is_kept_for_later() {
    let backend = MemoryBackend::new("edit-left");
    let (page, comment) = posted(&backend, "Nguyên bản").await;
    button(&comment, VI.comments.edit).click();
    write_in(&appears(&comment, "form").await, "Đang sửa dở");
    press(&the(&comment, "textarea"), "Escape", With::Nothing);
    page.focuses("[data-deed=edit]").await;
    page.comment("Nguyên bản", "published").await;
    button(&comment, VI.comments.edit).click();
    let form = appears(&comment, "form").await;
    until("its draft is back", || written(&form) == "Đang sửa dở").await;
}

#[wasm_bindgen_test]
async fn what_is_removed_can_be_had_again_for_a_moment() {
    let backend = MemoryBackend::new("undo");
    let (page, comment) = posted(&backend, "Lỡ lời").await;
    button(&comment, VI.comments.remove).click();
    page.focuses("[data-deed=undo]").await;
    page.hears("status", VI.comments.removed_own).await;
    page.comment("Lỡ lời", "removing").await;
    button(&comment, VI.comments.undo).click();
    page.focuses("[data-deed=remove]").await;
    page.comment("Lỡ lời", "published").await;
    happens("visibilitychange");
    page.comment("Lỡ lời", "published").await;
    assert_eq!(backend.comments().len(), 1);
}

#[wasm_bindgen_test]
async fn after_a_removal_the_next_comment_has_the_focus() {
    let backend = MemoryBackend::new("remove");
    backend.says("An", "Bên dưới", None);
    let (page, comment) = posted(&backend, "Lỡ lời").await;
    button(&comment, VI.comments.remove).click();
    page.focuses("[data-deed=undo]").await;
    happens("visibilitychange");
    page.focuses("[id=chuyen-c-c0]").await;
    assert_eq!(page.said(), ["Bên dưới"]);
    assert_eq!(backend.comments().len(), 1);
    assert!(stored("chuyen:outbox memory:remove/").is_empty());
    assert_eq!(text(&the(&page.root, "h2")), "Bình luận 1");
    let removed = ThreadEvent::Removed("c1".parse().unwrap());
    assert!(page.events.borrow().contains(&removed));
}

#[wasm_bindgen_test]
async fn after_the_last_comment_is_removed_the_heading_has_the_focus() {
    let backend = MemoryBackend::new("remove-last");
    let (page, comment) = posted(&backend, "Một mình").await;
    button(&comment, VI.comments.remove).click();
    page.focuses("[data-deed=undo]").await;
    happens("visibilitychange");
    page.focuses("h2").await;
    appears(&page.root, "[data-state=empty]").await;
}

#[wasm_bindgen_test]
async fn when_the_time_is_over_nothing_is_offered() {
    let backend = MemoryBackend::new("over");
    backend.memory().editable_for_s = 0;
    let page = ThreadPage::open(&backend);
    page.post("Minh Châu", "Muộn rồi").await;
    let comment = page.comment("Muộn rồi", "published").await;
    assert!(find_button(&comment, VI.comments.reply).is_some());
    assert!(find_button(&comment, VI.comments.edit).is_none());
}

#[wasm_bindgen_test]
async fn an_edit_that_comes_too_late_says_so_and_leaves_what_stands() {
    let backend = MemoryBackend::new("edit-late");
    let (page, comment) = posted(&backend, "Còn đó").await;
    backend.memory().fails = Some(refusal(ProblemKind::EditWindowOver));
    button(&comment, VI.comments.edit).click();
    let form = appears(&comment, "form").await;
    write_in(&form, "Không kịp");
    send(&form);
    let refused = page.comment("Còn đó", "refused").await;
    let said = VI.comments.not_edited;
    let expected = said.replace("{reason}", VI.refusal.edit_window_over);
    assert!(text(&refused).contains(&expected));
    page.hears("alert", &expected).await;
    button(&refused, VI.comments.mend).click();
    let form = appears(&refused, "form").await;
    until("its text is in the field", || written(&form) == "Không kịp").await;
    press(&the(&refused, "textarea"), "Escape", With::Nothing);
    until("the form is closed", || !is_there(&refused, "form")).await;
    button(&refused, VI.comments.dismiss).click();
    page.comment("Còn đó", "published").await;
}
