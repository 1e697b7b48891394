//! JSON Feed and Editor.js, which need no title.

use crate::common::{plain, read_as, read_json};
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
