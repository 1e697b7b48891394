//! Items of agencies, which come in several forms at once.

use crate::common::{plain, read_json, skipped};
use formats::Reading;
use model::{Block, Embed};
use serde_json::{Value, json};

fn item(fields: Value) -> Value {
    let mut item =
        json!({ "uri": "urn:a", "versioncreated": "2023-05-27T00:00:00Z", "headline": "a" });
    for (name, value) in fields.as_object().expect("fields") {
        item[name] = value.clone();
    }
    item
}

fn file(href: &str, kind: Value) -> Value {
    json!({ "href": href, "contentType": kind, "width": 900, "height": 600 })
}

/// What is there to play or open.
fn players(reading: &Reading) -> Vec<&Embed> {
    let blocks = reading.article.body.0.iter();
    let embeds = blocks.filter_map(|block| match block {
        Block::Embed(embed) => Some(embed),
        _ => None,
    });
    embeds.collect()
}

#[test]
fn of_several_texts_the_main_one_is_the_text() {
    let html = |role: &str, text: &str| json!({ "role": role, "contentType": "text/html", "value": format!("<p>{text}</p>") });
    for bodies in [
        json!({ "bodies": [html("teaser", "Nửa"), html("main", "Một")] }),
        json!({ "bodies": [html("web", "Nửa"), html("main", "Một")] }),
        json!({ "bodies": [html("summary", "Nửa"), { "role": "main", "contentType": "text/plain", "value": "Một" }] }),
        json!({ "body_abstract": "<p>Nửa</p>", "body_xhtml": "<p>Một</p>" }),
        json!({ "body_teaser": "Nửa", "body_text": "Một" }),
        json!({ "bodies": [html("teaser", "Một")] }),
    ] {
        let article = read_json(&item(bodies.clone())).article;
        assert_eq!(plain(&article.lead), "Một", "{bodies}");
        assert_eq!(article.body.0, [], "{bodies}");
    }
}

#[test]
fn an_item_that_is_a_film_shows_it() {
    for kind in [json!("video/mp4"), Value::Null] {
        let still = file("https://a.example/1.jpg", json!("image/jpeg"));
        let film = file("https://a.example/1.mp4", kind.clone());
        let film = json!({ "type": "video", "description_text": "Mưa", "renditions": { "a": still, "b": film } });
        let reading = read_json(&item(film));
        let urls: Vec<_> = players(&reading).iter().map(|it| it.url.as_str()).collect();
        assert_eq!(urls, ["https://a.example/1.mp4"], "{kind}");
        assert_eq!(reading.article.dek.as_deref(), Some("Mưa"));
        assert_eq!(reading.article.lead_figure, None);
    }
}

#[test]
fn a_film_beside_the_text_is_no_picture_and_keeps_its_words() {
    for kind in [json!("video/mp4"), Value::Null] {
        let files = [
            file("https://a.example/1.jpg", json!("image/jpeg")),
            file("https://a.example/1.mp4", kind.clone()),
        ];
        let film = json!({ "type": "video", "uri": "urn:b", "headline": "Phim", "description_text": "Mưa & gió", "renditions": files });
        let reading = read_json(&item(
            json!({ "body_text": "Một", "associations": { "film": film } }),
        ));
        let [Block::Embed(embed), Block::Paragraph(words)] = reading.article.body.0.as_slice()
        else {
            panic!("{:?}", reading.article.body)
        };
        assert_eq!(embed.url.as_str(), "https://a.example/1.mp4");
        assert_eq!(embed.title, "Phim");
        assert_eq!(plain(words), "Mưa & gió");
        assert_eq!(skipped(&reading), Vec::<String>::new());
    }
}

#[test]
fn of_a_film_without_its_file_the_still_is_shown() {
    let film = json!({ "type": "video", "description_text": "Mưa", "renditions": [file("https://a.example/1.jpg", json!("image/jpeg"))] });
    let reading = read_json(&item(json!({ "body_text": "Một", "associations": [film] })));
    let [Block::Figure(still)] = reading.article.body.0.as_slice() else {
        panic!("{:?}", reading.article.body)
    };
    assert_eq!(plain(&still.caption), "Mưa");
    assert_eq!(skipped(&reading), ["1 × association without a file"]);
}
