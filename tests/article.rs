//! The article, in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod common;

use chuyen::article;
use chuyen::words::{EN, VI};
use common::{appears, document, is_there, show, text, the};
use model::Article;
use serde_json::{Value, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    HtmlElement, SecurityPolicyViolationEvent, SecurityPolicyViolationEventDisposition,
    SecurityPolicyViolationEventInit,
};
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

#[derive(PartialEq, Properties)]
struct Props {
    article: Article,
}

#[component]
fn Piece(props: &Props) -> Html {
    article::article(&props.article, &VI)
}

/// An article of one block.
fn shown(lang: &str, block: Value) -> HtmlElement {
    let article = json!({
        "id": "a", "url": "https://news.example/a", "lang": lang, "headline": "Mưa",
        "published_at": "2023-05-27T18:21:00+07:00", "body": [block],
    });
    let article = formats::parse(&article.to_string()).unwrap();
    show::<Piece>(Props { article }).0
}

fn video() -> Value {
    json!({ "embed": {
        "url": "https://video.example/watch/7", "title": "Chợ nổi", "provider": "Video Example",
        // A port nothing listens on: the frame is there, nobody answers.
        "frame": { "url": "https://127.0.0.1:9/embed/7", "width": 640, "height": 360 },
    }})
}

#[wasm_bindgen_test]
async fn a_picture_that_fails_keeps_its_caption_and_says_what_it_shows() {
    let figure = json!({ "figure": {
        "image": { "url": "http://127.0.0.1:9/a.webp", "width": 640, "height": 360, "alt": "Hai chiếc ghe" },
        "caption": [{ "text": "Chợ nổi." }], "credit": "Hữu Hiệp",
    }});
    let piece = shown("vi", figure);
    let missing = appears(&piece, "figure [data-state=failed]").await;
    assert_eq!(
        text(&missing),
        format!("{} Hai chiếc ghe", VI.article().picture_failed)
    );
    assert_eq!(text(&the(&piece, "figcaption")), "Chợ nổi. Ảnh: Hữu Hiệp");
    let space = the(&missing, "svg");
    assert_eq!(
        space.get_attribute("viewBox").as_deref(),
        Some("0 0 640 360")
    );
    assert!(!is_there(&piece, "img"));
}

#[wasm_bindgen_test]
async fn an_embed_is_fetched_only_when_asked_for() {
    let piece = shown("vi", video());
    let button = appears(&piece, "button").await;
    assert!(text(&button).contains("Chợ nổi") && text(&button).contains("Video Example"));
    assert!(!is_there(&piece, "iframe"));
    button.click();
    let frame = appears(&piece, "iframe").await;
    for (attribute, value) in [
        ("title", "Chợ nổi"),
        ("src", "https://127.0.0.1:9/embed/7"),
        ("width", "640"),
        ("height", "360"),
        ("referrerpolicy", "strict-origin-when-cross-origin"),
    ] {
        assert_eq!(frame.get_attribute(attribute).as_deref(), Some(value));
    }
    let sandbox = frame.get_attribute("sandbox").unwrap();
    assert!(!sandbox.contains("allow-top-navigation"), "{sandbox}");
    common::until("the frame has the focus", || {
        document()
            .active_element()
            .is_some_and(|active| active == *frame)
    })
    .await;
    let link = the(&piece, "figcaption a");
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://video.example/watch/7")
    );
}

#[wasm_bindgen_test]
async fn a_frame_the_page_forbids_leaves_its_link_and_says_why() {
    let piece = shown("vi", video());
    appears(&piece, "button").await.click();
    appears(&piece, "iframe").await;
    forbid("frame-src", "https://elsewhere.example");
    assert!(is_there(&piece, "iframe"), "that was another frame");
    forbid("frame-src", "https://127.0.0.1:9");
    let why = appears(&piece, "[role=status]").await;
    assert!(text(&why).contains("không cho hiển thị nội dung từ Video Example"));
    assert!(!is_there(&piece, "iframe"));
    assert!(is_there(&piece, "figcaption a"));
}

/// The page's policy forbids an address.
fn forbid(directive: &str, uri: &str) {
    let init = SecurityPolicyViolationEventInit::new();
    init.set_disposition(SecurityPolicyViolationEventDisposition::Enforce);
    init.set_effective_directive(directive);
    init.set_blocked_uri(uri);
    let event =
        SecurityPolicyViolationEvent::new_with_event_init_dict("securitypolicyviolation", &init);
    document().dispatch_event(&event.unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn an_embed_that_cannot_stand_here_is_a_link() {
    let piece = shown(
        "vi",
        json!({ "embed": {
            "url": "https://video.example/watch/7", "title": "Chợ nổi", "provider": "Video Example",
        }}),
    );
    assert_eq!(
        text(&appears(&piece, "p.chuyen-embed-link").await),
        "Chợ nổi – Video Example"
    );
    assert!(!is_there(&piece, "button"));
}

#[wasm_bindgen_test]
async fn what_is_wider_than_the_page_scrolls_by_keyboard() {
    let table = json!({ "table": {
        "caption": [{ "text": "Mực nước" }], "head": [[{ "text": "Giờ" }]], "rows": [[[{ "text": "18:21" }]]],
    }});
    let piece = shown("vi", table);
    let region = appears(&piece, "[role=region]").await;
    assert_eq!(
        region.get_attribute("aria-label").as_deref(),
        Some("Mực nước")
    );
    assert_eq!(region.tab_index(), 0);
    assert_eq!(text(&the(&region, "thead th[scope=col]")), "Giờ");
}

#[wasm_bindgen_test]
async fn an_article_speaks_its_own_language_around_its_pictures() {
    let figure = || {
        json!({ "figure": {
            "image": { "url": "https://127.0.0.1:9/a.webp", "width": 64, "height": 36, "alt": "" }, "credit": "Ann",
        }})
    };
    let english = shown("en-GB", figure());
    assert_eq!(
        text(&appears(&english, "figcaption").await),
        format!("{} Ann", EN.article().photo)
    );
    let arabic = shown("ar", figure());
    let credit = appears(&arabic, "figcaption [lang=vi]").await;
    assert_eq!(text(&credit), VI.article().photo);
    assert_eq!(
        the(&arabic, "article").get_attribute("dir").as_deref(),
        Some("rtl")
    );
}
