//! However a page is put together, every word of it is read once.

mod common;

use common::{post, read_json};
use proptest::prelude::*;

/// Elements that hold text, with what makes them figures, captions and quotes.
const ELEMENTS: &[&str] = &[
    "p",
    "div",
    "b",
    "a href=x",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "picture",
    "noscript",
    "blockquote",
    "cite",
    "footer",
    "q",
    "h2",
    "pre",
    "ruby",
    "rt",
    "details",
    "span style='font-weight:bold'",
    "div class=gallery",
    "div class=gallery-item",
    "div class=wp-caption",
    "p class=wp-caption-text",
];
/// What stands between words.
const BETWEEN: &[&str] = &[
    "<img src=1.jpg>",
    "<img src=2.jpg>",
    "<img class=emoji alt=e>",
    "<img data-src=1.jpg><noscript><img src=1-300x200.jpg>",
    "<iframe src=/x></iframe>",
    "<br>",
    "<hr>",
];

/// A page, and how many words stand in it: `w0w`, `w1w` and so on.
fn page() -> impl Strategy<Value = (String, usize)> {
    let element = prop::sample::select(ELEMENTS);
    let closed = element.clone().prop_map(|element| {
        let name = element.split(' ').next().unwrap_or(element);
        format!("</{name}>")
    });
    let piece = prop_oneof![
        4 => element.prop_map(|element| format!("<{element}>")),
        3 => closed,
        5 => Just(String::new()),
        2 => prop::sample::select(BETWEEN).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| {
        let (mut html, mut words) = (String::new(), 0);
        for piece in pieces {
            if piece.is_empty() {
                html.push_str(&format!("w{words}w "));
                words += 1;
            }
            html.push_str(&piece);
        }
        (html, words)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn every_word_of_a_page_is_read_once((html, words) in page()) {
        let text = serde_json::to_string(&read_json(&post(&html)).article).expect("JSON");
        for word in 0..words {
            let word = format!("w{word}w");
            prop_assert_eq!(text.matches(&word).count(), 1, "{} in {}", word, text);
        }
    }
}
