//! Who sends too much waits; who shares a proxy with them does not.

use crate::common::asking::{new_key, refused};
use crate::common::{OPEN, TestApp, on_both_with};
use model::ProblemKind;
use reqwest::{Method, Response};
use server::config::Config;

fn two_a_minute(config: &mut Config) {
    config.writes_per_minute = 2.try_into().unwrap();
}

fn behind_a_proxy(config: &mut Config) {
    two_a_minute(config);
    config.trusted_proxies = vec![
        "127.0.0.0/8".parse().unwrap(),
        "10.0.0.0/8".parse().unwrap(),
    ];
}

async fn post_from(app: &TestApp, forwarded: &str) -> Response {
    let key = new_key();
    app.ask(Method::POST, &format!("api/v1/articles/{OPEN}/comments"))
        .header("x-forwarded-for", forwarded)
        .form(&[("text", "Hay"), ("author_name", "Lan"), ("key", &key)])
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn one_too_many_is_told_how_long_to_wait() {
    on_both_with(two_a_minute, async |app| {
        for _ in 0..2 {
            assert_eq!(post_from(app, "").await.status(), 201);
        }
        let answer = post_from(app, "").await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let (retry, policy, state) = (
            header("retry-after"),
            header("ratelimit-policy"),
            header("ratelimit"),
        );
        let retry_s: u32 = retry.parse().unwrap();
        assert!((1..=30).contains(&retry_s), "{retry_s}");
        assert_eq!(policy, "\"writes\";q=2;w=60");
        assert_eq!(state, format!("\"writes\";r=0;t={retry_s}"));
        let problem = refused(answer, ProblemKind::RateLimited).await;
        assert_eq!(problem.retry_after_s, Some(retry_s));
        assert_eq!(app.thread(OPEN).await.total, 2);
    })
    .await;
}

#[tokio::test]
async fn reading_is_not_limited_and_previews_are_counted_apart() {
    on_both_with(two_a_minute, async |app| {
        for _ in 0..2 {
            assert_eq!(post_from(app, "").await.status(), 201);
        }
        for _ in 0..20 {
            app.thread(OPEN).await;
        }
        let preview = || {
            app.ask(Method::POST, "api/v1/preview")
                .form(&[("text", "a")])
                .send()
        };
        for _ in 0..2 {
            assert_eq!(preview().await.unwrap().status(), 200);
        }
        refused(preview().await.unwrap(), ProblemKind::RateLimited).await;
    })
    .await;
}

#[tokio::test]
async fn guessing_tokens_and_keys_is_limited() {
    on_both_with(two_a_minute, async |app| {
        let posted = app.post(OPEN, "một").await;
        let guess = || {
            app.as_author(Method::DELETE, &posted.comment.id, "0")
                .send()
        };
        refused(guess().await.unwrap(), ProblemKind::WrongToken).await;
        refused(guess().await.unwrap(), ProblemKind::RateLimited).await;
        let put = app
            .ask(Method::PUT, "api/v1/articles/a")
            .bearer_auth("guess");
        refused(put.send().await.unwrap(), ProblemKind::RateLimited).await;
    })
    .await;
}

#[tokio::test]
async fn readers_behind_a_trusted_proxy_are_told_apart() {
    on_both_with(behind_a_proxy, async |app| {
        for _ in 0..2 {
            assert_eq!(post_from(app, "203.0.113.1").await.status(), 201);
        }
        let over = post_from(app, "203.0.113.1").await;
        refused(over, ProblemKind::RateLimited).await;
        // What a client claims of itself stands left of what the proxies saw.
        let over = post_from(app, "198.51.100.9, 203.0.113.1, 10.1.2.3").await;
        refused(over, ProblemKind::RateLimited).await;
        assert_eq!(post_from(app, "203.0.113.2").await.status(), 201);
        // One IPv6 customer has many addresses.
        for host in ["1", "2"] {
            assert_eq!(
                post_from(app, &format!("2001:db8:1:2::{host}"))
                    .await
                    .status(),
                201
            );
        }
        let over = post_from(app, "2001:db8:1:2:ffff::3").await;
        refused(over, ProblemKind::RateLimited).await;
        assert_eq!(post_from(app, "2001:db8:1:3::1").await.status(), 201);
    })
    .await;
}

#[tokio::test]
async fn a_claim_without_a_trusted_proxy_counts_for_nothing() {
    on_both_with(two_a_minute, async |app| {
        assert_eq!(post_from(app, "203.0.113.1").await.status(), 201);
        assert_eq!(post_from(app, "203.0.113.2").await.status(), 201);
        refused(
            post_from(app, "203.0.113.3").await,
            ProblemKind::RateLimited,
        )
        .await;
    })
    .await;
}
