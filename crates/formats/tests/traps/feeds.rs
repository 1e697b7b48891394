//! JSON Feed and Editor.js, which need no title.

use crate::common::{plain, read_as, read_json, skipped};
use formats::ParseError;
use model::Block;
use serde_json::{Value, json};

fn micropost(html: &str) -> model::Article {
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "items": [{ "id": "1", "url": "https://a.example/1", "date_published": "2023-05-27", "content_html": html }] });
    read_json(&feed).article
}

#[test]
fn a_micropost_does_not_say_twice_what_its_headline_says() {
    let whole = micropost("<p>Mưa lớn.</p><p>Gió.</p>");
    assert_eq!(
        (whole.headline.as_str(), plain(&whole.lead).as_str()),
        ("Mưa lớn.", "Gió.")
    );
    assert_eq!(plain(&micropost("Mưa lớn.").lead), "");
    for (kept, why) in [
        (
            "<p>Mưa<br>lớn</p>".to_owned(),
            "says more than its first line",
        ),
        (format!("<p>{}</p>", "mưa ".repeat(60)), "was cut"),
        (
            "<p>Mưa <a href='/2'>lớn</a></p>".to_owned(),
            "leads somewhere",
        ),
    ] {
        assert_ne!(plain(&micropost(&kept).lead), "", "{why}");
    }
}

#[test]
fn an_attached_picture_is_shown() {
    let attached = |image: Value, html: &str| {
        let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "items": [{ "id": "1", "url": "https://a.example/1", "title": "a", "date_published": "2023-05-27", "content_html": html, "image": image,
            "attachments": [{ "url": "https://a.example/1.jpg", "mime_type": "image/jpeg", "title": "Mưa" }, { "url": "https://a.example/1.mp3", "mime_type": "audio/mpeg" }] }] });
        read_json(&feed).article
    };
    let article = attached(Value::Null, "<p>Một</p>");
    assert!(
        matches!(article.body.0.as_slice(), [Block::Figure(figure), Block::Embed(_)] if figure.image.url.as_str() == "https://a.example/1.jpg" && figure.image.alt == "Mưa"),
        "{:?}",
        article.body
    );
    let article = attached("https://a.example/1.jpg".into(), "<p>Một</p>");
    assert!(article.lead_figure.is_some(), "above the text");
    assert!(matches!(article.body.0.as_slice(), [Block::Embed(_)]));
    let article = attached(
        Value::Null,
        "<p>Một</p><img src='/1.jpg' width=9 height=6><p>Hai</p>",
    );
    assert!(
        matches!(
            article.body.0.as_slice(),
            [Block::Figure(_), Block::Paragraph(_), Block::Embed(_)]
        ),
        "in the text"
    );
}

#[test]
fn a_heading_of_editorjs_is_the_headline_only_where_it_stands_first() {
    let header = |level: u8| json!({ "type": "header", "data": { "text": "Mưa", "level": level } });
    let paragraph = json!({ "type": "paragraph", "data": { "text": "Một" } });
    let picture = json!({ "type": "image", "data": { "file": { "url": "https://a.example/1.jpg", "width": 9, "height": 6 } } });
    let of = |blocks: Value| {
        read_as(
            &json!({ "time": 1_685_186_460_000_i64, "blocks": blocks }).to_string(),
            None,
        )
    };
    for first in [
        json!([header(3), paragraph]),
        json!([header(1), paragraph]),
        json!([picture, header(2), paragraph]),
    ] {
        let article = of(first).expect("an article").article;
        assert_eq!(article.headline, "Mưa");
        assert_eq!(plain(&article.lead).is_empty(), article.body.0.len() == 2);
    }
    for later in [
        json!([paragraph, header(3)]),
        json!([paragraph, header(2), paragraph]),
        json!([picture, header(3), paragraph]),
    ] {
        assert_eq!(
            of(later.clone()),
            Err(ParseError::Missing {
                format: "editorjs",
                field: "headline"
            }),
            "{later}"
        );
    }
}

#[test]
fn an_empty_text_in_html_gives_way_to_the_plain_one() {
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "items": [{ "id": "1", "url": "https://a.example/1", "title": "a", "date_published": "2023-05-27", "content_html": " ", "content_text": "Một" }] });
    assert_eq!(plain(&read_json(&feed).article.lead), "Một");
}

