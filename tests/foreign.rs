//! What other systems wrote, read with the browser's own parser: the same as without a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "../crates/formats/tests/common/fixtures.rs"]
mod fixtures;

use chuyen::foreign::{Browser, DEFAULT_ZONE, Intl, comment_body, give_parser};
use fixtures::{ADDRESS, NOW_MS};
use formats::html::Parser;
use formats::{FixedOffset, LocalTime, Source, Zone};
use js_sys::{Function, Object, Reflect};
use model::{Block, Inline, RichText};
use serde_json::{Value, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

macro_rules! texts_and_snapshots {
    ($(($format:literal, $name:literal)),* $(,)?) => {
        &[$((
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/crates/formats/tests/fixtures/", $format, "/", $name, ".json")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/crates/formats/tests/snapshots/reading__", $format, "-", $name, ".snap")),
        )),*]
    };
}

const FIXTURES: &[(&str, &str, &str)] = each_fixture!(texts_and_snapshots);
const ATTACKS: &str =
    include_str!("../crates/formats/tests/fixtures/sanitizer/bluemonday-xss-cases.json");

/// Gives the program a parser as the loader has one.
fn with_parser() {
    let body =
        "const it = document.createElement('template'); it.innerHTML = html; return it.content";
    let options = Object::new();
    Reflect::set(
        &options,
        &"parse".into(),
        &Function::new_with_args("html", body),
    )
    .unwrap();
    give_parser(&options);
}

fn read(text: &str) -> Value {
    let (browser, zone) = (Browser::default(), Intl::or_default(None));
    let source = Source {
        text,
        format: None,
        address: ADDRESS,
        zone: &zone,
        flat_captions: false,
        html: &browser,
        now_ms: NOW_MS,
    };
    let reading = formats::read(&source).unwrap_or_else(|error| panic!("{error}"));
    let skipped: Vec<_> = reading.skipped.iter().map(ToString::to_string).collect();
    json!({ "format": reading.format, "skipped": skipped, "article": reading.article })
}

#[wasm_bindgen_test]
fn every_example_is_read_as_it_is_without_a_browser() {
    with_parser();
    for (name, text, snapshot) in FIXTURES {
        let (_, native) = snapshot.split_once("\n---\n").unwrap();
        let native: Value = serde_json::from_str(native).unwrap();
        assert_eq!(read(text), native, "{name}");
    }
}

/// Pieces of HTML that parsers are known to disagree on.
const ODD: &[&str] = &[
    "<p>a<p>b<div>c</p>d",
    "<b><p>a</b>b</p>",
    "<a href=x>a<a href=y>b</a>c",
    "<table><p>a<tr><td>b<td>c</table>d",
    "<ul><li>a<ul><li>b</ul>c<li>d</ul>",
    "<noscript><img src=a.jpg></noscript>",
    "<figure><img src='data:image/gif;base64,x' data-src=a.jpg width=6 height=4><noscript><img src=a.jpg width=6 height=4></noscript><figcaption>b",
    "<svg><p>a</svg>b<math><mi>c</math>",
    "<template><p>a</template>b",
    "<html lang=vi><head><title>a</title></head><body><p>b",
    "<td>a<td>b",
    "<script>a</script><style>b</style><!-- c -->d<![CDATA[e]]>",
    "a &amp;lt; &notit; &#0; &#x80; \u{0} b",
    "<select><option>a</select>b<textarea><p>c</textarea>d",
    "<h2>a<h3>b</h2>c",
    "<p>a<table><tr><td>b</table>c",
    "<br></br></p>a<wbr>b<image src=c.jpg width=6 height=4>",
    "<iframe src=//youtube.com/embed/a><p>b</iframe>c",
    "<pre>\n\na\n b</pre><plaintext>c</b>",
];

#[wasm_bindgen_test]
fn what_parsers_disagree_on_is_read_the_same() {
    with_parser();
    let known: Value =
        serde_json::from_str(include_str!("../crates/formats/tests/odd.json")).unwrap();
    let read: Vec<Value> = ODD.iter().map(|html| {
        let post = json!({ "id": 7, "link": "https://site.example/2023/05/mua/", "date": "2023-05-27", "title": { "rendered": "a title" }, "content": { "rendered": html } });
        read(&post.to_string())["article"].take()
    }).map(|article| json!([article["lead"], article["body"], article["lead_figure"]])).collect();
    for ((html, read), known) in ODD.iter().zip(&read).zip(known.as_array().unwrap()) {
        assert_eq!(read, known, "{html}");
    }
}

