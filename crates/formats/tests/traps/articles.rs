//! What an article is: when, whose, and whether it may be shown.

use crate::common::{plain, post, read, read_as, read_json, skipped};
use crate::pictures::PICTURE;
use formats::{ParseError, Unavailable};
use model::Block;
use serde_json::{Value, json};

#[test]
fn a_day_alone_and_a_time_without_a_zone_are_read_where_the_clock_hangs() {
    let published = |date: &str| {
        let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": date });
        read_json(&ld).article.published_at.to_string()
    };
    assert_eq!(published("2023-05-27"), "2023-05-27T00:00:00+07:00");
    assert_eq!(
        published("2023-05-27T18:21:00"),
        "2023-05-27T18:21:00+07:00"
    );
    assert_eq!(
        published("2024-01-05T08:00:00+08:00"),
        "2024-01-05T08:00:00+08:00"
    );
    let of = |date: &str, gmt: &str| {
        let mut post = post("a");
        (post["date"], post["date_gmt"]) = (date.into(), gmt.into());
        read_json(&post).article.published_at.to_string()
    };
    assert_eq!(
        of("2020-05-07T21:38:08", "2020-05-07T19:38:08"),
        "2020-05-07T21:38:08+02:00",
        "the record's own zone"
    );
    assert_eq!(
        of("2020-05-07T21:38:08", "0000-00-00T00:00:00"),
        "2020-05-07T21:38:08+07:00"
    );
}

