//! What may not be shown, and never is.

use crate::common::{plain, post, read_as, read_json, skipped};
use formats::{ParseError, Unavailable};
use serde_json::{Value, json};

/// Why it is not shown; nothing if it is.
fn why(article: &Value) -> Option<Unavailable> {
    match read_as(&article.to_string(), None) {
        Ok(_) => None,
        Err(ParseError::Unavailable(why)) => Some(why),
        Err(error) => panic!("{article}: {error}"),
    }
}

fn with(mut article: Value, fields: Value) -> Value {
    for (name, value) in fields.as_object().expect("fields") {
        article[name] = value.clone();
    }
    article
}

fn ninjs() -> Value {
    json!({ "uri": "urn:a", "versioncreated": "2023-05-27T00:00:00Z", "headline": "a", "body_text": "geheim" })
}

fn ghost() -> Value {
    json!({ "uuid": "u", "slug": "s", "id": "1", "title": "a", "html": "<p>geheim", "published_at": "2023-05-27T00:00:00Z" })
}

fn ans() -> Value {
    json!({ "type": "story", "headlines": { "basic": "a" }, "content_elements": [], "publish_date": "2023-05-27T00:00:00Z" })
}

#[test]
fn an_embargo_that_cannot_be_read_is_one() {
    let undated = with(post("a"), json!({ "date": null, "date_gmt": null }));
    for article in [
        with(ninjs(), json!({ "embargoed": "bis Montag" })),
        with(ninjs(), json!({ "embargoedUntil": { "date": "2999" } })),
        with(ninjs(), json!({ "embargoed": 4_102_444_800_000_i64 })),
        with(
            ninjs(),
            json!({ "embargoedUntil": "2023-05-27", "embargoed": "?" }),
        ),
        with(ans(), json!({ "embargo_date": "12/31/2999" })),
        with(
            ans(),
            json!({ "content_restrictions": { "embargo": { "active": true } } }),
        ),
        with(undated.clone(), json!({ "status": "future" })),
        with(
            undated,
            json!({ "status": "future", "date": "wrong", "date_gmt": "0000-00-00T00:00:00" }),
        ),
        with(
            ghost(),
            json!({ "status": "scheduled", "published_at": null }),
        ),
        with(
            ghost(),
            json!({ "status": "scheduled", "published_at": "mai" }),
        ),
    ] {
        assert_eq!(why(&article), Some(Unavailable::Withheld), "{article}");
    }
}

#[test]
fn an_embargo_is_read_however_its_date_is_written() {
    let until = |time: &str| {
        Some(Unavailable::Embargoed {
            until: time.parse().expect("a time"),
        })
    };
    let later = until("2999-12-31T00:00:00+07:00");
    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": "31/12/2999 - 00:00" });
    let restricted = |embargo: Value| {
        with(
            ans(),
            json!({ "content_restrictions": { "embargo": embargo } }),
        )
    };
    for article in [
        with(ninjs(), json!({ "embargoed": "31/12/2999" })),
        with(ans(), json!({ "embargo_date": "31/12/2999 00:00 GMT+7" })),
        restricted(json!({ "active": true, "end_time": "2999-12-31" })),
        ld,
    ] {
        assert_eq!(why(&article), later, "{article}");
    }
    for article in [
        with(ninjs(), json!({ "embargoed": null })),
        with(ninjs(), json!({ "embargoed": " " })),
        with(ninjs(), json!({ "embargoed": false })),
        with(ninjs(), json!({ "embargoed": "27/05/2023" })),
        restricted(json!({ "active": false, "end_time": "2999-12-31" })),
        restricted(json!({ "active": true, "end_time": "2023-05-27" })),
    ] {
        assert_eq!(why(&article), None, "{article}");
    }
}

/// A picture that stands beside an article, or a film, or another article.
fn association(kind: &str, name: &str, fields: Value) -> Value {
    let one = json!({
        "name": name, "type": kind, "uri": format!("https://a.example/{name}"), "headlines": [{ "role": "main", "value": name }],
        "renditions": [{ "name": "r", "href": format!("https://a.example/{name}.jpg"), "contentType": if kind == "picture" { "image/jpeg" } else { "video/mp4" }, "width": 900, "height": 600 }],
    });
    with(one, fields)
}