#[wasm_bindgen_test]
fn an_attack_in_a_comment_ends_as_text_or_as_a_harmless_link() {
    with_parser();
    let attacks: Value = serde_json::from_str(ATTACKS).unwrap();
    let attacks = attacks.as_array().unwrap();
    assert_eq!(attacks.len(), 174);
    let known: Vec<Value> =
        serde_json::from_str(include_str!("../crates/formats/tests/attacks.json")).unwrap();
    for (attack, known) in attacks.iter().zip(known) {
        let read = comment_body(attack["in"].as_str().unwrap(), "https://c.example/a");
        assert_eq!(
            serde_json::to_value(&read).unwrap(),
            known,
            "{}",
            attack["in"]
        );
        let written = serde_json::to_string(&read).unwrap();
        for url in written.split(r#""url":""#).skip(1) {
            assert!(
                ["http:", "https:", "mailto:"]
                    .iter()
                    .any(|scheme| url.starts_with(scheme)),
                "{written}"
            );
        }
    }
}

#[wasm_bindgen_test]
fn a_comment_is_paragraphs_quotes_lists_and_links() {
    with_parser();
    let html = "<p>Chào <b>bạn</b>, <a href='/b' onclick='alert(1)'>đọc</a><br>đi</p><blockquote>Mưa</blockquote><ul><li>một</ul><img src=c.jpg alt=hình>";
    let read = serde_json::to_value(comment_body(html, "https://c.example/a")).unwrap();
    let link =
        |url: &str, text: &str| json!({ "link": { "url": url, "text": [{ "text": text }] } });
    assert_eq!(
        read,
        json!([
            { "paragraph": [{ "text": "Chào " }, { "strong": [{ "text": "bạn" }] }, { "text": ", " }, link("https://c.example/b", "đọc"), "line_break", { "text": "đi" }] },
            { "quote": { "body": [{ "paragraph": [{ "text": "Mưa" }] }] } },
            { "bullet_list": [[{ "paragraph": [{ "text": "một" }] }]] },
            { "paragraph": [link("https://c.example/c.jpg", "hình")] },
        ])
    );
}

#[wasm_bindgen_test]
fn where_no_html_may_be_parsed_a_comment_is_what_stands_between_the_tags() {
    let options = Object::new();
    Reflect::set(
        &options,
        &"parse".into(),
        &Function::new_no_args("throw new TypeError('forbidden')"),
    )
    .unwrap();
    give_parser(&options);
    let browser = Browser::default();
    browser.parse("<p>a");
    assert!(browser.is_refused());
    let RichText(read) = comment_body("<p>Chào <b>bạn</b></p><script>", "https://c.example/a");
    assert_eq!(
        read,
        [Block::Paragraph(vec![Inline::Text("Chào bạn".into())])]
    );
    with_parser();
}

#[wasm_bindgen_test]
fn a_clock_is_where_its_zone_says_in_summer_and_in_winter() {
    let at = |zone: &str, month: u8, hour: u8| {
        let local = LocalTime {
            year: 2023,
            month,
            day: 26,
            hour,
            minute: 30,
            second: 0,
        };
        Intl::named(zone)
            .unwrap_or_else(|| panic!("{zone}"))
            .offset_min(&local)
    };
    assert_eq!(
        (at("Europe/Berlin", 1, 12), at("Europe/Berlin", 7, 12)),
        (60, 120)
    );
    // The hour before and after the clocks go forward.
    assert_eq!(
        (at("Europe/Berlin", 3, 1), at("Europe/Berlin", 3, 3)),
        (60, 120)
    );
    assert_eq!(at(DEFAULT_ZONE, 5, 18), 420);
    assert_eq!((at("-03:30", 5, 18), at("Z", 5, 18)), (-210, 0));
    assert!(Intl::named("Mars/Olympus").is_none());
    let default = Intl::or_default(Some("Mars/Olympus"));
    let local = LocalTime {
        year: 2023,
        month: 5,
        day: 27,
        hour: 18,
        minute: 21,
        second: 0,
    };
    assert_eq!(
        default.offset_min(&local),
        FixedOffset(420).offset_min(&local)
    );
}
