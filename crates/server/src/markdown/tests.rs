use model::{Block, Inline, MAX_TEXT_DEPTH, RichText};
use proptest::prelude::*;

use super::parse;

/// A tree in short: `*a*` strong, `/a/` emphasis, `-a-` strike, `<to|a>` link, `[a]` code, `¶` line end.
fn line(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Link { url, text } => format!("<{url}|{}>", line(text)),
            Inline::Strong(text) => format!("*{}*", line(text)),
            Inline::Emphasis(text) => format!("/{}/", line(text)),
            Inline::Strike(text) => format!("-{}-", line(text)),
            Inline::Code(text) => format!("[{text}]"),
            Inline::LineBreak => "¶".to_owned(),
            other => format!("{other:?}"),
        })
        .collect()
}

fn blocks(text: &RichText) -> Vec<String> {
    let items = |mark: &str, items: &[RichText]| {
        let items: Vec<_> = items.iter().map(|i| blocks(i).join("; ")).collect();
        format!("{mark}({})", items.join(" | "))
    };
    text.0
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => line(text),
            Block::BulletList(list) => items("ul", list),
            Block::NumberedList(list) => items("ol", list),
            Block::Quote(quote) => format!("quote({})", blocks(&quote.body).join("; ")),
            Block::Code { language, text } => {
                format!("code({}: {text})", language.as_deref().unwrap_or_default())
            }
            Block::Rule => "rule".to_owned(),
            other => format!("{other:?}"),
        })
        .collect()
}

fn read(source: &str) -> Vec<String> {
    blocks(&parse(source))
}

#[test]
fn markdown_of_a_comment_is_read() {
    assert_eq!(read("một\nhai\n\nba"), ["một¶hai", "ba"]);
    assert_eq!(read("**a** *b* ~~c~~ `d`"), ["*a* /b/ -c- [d]"]);
    assert_eq!(read("[a](https://a.vn)"), ["<https://a.vn|a>"]);
    assert_eq!(read("<a@b.vn>"), ["<mailto:a@b.vn|a@b.vn>"]);
    assert_eq!(read("- a\n- b\n  - c"), ["ul(a | b; ul(c))"]);
    assert_eq!(read("1. a\n2. b"), ["ol(a | b)"]);
    assert_eq!(read("> a\n\nb"), ["quote(a)", "b"]);
    assert_eq!(read("```rust x\na\n  b\n```"), ["code(rust: a\n  b)"]);
    assert_eq!(read("a\n\n---\n\nb"), ["a", "rule", "b"]);
    assert_eq!(read("# a *b*"), ["*a /b/*"]);
}

#[test]
fn an_address_becomes_a_link_by_itself_but_only_once() {
    assert_eq!(
        read("xem https://a.vn/x_y_z?b=1&c=2."),
        ["xem <https://a.vn/x_y_z?b=1&c=2|https://a.vn/x_y_z?b=1&c=2>."]
    );
    assert_eq!(
        read("[https://b.vn](https://a.vn)"),
        ["<https://a.vn|https://b.vn>"]
    );
    assert_eq!(read("`https://a.vn`"), ["[https://a.vn]"]);
}

#[test]
fn a_link_that_may_not_be_followed_is_text() {
    assert_eq!(
        read("[a](javascript:alert(1))"),
        ["a (javascript:alert(1))"]
    );
    assert_eq!(read("<javascript:alert(1)>"), ["javascript:alert(1)"]);
    assert_eq!(read("[a](data:text/html,x)"), ["a (data:text/html,x)"]);
    assert_eq!(read("[a](b.html)"), ["a (b.html)"]);
    assert_eq!(read("[a](&#106;avascript:x)"), ["a (javascript:x)"]);
    assert_eq!(read("[**a**](vbscript:x)"), ["*a* (vbscript:x)"]);
}

#[test]
fn a_picture_is_a_link_to_it() {
    assert_eq!(read("![a](https://a.vn/x.png)"), ["<https://a.vn/x.png|a>"]);
    assert_eq!(
        read("![](https://a.vn/x.png)"),
        ["<https://a.vn/x.png|https://a.vn/x.png>"]
    );
    assert_eq!(
        read("[![a](https://a.vn/x.png)](https://b.vn)"),
        ["<https://b.vn|a>"]
    );
}

