//! Posting: from the first letter to the comment on the page.

use chuyen::comments::ThreadEvent;
use chuyen::words::VI;
use model::CommentStatus;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{
    ThreadPage, With, button, find_button, name_in, press, said, send, stored, write_in, written,
};
use crate::common::{appears, is_there, text, the, until};

#[wasm_bindgen_test]
async fn a_comment_is_shown_at_once_and_stays_where_it_is() {
    let backend = MemoryBackend::new("post");
    backend.says("An", "Trước", None);
    let page = ThreadPage::open(&backend);
    page.comment("Trước", "published").await;
    backend.memory().is_slow = true;
    page.post("  Minh Châu ", " Cảm ơn **phóng viên**. ").await;
    let sending = page.comment("Cảm ơn **phóng viên**.", "sending").await;
    assert!(text(&sending).contains(VI.comments.sending));
    page.focuses("[data-status=sending]").await;
    assert!(written(&the(&page.root, "form")).is_empty());
    backend.memory().is_slow = false;
    let posted = page.comment("Cảm ơn", "published").await;
    assert!(posted.is_same_node(Some(&sending)), "the same element");
    page.focuses("[id=chuyen-c-c1]").await;
    page.hears("status", VI.comments.posted).await;
    until("it says so itself", || {
        text(&posted).contains(VI.comments.posted)
    })
    .await;
    assert_eq!(backend.comments()[1].0, "Minh Châu");
    assert_eq!(text(&the(&page.root, "h2")), "Bình luận 2");
    let events = page.events.borrow();
    assert!(events.contains(&ThreadEvent::Posted(backend.last())));
    assert!(events.contains(&ThreadEvent::Counted(2)));
    assert!(stored("chuyen:draft memory:post/").is_empty());
}

#[wasm_bindgen_test]
async fn nobody_is_asked_for_a_name_that_the_backend_knows() {
    let backend = MemoryBackend::new("signed");
    backend.memory().can.names = false;
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    assert!(is_there(&form, "textarea") && !is_there(&form, "[name=author_name]"));
    backend.memory().is_slow = true;
    write_in(&form, "Tôi đây");
    send(&form);
    let sending = page.comment("Tôi đây", "sending").await;
    assert!(text(&sending).contains(VI.foreign().you));
    backend.memory().is_slow = false;
    page.comment("Tôi đây", "published").await;
}

