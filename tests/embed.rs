//! The door from JavaScript: what the loader gives, what the host page gets.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod common;

use std::cell::RefCell;
use std::rc::Rc;

use chuyen::embed::{Mounted, mount};
use chuyen::words::{EN, VI};
use common::{appears, is_there, place, text, the, until};
use gloo_events::EventListener;
use js_sys::{Function, Object, Promise, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, HtmlElement, Response, ResponseInit};

wasm_bindgen_test_configure!(run_in_browser);

/// Where articles come from; a port nothing listens on, should it be asked.
const SOURCE: &str = "http://127.0.0.1:9/api/v1/articles/mua";

/// A widget on a page, and what the page was told.
struct Tag {
    host: HtmlElement,
    shadow: HtmlElement,
    mounted: Mounted,
    told: Rc<RefCell<Vec<(String, Value)>>>,
    _listeners: Vec<EventListener>,
}

impl Tag {
    /// Mounts a widget whose first answer is this.
    fn answered(answer: &JsValue, attributes: &[(&str, &str)]) -> Self {
        Self::promised(&Promise::resolve(answer), attributes)
    }

    fn promised(answer: &Promise, attributes: &[(&str, &str)]) -> Self {
        let (host, shadow) = (place(), place());
        let told = Rc::<RefCell<Vec<_>>>::default();
        let listeners = ["ready", "error", "share", "comment", "count"].map(|name| {
            let told = told.clone();
            EventListener::new(&host, format!("chuyen:{name}"), move |event| {
                let event: &CustomEvent = event.unchecked_ref();
                assert!(event.bubbles() && event.composed());
                let detail = js_sys::JSON::stringify(&event.detail()).unwrap();
                let detail = serde_json::from_str(&String::from(detail)).unwrap();
                told.borrow_mut().push((name.to_owned(), detail));
            })
        });
        let options = Object::new();
        let usual = [
            ("home", "http://127.0.0.1:9/"),
            ("page", "https://site.example/a"),
            ("source", SOURCE),
            ("backend", "none"),
        ];
        for (name, value) in usual.iter().chain(attributes) {
            Reflect::set(&options, &(*name).into(), &(*value).into()).unwrap();
        }
        Reflect::set(&options, &"answer".into(), answer).unwrap();
        // As the loader has it.
        let body =
            "const it = document.createElement('template'); it.innerHTML = html; return it.content";
        let parse = Function::new_with_args("html", body);
        Reflect::set(&options, &"parse".into(), &parse).unwrap();
        Self {
            mounted: mount(host.clone(), shadow.clone(), options),
            host,
            shadow,
            told,
            _listeners: listeners.into(),
        }
    }

    /// Waits for an event and answers with its detail.
    async fn tells(&self, name: &str) -> Value {
        let said = || {
            self.told
                .borrow()
                .iter()
                .find(|(said, _)| said == name)
                .cloned()
        };
        until(&format!("event {name}"), || said().is_some()).await;
        said().unwrap().1
    }
}

fn answer(status: u16, body: &str) -> JsValue {
    let init = ResponseInit::new();
    init.set_status(status);
    Response::new_with_opt_str_and_init(Some(body), &init)
        .unwrap()
        .into()
}

fn article() -> Value {
    json!({
        "id": "mua", "url": "https://news.example/mua", "lang": "vi", "headline": "Mu\u{31b}a",
        "published_at": "2023-05-27T18:21:00+07:00",
        "body": [
            { "paragraph": [{ "link": { "url": "../b?c#d", "text": [{ "text": "đọc" }] } }] },
        ],
    })
}

#[wasm_bindgen_test]
async fn the_article_joins_the_page_and_the_share_bar_the_shadow() {
    let tag = Tag::answered(&answer(200, &article().to_string()), &[]);
    assert_eq!(tag.tells("ready").await, json!({ "article": "mua" }));
    assert!(is_there(
        &tag.host,
        ":scope > article.chuyen-article[lang=vi]"
    ));
    assert!(is_there(
        &tag.shadow,
        "[role=group][aria-label='Chia sẻ bài viết']"
    ));
    assert!(!is_there(&tag.host, "[role=group]") && !is_there(&tag.shadow, "article"));
}

#[wasm_bindgen_test]
async fn addresses_start_where_the_article_came_from() {
    let tag = Tag::answered(&answer(200, &article().to_string()), &[]);
    let link = appears(&tag.host, "p a").await;
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("http://127.0.0.1:9/api/v1/b?c#d")
    );
}

