//! Which article of a page it is, where it stands, and which of the texts is its own.

use crate::common::{SOURCE, plain, read, read_json, skipped};
use crate::pictures::PICTURE;
use formats::{Reading, Source};
use model::Article;
use serde_json::{Value, json};

/// JSON-LD of an article, with these fields as well.
fn ld(fields: Value) -> Value {
    let mut article = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mưa", "datePublished": "2023-05-27", "articleBody": "Chiều." });
    for (name, value) in fields.as_object().expect("fields") {
        article[name] = value.clone();
    }
    article
}

/// A page with this in its head, and this below.
fn page(head: &str, ld: &Value, body: &str) -> Reading {
    read(&format!(
        "<!DOCTYPE html><html lang=vi><head>{head}<script type=\"application/ld+json\">{ld}</script></head><body>{body}</body></html>"
    ))
}

fn place(article: &Article) -> (&str, &str) {
    (article.id.as_str(), article.url.as_str())
}

#[test]
fn an_article_stands_at_its_own_page_and_not_at_one_that_many_name() {
    let own = ("a.example-tin-1", "https://a.example/tin/1");
    let here = (
        "partner.example-tin-bai-1",
        "https://partner.example/tin/bai-1",
    );
    let google = json!({ "@type": "WebPage", "@id": "https://google.com/article" });
    for (fields, meant) in [
        (json!({ "url": own.1, "mainEntityOfPage": google }), own),
        (
            json!({ "url": own.1, "mainEntityOfPage": "https://a.example/" }),
            own,
        ),
        (
            json!({ "url": own.1, "mainEntityOfPage": "https://a.example" }),
            own,
        ),
        (
            json!({ "url": own.1, "mainEntityOfPage": "https://b.example/x" }),
            own,
        ),
        (
            json!({ "url": "https://www.a.example/", "mainEntityOfPage": own.1 }),
            own,
        ),
        (
            json!({ "url": "https://www.a.example/tin/1?amp", "mainEntityOfPage": { "@id": own.1 } }),
            own,
        ),
        (json!({ "mainEntityOfPage": { "@id": own.1 } }), own),
        (json!({ "@id": own.1, "mainEntityOfPage": google }), own),
        (json!({ "mainEntityOfPage": google }), here),
        (json!({ "mainEntityOfPage": "https://a.example/" }), here),
        (json!({ "mainEntityOfPage": true }), here),
        (json!({ "url": "https://a.example/" }), here),
        (
            json!({ "url": "https://a.example/?p=7" }),
            ("a.example-p=7", "https://a.example/?p=7"),
        ),
    ] {
        let article = read_json(&ld(fields.clone())).article;
        assert_eq!(place(&article), meant, "{fields}");
    }
}