#[wasm_bindgen_test]
async fn a_reply_opens_under_its_comment_and_closes_again() {
    let backend = MemoryBackend::new("reply");
    backend.says("Trần Thị Bích", "Ý kiến", None);
    let page = ThreadPage::open(&backend);
    let comment = page.comment("Ý kiến", "published").await;
    let reply = button(&comment, VI.comments.reply);
    assert_eq!(
        reply.get_attribute("aria-label").as_deref(),
        Some("Trả lời Trần Thị Bích")
    );
    reply.click();
    let form = appears(&comment, "form").await;
    page.focuses("article textarea").await;
    assert_eq!(
        reply.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert_eq!(text(&the(&form, "label")), "Trả lời Trần Thị Bích");
    press(&the(&form, "textarea"), "Escape", With::Nothing);
    page.focuses("[data-deed=reply]").await;
    assert!(!is_there(&comment, "form"));
    assert_eq!(
        reply.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );

    reply.click();
    let form = appears(&comment, "form").await;
    write_in(&form, "Đồng ý");
    name_in(&form, "Nguyễn Văn An");
    send(&form);
    let answer = page.comment("Đồng ý", "published").await;
    assert!(comment.contains(Some(&answer)));
    assert!(!is_there(&comment, "form"));
    assert!(text(&answer).contains("trả lời Trần Thị Bích"));
    assert_eq!(backend.last().parent, Some("c0".parse().unwrap()));
}

#[wasm_bindgen_test]
async fn a_comment_that_waits_for_a_moderator_is_its_author_s_alone() {
    let backend = MemoryBackend::new("pending");
    backend.memory().approves_first = true;
    let page = ThreadPage::open(&backend);
    page.post("Minh Châu", "Chờ duyệt").await;
    let pending = page.comment("Chờ duyệt", "pending").await;
    assert!(text(&pending).contains(VI.comments.pending));
    assert!(find_button(&pending, VI.comments.edit).is_some());
    assert!(find_button(&pending, VI.comments.reply).is_none());
    page.hears("status", VI.comments.will_be_reviewed).await;
    assert_eq!(text(&the(&page.root, "h2")), "Bình luận");
    drop(page);

    let again = ThreadPage::open(&backend);
    again.comment("Chờ duyệt", "pending").await;
    drop(again);

    backend.rules(&"c0".parse().unwrap(), CommentStatus::Published);
    let approved = ThreadPage::open(&backend);
    approved.comment("Chờ duyệt", "published").await;
    assert_eq!(approved.said(), ["Chờ duyệt"]);
}

#[wasm_bindgen_test]
async fn a_comment_that_was_declined_says_so_and_keeps_its_text() {
    let backend = MemoryBackend::new("declined");
    backend.memory().approves_first = true;
    let page = ThreadPage::open(&backend);
    page.post("Minh Châu", "Không ai duyệt").await;
    page.comment("Không ai duyệt", "pending").await;
    drop(page);

    backend.rules(&"c0".parse().unwrap(), CommentStatus::Removed);
    let page = ThreadPage::open(&backend);
    let declined = page.comment("Không ai duyệt", "declined").await;
    assert!(text(&declined).contains(VI.comments.declined));
    button(&declined, VI.comments.dismiss).click();
    until("it is put away", || page.find("Không ai duyệt").is_none()).await;
    assert!(stored("chuyen:outbox memory:declined/").is_empty());
}

#[wasm_bindgen_test]
async fn what_is_missing_is_said_at_its_field() {
    let page = ThreadPage::open(&MemoryBackend::new("missing"));
    let form = appears(&page.root, "form").await;
    write_in(&form, " \n ");
    send(&form);
    page.hears("alert", VI.refusal.empty_text).await;
    let field = the(&form, "textarea");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described = field.get_attribute("aria-describedby").unwrap();
    let fault = the(&form, &format!("[id='{described}']"));
    assert_eq!(text(&fault), VI.refusal.empty_text);

    // A name given to another composer of this page stands here already.
    name_in(&form, "");
    write_in(&form, "Có chữ");
    send(&form);
    page.hears("alert", VI.refusal.empty_name).await;
    page.focuses("input[name=author_name][aria-invalid=true]")
        .await;
    assert!(!is_there(&form, "textarea[aria-invalid]"));
    assert_eq!(written(&form), "Có chữ");

    name_in(&form, "Lan");
    write_in(&form, &"ệ".repeat(10_001));
    page.hears("status", "Thừa 1 ký tự").await;
    assert!(text(&form).contains("10.001 / 10.000"));
    send(&form);
    page.hears("alert", "Dài quá 10.000 ký tự.").await;
    assert_eq!(written(&form).chars().count(), 10_001);
}

#[wasm_bindgen_test]
async fn the_name_is_asked_for_when_the_reader_writes_and_remembered_if_wanted() {
    let backend = MemoryBackend::new("name");
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    let more = the(&form, ".chuyen-composer-more");
    assert!(more.hidden());
    the(&form, "textarea").focus().unwrap();
    until("the name is asked for", || !more.hidden()).await;
    the(&form, "input[type=checkbox]").click();
    page.post("Lê Hoàng", "Nhớ nhé").await;
    page.comment("Nhớ nhé", "published").await;
    drop(page);

    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    let name = the(&form, "input[name=author_name]");
    until("the name is there", || {
        js_sys::Reflect::get(&name, &"value".into()).unwrap() == "Lê Hoàng"
    })
    .await;
    the(&form, "input[type=checkbox]").click();
    page.post("Lê Hoàng", "Thôi quên đi").await;
    let posted = page.comment("Thôi quên đi", "published").await;
    assert_eq!(said(&posted), "Thôi quên đi");
    assert!(stored("chuyen:name").is_empty());
}

#[wasm_bindgen_test]
async fn characters_are_counted_as_the_server_keeps_them() {
    let backend = MemoryBackend::new("composed");
    let page = ThreadPage::open(&backend);
    // Three signs each as some keyboards send it, one as it is kept.
    page.post("Minh Châu", &"e\u{302}\u{301}".repeat(10_000))
        .await;
    page.comment("ếếế", "published").await;
    assert_eq!(backend.comments()[0].1, "ế".repeat(10_000));
}
