//! Reading and writing JSON by the browser's own means: the same as `serde_json` does.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fmt::Debug;

use chuyen::json::{read, write};
use model::{
    Author, Block, Comment, CommentStatus, Fragment, Inline, Order, Posted, Problem, ProblemKind,
    Quote, RichText, Thread, ThreadState,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn said(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn text() -> RichText {
    let link = Inline::Link {
        url: "https://news.example/a?b=1&c".parse().unwrap(),
        text: vec![Inline::Strong(said("đây")), Inline::LineBreak],
    };
    RichText(vec![
        Block::Paragraph(vec![
            Inline::Text("\"Hay\"\n\\ quá \u{1f44d}\u{1f3fd}".into()),
            link,
        ]),
        Block::Heading {
            level: 3,
            text: said("Mưa"),
        },
        Block::NumberedList(vec![RichText(vec![Block::Rule]), RichText::default()]),
        Block::Quote(Quote {
            body: RichText(vec![Block::Code {
                language: None,
                text: "1 < 2".into(),
            }]),
            source: Vec::new(),
        }),
    ])
}

fn comment() -> Comment {
    Comment {
        id: "c1".parse().unwrap(),
        parent: Some("c0".parse().unwrap()),
        author: Author {
            name: "Lan".into(),
            badge: Some("Toà soạn".into()),
        },
        body: text(),
        status: CommentStatus::Pending,
        posted_at_ms: 1_685_186_460_000,
        edited_at_ms: None,
        likes: 0,
        reply_count: u32::MAX,
    }
}

fn is_the_same<T: Serialize + DeserializeOwned + PartialEq + Debug>(data: &T) {
    let written: Value = serde_json::from_str(&write(data)).unwrap();
    assert_eq!(written, serde_json::to_value(data).unwrap());
    assert_eq!(&read::<T>(&written.to_string()).unwrap(), data);
}

#[wasm_bindgen_test]
fn all_that_travels_is_read_and_written_as_elsewhere() {
    is_the_same(&Fragment {
        id: "bdk-1".parse().unwrap(),
        url: "https://news.example/mua".into(),
        order: Order::Oldest,
        thread: Thread {
            article_id: "bdk-1".parse().unwrap(),
            version: -7,
            state: ThreadState::Closed,
            total: 1,
            comments: vec![comment()],
            next_cursor: Some("c1".into()),
        },
        sign_in: true,
        words: Some("vi\n.".into()),
    });
    is_the_same(&Problem {
        limit: Some(10_000),
        field: Some("text".into()),
        posted: Some(Box::new(Posted {
            comment: comment(),
            edit_token: "t".into(),
            editable_for_s: 300,
        })),
        ..Problem::from(ProblemKind::KeyReused)
    });
}

fn thread() -> Value {
    json!({
        "article_id": "bdk-1", "version": 1, "state": "open", "total": 0, "comments": [], "next_cursor": null
    })
}

#[wasm_bindgen_test]
fn what_a_later_version_says_is_passed_over() {
    let mut later = thread();
    later["mood"] = json!({ "sunny": [1, true, null] });
    assert_eq!(read::<Thread>(&later.to_string()).unwrap().total, 0);
    let problem =
        json!({ "type": "urn:chuyen:problem:from-the-future", "title": "?", "status": 418 });
    let problem = read::<Problem>(&problem.to_string()).unwrap();
    assert_eq!((problem.kind, problem.status), (ProblemKind::Other, 418));
}

#[wasm_bindgen_test]
fn what_may_be_absent_may_be_null_or_not_there() {
    let problem = json!({ "type": "about:blank", "title": "?", "status": 500 });
    let mut nulls = problem.clone();
    nulls["limit"] = Value::Null;
    assert_eq!(
        read::<Problem>(&nulls.to_string()),
        read(&problem.to_string())
    );
    assert!(read::<Problem>(&problem.to_string()).is_ok());
}

#[wasm_bindgen_test]
fn what_does_not_fit_is_an_error_that_names_the_field() {
    for (field, wrong) in [
        ("total", json!(-1)),
        ("total", json!(1.5)),
        ("total", json!(4_294_967_296_u64)),
        ("total", json!("1")),
        ("version", json!(1e300)),
        ("state", json!("ajar")),
        ("state", json!(3)),
        ("comments", json!({ "length": 0 })),
        ("article_id", json!("a/b")),
        ("article_id", Value::Null),
    ] {
        let mut bad = thread();
        bad[field] = wrong;
        let error = read::<Thread>(&bad.to_string()).unwrap_err();
        assert!(error.to_string().ends_with(field), "{error}: {bad}");
    }
    for bad in ["", "<html>", "[]", "1", "null", "{}"] {
        assert!(read::<Thread>(bad).is_err(), "{bad}");
    }
}
