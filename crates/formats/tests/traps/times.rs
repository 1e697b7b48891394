//! When an article was published, as well as it can be told.

use crate::common::{post, read_json, skipped};
use serde_json::{Value, json};

fn dated(date: Value) -> Value {
    json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": date })
}

#[test]
fn a_date_as_newspapers_print_it_is_the_date() {
    for date in ["27/05/2023 - 18:21", "2023-05-27T18:21:00 GMT+7"] {
        let reading = read_json(&dated(date.into()));
        assert_eq!(
            reading.article.published_at.as_str(),
            "2023-05-27T18:21:00+07:00"
        );
        assert_eq!(skipped(&reading), [""; 0], "{date}");
    }
}

#[test]
fn a_date_that_cannot_be_read_is_told_apart_from_none() {
    let now = "2026-01-01T07:00:00+07:00";
    for (article, notes) in [
        (
            dated(Value::Null),
            vec!["1 × date: none is told, the moment of reading stands there"],
        ),
        (
            dated("05/27/2023".into()),
            vec![
                "1 × date that cannot be read",
                "1 × date: none can be read, the moment of reading stands there",
            ],
        ),
    ] {
        let reading = read_json(&article);
        assert_eq!(reading.article.published_at.as_str(), now);
        assert_eq!(skipped(&reading), notes);
    }
}

#[test]
fn a_date_that_can_be_read_stands_for_one_that_cannot() {
    let mut article = dated("hôm qua".into());
    article["dateModified"] = "2023-05-27".into();
    let reading = read_json(&article);
    assert_eq!(
        reading.article.published_at.as_str(),
        "2023-05-27T00:00:00+07:00"
    );
    assert_eq!(skipped(&reading), ["1 × date that cannot be read"]);
    let mut post = post("a");
    (post["date"], post["date_gmt"]) = ("hôm qua".into(), Value::Null);
    post["modified_gmt"] = "2023-05-27T11:21:00".into();
    assert_eq!(
        skipped(&read_json(&post)),
        ["1 × date that cannot be read"],
        "of a pair too"
    );
}

#[test]
fn the_time_of_editorjs_is_read_however_it_is_written() {
    let read = |time: Value| {
        let reading = read_json(
            &json!({ "title": "a", "time": time, "blocks": [{ "type": "paragraph", "data": { "text": "Một" } }] }),
        );
        (reading.article.published_at.to_string(), skipped(&reading))
    };
    let at = "2023-05-27T18:21:00+07:00".to_owned();
    for time in [
        json!(1_685_186_460_000_i64),
        json!("1685186460000"),
        json!(1_685_186_460_000.25),
        json!("2023-05-27T18:21:00+07:00"),
    ] {
        assert_eq!(read(time.clone()), (at.clone(), Vec::new()), "{time}");
    }
    let (_, notes) = read("hôm qua".into());
    assert_eq!(notes[0], "1 × date that cannot be read");
}
