//! Reading: the list, its order, more of it, and the way to one comment.

use chuyen::backend::{BackendError, Page};
use chuyen::comments::ThreadEvent;
use chuyen::words::VI;
use model::{Block, CommentId, CommentStatus, Inline, Order, RichText, Thread, ThreadState};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{ThreadPage, URL, button, happens, said, write_in, written};
use crate::common::{appears, document, is_there, text, the, until};

/// A thread of so many comments on the article, each with two replies.
fn backend(name: &str, roots: usize) -> MemoryBackend {
    let backend = MemoryBackend::new(name);
    for n in 1..=roots {
        let root = backend.says("Trần Thị Bích", &format!("Ý {n}"), None);
        let reply = backend.says("Nguyễn Văn An", &format!("Đáp {n}"), Some(&root));
        backend.says("Lê Hoàng", &format!("Lại đáp {n}"), Some(&reply));
    }
    backend
}

fn first_page(backend: &MemoryBackend) -> Thread {
    backend
        .memory()
        .thread(Order::Newest, &Page::First)
        .unwrap()
}

fn hash(hash: &str) {
    let location = web_sys::window().unwrap().location();
    location.set_hash(hash).unwrap();
}

#[wasm_bindgen_test]
async fn replies_are_nested_articles_that_say_whom_they_answer() {
    let backend = backend("nested", 2);
    let page = ThreadPage::open(&backend);
    let first = page.comment("Ý 2", "published").await;
    let reply = page.comment("Lại đáp 2", "published").await;
    assert!(first.contains(Some(&reply)));
    assert_eq!(text(&the(&reply, "header > bdi")), "Lê Hoàng");
    let answers = text(&the(&reply, ".chuyen-comment-answers"));
    assert_eq!(answers, "trả lời Nguyễn Văn An, cấp 3");
    assert_eq!(text(&the(&reply, ".chuyen-avatar")), "LH");
    assert_eq!(text(&the(&page.root, "h2")), "Bình luận 6");
    let label = reply.get_attribute("aria-label").unwrap();
    assert!(label.starts_with("Lê Hoàng, "), "{label}");
    let time = the(&first, "a time");
    assert_eq!(
        time.get_attribute("datetime").as_deref(),
        Some("2023-05-27T11:24:00Z")
    );
    assert_eq!(page.said()[0], "Ý 2", "newest first");
}

#[wasm_bindgen_test]
async fn links_in_comments_are_no_recommendations() {
    let backend = MemoryBackend::new("links");
    backend.says("An", "x", None);
    let mut thread = first_page(&backend);
    let link = Inline::Link {
        url: "https://example.com/".parse().unwrap(),
        text: vec![Inline::Text("\u{202e}đây".into())],
    };
    thread.comments[0].body = RichText(vec![Block::Paragraph(vec![link])]);
    let page = ThreadPage::with(&backend, Some(thread));
    let link = appears(&page.root, ".chuyen-comment-body a").await;
    assert_eq!(
        link.get_attribute("rel").as_deref(),
        Some("nofollow ugc noopener")
    );
    let body = the(&page.root, ".chuyen-comment-body");
    assert_eq!(body.get_attribute("dir").as_deref(), Some("auto"));
}

#[wasm_bindgen_test]
async fn an_empty_thread_invites_and_shows_no_count() {
    let page = ThreadPage::open(&MemoryBackend::new("empty"));
    let notice = appears(&page.root, "[data-state=empty]").await;
    assert_eq!(text(&notice), VI.comments.empty);
    assert_eq!(text(&the(&page.root, "h2")), "Bình luận");
    assert!(page.events.borrow().contains(&ThreadEvent::Counted(0)));
}

#[wasm_bindgen_test]
async fn a_closed_thread_is_read_and_not_written() {
    let backend = backend("closed", 1);
    backend.memory().state = ThreadState::Closed;
    let page = ThreadPage::open(&backend);
    let notice = appears(&page.root, "[data-state=closed]").await;
    assert_eq!(text(&notice), VI.comments.closed);
    assert!(!is_there(&page.root, "form"));
    let comment = page.comment("Ý 1", "published").await;
    assert!(!text(&comment).contains(VI.comments.reply));
}

#[wasm_bindgen_test]
async fn what_is_written_when_the_thread_turns_out_closed_stays_on_the_page() {
    let backend = backend("closing", 1);
    backend.memory().state = ThreadState::Closed;
    backend.memory().is_slow = true;
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    write_in(&form, "Viết trước khi biết");
    backend.memory().is_slow = false;
    appears(&page.root, "[data-state=closed]").await;
    page.comment("Ý 1", "published").await;
    until("the text is there", || {
        is_there(&page.root, "form") && written(&the(&page.root, "form")) == "Viết trước khi biết"
    })
    .await;
    write_in(&the(&page.root, "form"), "");
}

