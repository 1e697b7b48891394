//! Articles: read by everybody, sent by publishers.

use crate::common::asking::{read, refused, refused_with};
use crate::common::{OPEN, article, on_both, small};
use model::{Article, Commenting, ProblemKind};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::clock::now_ms;

#[tokio::test]
async fn an_article_is_sent_again_only_when_it_changed() {
    on_both(async |app| {
        let path = format!("api/v1/articles/{OPEN}");
        let first = app.ask(Method::GET, &path).send().await.unwrap();
        let tag = first.headers()["etag"].clone();
        let got: Article = read(first, 200).await;
        assert_eq!(got, article(OPEN, Commenting::Open));
        // A comment changes the thread, not the article.
        app.post(OPEN, "một").await;
        let same = app
            .ask(Method::GET, &path)
            .header("if-none-match", tag)
            .send();
        assert_eq!(same.await.unwrap().status(), StatusCode::NOT_MODIFIED);
    })
    .await;
}

#[tokio::test]
async fn a_publisher_stores_and_replaces_an_article() {
    on_both(async |app| {
        let key = app.publisher_key("news").await;
        let mut new = small("tin-moi");
        let send = async |new: &Value| {
            app.publish("tin-moi", &key, new.to_string())
                .send()
                .await
                .unwrap()
                .status()
        };
        assert_eq!(send(&new).await, StatusCode::CREATED);
        app.post("tin-moi", "một").await;
        new["headline"] = "Mưa lớn".into();
        new["commenting"] = "closed".into();
        assert_eq!(send(&new).await, StatusCode::NO_CONTENT);
        let got: Article = app.get("api/v1/articles/tin-moi").await;
        assert_eq!(got.headline, "Mưa lớn");
        let thread = app.thread("tin-moi").await;
        assert_eq!(
            (thread.total, thread.state),
            (1, model::ThreadState::Closed)
        );
    })
    .await;
}

#[tokio::test]
async fn an_article_that_cannot_be_read_is_refused_by_field() {
    on_both(async |app| {
        let key = app.publisher_key("news").await;
        let mut no_headline = small("tin-x");
        no_headline.as_object_mut().unwrap().remove("headline");
        let mut blank = small("tin-x");
        blank["headline"] = " ".into();
        let mut unknown = small("tin-x");
        unknown["body"] = json!([{ "paragraph": [] }, { "hologram": {} }]);
        let mut wide = small("tin-x");
        let image = json!({ "url": "a.webp", "width": 30_000, "height": 3, "alt": "" });
        wide["lead_figure"] = json!({ "image": image });
        let mut script = small("tin-x");
        script["body"] =
            json!([{ "paragraph": [{ "link": { "url": "javascript:x", "text": [] } }] }]);
        for (new, field, kind) in [
            (no_headline, ".", ProblemKind::Invalid),
            (blank, "headline", ProblemKind::Empty),
            (unknown, "body[1]", ProblemKind::Invalid),
            (wide, "lead_figure.image.width", ProblemKind::Invalid),
            (script, "body[0]", ProblemKind::Invalid),
            (small("another-id"), "id", ProblemKind::Invalid),
        ] {
            let answer = app
                .publish("tin-x", &key, new.to_string())
                .send()
                .await
                .unwrap();
            let problem = refused(answer, kind).await;
            let at = problem.field.unwrap_or_default();
            assert!(
                at.starts_with(field),
                "{at} is not in {field}: {:?}",
                problem.detail
            );
            assert!(problem.detail.is_some());
        }
        let garbage = app
            .publish("tin-x", &key, "{ not JSON")
            .send()
            .await
            .unwrap();
        refused(garbage, ProblemKind::Malformed).await;
        let latin = app
            .publish("tin-x", &key, vec![b'{', 0xff])
            .send()
            .await
            .unwrap();
        refused(latin, ProblemKind::Malformed).await;
        let form = app
            .ask(Method::PUT, "api/v1/articles/tin-x")
            .bearer_auth(&key);
        let form = form.form(&[("id", "tin-x")]).send().await.unwrap();
        refused_with(form, ProblemKind::Malformed, 415).await;
        let none = app
            .ask(Method::GET, "api/v1/articles/tin-x")
            .send()
            .await
            .unwrap();
        refused(none, ProblemKind::NotFound).await;
    })
    .await;
}

