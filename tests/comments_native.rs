//! The thread renders without a browser: props in, HTML out.
#![cfg(not(target_arch = "wasm32"))]

use std::rc::Rc;

use chuyen::backend::{Place, connect};
use chuyen::comments::{Begin, Props, Thread};
use chuyen::words::{EN, VI, Words};
use futures::executor::block_on;
use serde_json::json;
use yew::{Callback, LocalServerRenderer};

fn rendered(words: &'static Words, first: Option<serde_json::Value>) -> String {
    let backend = connect("own", &Place::at("https://news.example/")).expect("a known kind");
    let first = first.map(|page| serde_json::from_value(page).expect("a page"));
    let props = Props {
        backend: backend.expect("a backend"),
        article: "bdk-27052023".parse().expect("an id"),
        url: "https://news.example/mua".into(),
        words,
        begin: Begin {
            first: first.map(Rc::new),
            ..Begin::default()
        },
        on_event: Callback::noop(),
    };
    let renderer = LocalServerRenderer::<Thread>::with_props(props);
    block_on(renderer.hydratable(false).render())
}

fn comment(id: &str, parent: Option<&str>, status: &str) -> serde_json::Value {
    json!({
        "id": id, "parent": parent, "author": { "name": "Trần <b>Bích" },
        "body": [{ "paragraph": [{ "text": format!("Ý {id}") }] }], "status": status,
        "posted_at_ms": 1_685_186_460_000_i64, "likes": 0, "reply_count": 0,
    })
}

#[test]
fn a_first_page_is_html_with_absolute_times() {
    let html = rendered(
        &VI,
        Some(json!({
            "article_id": "bdk-27052023", "version": 3, "state": "open", "total": 1_234,
            "comments": [comment("a", None, "published"), comment("b", Some("a"), "published")],
            "next_cursor": "n",
        })),
    );
    for part in [
        "Bình luận",
        "1.234",
        "<article",
        "id=\"chuyen-c-b\"",
        "href=\"https://news.example/mua#chuyen-c-b\"",
        "<time datetime=\"2023-05-27T11:21:00Z\"",
        "Trần &lt;b&gt;Bích",
        VI.comments.more,
        VI.composer.comment,
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    for part in ["style=", "<b>", VI.comments.loading, "onclick"] {
        assert!(!html.contains(part), "{part} in {html}");
    }
}

#[test]
fn without_a_page_the_places_of_comments_are_kept() {
    let html = rendered(&EN, None);
    assert!(html.contains(EN.comments.loading), "{html}");
    assert!(html.contains("lang=\"en\""), "{html}");
}

#[test]
fn a_closed_thread_has_no_composer() {
    let html = rendered(
        &EN,
        Some(json!({
            "article_id": "bdk-27052023", "version": 3, "state": "closed", "total": 0,
            "comments": [comment("a", None, "removed")], "next_cursor": null,
        })),
    );
    assert!(html.contains(EN.comments.closed), "{html}");
    assert!(html.contains(EN.comments.removed), "{html}");
    assert!(!html.contains("<form"), "{html}");
}