#[wasm_bindgen_test]
async fn what_is_shared_is_the_page_s_address_and_the_headline_composed() {
    let tag = Tag::answered(
        &answer(200, &article().to_string()),
        &[("share", "telegram")],
    );
    let link = appears(&tag.shadow, "a[data-target=telegram]").await;
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://t.me/share/url?url=https%3A%2F%2Fsite.example%2Fa&text=M%C6%B0a")
    );
}

#[wasm_bindgen_test]
async fn an_answer_that_is_no_article_is_told_to_reader_and_developer() {
    let with = |change: fn(&mut Value)| {
        let mut changed = article();
        change(&mut changed);
        changed.to_string()
    };
    let deep = |levels: usize| {
        let (open, close) = (r#"{"quote":{"body":["#.repeat(levels), "]}}".repeat(levels));
        let mut article = article();
        article["body"] = json!(["deep"]);
        let written = article.to_string();
        written.replace(r#""deep""#, &format!(r#"{open}"rule"{close}"#))
    };
    for (body, said) in [
        ("<!doctype html>".to_owned(), "without JSON-LD"),
        (
            with(|article| drop(article.as_object_mut().unwrap().remove("headline"))),
            "headline",
        ),
        (
            with(|article| article["body"][0] = json!({ "marquee": [] })),
            "marquee",
        ),
        (format!("{}{}", article(), " ".repeat(3_000_000)), "2097152"),
        (deep(30), "deeper than 16"),
        (deep(10_000), "deeper"),
    ] {
        let tag = Tag::answered(&answer(200, &body), &[]);
        let detail = tag.tells("error").await;
        assert_eq!(detail["kind"], "unreadable");
        let message = detail["message"].as_str().unwrap();
        assert!(
            message.contains(said) && message.contains(SOURCE),
            "{message}"
        );
        assert_eq!(
            text(&the(&tag.host, "[role=alert]")),
            VI.article().unreadable
        );
        assert!(
            !is_there(&tag.host, "button"),
            "asking again would not help"
        );
        tag.mounted.unmount();
    }
}

#[wasm_bindgen_test]
async fn each_failure_says_what_the_reader_can_do() {
    for (status, kind, words, again) in [
        (404, "unknown", EN.article().unknown, false),
        (410, "unknown", EN.article().unknown, false),
        (429, "unavailable", EN.article().unavailable, true),
        (503, "unavailable", EN.article().unavailable, true),
    ] {
        let tag = Tag::answered(
            &answer(status, "{}"),
            &[("lang", "en"), ("url", "https://news.example/mua")],
        );
        assert_eq!(tag.tells("error").await["kind"], kind);
        assert_eq!(text(&the(&tag.host, "[role=alert]")), words);
        assert_eq!(is_there(&tag.host, "button"), again);
        assert_eq!(
            the(&tag.host, "a").get_attribute("href").as_deref(),
            Some("https://news.example/mua")
        );
        assert!(!is_there(&tag.shadow, "*"));
    }
}

/// A WordPress post of which every status is possible.
fn post(status: &str, date: &str) -> Value {
    json!({
        "id": 7, "link": "https://news.example/mua", "status": status, "date": date,
        "title": { "rendered": "M&#432;a" },
        "content": { "rendered": "<p>M&#432;a</p><img src='a.jpg' onerror='alert(1)'><form>x</form>", "protected": status == "protected" },
    })
}

#[wasm_bindgen_test]
async fn an_article_of_another_system_is_shown_and_what_is_left_out_is_told() {
    let tag = Tag::answered(
        &answer(200, &post("publish", "2023-05-27T18:21:00").to_string()),
        &[("zone", "+02:00")],
    );
    let told = tag.tells("ready").await;
    assert_eq!(told["article"], "news.example-7");
    let skipped = |what: &str| json!({ "what": what, "count": 1 });
    assert_eq!(
        told["skipped"],
        json!([
            skipped("picture without a size, 3:2 assumed"),
            skipped("<form>")
        ])
    );
    assert_eq!(text(&the(&tag.host, "h1")), "Mưa");
    assert_eq!(
        the(&tag.host, "time").get_attribute("datetime").as_deref(),
        Some("2023-05-27T18:21:00+02:00")
    );
    assert_eq!(the(&tag.host, "img").get_attribute("onerror"), None);
}

#[wasm_bindgen_test]
async fn a_page_that_says_what_it_is_is_an_article() {
    let page = r#"<!doctype html><html lang="vi"><head><link rel="canonical" href="/mua">
        <script type="application/ld+json">{ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mưa", "datePublished": "2023-05-27" }</script>
        </head><body><nav>x</nav><article><h1>Mưa</h1><p>Chiều</p></article></body></html>"#;
    let tag = Tag::answered(&answer(200, page), &[]);
    assert_eq!(tag.tells("ready").await["article"], "127.0.0.1:9-mua");
    assert!(is_there(&tag.host, "article[lang=vi]"));
    assert_eq!(text(&the(&tag.host, ".chuyen-article-lead")), "Chiều");
}

#[wasm_bindgen_test]
async fn what_may_not_be_shown_says_why_and_none_of_it() {
    for (status, date, kind, words) in [
        (
            "future",
            "2999-05-27T18:21:00",
            "embargoed",
            VI.article().embargoed,
        ),
        (
            "private",
            "2023-05-27T18:21:00",
            "withheld",
            VI.article().withheld,
        ),
        (
            "protected",
            "2023-05-27T18:21:00",
            "protected",
            VI.article().protected,
        ),
    ] {
        let tag = Tag::answered(&answer(200, &post(status, date).to_string()), &[]);
        assert_eq!(tag.tells("error").await["kind"], kind);
        assert_eq!(text(&the(&tag.host, "[role=alert]")), words);
        assert!(!tag.host.text_content().unwrap().contains("Mưa"));
        assert!(!is_there(&tag.shadow, "*"));
        tag.mounted.unmount();
    }
}

#[wasm_bindgen_test]
async fn why_its_server_does_not_show_an_article_is_said_too() {
    for (kind, words) in [
        ("embargoed", VI.article().embargoed),
        ("withheld", VI.article().withheld),
        ("protected", VI.article().protected),
    ] {
        let problem =
            json!({ "type": format!("urn:chuyen:problem:{kind}"), "title": "", "status": 403 });
        let tag = Tag::answered(&answer(403, &problem.to_string()), &[]);
        assert_eq!(tag.tells("error").await["kind"], kind);
        assert_eq!(text(&the(&tag.host, "[role=alert]")), words);
        assert!(!is_there(&tag.host, "button"));
        tag.mounted.unmount();
    }
}

#[wasm_bindgen_test]
async fn a_wrong_declaration_is_told_to_the_developer() {
    let tag = Tag::answered(
        &answer(200, &post("publish", "2023-05-27").to_string()),
        &[("format", "ninjs")],
    );
    let message = tag.tells("error").await["message"].to_string();
    assert!(
        message.contains("declared as ninjs, but it is a WordPress REST post"),
        "{message}"
    );
    // A format that nobody knows is no declaration.
    let tag = Tag::answered(
        &answer(200, &post("publish", "2023-05-27").to_string()),
        &[("format", "rss")],
    );
    tag.tells("ready").await;
}

#[wasm_bindgen_test]
async fn without_an_answer_the_reader_may_ask_again() {
    let tag = Tag::answered(&JsValue::UNDEFINED, &[]);
    assert_eq!(tag.tells("error").await["kind"], "unreachable");
    tag.told.borrow_mut().clear();
    let again = the(&tag.host, "button");
    assert_eq!(text(&again), VI.article().retry);
    again.click();
    assert_eq!(tag.tells("error").await["kind"], "unreachable");
}

#[wasm_bindgen_test]
async fn a_tag_without_an_article_says_so() {
    let options = Object::new();
    let (host, shadow) = (place(), place());
    let _mounted = mount(host.clone(), shadow, options);
    assert_eq!(
        text(&appears(&host, "[role=alert]").await),
        VI.article().unknown
    );
}

#[wasm_bindgen_test]
async fn a_widget_that_is_gone_leaves_nothing_and_hears_no_late_answer() {
    let tag = Tag::answered(&answer(200, &article().to_string()), &[]);
    tag.tells("ready").await;
    tag.mounted.unmount();
    until("both places are empty", || {
        !is_there(&tag.host, "*") && !is_there(&tag.shadow, "*")
    })
    .await;

    let mut resolve = None;
    let pending = Promise::new(&mut |done, _| resolve = Some(done));
    let late = Tag::promised(&pending, &[]);
    appears(&late.host, "[data-state=loading]").await;
    late.mounted.unmount();
    let after = Tag::answered(&answer(200, &article().to_string()), &[]);
    resolve
        .unwrap()
        .call1(&JsValue::NULL, &answer(200, &article().to_string()))
        .unwrap();
    after.tells("ready").await;
    assert!(!is_there(&late.host, "*"));
    assert!(late.told.borrow().is_empty());
}
