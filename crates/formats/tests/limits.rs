//! Whatever comes in, an answer comes out, and no page takes more than its length is worth.

mod common;

use common::fixtures::ADDRESS;
use common::{blocks, json_of, post, read_as};
use formats::ParseError;
use formats::html::{Html5ever, Parser, comment_body};
use model::{ArticleError, Block, MAX_ARTICLE_BLOCKS, MAX_ARTICLE_BYTES, RichText};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Nesting of what a page can nest, as deep as a megabyte allows.
#[test]
fn a_megabyte_of_nesting_is_flattened_and_its_words_are_kept() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<ul><li>", "</li></ul>"),
        ("<blockquote>", "</blockquote>"),
        ("<b>", "</b>"),
        ("<b><i>", "</i></b>"),
        ("<figure>", "</figure>"),
        ("<figure><img src=a.jpg>", "</figure>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<p><b a=1>", ""),
        ("<span style='font-weight:bold'>", "</span>"),
        ("<figcaption>", ""),
        ("<noscript>", "</noscript>"),
        ("<h2>", ""),
        ("<a href=b>", ""),
        ("<a>&nbsp;</a><br>", ""),
    ] {
        let times = 1_000_000 / (open.len() + close.len());
        let html = format!("{}mưa{}", open.repeat(times), close.repeat(times));
        let Ok(reading) = read_as(&post(&html).to_string(), None) else {
            // It may be more blocks than an article has; then it says so.
            let error = read_as(&post(&html).to_string(), None).expect_err("twice the same");
            assert_eq!(
                error,
                ParseError::Article(ArticleError::TooManyBlocks),
                "{open}"
            );
            continue;
        };
        let article = serde_json::to_string(&reading.article).expect("JSON");
        assert!(article.contains("mưa"), "{open}");
        let comment = comment_body(&Html5ever, &html, ADDRESS);
        assert!(
            serde_json::to_string(&comment)
                .expect("JSON")
                .contains("mưa"),
            "{open}"
        );
    }
}

#[test]
fn as_many_blocks_as_an_article_may_have_are_read_and_one_more_is_refused() {
    let many = |count: usize| "<p>Mưa.</p>".repeat(count);
    // The first is the lead.
    assert_eq!(
        blocks(&many(MAX_ARTICLE_BLOCKS + 1)).len(),
        MAX_ARTICLE_BLOCKS + 1
    );
    let error =
        read_as(&post(&many(MAX_ARTICLE_BLOCKS + 2)).to_string(), None).expect_err("one more");
    assert_eq!(error, ParseError::Article(ArticleError::TooManyBlocks));
}

#[test]
fn an_address_is_not_repeated_into_more_than_the_article_was() {
    let html = format!(
        "<a href=\"/{}\">{}</a>",
        "x".repeat(500_000),
        "<p>mưa</p>".repeat(1_000)
    );
    let text = serde_json::to_string(&blocks(&html)).expect("JSON");
    assert!(text.len() < 2 * MAX_ARTICLE_BYTES, "{} bytes", text.len());
    assert_eq!(text.matches("mưa").count(), 1_000);
    let usual = format!(
        "<a href=\"/{}\">{}</a>",
        "x".repeat(100),
        "<p>mưa</p>".repeat(1_000)
    );
    assert_eq!(
        json_of(&usual).to_string().matches("\"link\"").count(),
        1_000
    );
}

#[test]
fn more_bytes_than_an_article_may_have_are_not_looked_at() {
    let text = " ".repeat(MAX_ARTICLE_BYTES + 1);
    assert_eq!(
        read_as(&text, None),
        Err(ParseError::TooLarge(MAX_ARTICLE_BYTES + 1))
    );
}

#[test]
fn lists_in_lists_in_lists_are_never_deeper_than_an_article_may_be() {
    let mut items = json!([
        "<ul><li><ul><li>x<blockquote><ol><li><b><i><a href='b'>mưa</a></i></b></li></ol></blockquote></li></ul></li></ul>"
    ]);
    for _ in 0..40 {
        items = json!([{ "content": "<b>chiều</b>", "items": items }]);
    }
    let editor = json!({ "time": 0, "title": "a", "blocks": [{ "type": "list", "data": { "style": "ordered", "items": items } }] });
    let reading = read_as(&editor.to_string(), None).unwrap_or_else(|error| panic!("{error}"));
    let text = serde_json::to_string(&reading.article).expect("JSON");
    assert_eq!(text.matches("chiều").count(), 40);
    assert!(text.contains("mưa"));
}