#[wasm_bindgen_test]
async fn an_unreachable_backend_says_so_and_can_be_asked_again() {
    let backend = backend("unreachable", 1);
    backend.memory().fails = Some(BackendError::Offline);
    let page = ThreadPage::open(&backend);
    page.hears("alert", VI.comments.unreachable).await;
    assert!(is_there(&page.root, "form"), "one can write meanwhile");
    backend.memory().fails = None;
    the(&page.root, ".chuyen-notice-again").click();
    page.comment("Ý 1", "published").await;
    assert!(!is_there(&page.root, ".chuyen-notice"));
}

#[wasm_bindgen_test]
async fn comments_come_by_themselves_when_the_network_is_back() {
    let backend = backend("network-back", 1);
    backend.memory().fails = Some(BackendError::Offline);
    let page = ThreadPage::open(&backend);
    page.hears("alert", VI.comments.unreachable).await;
    backend.memory().fails = None;
    happens("online");
    page.comment("Ý 1", "published").await;
}

#[wasm_bindgen_test]
async fn a_thread_nobody_knows_offers_nothing() {
    let backend = MemoryBackend::failing("unknown", BackendError::Gone);
    let page = ThreadPage::open(&backend);
    page.hears("alert", VI.comments.unknown).await;
    assert!(!is_there(&page.root, "form"));
    assert!(!is_there(&page.root, ".chuyen-notice-again"));
}

#[wasm_bindgen_test]
async fn comments_on_their_way_have_their_places_kept() {
    let backend = backend("slow", 1);
    backend.memory().is_slow = true;
    let page = ThreadPage::open(&backend);
    let loading = appears(&page.root, ".chuyen-notice-loading").await;
    assert_eq!(text(&loading), VI.comments.loading);
    backend.memory().is_slow = false;
    page.comment("Ý 1", "published").await;
    assert!(!is_there(&page.root, ".chuyen-notice-loading"));
}

#[wasm_bindgen_test]
async fn more_comments_come_when_asked_for_and_the_reader_goes_on_with_them() {
    let backend = backend("more", 5);
    backend.memory().page_size = 2;
    let page = ThreadPage::open(&backend);
    page.comment("Ý 5", "published").await;
    assert!(page.find("Ý 3").is_none());
    let more = || the(&page.root, ".chuyen-thread > ol > .chuyen-list-more button");
    assert_eq!(text(&more()), VI.comments.more);
    more().click();
    page.comment("Ý 3", "published").await;
    page.hears("status", "Đã tải thêm 6 bình luận").await;
    until("the first of them has the focus", || {
        page.focused().is_some_and(|active| said(&active) == "Ý 3")
    })
    .await;
    more().click();
    page.comment("Ý 1", "published").await;
    assert!(!is_there(&page.root, ".chuyen-list-more"));
    let roots = page.all(".chuyen-thread > ol > li > article");
    let roots: Vec<String> = roots.iter().map(said).collect();
    assert_eq!(roots, ["Ý 5", "Ý 4", "Ý 3", "Ý 2", "Ý 1"]);
}

#[wasm_bindgen_test]
async fn comments_that_come_late_leave_the_focus_to_a_reader_who_types() {
    let backend = backend("late", 5);
    backend.memory().page_size = 2;
    let page = ThreadPage::open(&backend);
    page.comment("Ý 5", "published").await;
    backend.memory().is_slow = true;
    the(&page.root, ".chuyen-thread > ol > .chuyen-list-more button").click();
    write_in(&the(&page.root, "form"), "Đang viết");
    backend.memory().is_slow = false;
    page.comment("Ý 3", "published").await;
    // What is told and where the focus goes is decided together.
    page.hears("status", "Đã tải thêm 6 bình luận").await;
    page.focuses("textarea").await;

    backend.memory().is_slow = true;
    hash("#chuyen-c-c2");
    write_in(&the(&page.root, "form"), "Đang viết tiếp");
    backend.memory().is_slow = false;
    appears(&page.root, "[id=chuyen-c-c2][aria-current=true]").await;
    page.focuses("textarea").await;
    hash("");
    write_in(&the(&page.root, "form"), "");
}

#[wasm_bindgen_test]
async fn more_replies_come_when_asked_for() {
    let backend = MemoryBackend::new("replies");
    let root = backend.says("An", "Ý", None);
    for n in 1..=6 {
        backend.says("Bình", &format!("Đáp {n}"), Some(&root));
    }
    let page = ThreadPage::open(&backend);
    page.comment("Đáp 3", "published").await;
    let more = the(&page.root, "article .chuyen-list-more button");
    assert_eq!(text(&more), "Xem thêm 3 trả lời");
    more.click();
    page.comment("Đáp 6", "published").await;
    assert!(!is_there(&page.root, ".chuyen-list-more"));
    let expected = ["Ý", "Đáp 1", "Đáp 2", "Đáp 3", "Đáp 4", "Đáp 5", "Đáp 6"];
    assert_eq!(page.said(), expected);
}