#[tokio::test]
async fn an_article_nested_too_deep_is_refused_however_deep() {
    on_both(async |app| {
        let key = app.publisher_key("news").await;
        for levels in [17, 100, 20_000] {
            let new = small("tin-sau").to_string();
            let (open, close) = (r#"{"quote":{"body":["#, "]}}");
            let body = format!(r#""body":[{}{}"#, open.repeat(levels), close.repeat(levels));
            let deep = new.replace(r#""body":["#, &body);
            assert_ne!(deep, new);
            let answer = app.publish("tin-sau", &key, deep).send().await.unwrap();
            let problem = refused(answer, ProblemKind::Invalid).await;
            let field = problem.field.unwrap_or_default();
            assert!(field.starts_with("body[0].quote.body[0]."), "{field}");
            assert_eq!(problem.limit, Some(16), "{levels}");
        }
        let brackets = "[".repeat(100_000);
        let answer = app.publish("tin-sau", &key, brackets).send().await.unwrap();
        let problem = refused(answer, ProblemKind::Invalid).await;
        assert_eq!(problem.field.as_deref(), Some("[0]"));
        let detail = problem.detail.unwrap_or_default();
        assert!(detail.contains("sequence, expected"), "{detail}");
    })
    .await;
}

#[tokio::test]
async fn an_article_of_three_megabytes_is_too_large() {
    on_both(async |app| {
        let key = app.publisher_key("news").await;
        let mut new = small("tin-to");
        new["lead"] = json!([{ "text": "a".repeat(3_000_000) }]);
        let answer = app
            .publish("tin-to", &key, new.to_string())
            .send()
            .await
            .unwrap();
        let problem = refused(answer, ProblemKind::TooLarge).await;
        assert_eq!(problem.limit, Some(2 * 1024 * 1024));
    })
    .await;
}

#[tokio::test]
async fn a_key_opens_its_own_site_only_and_until_it_is_revoked() {
    on_both(async |app| {
        let weekly = app.publisher_key("weekly").await;
        let body = || small(OPEN).to_string();
        for wrong in [weekly.as_str(), "guess", ""] {
            let answer = app.publish(OPEN, wrong, body()).send().await.unwrap();
            refused(answer, ProblemKind::WrongToken).await;
        }
        let news = app.publisher_key("news").await;
        assert!(
            app.publish(OPEN, &news, body())
                .send()
                .await
                .unwrap()
                .status()
                .is_success()
        );
        let keys = app.store().keys().await.unwrap();
        let id = keys
            .iter()
            .find(|key| key.site == "news")
            .unwrap()
            .id
            .clone();
        assert!(app.store().revoke_key(id.clone(), now_ms()).await.unwrap());
        assert!(!app.store().revoke_key(id, now_ms()).await.unwrap());
        let answer = app.publish(OPEN, &news, body()).send().await.unwrap();
        refused(answer, ProblemKind::WrongToken).await;
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_article_takes_its_thread_along_and_brings_it_back() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        let store = app.another_process().await;
        store
            .withdraw_article(OPEN.parse().unwrap(), now_ms())
            .await
            .unwrap();
        store.close().await;
        for path in [
            format!("api/v1/articles/{OPEN}"),
            format!("api/v1/articles/{OPEN}/thread"),
            format!("api/v1/comments/{}", posted.comment.id),
            format!("api/v1/comments/{}/replies", posted.comment.id),
        ] {
            let answer = app.ask(Method::GET, &path).send().await.unwrap();
            refused(answer, ProblemKind::NotFound).await;
        }
        let fields = [("text", "hai"), ("author_name", "Lan")];
        refused(app.send(OPEN, &fields).await, ProblemKind::NotFound).await;
        crate::common::put(app.store(), "news", &article(OPEN, Commenting::Open)).await;
        assert_eq!(app.thread(OPEN).await.total, 1);
    })
    .await;
}
