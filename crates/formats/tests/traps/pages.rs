//! Which article of a page it is, where it stands, and which of the texts is its own.

use crate::common::{plain, read, read_json};
use crate::pictures::PICTURE;
use formats::Reading;
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

#[test]
fn of_several_articles_a_page_tells_of_the_one_is_meant_that_stands_there() {
    let related = |kind: &str| json!({ "@context": "https://schema.org", "@type": kind, "headline": "Khác", "datePublished": "2020-01-01", "url": "https://partner.example/khac" });
    let main = |kind: &str, fields: Value| {
        let mut main = ld(fields);
        main["@type"] = kind.into();
        main
    };
    let canonical = "<link rel=canonical href=\"https://partner.example/p/1/\">";
    let url = "http://www.partner.example/p/1";
    for fields in [
        json!({ "url": url }),
        json!({ "url": "/p/1#x" }),
        json!({ "@id": "https://partner.example/p/1#article" }),
        json!({ "mainEntityOfPage": { "@id": "https://partner.example/p/1/#webpage" } }),
    ] {
        for kind in ["NewsArticle", "Article"] {
            let scripts = json!([related("NewsArticle"), main(kind, fields.clone())]);
            let article = page(canonical, &scripts, "<article><p>Chiều.").article;
            assert_eq!(
                (article.headline.as_str(), place(&article).1),
                ("Mưa", "https://partner.example/p/1/"),
                "{kind} {fields}"
            );
        }
    }
    let scripts = json!([
        related("NewsArticle"),
        main("Article", json!({ "url": crate::common::SOURCE.address }))
    ]);
    assert_eq!(
        page("", &scripts, "").article.headline,
        "Mưa",
        "without a canonical address it is the one asked for"
    );
    assert_eq!(
        read_json(&scripts).article.headline,
        "Mưa",
        "also without a page"
    );
    let scripts = json!([main("Article", json!({})), related("NewsArticle")]);
    assert_eq!(
        page(canonical, &scripts, "").article.headline,
        "Khác",
        "else the kind tells"
    );
}

#[test]
fn of_several_texts_the_longest_of_its_kind_is_the_article_s() {
    let teaser = "<div class=post-content><p><a href=a>Đọc</a> <b>tiếp</b></p></div>";
    let own = |class: &str| {
        format!("<div {class}><p>Chiều nay, tại Đồng Khởi, mưa to hơn mọi năm.</p></div>")
    };
    for body in [
        format!(
            "{teaser}<article>{}</article>{teaser}",
            own("class=post-content")
        ),
        format!(
            "{}{}",
            teaser.replace("<div", "<div itemprop=articleBody"),
            own("itemprop=articleBody")
        ),
        format!(
            "<article>{}</article><article>{}</article>",
            teaser.replace("class", "id"),
            own("")
        ),
        format!(
            "<article>{}</article><aside><div class=post-content>{}</div></aside>",
            own("class=post-content"),
            "Về chúng tôi ".repeat(9)
        ),
    ] {
        let article = page("", &ld(json!({})), &body).article;
        assert_eq!(
            plain(&article.lead),
            "Chiều nay, tại Đồng Khởi, mưa to hơn mọi năm.",
            "{body}"
        );
    }
}

#[test]
fn addresses_of_a_page_start_where_it_says_that_they_do() {
    let body = format!("<article><p><a href=\"b\">Chiều</a></p>{PICTURE}</article>");
    for (base, start) in [
        ("", "https://partner.example/tin/"),
        ("<base href=\"/\">", "https://partner.example/"),
        (
            "<base target=_blank><base href=\"https://cdn.example/x/\"><base href=\"/y/\">",
            "https://cdn.example/x/",
        ),
        (
            "<base href=\"javascript:1\">",
            "https://partner.example/tin/",
        ),
    ] {
        let article = page(base, &ld(json!({ "image": "c.jpg" })), &body).article;
        let told = serde_json::to_string(&article).expect("JSON");
        for file in ["a.jpg", "b", "c.jpg"] {
            assert!(
                told.contains(&format!("\"{start}{file}\"")),
                "{base}: {file} in {told}"
            );
        }
        let canonical = format!("{base}<link rel=canonical href=\"d/e\">");
        let article = page(&canonical, &ld(json!({})), &body).article;
        assert_eq!(article.url.as_str(), format!("{start}d/e"));
    }
}

#[test]
fn json_ld_is_read_whatever_its_type_says_besides() {
    for kind in ["application/ld+json; charset=utf-8", "Application/LD+JSON;"] {
        let html = format!("<html><script type=\"{kind}\">{}</script>", ld(json!({})));
        assert_eq!(read(&html).article.headline, "Mưa");
    }
}
