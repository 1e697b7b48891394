//! What stands in the text.

use crate::common::{SOURCE, blocks, json_of, plain, post, read_json, skipped};
use formats::Source;
use model::{Block, Inline};
use serde_json::json;

#[test]
fn entities_are_decoded_once() {
    let mut wordpress = post("<p>5 &lt; 6 &amp;amp; 7</p>");
    wordpress["title"]["rendered"] = json!("&#8220;Mưa&#8221; &amp;amp; <em>gió</em>");
    let article = read_json(&wordpress).article;
    assert_eq!(article.headline, "“Mưa” &amp; gió");
    assert_eq!(plain(&article.lead), "5 < 6 &amp; 7");

    let feed = |title: &str| {
        read_json(&json!({ "version": "https://jsonfeed.org/version/1.1", "items": [{ "id": "1", "title": title, "content_text": "a &amp; b" }] })).article
    };
    assert_eq!(feed("Fish &amp; <chips>").headline, "Fish & <chips>");
    assert_eq!(feed("AT&T").headline, "AT&T");
    assert_eq!(
        plain(&feed("a").lead),
        "a &amp; b",
        "plain text is as it is written"
    );

    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Q&amp;amp;A &#039;23", "datePublished": "2023-05-27" });
    assert_eq!(read_json(&ld).article.headline, "Q&amp;A '23");
}

#[test]
fn a_link_that_runs_something_is_its_words() {
    assert_eq!(
        json_of("<a href='java\nscript:alert(1)'>a</a> <a href='data:text/html,x'>b</a>"),
        json!([{ "paragraph": [{ "text": "a b" }] }])
    );
}

#[test]
fn the_line_that_closes_a_text_is_no_part_of_it() {
    let article = read_json(&post("<p>Mưa.</p><p>Gió.</p><p style=\"text-align:right\"><strong>Tin, ảnh: Hữu Hiệp</strong></p>")).article;
    assert_eq!(article.sign_off.as_deref(), Some("Tin, ảnh: Hữu Hiệp"));
    assert_eq!(article.byline[0].name, "Hữu Hiệp");
    assert_eq!(article.body.0.len(), 1);
}

#[test]
fn a_headline_that_the_text_repeats_is_said_once() {
    for html in [
        "<h1>Mưa  lớn</h1><p>a</p>",
        "<h2>MƯA LỚN</h2><p>a</p>",
        "<p><strong>Mưa lớn</strong></p><p>a</p>",
        "<p></p><h1>M\u{1b0}a l\u{1a1}\u{301}n</h1><p>a</p>",
    ] {
        assert_eq!(
            json_of(html),
            json!([{ "paragraph": [{ "text": "a" }] }]),
            "{html}"
        );
    }
    assert_eq!(
        blocks("<h2>Mưa nhỏ</h2><p>a</p>").len(),
        2,
        "another heading stays"
    );
}

#[test]
fn what_counts_readers_and_what_says_nothing_is_left_out() {
    let html = "<!-- a --><script>b</script><style>c</style><p>&nbsp;</p><p> <br> </p><div></div><h2> </h2><ul><li></li></ul><blockquote></blockquote>\
        <img src='https://site.example/pixel.gif' width=1 height=1><img src='https://www.facebook.com/tr?id=1'><img src='https://ad.doubleclick.net/a.jpg'>\
        <p>Mưa<script>d</script></p>";
    assert_eq!(json_of(html), json!([{ "paragraph": [{ "text": "Mưa" }] }]));
}

#[test]
fn both_ways_to_spell_a_vietnamese_tone_stay_as_written() {
    assert_eq!(
        json_of("<p>Tỉnh uỷ và Tỉnh ủy</p>"),
        json!([{ "paragraph": [{ "text": "Tỉnh uỷ và Tỉnh ủy" }] }])
    );
    let mut repeated = post("<h1>Tỉnh ủy họp</h1><p>a</p>");
    repeated["title"]["rendered"] = json!("Tỉnh uỷ họp");
    assert_eq!(
        read_json(&repeated).article.body.0.len(),
        2,
        "which are two spellings, and no repetition"
    );
}

#[test]
fn plain_text_becomes_paragraphs_and_no_figures() {
    let text = "Mưa lớn.\n\nĐại biểu tham dự hội nghị.\r\nHội nghị bế mạc.";
    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": "2023-05-27", "articleBody": text });
    let article = read_json(&ld).article;
    assert_eq!(article.body.0.len(), 2);
    assert!(
        article
            .body
            .0
            .iter()
            .all(|block| matches!(block, Block::Paragraph(_)))
    );
}

