//! ANS stories: every word of an element is shown or counted.

use crate::common::{plain, read_json, skipped};
use formats::Reading;
use model::{Block, Inline};
use serde_json::{Value, json};

fn story(elements: Value) -> Value {
    json!({ "type": "story", "headlines": { "basic": "a" }, "publish_date": "2023-05-27", "content_elements": elements })
}

/// A story of one element, after a paragraph.
fn of(element: Value) -> Reading {
    read_json(&story(
        json!([{ "type": "text", "content": "Một" }, element]),
    ))
}

fn body(reading: &Reading) -> Value {
    serde_json::to_value(&reading.article.body).expect("blocks are JSON")
}

#[test]
fn a_link_in_a_link_leaves_its_words() {
    let reading = of(
        json!({ "type": "interstitial_link", "url": "https://a.example/2", "content": "Xem <b>thêm <a href='/3'>về mưa</a></b> <a href='/4'>ở đây</a>" }),
    );
    let [Block::Paragraph(line)] = reading.article.body.0.as_slice() else {
        panic!("{:?}", reading.article.body)
    };
    assert_eq!(plain(line), "Xem thêm về mưa ở đây");
    assert!(
        matches!(line.as_slice(), [Inline::Link { url, .. }] if url.as_str() == "https://a.example/2")
    );
    assert_eq!(
        serde_json::to_string(line)
            .expect("JSON")
            .matches("https:")
            .count(),
        1,
        "one link"
    );
}

#[test]
fn a_quote_is_read_in_both_its_forms() {
    let quoted = json!([{ "quote": { "body": [{ "paragraph": [{ "text": "Mưa" }] }], "source": [{ "text": "Hiệp" }] } }]);
    for kind in ["blockquote", "quote", "pullquote"] {
        for said in [
            json!({ "content": "Mưa" }),
            json!({ "content_elements": [{ "type": "text", "content": "Mưa" }] }),
        ] {
            let mut element = json!({ "type": kind, "citation": { "content": "Hiệp" } });
            for (name, value) in said.as_object().expect("fields") {
                element[name] = value.clone();
            }
            assert_eq!(body(&of(element)), quoted, "{kind} {said}");
        }
    }
}

#[test]
fn a_list_of_links_keeps_its_title() {
    let reading = of(
        json!({ "type": "link_list", "title": "Đọc thêm", "items": [{ "type": "interstitial_link", "url": "https://a.example/2", "content": "Gió" }] }),
    );
    let [Block::Paragraph(title), Block::BulletList(_)] = reading.article.body.0.as_slice() else {
        panic!("{:?}", reading.article.body)
    };
    assert_eq!(plain(title), "Đọc thêm");
}

#[test]
fn an_element_with_nothing_in_it_is_counted() {
    for kind in [
        "blockquote",
        "quote",
        "pullquote",
        "link_list",
        "header",
        "list",
        "gallery",
        "numeric_rating",
        "endorsement",
    ] {
        let reading = of(json!({ "type": kind, "url": "https://a.example/2" }));
        assert_eq!(skipped(&reading), [format!("1 × empty {kind}")]);
        assert_eq!(body(&reading), json!([]));
    }
    let link = of(json!({ "type": "interstitial_link", "url": "https://a.example/2" }));
    assert_eq!(skipped(&link), ["1 × link without words"]);
}