#[wasm_bindgen_test]
async fn more_that_does_not_come_is_asked_for_again() {
    let backend = backend("more-fails", 3);
    backend.memory().page_size = 2;
    let page = ThreadPage::open(&backend);
    page.comment("Ý 3", "published").await;
    backend.memory().fails = Some(BackendError::Offline);
    let more = the(&page.root, ".chuyen-thread > ol > .chuyen-list-more button");
    more.click();
    page.hears("alert", VI.comments.unreachable).await;
    backend.memory().fails = None;
    more.click();
    page.comment("Ý 1", "published").await;
}

#[wasm_bindgen_test]
async fn the_reader_chooses_the_order() {
    let page = ThreadPage::open(&backend("order", 3));
    page.comment("Ý 3", "published").await;
    let pressed = || text(&the(&page.root, "[data-order][aria-current]"));
    assert_eq!(pressed(), VI.comments.newest);
    the(&page.root, "[data-order]:not([aria-current])").click();
    until("the oldest comes first", || page.said()[0] == "Ý 1").await;
    assert_eq!(pressed(), VI.comments.oldest);
}

#[wasm_bindgen_test]
async fn a_removed_comment_keeps_its_replies() {
    let backend = backend("removed", 1);
    let id: CommentId = "c0".parse().unwrap();
    backend.rules(&id, CommentStatus::Removed);
    let page = ThreadPage::open(&backend);
    let gone = page.comment(VI.comments.removed, "removed").await;
    let reply = page.comment("Đáp 1", "published").await;
    assert!(gone.contains(Some(&reply)));
    assert!(!text(&gone).contains("Trần Thị Bích"));
    let label = gone.get_attribute("aria-label");
    assert_eq!(label.as_deref(), Some(VI.comments.removed));
}

#[wasm_bindgen_test]
async fn a_permalink_finds_its_comment_on_a_later_page() {
    let backend = backend("permalink", 6);
    backend.memory().page_size = 2;
    hash("#chuyen-c-c2");
    let page = ThreadPage::open(&backend);
    page.focuses("[id=chuyen-c-c2]").await;
    let marked = page.all("article[aria-current=true]");
    assert_eq!(marked.iter().map(said).collect::<Vec<_>>(), ["Lại đáp 1"]);
    let other = ThreadPage::open(&MemoryBackend::new("permalink-other"));
    appears(&other.root, "[data-state=empty]").await;
    assert!(other.focused().is_none());

    hash("#chuyen-c-c15");
    page.focuses("[id=chuyen-c-c15]").await;
    hash("");
}

#[wasm_bindgen_test]
async fn following_a_permalink_replaces_the_address_and_marks_the_comment() {
    let page = ThreadPage::open(&backend("follow", 1));
    let comment = page.comment("Đáp 1", "published").await;
    let link = the(&comment, "header a");
    let address = format!("{URL}#chuyen-c-c1");
    assert_eq!(link.get_attribute("href"), Some(address));
    let window = web_sys::window().unwrap();
    let (path, entries) = (
        window.location().pathname(),
        window.history().unwrap().length(),
    );
    link.click();
    page.focuses("[id=chuyen-c-c1][aria-current=true]").await;
    assert_eq!(window.location().hash().unwrap(), "#chuyen-c-c1");
    assert_eq!(window.location().pathname(), path);
    assert_eq!(window.history().unwrap().length(), entries);
    hash("");
}

#[wasm_bindgen_test]
async fn following_a_permalink_keeps_the_page_s_address_whatever_its_base() {
    let base = document().create_element("base").unwrap();
    base.set_attribute("href", "/elsewhere/").unwrap();
    let page = ThreadPage::open(&backend("base", 1));
    let comment = page.comment("Đáp 1", "published").await;
    let location = web_sys::window().unwrap().location();
    let path = location.pathname().unwrap();
    document().head().unwrap().append_child(&base).unwrap();
    the(&comment, "header a").click();
    page.focuses("[id=chuyen-c-c1][aria-current=true]").await;
    base.remove();
    assert_eq!(location.pathname().unwrap(), path);
    assert_eq!(location.hash().unwrap(), "#chuyen-c-c1");
    hash("");
}

#[wasm_bindgen_test]
async fn what_came_with_the_article_is_not_asked_for() {
    let backend = backend("first", 1);
    let thread = first_page(&backend);
    backend.memory().fails = Some(BackendError::Offline);
    let page = ThreadPage::with(&backend, Some(thread));
    let comment = page.comment("Ý 1", "published").await;
    button(&comment, VI.comments.reply);
    happens("online");
    assert!(!is_there(&page.root, ".chuyen-notice"));
}
