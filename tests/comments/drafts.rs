//! Drafts: what was typed is there again.

use chuyen::words::VI;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{
    ThreadPage, button, name_in, send, storage, stored, write_in, written,
};
use crate::common::{appears, is_there, text, the, until};

#[wasm_bindgen_test]
async fn a_draft_outlives_the_page() {
    let backend = MemoryBackend::new("draft");
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    write_in(&form, "Đang viết dở\n ");
    name_in(&form, "Minh Châu");
    drop(page);
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    until("the text is back", || written(&form) == "Đang viết dở\n ").await;
    let name: HtmlInputElement = the(&form, "input[name=author_name]").unchecked_into();
    assert_eq!(name.value(), "Minh Châu");
    until("it is open", || {
        form.get_attribute("data-open").as_deref() == Some("true")
    })
    .await;
    assert!(page.focused().is_none(), "nobody asked for the focus");
    write_in(&form, "");
    name_in(&form, "");
    assert!(stored("chuyen:draft memory:draft/").is_empty());
}

#[wasm_bindgen_test]
async fn a_draft_is_thrown_away_when_the_reader_says_so() {
    let backend = MemoryBackend::new("discard");
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    write_in(&form, "Thôi khỏi");
    assert_eq!(stored("chuyen:draft memory:discard/").len(), 1);
    let find = || {
        let mut all = page.all("form button").into_iter();
        all.find(|button| text(button) == VI.composer.discard)
    };
    until("it can be discarded", || find().is_some()).await;
    find().unwrap().click();
    assert_eq!(written(&form), "");
    assert!(stored("chuyen:draft memory:discard/").is_empty());
    page.focuses("textarea").await;
    until("there is nothing to discard", || find().is_none()).await;
}

#[wasm_bindgen_test]
async fn every_composer_has_a_draft_of_its_own() {
    let backend = MemoryBackend::new("drafts");
    backend.says("An", "Một", None);
    backend.says("Bình", "Hai", None);
    let page = ThreadPage::open(&backend);
    write_in(&appears(&page.root, "form").await, "Dưới bài");
    for (comment, draft) in [("Một", "Dưới một"), ("Hai", "Dưới hai")] {
        let comment = page.comment(comment, "published").await;
        button(&comment, VI.comments.reply).click();
        write_in(&appears(&comment, "form").await, draft);
    }
    drop(page);
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, ".chuyen-thread > form").await;
    until("its draft is back", || written(&form) == "Dưới bài").await;
    for (comment, draft) in [("Một", "Dưới một"), ("Hai", "Dưới hai")] {
        let comment = page.comment(comment, "published").await;
        assert!(!is_there(&comment, "form"));
        button(&comment, VI.comments.reply).click();
        let form = appears(&comment, "form").await;
        until("its draft is back", || written(&form) == draft).await;
    }
}

#[wasm_bindgen_test]
async fn what_another_tab_writes_outlives_what_this_one_sends() {
    let backend = MemoryBackend::new("tabs");
    let (here, there) = (ThreadPage::open(&backend), ThreadPage::open(&backend));
    write_in(&appears(&there.root, "form").await, "Thẻ kia");
    here.post("Minh Châu", "Thẻ này").await;
    here.comment("Thẻ này", "published").await;
    let form = appears(&here.root, "form").await;
    write_in(&form, "Thẻ này nữa");
    write_in(&appears(&there.root, "form").await, "Thẻ kia viết tiếp");
    send(&form);
    here.comment("Thẻ này nữa", "published").await;
    drop((here, there));
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    until("the draft is back", || {
        written(&form) == "Thẻ kia viết tiếp"
    })
    .await;
    write_in(&form, "");
}

#[wasm_bindgen_test]
async fn a_name_or_an_empty_box_leaves_the_text_that_another_tab_keeps() {
    let backend = MemoryBackend::new("other-text");
    let (here, there) = (ThreadPage::open(&backend), ThreadPage::open(&backend));
    let form = appears(&here.root, "form").await;
    write_in(&appears(&there.root, "form").await, "Ba trăm chữ");
    name_in(&form, "L");
    write_in(&form, "");
    drop((here, there));
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    until("the text is back", || written(&form) == "Ba trăm chữ").await;
    let name: HtmlInputElement = the(&form, "input[name=author_name]").unchecked_into();
    assert_eq!(name.value(), "L");
    write_in(&form, "");
    name_in(&form, "");
    assert!(
        stored("chuyen:draft memory:other-text/").is_empty(),
        "what was found here is this tab's own"
    );
}

#[wasm_bindgen_test]
async fn what_is_old_is_forgotten_and_what_cannot_be_read_is_left_alone() {
    let storage = storage();
    let key = "chuyen:draft memory:broken/ bdk-27052023 article";
    storage.set_item(key, "{not json").unwrap();
    let old = r#"{"text":"cũ","author_name":"","kept_at_ms":0}"#;
    let old_key = "chuyen:draft memory:elsewhere/ a article";
    storage.set_item(old_key, old).unwrap();
    let entry = "chuyen:outbox memory:broken/ bdk-27052023 k";
    storage.set_item(entry, "[]").unwrap();
    storage.set_item("not-ours", "x").unwrap();
    let page = ThreadPage::open(&MemoryBackend::new("broken"));
    appears(&page.root, "[data-state=empty]").await;
    assert_eq!(storage.get_item(old_key).unwrap(), None);
    // Another version of the widget may read it.
    for key in [key, entry, "not-ours"] {
        assert!(storage.get_item(key).unwrap().is_some(), "{key}");
        storage.remove_item(key).unwrap();
    }
}
