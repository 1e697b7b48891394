//! JSON-LD as it is written: text that is half HTML, lists where one is expected, people in any shape.

use crate::common::{plain, read_json, skipped};
use model::{Article, Block};
use serde_json::{Value, json};

fn ld(fields: Value) -> Value {
    let mut article = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mưa", "datePublished": "2023-05-27", "articleBody": "a" });
    for (name, value) in fields.as_object().expect("fields") {
        article[name] = value.clone();
    }
    article
}

fn article(fields: Value) -> Article {
    read_json(&ld(fields)).article
}

/// Each paragraph of the text, a heading after `#`.
fn lines(fields: Value) -> Vec<String> {
    let article = article(fields);
    let rest = article.body.0.iter().map(|block| match block {
        Block::Paragraph(text) => plain(text),
        Block::Heading { text, .. } => format!("# {}", plain(text)),
        other => format!("{other:?}"),
    });
    let lead = Some(plain(&article.lead)).filter(|lead| !lead.is_empty());
    lead.into_iter().chain(rest).collect()
}

#[test]
fn line_ends_of_a_text_are_paragraphs_beside_tags_too() {
    for (body, meant) in [
        (
            "Một.\nHai<br>hai rưỡi.\nBa.</p>\r\nBốn.",
            vec!["Một.", "Hai\nhai rưỡi.", "Ba.", "Bốn."],
        ),
        (
            "Một <strong>to</strong>.\nHai <em>nhỏ</em>.",
            vec!["Một to.", "Hai nhỏ."],
        ),
        (
            "<p>Một\nmột rưỡi.</p>\n<p>Hai.</p>",
            vec!["Một một rưỡi.", "Hai."],
        ),
        (
            "Một.\n\n<div>Hai\nhai rưỡi.</div>\nBa.\nBốn.",
            vec!["Một.", "Hai hai rưỡi.", "Ba.", "Bốn."],
        ),
        (
            "Một.<br />\nmột rưỡi.<br/>\r\n<br/>\r\nHai.",
            vec!["Một.\nmột rưỡi.", "Hai."],
        ),
        (
            "&lt;p&gt;Một &amp;amp; hai.&lt;/p&gt;\n&lt;p&gt;Ba.&lt;/p&gt;",
            vec!["Một & hai.", "Ba."],
        ),
        ("<b>Một.\nHai.</b>", vec!["Một.", "Hai."]),
        (
            "2 < 3 > 1\nHai <x@a.example> &lt;b",
            vec!["2 < 3 > 1", "Hai <x@a.example> <b"],
        ),
        ("Thẻ &lt;p&gt; mở.", vec!["Thẻ <p> mở."]),
    ] {
        assert_eq!(lines(json!({ "articleBody": body })), meant, "{body}");
    }
}

#[test]
fn a_text_in_parts_is_read_whole() {
    assert_eq!(
        lines(json!({ "articleBody": ["Một.", "<p>Hai.</p>", { "@value": "Ba." }] })),
        ["Một.", "Hai.", "Ba."]
    );
    let reading = read_json(&ld(
        json!({ "@type": "LiveBlogPosting", "articleBody": "Mở đầu.", "liveBlogUpdate": [
        { "@type": "BlogPosting", "headline": "Tối &amp; khuya", "articleBody": "Mưa.\nGió.", "datePublished": "2023-05-27T20:00:00+07:00" },
        { "@type": "BlogPosting", "articleBody": "Chiều." },
        { "@type": "BlogPosting", "headline": "Hết" },
    ] }),
    ));
    let told = serde_json::to_value(&reading.article.body).expect("JSON");
    let line = |text: &str| json!({ "paragraph": [{ "text": text }] });
    let heading = |text: &str| json!({ "heading": { "level": 3, "text": [{ "text": text }] } });
    assert_eq!(
        told,
        json!([
            heading("Tối & khuya"),
            line("Mưa."),
            line("Gió."),
            "rule",
            line("Chiều."),
            heading("Hết")
        ])
    );
    assert_eq!(skipped(&reading), ["1 × time of an update"]);
}

#[test]
fn people_are_named_in_whatever_shape() {
    let names = |author: Value| {
        let people = article(json!({ "author": author })).byline;
        people.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(
        names(json!({ "@type": "Person", "givenName": "Hữu", "familyName": "Hiệp" })),
        ["Hữu Hiệp"]
    );
    assert_eq!(
        names(json!({ "@list": ["Lan Anh", { "name": "Minh" }] })),
        ["Lan Anh", "Minh"]
    );
    assert_eq!(
        names(json!([{ "name": { "@value": "Lan" } }, { "familyName": "Minh" }])),
        ["Lan", "Minh"]
    );
}

#[test]
fn the_picture_of_an_article_is_found_and_credited_in_whatever_shape() {
    let lead = |image: Value| {
        article(json!({ "image": image }))
            .lead_figure
            .expect("a picture")
    };
    let url = "https://a.example/a.jpg";
    let person = |name: &str| json!({ "@type": "Person", "name": name });
    for image in [
        json!({ "url": [url, "https://a.example/b.jpg"] }),
        json!({ "contentUrl": [url] }),
        json!({ "url": { "@id": url } }),
        json!({ "@list": [url] }),
    ] {
        assert_eq!(lead(image.clone()).image.url.as_str(), url, "{image}");
    }
    for (said, credit) in [
        (
            json!({ "creator": [person("Hiệp"), person("Lan")] }),
            "Hiệp, Lan",
        ),
        (json!({ "creator": "Hiệp" }), "Hiệp"),
        (
            json!({ "author": { "givenName": "Hữu", "familyName": "Hiệp" } }),
            "Hữu Hiệp",
        ),
        (
            json!({ "creditText": "A &amp; B", "creator": person("Hiệp") }),
            "A & B",
        ),
        (
            json!({ "copyrightNotice": "&copy; Getty Images" }),
            "© Getty Images",
        ),
        (
            json!({ "copyrightHolder": [{ "@type": "Organization", "name": "TTXVN" }] }),
            "TTXVN",
        ),
    ] {
        let mut image = said.clone();
        image["url"] = url.into();
        assert_eq!(lead(image).credit.as_deref(), Some(credit), "{said}");
    }
}

#[test]
fn what_is_written_for_html_is_read_once_wherever_it_stands() {
    let told =
        article(json!({ "copyrightNotice": "&copy; Báo A", "keywords": "mưa &amp; gió, l&#361;" }));
    assert_eq!(told.rights.as_deref(), Some("© Báo A"));
    assert_eq!(told.tags, ["mưa & gió", "lũ"]);
    let told = article(
        json!({ "copyrightHolder": { "name": "A &amp; B" }, "copyrightYear": 2023, "keywords": [{ "name": "R&amp;D" }, "a,b"] }),
    );
    assert_eq!(told.rights.as_deref(), Some("© 2023 A & B"));
    assert_eq!(told.tags, ["R&D", "a,b"]);
}