/// The blocks after the first paragraph, and what was skipped.
fn editorjs(blocks: Value) -> (Value, Vec<String>) {
    let first = json!({ "type": "paragraph", "data": { "text": "Một" } });
    let mut all = vec![first];
    all.extend(blocks.as_array().expect("blocks").iter().cloned());
    let reading = read_json(&json!({ "title": "a", "time": 1, "blocks": all }));
    let body = serde_json::to_value(&reading.article.body).expect("JSON");
    (body, skipped(&reading))
}

#[test]
fn every_word_of_editorjs_is_shown() {
    let text = |text: &str| json!([{ "text": text }]);
    let paragraph = |words: &str| json!({ "paragraph": text(words) });
    let item = |words: &str| json!([paragraph(words)]);
    let embed = |url: &str, title: &str| json!({ "embed": { "url": url, "title": title, "provider": "a.example" } });
    let none: [&str; 0] = [];
    for (block, shown, left_out) in [
        (
            json!({ "type": "table", "data": { "content": [["Xã", 12], [true, null]] } }),
            json!([{ "table": { "rows": [[text("Xã"), text("12")], [text("true"), []]] } }]),
            none.as_slice(),
        ),
        (
            json!({ "type": "embed", "data": { "source": "javascript:x", "caption": "Phim <b>mưa</b>" } }),
            json!([{ "paragraph": [{ "text": "Phim " }, { "strong": text("mưa") }] }]),
            &["1 × embed without an address"],
        ),
        (
            json!({ "type": "attaches", "data": { "title": "Luật", "file": {} } }),
            json!([paragraph("Luật")]),
            &["1 × attaches without an address"],
        ),
        (
            json!({ "type": "attaches", "data": { "file": { "url": "https://a.example/dl?id=1", "name": "luat.pdf" } } }),
            json!([embed("https://a.example/dl?id=1", "luat.pdf")]),
            &[],
        ),
        (
            json!({ "type": "linkTool", "data": { "link": "x:y", "meta": { "title": "Mưa", "description": "Gió" } } }),
            json!([paragraph("Mưa"), paragraph("Gió")]),
            &["1 × linkTool without an address"],
        ),
        (
            json!({ "type": "linkTool", "data": { "link": "https://a.example/1", "meta": { "title": "Mưa", "description": "Gió & <3" } } }),
            json!([embed("https://a.example/1", "Mưa"), paragraph("Gió & <3")]),
            &[],
        ),
        (
            json!({ "type": "quote", "data": { "text": "", "caption": "Bà Lan" } }),
            json!([paragraph("Bà Lan")]),
            &[],
        ),
        (
            json!({ "type": "checklist", "data": { "items": [{ "text": "Xong", "checked": true }, { "text": "Chưa", "checked": false }] } }),
            json!([{ "bullet_list": [item("☑ Xong"), item("☐ Chưa")] }]),
            &[],
        ),
        (
            json!({ "type": "list", "data": { "style": "checklist", "items": [{ "content": "Xong", "meta": { "checked": true }, "items": [{ "content": "Chưa", "meta": { "checked": false }, "items": [] }] }] } }),
            json!([{ "bullet_list": [[paragraph("☑ Xong"), { "bullet_list": [item("☐ Chưa")] }]] }]),
            &[],
        ),
        (
            json!({ "type": "paragraph", "data": { "text": "Hai" }, "tunes": { "footnotes": ["Ba <b>bốn</b>", ""] } }),
            json!([paragraph("Hai"), { "numbered_list": [[{ "paragraph": [{ "text": "Ba " }, { "strong": text("bốn") }] }]] }]),
            &[],
        ),
        (
            json!({ "type": "list", "data": { "style": "ordered", "meta": { "start": 5 }, "items": ["Năm"] } }),
            json!([{ "numbered_list": [item("Năm")] }]),
            &["1 × numbers of a list that begin elsewhere than at 1"],
        ),
    ] {
        let (body, skipped) = editorjs(json!([block]));
        assert_eq!(body, shown, "{block}");
        assert_eq!(skipped, left_out, "{block}");
    }
}