#[test]
fn captions_among_the_paragraphs_are_set_apart_where_the_source_says_so() {
    let long = "Mưa lớn từ chiều qua làm nhiều tuyến đường ở phường 5 ngập sâu nửa mét, xe máy chết máy hàng loạt, người dân phải dắt bộ.";
    let lines = [
        "Mưa lớn.",
        long,
        "Người dân dắt xe qua đoạn ngập. Ảnh: Hữu Hiệp",
        long,
        "Học sinh về muộn",
        "Nước rút lúc 21 giờ.",
        long,
        "“Chưa năm nào ngập như vậy.”",
        long,
        "Ông Ba nói: nước lên nhanh",
        long,
        "Tin, ảnh: Hữu Hiệp",
    ];
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "items": [{ "id": "1", "url": "https://site.example/1", "title": "a", "date_published": "2023-05-27", "content_text": lines.join("\n") }] }).to_string();
    let set_apart = |flat_captions| {
        let article = formats::read(&Source {
            text: &feed,
            flat_captions,
            ..SOURCE
        });
        let blocks = article.unwrap().article.body.0;
        let is_apart = |block: &&Block| matches!(block, Block::Paragraph(line) if matches!(line[..], [Inline::Emphasis(_)]));
        let apart = blocks.iter().filter(is_apart);
        apart
            .map(|block| match block {
                Block::Paragraph(line) => plain(line),
                _ => String::new(),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(set_apart(true), [lines[2], lines[4]]);
    assert!(set_apart(false).is_empty());
}

#[test]
fn unknown_parts_are_skipped_counted_and_told() {
    let ans = json!({ "type": "story", "headlines": { "basic": "a" }, "publish_date": "2023-05-27", "content_elements": [
        { "type": "ghost" }, { "type": "text", "content": "b" }, { "type": "ghost" }, { "type": "reference", "referent": { "id": "x" } },
    ] });
    let reading = read_json(&ans);
    assert_eq!(
        skipped(&reading),
        ["2 × element ghost", "1 × element reference"]
    );
    assert_eq!(plain(&reading.article.lead), "b");
    let editor = json!({ "time": 0, "title": "a", "blocks": [{ "type": "poll", "data": {} }, { "type": "paragraph", "data": { "text": "b" } }] });
    assert_eq!(skipped(&read_json(&editor)), ["1 × block poll"]);
    let reading = read_json(&post(
        "a<form>b</form>[gallery ids=\"1,2\"]<p style=\"display: none\">c</p>",
    ));
    assert_eq!(
        skipped(&reading),
        ["1 × shortcode gallery", "1 × <form>", "1 × hidden element"]
    );
}

#[test]
fn tables_lists_quotes_and_marks_keep_their_shape() {
    assert_eq!(
        json_of(
            "<figure class=\"wp-block-table\"><table><thead><tr><th>Xã</th><th>mm</th></tr></thead><tbody><tr><td rowspan=2>An <b>Nhơn</b></td><td>40</td></tr><tr><td>50</td></tr></tbody></table><figcaption>Lượng mưa</figcaption></figure>"
        ),
        json!([{ "table": {
            "caption": [{ "text": "Lượng mưa" }], "head": [[{ "text": "Xã" }], [{ "text": "mm" }]],
            "rows": [[[{ "text": "An " }, { "strong": [{ "text": "Nhơn" }] }], [{ "text": "40" }]], [[], [{ "text": "50" }]]],
        } }])
    );
    let item = |text: &str| json!([{ "paragraph": [{ "text": text }] }]);
    assert_eq!(
        json_of("<ol><li>a</li><ul><li>b</li></ul></ol>"),
        json!([{ "numbered_list": [[{ "paragraph": [{ "text": "a" }] }, { "bullet_list": [item("b")] }]] }])
    );
    assert_eq!(
        json_of("<blockquote><p>a</p><footer>— <cite>b</cite></footer></blockquote>"),
        json!([{ "quote": { "body": [{ "paragraph": [{ "text": "a" }] }], "source": [{ "text": "— " }, { "emphasis": [{ "text": "b" }] }] } }])
    );
    assert_eq!(
        json_of(
            "<p><b>a<i>b<a href=\"https://c.example/\">c<sup>2</sup></a></i></b> <span style=\"font-weight: 700\">d</span></p>"
        ),
        json!([{ "paragraph": [
            { "strong": [{ "text": "a" }, { "emphasis": [{ "text": "b" }, { "link": { "url": "https://c.example/", "text": [{ "text": "c2" }] } }] }] },
            { "text": " " }, { "strong": [{ "text": "d" }] },
        ] }])
    );
    assert_eq!(
        json_of("a<br><br>b<br>c"),
        json!([{ "paragraph": [{ "text": "a" }] }, { "paragraph": [{ "text": "b" }, "line_break", { "text": "c" }] }])
    );
    assert_eq!(
        json_of("<pre><code class=\"language-rust\">fn a() {\n}\n</code></pre>"),
        json!([{ "code": { "language": "rust", "text": "fn a() {\n}" } }])
    );
    assert_eq!(
        json_of("<h3>a<blockquote>b</blockquote>c</h3>"),
        json!([
            { "heading": { "level": 3, "text": [{ "text": "a" }] } }, { "quote": { "body": [{ "paragraph": [{ "text": "b" }] }] } }, { "heading": { "level": 3, "text": [{ "text": "c" }] } },
        ])
    );
}

#[test]
fn what_a_picture_shows_is_no_word_of_the_text() {
    let reading = read_json(&post(
        "<table><tr><td>Chợ <img src=a.jpg alt=\"ALT\"></td><td><a href=b><img src=b.jpg alt=\"ALT\"></a></td></tr>\
         <tr><td>Lách<img src=c.jpg width=1 height=1 alt=\"ALT\"></td><td>9 <img class=emoji src=d.svg alt=\"☔\"></td></tr></table>\
         <blockquote><p>a</p><footer>Báo <img src=e.jpg alt=\"ALT\"></footer></blockquote>",
    ));
    let text = serde_json::to_string(&reading.article).expect("JSON");
    assert!(!text.contains("ALT"), "{text}");
    assert!(
        text.contains("Chợ") && text.contains("Lách") && text.contains("9 ☔"),
        "{text}"
    );
    assert_eq!(
        skipped(&reading),
        ["3 × picture in a line of text"],
        "what only counts readers is nothing to tell"
    );
}

#[test]
fn words_in_a_quotation_element_keep_their_marks() {
    assert_eq!(
        json_of("<p>Ông nói: <q>Mưa <b>lớn</b></q>.</p>"),
        json!([{ "paragraph": [
            { "text": "Ông nói: “Mưa " }, { "strong": [{ "text": "lớn" }] }, { "text": "”." },
        ] }])
    );
    assert_eq!(
        json_of("<p><q><i>Mưa</i></q></p><p><q>“Nắng”</q><q></q></p>"),
        json!([{ "paragraph": [{ "text": "“" }, { "emphasis": [{ "text": "Mưa" }] }, { "text": "”" }] }, { "paragraph": [{ "text": "“Nắng”" }] }])
    );
}

#[test]
fn a_script_that_draws_something_is_told_and_others_are_not() {
    let html = "<p>Mưa<script>a</script></p><script src='https://gist.github.com/a/1.js'></script>\
        <script src=//datawrapper.dwcdn.net/a/embed.js></script><style>b</style><svg><path/></svg>\
        <figure><img src=a.jpg width=6 height=4><script src=https://gist.github.com/a/2.js></script></figure>\
        <script async src=https://www.googletagmanager.com/gtag/js></script><script src=https://www.google-analytics.com/a.js></script>\
        <script async src=https://platform.twitter.com/widgets.js></script><script src='data:text/javascript,c'></script>";
    assert_eq!(
        skipped(&read_json(&post(html))),
        [
            "2 × script of gist.github.com",
            "1 × script of datawrapper.dwcdn.net"
        ]
    );
}

#[test]
fn a_reading_beside_a_character_stays_in_its_brackets() {
    assert_eq!(
        json_of("<p><ruby>漢<rp>(</rp><rt>Hán</rt><rp>)</rp></ruby></p>"),
        json!([{ "paragraph": [{ "text": "漢(Hán)" }] }])
    );
}

#[test]
fn a_second_caption_of_a_table_does_not_replace_the_first() {
    assert_eq!(
        json_of("<table><caption>a</caption><caption>b</caption><caption></caption><tr><td>c<td>d")
            [0]["table"]["caption"],
        json!([{ "text": "a" }, "line_break", { "text": "b" }])
    );
}

#[test]
fn a_list_that_is_numbered_otherwise_is_counted() {
    let notes = |html: &str| skipped(&read_json(&post(html)));
    let told = ["1 × numbers of a list that begin elsewhere than at 1"];
    for html in [
        "<ol start=5><li>Một<li>Hai</ol>",
        "<ol><li>Một<li value=9>Hai</ol>",
        "<ol reversed><li>Một<li>Hai</ol>",
        "<ol>\n<li>Một<ol start='7'><li>Hai</ol></ol>",
    ] {
        assert_eq!(notes(html), told, "{html}");
    }
    for html in [
        "<ol start=1><li value=1>Một<!-- x -->\n<li>Hai<li value=3>Ba</ol>",
        "<ul start=5><li value=3>Một</ul>",
    ] {
        assert_eq!(notes(html), [""; 0], "{html}");
    }
}
