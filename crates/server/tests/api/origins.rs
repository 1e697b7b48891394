//! Which pages may write, and what every page may read.

use crate::common::asking::{new_key, read, refused};
use crate::common::{OPEN, PARTNER, PRE, on_both};
use model::{Posted, ProblemKind};
use reqwest::Method;

#[tokio::test]
async fn only_listed_origins_post() {
    on_both(async |app| {
        let post = async |article: &str, origin: &str| {
            let key = new_key();
            let fields = [("text", "Hay"), ("author_name", "Lan"), ("key", &key)];
            let path = format!("api/v1/articles/{article}/comments");
            let ask = app.ask(Method::POST, &path).header("origin", origin);
            ask.form(&fields).send().await.unwrap()
        };
        let own = app.url.trim_end_matches('/');
        for origin in [PARTNER, own] {
            let _: Posted = read(post(OPEN, origin).await, 201).await;
        }
        for origin in [
            "https://evil.example",
            "http://news.example",
            "https://news.example:8443",
            "https://news.example.evil.example",
            "https://weekly.example",
            "null",
            "",
        ] {
            let problem = refused(post(OPEN, origin).await, ProblemKind::OriginNotAllowed).await;
            assert_eq!(problem.value.as_deref(), Some(origin));
        }
        refused(post(PRE, PARTNER).await, ProblemKind::OriginNotAllowed).await;
        assert_eq!(app.thread(OPEN).await.total, 2);
    })
    .await;
}

#[tokio::test]
async fn only_listed_origins_edit_and_remove() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        for (origin, allowed) in [("https://evil.example", false), (PARTNER, true)] {
            for method in [Method::PATCH, Method::DELETE] {
                let ask = app.as_author(method.clone(), &posted.comment.id, &posted.edit_token);
                let ask = ask.header("origin", origin);
                let answer = match method {
                    Method::PATCH => ask.json(&serde_json::json!({ "text": "hai" })).send(),
                    _ => ask.send(),
                };
                let answer = answer.await.unwrap();
                match allowed {
                    true => assert!(answer.status().is_success()),
                    false => drop(refused(answer, ProblemKind::OriginNotAllowed).await),
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_page_may_read_and_sees_why_it_was_refused() {
    on_both(async |app| {
        let thread = format!("api/v1/articles/{OPEN}/thread");
        for (method, path) in [
            (Method::GET, thread.as_str()),
            (Method::GET, "api/v1/articles/nowhere"),
            (Method::GET, "nowhere"),
            (Method::POST, "api/v1/preview"),
        ] {
            let ask = app
                .ask(method, path)
                .header("origin", "https://any.example");
            let answer = ask.send().await.unwrap();
            let headers = answer.headers();
            assert_eq!(headers["access-control-allow-origin"], "*", "{path}");
            let varies = headers.get("vary").map(|by| by.to_str().unwrap());
            assert!(
                matches!(varies, None | Some("accept-encoding")),
                "{path}: {varies:?}"
            );
            assert!(!headers.contains_key("access-control-allow-credentials"));
            let exposed = headers["access-control-expose-headers"].to_str().unwrap();
            for name in ["retry-after", "ratelimit", "ratelimit-policy", "etag"] {
                assert!(exposed.split(',').any(|n| n == name), "{name} in {exposed}");
            }
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
            assert_eq!(headers["referrer-policy"], "no-referrer");
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'"), "{policy}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_asks_first_is_told_what_it_may_send() {
    on_both(async |app| {
        for method in ["PATCH", "DELETE", "PUT", "POST"] {
            let answer = app
                .ask(Method::OPTIONS, "api/v1/comments/x")
                .header("origin", PARTNER)
                .header("access-control-request-method", method)
                .header(
                    "access-control-request-headers",
                    "authorization,content-type",
                )
                .send()
                .await
                .unwrap();
            assert!(answer.status().is_success());
            let listed = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
            assert!(
                listed("access-control-allow-methods")
                    .split(',')
                    .any(|m| m == method)
            );
            let headers = listed("access-control-allow-headers");
            assert!(headers.contains("authorization") && headers.contains("content-type"));
            assert_eq!(listed("access-control-allow-origin"), "*");
            assert_eq!(listed("access-control-max-age"), "86400");
        }
    })
    .await;
}
