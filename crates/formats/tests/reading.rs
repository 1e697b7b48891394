//! Every foreign article there is an example of, read to the model.

mod common;

use common::{read, read_as, skipped};
use formats::{ParseError, Reading};
use serde_json::{Value, json};

macro_rules! texts {
    ($(($format:literal, $name:literal)),* $(,)?) => {
        &[$((
            $format,
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/", $format, "/", $name, ".json")),
        )),*]
    };
}

const FIXTURES: &[(&str, &str, &str)] = each_fixture!(texts);

fn fixture(wanted: &str) -> &'static str {
    FIXTURES
        .iter()
        .find(|(_, name, _)| *name == wanted)
        .map(|(_, _, text)| *text)
        .expect("a fixture")
}

fn seen(reading: &Reading) -> Value {
    json!({ "format": reading.format, "skipped": skipped(reading), "article": reading.article })
}

#[test]
fn every_example_is_read_as_it_was() {
    for (format, name, text) in FIXTURES {
        let reading =
            read_as(text, None).unwrap_or_else(|error| panic!("{format}/{name}: {error}"));
        assert_eq!(reading.format, *format, "{name} shows what it is");
        insta::assert_json_snapshot!(format!("{format}-{name}"), seen(&reading));
    }
}

#[test]
fn an_article_that_was_read_is_one_of_our_own() {
    for (format, name, text) in FIXTURES {
        let article = read(text).article;
        let json = serde_json::to_string(&article).expect("an article is JSON");
        assert_eq!(
            formats::parse(&json).as_ref(),
            Ok(&article),
            "{format}/{name}"
        );
        assert_eq!(
            read_as(&json, None).map(|reading| reading.format),
            Ok("chuyen")
        );
    }
}

#[test]
fn a_declared_format_reads_the_same() {
    for (format, name, text) in FIXTURES {
        assert_eq!(read_as(text, Some(format)), Ok(read(text)), "{name}");
    }
}

#[test]
fn three_generations_of_ninjs_tell_the_same_article() {
    for item in [
        "005_complex_text_article",
        "006_photo_only",
        "007_multimedia",
    ] {
        let [first, second, third] = ["1.6", "2.2", "3.1"]
            .map(|version| read(fixture(&format!("doc-{version}-{item}"))).article);
        assert_eq!(first, second, "{item}");
        assert_eq!(second, third, "{item}");
    }
}

#[test]
fn what_is_no_article_says_so() {
    let invalid = include_str!("fixtures/jsonfeed/invalid.json");
    assert!(matches!(
        read_as(invalid, Some("jsonfeed")),
        Err(ParseError::NotJson(_))
    ));
    let nothing_known = include_str!("fixtures/ninjs/invalid-3.0-bad-toplevel.json");
    assert_eq!(
        read_as(nothing_known, Some("ninjs")),
        Err(ParseError::Missing {
            format: "ninjs",
            field: "headline"
        })
    );
    assert!(matches!(
        read_as(nothing_known, None),
        Err(ParseError::Field { .. })
    ));
    for element in [
        include_str!("fixtures/ans/gallery-fixture-good.json"),
        include_str!("fixtures/ans/image-fixture-good.json"),
        include_str!("fixtures/ans/raw-html-fixture-good.json"),
        include_str!("fixtures/ans/table-fixture-good.json"),
    ] {
        assert!(
            read_as(element, None).is_err(),
            "a part of an article is none: {element}"
        );
    }
}

#[test]
fn parts_of_an_ans_story_are_read_where_they_stand() {
    let part = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let story = json!({
        "type": "story", "headlines": { "basic": "Parts" }, "publish_date": "2015-06-24T09:49:00Z",
        "content_elements": [
            part(include_str!("fixtures/ans/gallery-fixture-good.json")),
            part(include_str!("fixtures/ans/image-fixture-good.json")),
            part(include_str!("fixtures/ans/raw-html-fixture-good.json")),
            part(include_str!("fixtures/ans/table-fixture-good.json")),
        ],
    });
    insta::assert_json_snapshot!("ans-parts", seen(&read(&story.to_string())));
}

#[test]
fn a_wrong_declaration_names_what_was_found() {
    let feed = fixture("spec-1.1-example-1");
    let error = read_as(feed, Some("wordpress")).expect_err("no post");
    assert_eq!(
        error,
        ParseError::WrongFormat {
            declared: "wordpress",
            found: "a JSON Feed"
        }
    );
    assert_eq!(
        error.to_string(),
        "declared as wordpress, but it is a JSON Feed"
    );
    let error = read_as("<!doctype html>", Some("ninjs")).expect_err("a page");
    assert_eq!(
        error,
        ParseError::WrongFormat {
            declared: "ninjs",
            found: "an HTML page"
        }
    );
    let error = read_as(feed, Some("rss")).expect_err("no format");
    assert_eq!(
        error.to_string(),
        "format `rss` is not read; allowed: jsonfeed, jsonld, ghost, wordpress, ans, ninjs, editorjs, chuyen"
    );
}

#[test]
fn a_format_that_is_known_and_not_read_is_named() {
    for (text, name) in [
        (r#"[{ "_type": "block", "children": [] }]"#, "Portable Text"),
        ("[]", "an empty list"),
        (
            r#"{ "code": "rest_post_invalid_id", "message": "x", "data": { "status": 404 } }"#,
            "an error of WordPress",
        ),
        (
            r#"{ "errors": [{ "message": "x", "type": "NotFoundError" }] }"#,
            "an error of Ghost",
        ),
        (
            r#"{ "posts": [], "meta": {} }"#,
            "an answer of Ghost without posts",
        ),
        (
            r#"{ "pages": [{ "uuid": "u", "html": "x", "slug": "s" }] }"#,
            "an answer of Ghost without posts",
        ),
        (
            r#"{ "type": "gallery", "version": "0.10.12", "content_elements": [] }"#,
            "a part of an ANS story",
        ),
        (
            r#"{ "type": "image", "version": "0.10.12", "url": "https://a.example/1.jpg" }"#,
            "a part of an ANS story",
        ),
        (
            r#"{ "time": 1, "blocks": [], "version": "2.30" }"#,
            "an empty Editor.js document",
        ),
        (r#"{ "type": "doc", "content": [] }"#, "ProseMirror"),
        (r#"{ "identifier": "a", "components": [] }"#, "Apple News"),
    ] {
        let error = read_as(text, None).expect_err(name);
        assert!(
            matches!(&error, ParseError::UnknownFormat { declared, .. } if declared == name),
            "{error}"
        );
    }
}