fn unavailable(article: &Value) -> Unavailable {
    match read_as(&article.to_string(), None) {
        Err(ParseError::Unavailable(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_may_not_be_shown_is_not_read() {
    let with = |mut article: Value, fields: Value| {
        for (name, value) in fields.as_object().expect("fields") {
            article[name] = value.clone();
        }
        article
    };
    let later = Unavailable::Embargoed {
        until: "2999-01-01T00:00:00Z".parse().expect("a time"),
    };
    let ninjs = json!({ "uri": "urn:a", "versioncreated": "2023-05-27T00:00:00Z", "headline": "a", "body_text": "geheim" });
    let ghost = json!({ "uuid": "u", "slug": "s", "id": "1", "title": "a", "html": "<p>geheim", "published_at": "2023-05-27T00:00:00Z" });
    let ans = json!({ "type": "story", "headlines": { "basic": "a" }, "content_elements": [], "publish_date": "2023-05-27T00:00:00Z" });
    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "articleBody": "geheim", "datePublished": "2023-05-27" });
    let mut protected = post("");
    protected["content"]["protected"] = true.into();
    for (article, why) in [
        (protected, Unavailable::Protected),
        (
            with(post("a"), json!({ "status": "draft" })),
            Unavailable::Withheld,
        ),
        (
            with(
                post("a"),
                json!({ "status": "future", "date": "2999-01-01T00:00:00", "date_gmt": "2999-01-01T00:00:00" }),
            ),
            later.clone(),
        ),
        (
            with(ninjs.clone(), json!({ "pubstatus": "withheld" })),
            Unavailable::Withheld,
        ),
        (
            with(ninjs.clone(), json!({ "pubStatus": "canceled" })),
            Unavailable::Withheld,
        ),
        (
            with(
                ninjs.clone(),
                json!({ "embargoed": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
        (
            with(
                ninjs.clone(),
                json!({ "embargoedUntil": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
        (
            with(ghost.clone(), json!({ "access": false })),
            Unavailable::Protected,
        ),
        (
            with(ghost.clone(), json!({ "html": null, "visibility": "paid" })),
            Unavailable::Protected,
        ),
        (
            with(ghost.clone(), json!({ "status": "draft" })),
            Unavailable::Withheld,
        ),
        (
            with(ans.clone(), json!({ "status": "draft" })),
            Unavailable::Withheld,
        ),
        (
            with(
                ans.clone(),
                json!({ "embargo_date": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
        (
            with(ld.clone(), json!({ "isAccessibleForFree": "False" })),
            Unavailable::Protected,
        ),
        (
            with(
                ld.clone(),
                json!({ "datePublished": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
    ] {
        assert_eq!(unavailable(&article), why, "{article}");
    }
    let over = with(
        ninjs,
        json!({ "pubstatus": "usable", "embargoed": "2023-05-27T00:00:00Z" }),
    );
    assert_eq!(
        plain(&read_json(&over).article.lead),
        "geheim",
        "what was embargoed is there after"
    );
    assert!(read_as(&with(ghost, json!({ "access": true })).to_string(), None).is_ok());
}

#[test]
fn parts_of_a_graph_are_joined_by_their_names() {
    let graph = json!({ "@context": "https://schema.org", "@graph": [
        { "@type": "WebSite", "@id": "#site", "name": "Báo" },
        { "@type": ["NewsArticle", "Article"], "@id": "https://a.example/1#article", "mainEntityOfPage": { "@id": "https://a.example/1" }, "headline": "Mưa", "datePublished": "2023-05-27",
          "author": [{ "@id": "#hiep" }, "Ban Thời sự"], "image": { "@id": "#image" }, "keywords": "mưa, gió", "copyrightHolder": { "@id": "#site" }, "copyrightYear": 2023 },
        { "@type": "Person", "@id": "#hiep", "name": "Hữu Hiệp", "url": "/tac-gia/hiep" },
        { "@type": "ImageObject", "@id": "#image", "url": "https://a.example/1.jpg", "width": 1200, "height": "675", "caption": "Mưa lớn. Ảnh: Hữu Hiệp" },
    ] });
    let article = read_json(&graph).article;
    let names: Vec<_> = article.byline.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Hữu Hiệp", "Ban Thời sự"]);
    assert_eq!(
        article.byline[0].url.as_ref().map(model::Address::as_str),
        Some("https://a.example/tac-gia/hiep")
    );
    let lead = article.lead_figure.expect("a picture");
    assert_eq!(
        (
            lead.image.width,
            lead.image.height,
            plain(&lead.caption).as_str(),
            lead.credit.as_deref()
        ),
        (1200, 675, "Mưa lớn.", Some("Hữu Hiệp"))
    );
    assert_eq!(
        (article.tags, article.rights.as_deref()),
        (vec!["mưa".to_owned(), "gió".to_owned()], Some("© 2023 Báo"))
    );
    assert_eq!(article.url.as_str(), "https://a.example/1");
}

#[test]
fn of_a_page_json_ld_says_what_it_is_and_html_what_it_says() {
    let page = |script: &str, body: &str| {
        read(&format!(
            "<!DOCTYPE html>\n<html lang=\"vi\"><head><title>x</title><link rel=\"canonical\" href=\"https://a.example/1\"><script type=\"application/ld+json\">{script}</script></head><body><nav>Trang chủ</nav>{body}<footer>y</footer></body></html>"
        ))
    };
    let said = r#"{"@context":"http:\/\/schema.org","@type":"NewsArticle","headline":"Mưa","datePublished":"2023-05-27","description":"Một
ngày"}"#;
    let shown = format!(
        "<article><header><h1>Mưa</h1></header><p>Chiều.</p><figure>{PICTURE}<figcaption>Mưa lớn</figcaption></figure><aside>z</aside></article>"
    );
    for wrapped in [
        said.to_owned(),
        format!("//<![CDATA[\n{said}\n//]]>"),
        format!("/* <![CDATA[ */{said}/* ]]> */"),
        format!("<!-- {said} -->"),
        format!("[{said}]"),
    ] {
        let reading = page(&wrapped, &shown);
        let article = &reading.article;
        assert_eq!(
            (
                article.headline.as_str(),
                article.lang.as_str(),
                article.url.as_str()
            ),
            ("Mưa", "vi", "https://a.example/1"),
            "{wrapped}"
        );
        assert_eq!(plain(&article.lead), "Chiều.");
        assert!(
            matches!(article.body.0.as_slice(), [Block::Figure(figure)] if plain(&figure.caption) == "Mưa lớn")
        );
        assert_eq!(article.dek.as_deref(), Some("Một ngày"));
        assert_eq!(skipped(&reading), ["1 × <header>", "1 × <aside>"]);
    }
    let told = said.replace(
        "\"headline\"",
        "\"articleBody\":\"Chiều.\\nTối, mưa to hơn nhiều.\",\"headline\"",
    );
    assert_eq!(
        page(&told, "<article><p>Ngắn</p></article>")
            .article
            .body
            .0
            .len(),
        1,
        "where the page shows little, what JSON-LD tells"
    );
    let error = read_as("<html><p>a", None).expect_err("no JSON-LD");
    assert!(error.to_string().contains("without JSON-LD"), "{error}");
}

#[test]
fn corrections_and_where_it_was_filed_are_kept() {
    let ld = json!({ "@context": "https://schema.org", "@type": "ReportageNewsArticle", "headline": "a", "datePublished": "2023-05-27", "articleBody": "b",
        "dateline": "BDK.VN", "correction": ["Sai tên.", { "@type": "CorrectionComment", "text": "Sai ngày.", "datePublished": "2023-05-28" }] });
    let article = read_json(&ld).article;
    assert_eq!(article.dateline.as_deref(), Some("BDK.VN"));
    let corrections: Vec<_> = article
        .corrections
        .iter()
        .map(|one| (one.at.as_str(), plain(&one.text)))
        .collect();
    assert_eq!(
        corrections,
        [
            ("2023-05-27T00:00:00+07:00", "Sai tên.".to_owned()),
            ("2023-05-28T00:00:00+07:00", "Sai ngày.".to_owned())
        ]
    );
}

#[test]
fn of_a_feed_the_item_asked_for_is_read() {
    let item = |id: Value, url: &str| json!({ "id": id, "url": url, "title": url, "content_text": "a", "date_published": "2023-05-27" });
    let feed = json!({ "version": "https://jsonfeed.org/version/1", "author": { "name": "Hữu Hiệp" }, "items": [item(json!(7), "https://a.example/7"), item(json!("8"), crate::common::fixtures::ADDRESS)] });
    let article = read_json(&feed).article;
    assert_eq!(
        (article.url.as_str(), article.byline[0].name.as_str()),
        (crate::common::fixtures::ADDRESS, "Hữu Hiệp")
    );
}

#[test]
fn a_summary_is_what_a_newsroom_calls_so() {
    let dek = |descriptions: Value| {
        let item = json!({ "uri": "urn:a", "versionCreated": "2023-05-27T00:00:00Z", "headline": "a", "body_text": "b", "descriptions": descriptions });
        read_json(&item).article.dek
    };
    let (caption, summary, other) = (
        json!({ "role": "caption", "value": "<p>Dưới ảnh</p>", "contentType": "text/html" }),
        json!({ "role": "summary", "value": "Tóm tắt" }),
        json!({ "role": "main", "value": "Khác" }),
    );
    assert_eq!(
        dek(json!([caption, other, summary])).as_deref(),
        Some("Tóm tắt")
    );
    assert_eq!(dek(json!([caption, other])).as_deref(), Some("Khác"));
    assert_eq!(dek(json!([caption])), None, "what stands under a picture");
}

#[test]
fn of_very_many_authors_the_first_are_named() {
    let authors: Vec<String> = (0..20_000).map(|n| format!("Người {n}")).collect();
    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": "2023-05-27", "author": authors });
    let reading = read_json(&ld);
    assert_eq!(reading.article.byline.len(), 64);
    assert_eq!(reading.article.byline[63].name, "Người 63");
    assert_eq!(skipped(&reading), ["19936 × author after the first 64"]);
}

#[test]
fn a_text_of_json_ld_that_holds_tags_is_html() {
    let of = |body: &str| {
        let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": "2023-05-27", "articleBody": body });
        let article = read_json(&ld).article;
        (plain(&article.lead), article.body.0.len())
    };
    assert_eq!(
        of("<p>Một &amp; hai</p><p>Ba</p>"),
        ("Một & hai".to_owned(), 1)
    );
    assert_eq!(of("Một<br/>Hai"), ("Một\nHai".to_owned(), 0));
    assert_eq!(
        of("2 < 3\nHai"),
        ("2 < 3".to_owned(), 1),
        "else it is plain"
    );
}

#[test]
fn a_summary_that_wordpress_made_is_none() {
    let dek = |excerpt: &str, html: &str| {
        let mut post = post(html);
        post["excerpt"] = json!({ "rendered": excerpt });
        read_json(&post).article.dek
    };
    let film = "<iframe src='https://www.youtube.com/embed/abc' title='Phim'></iframe>";
    let picture = "<figure><img src=a.jpg width=9 height=6><figcaption>Phố.</figcaption></figure>";
    let text = "<p>Mưa từ chiều qua ở bốn xã.</p>";
    for (excerpt, html) in [
        (
            "<p>Phố. Mưa từ chiều [&hellip;]</p>",
            format!("{picture}{text}"),
        ),
        (
            "<p>Mưa lớn Mưa từ [...]</p>",
            format!("<h2>Mưa lớn</h2>{text}"),
        ),
        ("<p>Mưa từ chiều qua ở bốn xã.</p>", format!("{film}{text}")),
        (
            "<p>Phố. Mưa từ&hellip; <a class='more-link' href='/a'>Đọc tiếp <span class=\"screen-reader-text\">Mưa lớn</span></a></p>",
            format!("{picture}{text}"),
        ),
    ] {
        assert_eq!(dek(excerpt, &html), None, "{excerpt}");
    }
    let written = "<p>Ba xã ngập. <span class=\"screen-reader-text\">về</span> <a href='/a' class=\"x more-link\">Đọc tiếp <b>Mưa lớn</b></a></p>";
    assert_eq!(dek(written, text).as_deref(), Some("Ba xã ngập."));
    let named = "<p>Lớp <b>more-link</b> là gì</p>";
    assert_eq!(dek(named, text).as_deref(), Some("Lớp more-link là gì"));
}
