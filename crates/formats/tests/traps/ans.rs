//! ANS stories: every word of an element is shown or counted.

use crate::common::{plain, read_json, skipped};
use formats::Reading;
use model::{Block, Inline};
use serde_json::{Value, json};

fn story(elements: Value) -> Value {
    json!({ "type": "story", "headlines": { "basic": "a" }, "publish_date": "2023-05-27", "content_elements": elements })
}

/// A story of one element, after a paragraph.
fn of(element: Value) -> Reading {
    read_json(&story(
        json!([{ "type": "text", "content": "Một" }, element]),
    ))
}

fn body(reading: &Reading) -> Value {
    serde_json::to_value(&reading.article.body).expect("blocks are JSON")
}

#[test]
fn a_link_in_a_link_leaves_its_words() {
    let reading = of(
        json!({ "type": "interstitial_link", "url": "https://a.example/2", "content": "Xem <b>thêm <a href='/3'>về mưa</a></b> <a href='/4'>ở đây</a>" }),
    );
    let [Block::Paragraph(line)] = reading.article.body.0.as_slice() else {
        panic!("{:?}", reading.article.body)
    };
    assert_eq!(plain(line), "Xem thêm về mưa ở đây");
    assert!(
        matches!(line.as_slice(), [Inline::Link { url, .. }] if url.as_str() == "https://a.example/2")
    );
    assert_eq!(
        serde_json::to_string(line)
            .expect("JSON")
            .matches("https:")
            .count(),
        1,
        "one link"
    );
}

#[test]
fn a_quote_is_read_in_both_its_forms() {
    let quoted = json!([{ "quote": { "body": [{ "paragraph": [{ "text": "Mưa" }] }], "source": [{ "text": "Hiệp" }] } }]);
    for kind in ["blockquote", "quote", "pullquote"] {
        for said in [
            json!({ "content": "Mưa" }),
            json!({ "content_elements": [{ "type": "text", "content": "Mưa" }] }),
        ] {
            let mut element = json!({ "type": kind, "citation": { "content": "Hiệp" } });
            for (name, value) in said.as_object().expect("fields") {
                element[name] = value.clone();
            }
            assert_eq!(body(&of(element)), quoted, "{kind} {said}");
        }
    }
}

#[test]
fn a_list_of_links_keeps_its_title() {
    let reading = of(
        json!({ "type": "link_list", "title": "Đọc thêm", "items": [{ "type": "interstitial_link", "url": "https://a.example/2", "content": "Gió" }] }),
    );
    let [Block::Paragraph(title), Block::BulletList(_)] = reading.article.body.0.as_slice() else {
        panic!("{:?}", reading.article.body)
    };
    assert_eq!(plain(title), "Đọc thêm");
}

#[test]
fn an_element_with_nothing_in_it_is_counted() {
    for kind in [
        "blockquote",
        "quote",
        "pullquote",
        "link_list",
        "header",
        "list",
        "gallery",
        "numeric_rating",
        "endorsement",
    ] {
        let reading = of(json!({ "type": kind, "url": "https://a.example/2" }));
        assert_eq!(skipped(&reading), [format!("1 × empty {kind}")]);
        assert_eq!(body(&reading), json!([]));
    }
    let link = of(json!({ "type": "interstitial_link", "url": "https://a.example/2" }));
    assert_eq!(skipped(&link), ["1 × link without words"]);
}