#[test]
fn a_relative_address_starts_at_the_site_that_is_named() {
    let url = |fields: Value| {
        let mut story = story(json!([{ "type": "text", "content": "<a href='/b'>b</a>" }]));
        for (name, value) in fields.as_object().expect("fields") {
            story[name] = value.clone();
        }
        let article = read_json(&story).article;
        let link = match article.lead.as_slice() {
            [Inline::Link { url, .. }] => url.to_string(),
            other => panic!("{other:?}"),
        };
        (article.url.to_string(), link)
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    let there = pair("https://bao.example/2023/mua/", "https://bao.example/b");
    for fields in [
        json!({ "canonical_url": "/2023/mua/", "website_url": "https://bao.example" }),
        json!({ "canonical_url": "/2023/mua/", "canonical_website": "https://bao.example/" }),
        json!({ "website_url": "/2023/mua/", "canonical_website": "https://bao.example/" }),
        json!({ "website_url": "https://bao.example/2023/mua/", "canonical_website": "bao" }),
        json!({ "canonical_url": "https://bao.example/2023/mua/", "website_url": "/mua/", "canonical_website": "https://khac.example" }),
    ] {
        assert_eq!(url(fields.clone()), there, "{fields}");
    }
    assert_eq!(
        url(
            json!({ "canonical_url": "/2023/mua/", "website_url": "/mua/", "canonical_website": "bao" })
        ),
        pair(
            "https://partner.example/2023/mua/",
            "https://partner.example/b"
        ),
        "else where it was fetched"
    );
}

#[test]
fn a_cell_of_a_table_says_whatever_it_is() {
    let image = json!({ "type": "image", "url": "https://a.example/1.jpg", "caption": "Mưa", "alt_text": "Phố" });
    let reading = of(
        json!({ "type": "table", "header": ["Xã", { "content": "<b>Hộ</b>" }],
        "rows": [["An", 12], [{ "content": "Bình" }, image], [{ "type": "text", "content": "" }, null]] }),
    );
    let text = |text: &str| json!([{ "text": text }]);
    let bold = json!([{ "strong": text("Hộ") }]);
    let rows = json!([
        [text("An"), text("12")],
        [text("Bình"), text("Mưa")],
        [[], []]
    ]);
    assert_eq!(
        body(&reading),
        json!([{ "table": { "head": [text("Xã"), bold], "rows": rows } }])
    );
    assert_eq!(skipped(&reading), ["1 × image in a table"]);
}

#[test]
fn a_gallery_or_film_above_the_text_is_shown() {
    let image = |n: u32| json!({ "type": "image", "url": format!("https://a.example/{n}.jpg"), "width": 9, "height": 6 });
    let with = |promo: Value| {
        let mut story = story(json!([{ "type": "text", "content": "Một" }]));
        story["promo_items"] = promo;
        read_json(&story)
    };
    let gallery = json!({ "type": "gallery", "content_elements": [image(1), image(2)] });
    let reading = with(json!({ "basic": gallery }));
    assert!(
        matches!(reading.article.body.0.as_slice(), [Block::Gallery(it)] if it.figures.len() == 2),
        "{:?}",
        reading.article
    );
    assert_eq!(plain(&reading.article.lead), "Một");
    let film = json!({ "type": "video", "canonical_url": "https://a.example/phim" });
    let reading = with(json!({ "lead_art": film, "basic": image(1) }));
    assert!(matches!(
        reading.article.body.0.as_slice(),
        [Block::Embed(_)]
    ));
    let in_text = |promo: Value| {
        let mut story =
            story(json!([{ "type": "text", "content": "Một" }, promo, image(1), image(2)]));
        story["promo_items"] = json!({ "basic": promo });
        read_json(&story).article.body.0.len()
    };
    assert_eq!(
        in_text(json!({ "type": "video", "canonical_url": "https://a.example/phim" })),
        3
    );
    assert_eq!(
        in_text(json!({ "type": "gallery", "content_elements": [image(1), image(2)] })),
        3
    );
}

#[test]
fn whoever_a_picture_is_of_is_named() {
    let credit = |fields: Value| {
        let mut image =
            json!({ "type": "image", "url": "https://a.example/1.jpg", "width": 9, "height": 6 });
        for (name, value) in fields.as_object().expect("fields") {
            image[name] = value.clone();
        }
        let reading = of(image);
        match reading.article.body.0.as_slice() {
            [Block::Figure(figure)] => figure.credit.clone().unwrap_or_default(),
            other => panic!("{other:?}"),
        }
    };
    let by = json!([{ "name": "Ann" }]);
    let house = json!([{ "name": "Getty Images" }]);
    for (fields, name) in [
        (
            json!({ "credits": { "by": by, "affiliation": house } }),
            "Ann/Getty Images",
        ),
        (
            json!({ "credits": { "affiliation": house } }),
            "Getty Images",
        ),
        (
            json!({ "vanity_credits": { "by": by, "affiliation": house }, "credits": { "by": house } }),
            "Ann/Getty Images",
        ),
        (
            json!({ "credits": { "by": house, "affiliation": house } }),
            "Getty Images",
        ),
        (json!({ "copyright": "© Báo" }), "© Báo"),
        (
            json!({ "copyright": "© Báo", "credits": { "by": by } }),
            "Ann",
        ),
    ] {
        assert_eq!(credit(fields.clone()), name, "{fields}");
    }
}