#[test]
fn what_stands_beside_an_article_and_may_not_be_shown_is_left_out() {
    let none = json!({});
    for may_not in [
        json!({ "pubStatus": "canceled" }),
        json!({ "pubstatus": "withheld" }),
        json!({ "embargoed": "2999-01-01T00:00:00Z" }),
        json!({ "embargoedUntil": "bis Montag" }),
    ] {
        let article = with(
            ninjs(),
            json!({ "associations": [
                association("picture", "hidden", may_not.clone()),
                association("picture", "shown", none.clone()),
                association("video", "hidden-film", may_not.clone()),
                association("text", "hidden-text", may_not.clone()),
            ] }),
        );
        let reading = read_json(&article);
        let told = serde_json::to_string(&reading.article).expect("JSON");
        assert!(told.contains("shown.jpg"), "{told}");
        assert!(!told.contains("hidden"), "{told}");
        assert_eq!(
            skipped(&reading),
            ["3 × association that may not be shown"],
            "{may_not}"
        );
    }
}

#[test]
fn a_withheld_picture_is_not_shown_by_the_text_either() {
    let html = "<p>Một</p><figure><img src='https://a.example/hidden.jpg' width=900 height=600><figcaption>Mưa</figcaption></figure><p>Hai</p>";
    let article = with(
        ninjs(),
        json!({ "body_text": null, "body_html": html, "associations": [association("picture", "hidden", json!({ "pubStatus": "withheld" }))] }),
    );
    let article = read_json(&article).article;
    assert_eq!(plain(&article.lead), "Một");
    assert!(
        !serde_json::to_string(&article)
            .expect("JSON")
            .contains("hidden"),
        "{article:?}"
    );
}

#[test]
fn a_withheld_picture_is_not_shown_in_another_size_either() {
    let withheld = json!({ "pubStatus": "withheld" });
    for written in [
        "https://a.example/hidden.jpg?w=3",
        "http://a.example/hidden-1024x683.jpg",
    ] {
        let html = format!("<p>Một</p><img src='{written}' width=900 height=600><p>Hai</p>");
        let article = with(
            ninjs(),
            json!({ "body_text": null, "body_html": html, "associations": [association("picture", "hidden", withheld.clone())] }),
        );
        let told = serde_json::to_string(&read_json(&article).article).expect("JSON");
        assert!(!told.contains("hidden"), "{told}");
    }
}

#[test]
fn a_withheld_film_is_not_shown_by_another_address_of_its_file_either() {
    let mut film = association("video", "hidden", json!({ "pubStatus": "withheld" }));
    film["renditions"][0]["href"] = json!("https://a.example/hidden.mp4?token=1");
    let html =
        "<p>Một</p><video src='https://a.example/hidden.mp4?token=2' controls></video><p>Hai</p>";
    let article = with(
        ninjs(),
        json!({ "body_text": null, "body_html": html, "associations": [film] }),
    );
    let told = serde_json::to_string(&read_json(&article).article).expect("JSON");
    assert!(!told.contains("hidden"), "{told}");
}