/// Anything that could stand in a page.
fn page() -> impl Strategy<Value = String> {
    let name = prop::sample::select(
        &[
            "p",
            "div",
            "b",
            "a",
            "ul",
            "li",
            "table",
            "tr",
            "td",
            "th",
            "figure",
            "figcaption",
            "img",
            "iframe",
            "blockquote",
            "cite",
            "pre",
            "code",
            "h1",
            "h4",
            "noscript",
            "picture",
            "source",
            "svg",
            "template",
            "br",
            "hr",
            "script",
            "dl",
            "dt",
            "video",
        ][..],
    );
    let attribute = prop::sample::select(
        &[
            "",
            " class=\"wp-caption gallery\"",
            " src=\"a.jpg\"",
            " src='javascript:1'",
            " href=\"../b\"",
            " href=\"\u{1}javascript:1\"",
            " srcset=\"a 1w, b 2w,\"",
            " width=1 height=99999999999",
            " colspan=1000000 rowspan=99",
            " style='display:none'",
            " data-src='//c/d.png'",
            " class=\"kg-bookmark-card\"",
            " hidden",
        ][..],
    );
    let piece = prop_oneof![
        (name.clone(), attribute).prop_map(|(name, attribute)| format!("<{name}{attribute}>")),
        name.prop_map(|name| format!("</{name}>")),
        prop::sample::select(
            &[
                "mưa",
                "Ảnh: Hữu Hiệp",
                "&amp;lt;",
                "[caption]",
                "[/caption]",
                "[gallery]",
                "\u{a0}",
                "<!--",
                "-->",
                "\0",
                "https://youtu.be/abc"
            ][..]
        )
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Any JSON at all.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        page().prop_map(Value::from)
    ];
    let key = prop::sample::select(
        &[
            "id",
            "uri",
            "url",
            "type",
            "@type",
            "@id",
            "@graph",
            "@context",
            "title",
            "rendered",
            "content",
            "items",
            "blocks",
            "data",
            "headline",
            "headlines",
            "basic",
            "name",
            "value",
            "bodies",
            "associations",
            "renditions",
            "content_elements",
            "posts",
            "html",
            "uuid",
            "slug",
            "version",
            "date",
            "date_gmt",
            "author",
            "image",
            "text",
            "versioncreated",
            "content_html",
        ][..],
    );
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|fields| fields
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect::<Value>()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn no_page_makes_the_walk_panic_or_break_a_rule(html in page()) {
        if let Err(error) = read_as(&post(&html).to_string(), None) {
            prop_assert_eq!(error, ParseError::Article(ArticleError::TooManyBlocks));
        }
        let _ = read_as(&format!("<html lang=vi>{html}"), None);
        comment_body(&Html5ever, &html, ADDRESS);
    }

    #[test]
    fn no_json_makes_a_parser_panic(value in any_json(), text in "\\PC{0,200}") {
        for format in std::iter::once(None).chain(formats::FORMATS.iter().map(|format| Some(format.name))) {
            let _ = read_as(&value.to_string(), format);
            let _ = read_as(&text, format);
        }
    }

    #[test]
    fn a_comment_s_words_are_read_again_as_they_are(html in page()) {
        let RichText(once) = comment_body(&Html5ever, &html, ADDRESS);
        let is_allowed = |block: &Block| !matches!(block, Block::Figure(_) | Block::Gallery(_) | Block::Table(_) | Block::Embed(_) | Block::Heading { .. });
        prop_assert!(once.iter().all(is_allowed));
    }

    #[test]
    fn composing_changes_no_composed_text(text in "\\PC{0,40}") {
        let once = Html5ever.composed(&text);
        prop_assert_eq!(Html5ever.composed(&once), once);
    }
}
