//! Whose words they are, how a poem stands, and what is hidden.

use crate::common::{json_of, post, read_json, skipped};
use serde_json::{Value, json};

#[test]
fn a_style_hides_however_it_is_written() {
    for style in [
        "display:none",
        "DISPLAY: None",
        "color:red; visibility : hidden",
    ] {
        let reading = read_json(&post(&format!("<p>a</p><p style=\"{style}\">ẩn</p>")));
        assert_eq!(skipped(&reading), ["1 × hidden element"], "{style}");
        assert!(reading.article.body.0.is_empty(), "{style}");
    }
    assert_eq!(
        json_of("<p style=\"display:block;visibility:visible\">a</p>").to_string(),
        json_of("<p>a</p>").to_string()
    );
}

fn line(text: &str) -> Value {
    json!({ "paragraph": [{ "text": text }] })
}

#[test]
fn who_is_named_last_in_a_quote_said_it() {
    let quote =
        json!([{ "quote": { "body": [line("Lời nói.")], "source": [{ "text": "Ông A" }] } }]);
    for html in [
        "Lời nói.<cite>Ông A</cite>",
        "Lời nói. <cite>Ông A</cite> ",
        "<p>Lời nói.<cite>Ông A</cite></p>",
        "<p>Lời nói.<br><cite>Ông A</cite></p><p></p>",
        "<p>Lời nói.</p><cite>Ông A</cite>",
        "<p>Lời nói.</p><p><cite>Ông A</cite></p>",
        "<p>Lời nói.</p><p>— <cite>Ông A</cite></p>",
        "<p>Lời nói.</p><div><span><cite>Ông A</cite></span></div><!-- x -->",
    ] {
        assert_eq!(
            json_of(&format!("<blockquote>{html}</blockquote><p></p>")),
            quote,
            "{html}"
        );
    }
    let bare = json_of("<blockquote>Lời nói <cite>Ông A</cite></blockquote>");
    assert_eq!(bare[0]["quote"]["source"], json!([{ "text": "Ông A" }]));
}

#[test]
fn a_work_named_in_a_quote_stays_where_it_stands() {
    let named =
        |html: &str| json_of(&format!("<blockquote>{html}</blockquote>"))[0]["quote"].clone();
    let work = json!({ "emphasis": [{ "text": "Báo B" }] });
    assert_eq!(
        named("<p><cite>Báo B</cite> viết vậy.</p>"),
        json!({ "body": [{ "paragraph": [work, { "text": " viết vậy." }] }] })
    );
    assert_eq!(
        named("<p>Lời nói.</p><p>— Ông A, <cite>Báo B</cite></p>"),
        json!({ "body": [line("Lời nói."), { "paragraph": [{ "text": "— Ông A, " }, work] }] })
    );
    assert_eq!(
        named("<p><cite>Báo B</cite></p><p>Lời nói.</p>"),
        json!({ "body": [{ "paragraph": [work] }, line("Lời nói.")] })
    );
}

#[test]
fn a_poem_stands_in_lines_and_keeps_its_marks() {
    assert_eq!(
        json_of(
            "<pre class=\"wp-block-verse\">Mưa <em>rơi</em>\n  rơi\n\n<a href=\"https://a.example/\">Gió\nlên</a></pre><p>a\nb</p>"
        ),
        json!([
            { "paragraph": [{ "text": "Mưa " }, { "emphasis": [{ "text": "rơi" }] }, "line_break", { "text": "rơi" }] },
            { "paragraph": [{ "link": { "url": "https://a.example/", "text": [{ "text": "Gió" }, "line_break", { "text": "lên" }] } }] },
            line("a b"),
        ])
    );
    let reading = read_json(&post(
        "<p>a</p><pre>x <em>y</em> <a href=\"https://a.example/\">z</a></pre><pre><code class=language-js>b <b>c</b></code></pre>",
    ));
    assert_eq!(
        serde_json::to_value(&reading.article.body).expect("JSON")[0]["code"]["text"],
        "x y z"
    );
    assert_eq!(
        skipped(&reading),
        ["1 × link in code"],
        "what colours code is no loss"
    );
}

#[test]
fn posts_that_amp_pages_show_are_led_to() {
    let post = |html: &str| json_of(html)[0]["embed"].clone();
    assert_eq!(
        post(
            "<amp-twitter width=375 height=472 data-tweetid=\"885634330868850689\"></amp-twitter>"
        ),
        json!({ "url": "https://x.com/i/status/885634330868850689", "title": "X", "provider": "X" })
    );
    assert_eq!(
        post(
            "<amp-instagram data-shortcode=\"fBwFP\" data-captioned width=400 height=400></amp-instagram>"
        ),
        json!({ "url": "https://www.instagram.com/p/fBwFP/", "title": "Instagram", "provider": "Instagram" })
    );
    assert_eq!(
        post(
            "<amp-facebook width=552 height=303 data-href=\"https://www.facebook.com/bdk/posts/1\"></amp-facebook>"
        ),
        json!({ "url": "https://www.facebook.com/bdk/posts/1", "title": "Facebook", "provider": "Facebook" })
    );
    for bad in [
        "<amp-twitter data-tweetid=\"1/../../a\">",
        "<amp-facebook data-href=\"javascript:1\">",
        "<amp-instagram>",
    ] {
        let reading = read_json(&crate::common::post(&format!("<p>a</p>{bad}")));
        assert!(reading.article.body.0.is_empty(), "{bad}");
        assert_eq!(skipped(&reading).len(), 1, "{bad}");
    }
}

#[test]
fn a_page_of_wordpress_that_another_shows_is_led_to_once() {
    let quote = "<blockquote class=\"wp-embedded-content\" data-secret=x><p><a href=\"https://a.example/b/\">Mưa &amp; gió</a></p></blockquote>";
    let frame = "<iframe class=\"wp-embedded-content\" sandbox=allow-scripts title=\"“Mưa” — Báo A\" src=\"https://a.example/b/embed/#?secret=x\" width=500 height=282></iframe>";
    let led = json!([{ "embed": { "url": "https://a.example/b/", "title": "Mưa & gió", "provider": "a.example" } }]);
    for html in [
        format!("{quote}{frame}"),
        format!(
            "<figure class=wp-block-embed><div class=wp-block-embed__wrapper>\n{quote}\n{frame}\n</div></figure>"
        ),
        format!("<p>{quote}</p><p>{frame}</p>"),
        quote.to_owned(),
    ] {
        assert_eq!(json_of(&html), led, "{html}");
    }
    assert!(
        json_of(frame)[0]
            .to_string()
            .contains("https://a.example/b/embed/"),
        "alone it is a frame like others"
    );
}