#[test]
fn what_a_public_post_says_to_members_alone_is_cut_out() {
    let begin = |who: &str| format!("<!--kg-gated-block:begin {who} -->");
    let end = "<!--kg-gated-block:end-->";
    let read = |html: &str, fields: Value| {
        read_json(&with(with(ghost(), json!({ "html": html })), fields))
    };
    for who in [
        "nonMember:false memberSegment:\"status:-free\"",
        "memberSegment:\"status:free\" nonMember:false",
        "memberSegment:\"\"",
        "",
    ] {
        for end in [end, "<!-- kg-gated-block:end -->", ""] {
            let html = format!("<p>Một</p><!-- x -->{}<p>geheim</p>{end}", begin(who));
            let reading = read(&html, json!({ "excerpt": "geheim" }));
            let told = serde_json::to_string(&reading.article).expect("JSON");
            assert!(!told.contains("geheim"), "{html}: {told}");
            assert_eq!(plain(&reading.article.lead), "Một");
            assert_eq!(skipped(&reading), ["1 × part for members"], "{html}");
        }
    }
    let html = format!(
        "{}<p>Một</p>{end}{}<p>geheim</p>{end}<p>Hai</p>",
        begin("nonMember:true memberSegment:\"\""),
        begin("nonMember:false")
    );
    let article = read(&html, json!({ "custom_excerpt": "Ba" })).article;
    assert_eq!(article.dek.as_deref(), Some("Ba"));
    assert_eq!(plain(&article.lead), "Một");
    assert_eq!(
        serde_json::to_value(&article.body).expect("JSON"),
        json!([{ "paragraph": [{ "text": "Hai" }] }])
    );
}

#[test]
fn what_is_for_members_is_shown_where_the_answer_says_it_may_be() {
    for visibility in ["members", "paid", "tiers"] {
        let post = with(ghost(), json!({ "visibility": visibility }));
        assert_eq!(why(&post), Some(Unavailable::Protected), "{visibility}");
        assert_eq!(why(&with(post, json!({ "access": true }))), None);
    }
    assert_eq!(why(&with(ghost(), json!({ "visibility": "public" }))), None);
    let coded = |code: &str| {
        with(
            ans(),
            json!({ "content_restrictions": { "content_code": code } }),
        )
    };
    for code in ["premium", "Subscriber", "members"] {
        assert_eq!(why(&coded(code)), Some(Unavailable::Protected), "{code}");
    }
    for code in ["green", "free", "metered"] {
        assert_eq!(why(&coded(code)), None, "{code}");
    }
}

#[test]
fn what_json_ld_says_is_not_free_is_not_shown_in_any_spelling() {
    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "articleBody": "geheim", "datePublished": "2023-05-27" });
    let free = |is_free: Value| with(ld.clone(), json!({ "isAccessibleForFree": is_free }));
    let part = |is_free: Value| json!({ "@type": "WebPageElement", "isAccessibleForFree": is_free, "cssSelector": ".paywall" });
    let parts = |parts: Value| with(ld.clone(), json!({ "hasPart": parts }));
    let graph = |article: Value| json!({ "@context": "https://schema.org", "@graph": [article, with(part(false.into()), json!({ "@id": "#wall" }))] });
    let page = |ld: &Value| {
        format!("<html><script type='application/ld+json'>{ld}</script><article><p>geheim")
    };
    for article in [
        free(false.into()),
        free("False".into()),
        free("No".into()),
        free("".into()),
        free(0.into()),
        free(json!([false])),
        free(json!(["True", "False"])),
        free(json!({ "@value": "false" })),
        free(json!({ "@type": "Boolean", "@value": false })),
        free(json!({ "@id": "https://schema.org/False" })),
        free("http://schema.org/False".into()),
        parts(part(false.into())),
        parts(json!([part(true.into()), part("false".into())])),
        with(
            parts(part("False".into())),
            json!({ "isAccessibleForFree": "True" }),
        ),
        graph(parts(json!({ "@id": "#wall" }))),
    ] {
        assert_eq!(why(&article), Some(Unavailable::Protected), "{article}");
        let page = read_as(&page(&article), None);
        assert!(
            matches!(page, Err(ParseError::Unavailable(Unavailable::Protected))),
            "{article} in a page"
        );
    }
    for article in [
        free(true.into()),
        free("True".into()),
        free("yes".into()),
        free(1.into()),
        free(json!([true])),
        free(json!([])),
        free(Value::Null),
        free(json!({ "@value": "true" })),
        free("https://schema.org/True".into()),
        parts(part(true.into())),
        parts(json!({ "@type": "WebPageElement" })),
    ] {
        assert_eq!(why(&article), None, "{article}");
    }
}
