//! Pieces of HTML that parsers are known to disagree on, as `html5ever` has them: what a browser is compared with.

mod common;

use common::{post, read_json};
use formats::html::{Html5ever, comment_body};
use serde_json::{Value, json};

/// The pieces, which stand in the test that runs in a browser.
fn pieces() -> Vec<String> {
    let source = include_str!("../../../tests/foreign.rs");
    let (_, list) = source
        .split_once("const ODD: &[&str] = &[\n")
        .expect("the list");
    let (list, _) = list.split_once("\n];").expect("its end");
    let read = |line: &str| {
        let line = line.trim().trim_end_matches(',').trim_matches('"');
        line.replace("\\n", "\n").replace("\\u{0}", "\0")
    };
    list.lines().map(read).collect()
}

#[test]
fn what_parsers_disagree_on_is_known() {
    let read: Vec<Value> = pieces()
        .iter()
        .map(|html| {
            let mut post = post(html);
            post["title"]["rendered"] = "a title".into();
            let article = serde_json::to_value(read_json(&post).article).expect("JSON");
            // The browser's test knows no page of the article.
            json!([article["lead"], article["body"], article["lead_figure"]])
        })
        .collect();
    compare(
        &read,
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/odd.json"),
    );
}

#[test]
fn what_becomes_of_an_attack_in_a_comment_is_known() {
    let attacks: Vec<Value> =
        serde_json::from_str(include_str!("fixtures/sanitizer/bluemonday-xss-cases.json"))
            .expect("JSON");
    let body = |attack: &Value| {
        comment_body(
            &Html5ever,
            attack["in"].as_str().expect("HTML"),
            "https://c.example/a",
        )
    };
    let read: Vec<Value> = attacks
        .iter()
        .map(|attack| serde_json::to_value(body(attack)).expect("JSON"))
        .collect();
    compare(
        &read,
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attacks.json"),
    );
}

/// Compares with what is kept in a file, or writes that.
fn compare(read: &[Value], path: &str) {
    let written = serde_json::to_string_pretty(read).expect("JSON") + "\n";
    if std::env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
        std::fs::write(path, &written).expect("a place to write");
    }
    assert_eq!(
        std::fs::read_to_string(path).expect("known"),
        written,
        "as `INSTA_UPDATE=always` wrote it"
    );
}