#[test]
fn html_is_shown_as_it_was_typed() {
    assert_eq!(
        read("<script>alert(1)</script>"),
        ["<script>alert(1)</script>"]
    );
    assert_eq!(read("a <b onclick=x>b</b>"), ["a <b onclick=x>b</b>"]);
    assert_eq!(read("<div>\na\n</div>"), ["<div>¶a¶</div>"]);
    assert_eq!(read("a <!-- b --> c"), ["a <!-- b --> c"]);
}

#[test]
fn nothing_typed_disappears() {
    assert_eq!(read("[Lan]: hay"), ["[Lan]: hay"]);
    assert_eq!(
        read("[a]: b\n[c]: d\n\n[a] [c]"),
        ["[a]: b¶[c]: d", "[a] [c]"]
    );
    assert_eq!(
        read("27. Tháng 5\n28. Tháng 6"),
        ["27. Tháng 5", "28. Tháng 6"]
    );
    assert_eq!(
        read("2023) Một năm\n\n   và nữa"),
        ["2023) Một năm", "và nữa"]
    );
    assert_eq!(read("5."), ["5. "]);
    assert_eq!(read("1 < 2 & 3 > 2"), ["1 < 2 & 3 > 2"]);
    assert_eq!(read("#bentre :) ^^ _ * ~"), ["#bentre :) ^^ _ * ~"]);
}

#[test]
fn control_characters_cannot_be_spelled() {
    assert_eq!(read("a&#1;b&#0;c"), ["a\u{fffd}b\u{fffd}c"]);
}

/// As an article is checked: its limits are those of every rich text.
fn depth(text: &RichText) -> usize {
    fn inlines(text: &[Inline]) -> usize {
        let below = text.iter().map(|inline| match inline {
            Inline::Link { text, .. }
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Strike(text)
            | Inline::Sub(text)
            | Inline::Sup(text) => inlines(text),
            _ => 0,
        });
        1 + below.max().unwrap_or(0)
    }
    let below = text.0.iter().map(|block| match block {
        Block::Paragraph(text) => inlines(text),
        Block::BulletList(items) | Block::NumberedList(items) => {
            items.iter().map(depth).max().unwrap_or(0)
        }
        Block::Quote(quote) => depth(&quote.body),
        _ => 0,
    });
    1 + below.max().unwrap_or(0)
}

#[test]
fn depth_is_bounded_and_words_are_kept() {
    for (source, word) in [
        (">".repeat(500) + " cuối", "cuối"),
        ("- ".repeat(500) + "cuối", "cuối"),
        ("*".repeat(500) + "cuối" + &"*".repeat(500), "cuối"),
        ("*a **".repeat(200) + "cuối" + &"** a*".repeat(200), "cuối"),
        (
            "[".repeat(500) + "cuối" + &"](https://a.vn)".repeat(500),
            "cuối",
        ),
        ("# ".to_owned() + &"> - 7. ".repeat(300) + "cuối", "cuối"),
        (
            "> ".repeat(40) + "# *a **b ~~https://a.vn~~***",
            "https://a.vn",
        ),
        ("7. ".repeat(300) + "cuối", "cuối"),
    ] {
        let text = parse(&source);
        assert!(depth(&text) <= MAX_TEXT_DEPTH, "{}", depth(&text));
        assert!(blocks(&text).concat().contains(word), "{source}");
    }
}

#[test]
fn the_worst_comment_is_read_in_linear_time() {
    for piece in [
        "*a _",
        "[a](",
        "![",
        "<a ",
        "`",
        "> ",
        "- ",
        "[a]: b\n",
        "http",
        "https://a",
        "&#1;",
        "((",
        "**a__",
    ] {
        let source: String = piece
            .chars()
            .cycle()
            .take(model::MAX_COMMENT_CHARS)
            .collect();
        let events = parse(&source);
        assert!(depth(&events) <= MAX_TEXT_DEPTH, "{piece}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(source in r"[ -~\n\t\u{e0}-\u{f0}\u{1ea0}-\u{1ef9}<>*_`\[\]()!#&;~-]{0,300}") {
        let text = parse(&source);
        prop_assert!(depth(&text) <= MAX_TEXT_DEPTH);
        let json = serde_json::to_string(&text).unwrap();
        prop_assert_eq!(serde_json::from_str::<RichText>(&json).unwrap(), text);
    }

    #[test]
    fn plain_words_are_all_kept(words in "[a-zà-ỹ0-9 .,?:\n]{1,300}") {
        let said: Vec<String> = blocks(&parse(&words));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let shown = letters(&said.concat().replace("ol(", "").replace("code(", ""));
        prop_assert_eq!(shown, letters(&words));
    }
}
