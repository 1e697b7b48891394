//! Articles: read by everybody, sent by publishers.

use crate::common::asking::{read, refused, refused_with};
use crate::common::{OPEN, TestApp, article, on_both};
use model::{Article, Commenting, ProblemKind};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use server::clock::now_ms;
use server::store::PublisherKey;
use server::token::{key_hash, new_secret};

/// A publisher's key for a site.
async fn key(app: &TestApp, site: &str) -> String {
    let key = new_secret();
    let about = PublisherKey {
        id: uuid::Uuid::now_v7().simple().to_string(),
        site: site.into(),
        label: "test".into(),
        created_at_ms: now_ms(),
        revoked_at_ms: None,
    };
    app.store().add_key(about, key_hash(&key)).await.unwrap();
    key
}

fn put(app: &TestApp, id: &str, key: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
    app.ask(Method::PUT, &format!("api/v1/articles/{id}"))
        .bearer_auth(key)
        .header("content-type", "application/json")
        .body(body)
}

fn small(id: &str) -> Value {
    serde_json::to_value(article(id, Commenting::Open)).unwrap()
}

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
        let key = key(app, "news").await;
        let mut new = small("tin-moi");
        let send = async |new: &Value| {
            put(app, "tin-moi", &key, new.to_string())
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
async fn pictures_of_an_article_come_from_its_site_s_folder() {
    on_both(async |app| {
        let key = key(app, "news").await;
        let mut new = small("tin-anh");
        let image = json!({ "url": "images/a.webp", "width": 4, "height": 3, "alt": "" });
        new["body"] = json!([{ "figure": { "image": image } }]);
        assert_eq!(
            put(app, "tin-anh", &key, new.to_string())
                .send()
                .await
                .unwrap()
                .status(),
            201
        );
        let path = "api/v1/articles/tin-anh";
        let got: Value = app.get(path).await;
        let url = got["body"][0]["figure"]["image"]["url"].as_str().unwrap();
        let base = reqwest::Url::parse(&format!("{}{path}", app.url)).unwrap();
        let picture = base.join(url).unwrap();
        assert_eq!(picture.path(), "/media/news/images/a.webp");
        std::fs::create_dir(app.folder.join("articles/images")).unwrap();
        std::fs::write(app.folder.join("articles/images/a.webp"), b"RIFF").unwrap();
        let answer = app.client.get(picture).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "image/webp");
        assert_eq!(
            answer.headers()["cross-origin-resource-policy"],
            "cross-origin"
        );
        assert_eq!(answer.bytes().await.unwrap().as_ref(), b"RIFF");
        // What was answered can be sent again.
        assert_eq!(
            put(app, "tin-anh", &key, got.to_string())
                .send()
                .await
                .unwrap()
                .status(),
            204
        );
        assert_eq!(app.get::<Value>(path).await, got);
    })
    .await;
}

#[tokio::test]
async fn nothing_but_pictures_of_the_folder_is_served() {
    on_both(async |app| {
        let articles = app.folder.join("articles");
        std::fs::write(articles.join("tin.json"), "{}").unwrap();
        std::fs::write(articles.join(".hidden.webp"), "x").unwrap();
        std::fs::write(articles.join("x.svg"), "<svg/>").unwrap();
        std::fs::write(app.folder.join("secret.webp"), "x").unwrap();
        std::os::unix::fs::symlink(app.folder.join("secret.webp"), articles.join("link.webp"))
            .unwrap();
        for path in [
            "news/tin.json",
            "news/.hidden.webp",
            "news/x.svg",
            "news/link.webp",
            "news/..%2fsecret.webp",
            "news/images%2f..%2f..%2fsecret.webp",
            "news//etc/passwd",
            "news/%2fetc%2fpasswd.webp",
            "news/a%00.webp",
            "weekly/a.webp",
            "nowhere/a.webp",
        ] {
            let answer = app
                .ask(Method::GET, &format!("media/{path}"))
                .send()
                .await
                .unwrap();
            refused(answer, ProblemKind::NotFound).await;
        }
    })
    .await;
}

#[tokio::test]
async fn an_article_that_cannot_be_read_is_refused_by_field() {
    on_both(async |app| {
        let key = key(app, "news").await;
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
        let mut deep = json!([{ "paragraph": [] }]);
        for _ in 0..20 {
            deep = json!([{ "quote": { "body": deep } }]);
        }
        let mut nested = small("tin-x");
        nested["body"] = deep;
        for (new, field, kind) in [
            (no_headline, ".", ProblemKind::Invalid),
            (blank, "headline", ProblemKind::Empty),
            (unknown, "body[1]", ProblemKind::Invalid),
            (wide, "lead_figure.image.width", ProblemKind::Invalid),
            (script, "body[0]", ProblemKind::Invalid),
            (nested, "body[0]", ProblemKind::Invalid),
            (small("another-id"), "id", ProblemKind::Invalid),
        ] {
            let answer = put(app, "tin-x", &key, new.to_string())
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
        let garbage = put(app, "tin-x", &key, "{ not JSON").send().await.unwrap();
        refused(garbage, ProblemKind::Malformed).await;
        let deepest = "[".repeat(100_000);
        let answer = put(app, "tin-x", &key, deepest).send().await.unwrap();
        assert!(answer.status().is_client_error());
        let latin = put(app, "tin-x", &key, vec![b'{', 0xff])
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
async fn an_article_of_three_megabytes_is_too_large() {
    on_both(async |app| {
        let key = key(app, "news").await;
        let mut new = small("tin-to");
        new["lead"] = json!([{ "text": "a".repeat(3_000_000) }]);
        let answer = put(app, "tin-to", &key, new.to_string())
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
        let weekly = key(app, "weekly").await;
        let body = || small(OPEN).to_string();
        for wrong in [weekly.as_str(), "guess", ""] {
            let answer = put(app, OPEN, wrong, body()).send().await.unwrap();
            refused(answer, ProblemKind::WrongToken).await;
        }
        let news = key(app, "news").await;
        assert!(
            put(app, OPEN, &news, body())
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
        let answer = put(app, OPEN, &news, body()).send().await.unwrap();
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
