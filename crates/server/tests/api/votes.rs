//! Likes: one for each reader, exactly counted, and the order that they make.

use crate::common::asking::{all_said, read, refused};
use crate::common::readers::behind_a_proxy;
use crate::common::walking::{page, roots, walk};
use crate::common::{OPEN, PARTNER, PRE, on_both, on_both_with};
use futures_util::{StreamExt, stream};
use model::{Likes, ProblemKind, ReaderToken};
use reqwest::Method;
use server::clock::now_ms;
use server::config::Config;
use server::reader_token::LIFETIME_S;
use server::token::Tokens;

const SECRET: &str = "a secret of thirty-two characters";

fn known_secret(config: &mut Config) {
    config.secret = Some(SECRET.into());
}

#[tokio::test]
async fn a_reader_likes_a_comment_once_and_takes_it_back_once() {
    on_both(async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let (lan, minh) = (app.reader(1).await, app.reader(2).await);
        for _ in 0..2 {
            assert_eq!(app.like(&id, &lan, true).await.likes, 1);
        }
        assert_eq!(app.like(&id, &minh, true).await.likes, 2);
        assert_eq!(app.comment(&id).await.likes, 2);
        for _ in 0..2 {
            assert_eq!(app.like(&id, &lan, false).await.likes, 1);
        }
        assert_eq!(app.thread(OPEN).await.comments[0].likes, 1);
    })
    .await;
}

#[tokio::test]
async fn two_hundred_readers_at_once_are_counted_exactly() {
    on_both_with(behind_a_proxy, async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let reader = async |n| {
            let token = app.reader(n).await;
            app.like(&id, &token, true).await;
            // A slow answer makes a page send it again.
            app.like(&id, &token, true).await;
            if n % 4 == 0 {
                app.like(&id, &token, false).await;
            }
        };
        let all = stream::iter(1..=200).for_each_concurrent(8, reader);
        all.await;
        assert_eq!(app.comment(&id).await.likes, 150);
    })
    .await;
}

#[tokio::test]
async fn a_like_raises_the_version_and_nothing_happening_does_not() {
    on_both(async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let token = app.reader(1).await;
        let version = async || app.thread(OPEN).await.version;
        let mut last = version().await;
        for (liked, changes) in [(false, false), (true, true), (true, false), (false, true)] {
            app.like(&id, &token, liked).await;
            let now = version().await;
            assert_eq!(now > last, changes, "{liked}");
            last = now;
        }
    })
    .await;
}

#[tokio::test]
async fn the_best_is_liked_most_surely_and_pages_keep_the_order() {
    on_both_with(behind_a_proxy, async |app| {
        let mut ids = Vec::new();
        for n in 0..6 {
            ids.push(app.post(OPEN, &format!("{n}")).await.comment.id);
        }
        let mut readers = Vec::new();
        for n in 1..=8 {
            readers.push(app.reader(n).await);
        }
        // Of the two with three likes, one is reported: so is one of those that nobody likes.
        for (comment, likes, reports) in [(1, 3, 0), (2, 3, 1), (4, 8, 4), (3, 1, 0), (5, 0, 2)] {
            for reader in &readers[..likes] {
                app.like(&ids[comment], reader, true).await;
            }
            for reader in &readers[..reports] {
                let fields = [("reason", "spam"), ("reader_token", reader.as_str())];
                let answer = app.report(&ids[comment], &fields).await;
                assert_eq!(answer.status(), 204);
            }
        }
        // 0.44 of 3, 0.39 of 8 and 4, 0.30 of 3 and 1, 0.21 of 1; among equals the newest.
        let whole = walk(app, "best", 100).await;
        assert_eq!(roots(&whole), ["1", "4", "2", "3", "5", "0"]);
        for limit in 1..=5 {
            assert_eq!(walk(app, "best", limit).await, whole, "by {limit}");
        }
        let around = page(app, &format!("order=best&limit=1&around={}", ids[3])).await;
        assert_eq!(all_said(&around), ["3"]);
    })
    .await;
}

#[tokio::test]
async fn only_what_is_published_is_liked() {
    on_both(async |app| {
        let token = app.reader(1).await;
        let gone = app.post(OPEN, "một").await;
        app.reply(OPEN, "hai", Some(&gone.comment.id)).await;
        assert_eq!(app.like(&gone.comment.id, &token, true).await.likes, 1);
        assert_eq!(app.remove(&gone).await.status(), 204);
        assert_eq!(app.comment(&gone.comment.id).await.likes, 0);
        let pending = app.post(PRE, "chờ").await.comment.id;
        let unknown = "0198b2c3d4e5f60718293a4b5c6d7e8f".parse().unwrap();
        for id in [&gone.comment.id, &pending, &unknown] {
            for method in [Method::PUT, Method::DELETE] {
                let like = app.like_from(PARTNER, method, id, &token);
                refused(like.send().await.unwrap(), ProblemKind::NotFound).await;
            }
        }
        let withdrawn = app.post(OPEN, "ba").await.comment.id;
        let withdraw = app
            .store()
            .withdraw_article(OPEN.parse().unwrap(), now_ms());
        withdraw.await.unwrap();
        let like = app.like_from(PARTNER, Method::PUT, &withdrawn, &token);
        refused(like.send().await.unwrap(), ProblemKind::NotFound).await;
    })
    .await;
}

#[tokio::test]
async fn a_token_is_good_on_the_origin_it_was_made_for_only() {
    on_both_with(known_secret, async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let tokens = Tokens::new(SECRET.into());
        let token = app.reader(1).await;
        let own = app.url.trim_end_matches('/').to_owned();
        let half_a_year_ms = i64::from(LIFETIME_S) * 1000;
        let old = tokens
            .new_reader(PARTNER, now_ms() - half_a_year_ms)
            .unwrap();
        let of_program = tokens.new_reader("", now_ms()).unwrap();
        let foreign = Tokens::new("b".repeat(32));
        let foreign = foreign.new_reader(PARTNER, now_ms()).unwrap();
        for (origin, token) in [
            (own.as_str(), token.as_str()),
            (PARTNER, &of_program),
            (PARTNER, &old),
            (PARTNER, &foreign),
            (PARTNER, "ệ"),
            (PARTNER, ""),
        ] {
            let like = app.like_from(origin, Method::PUT, &id, token);
            let answer = like.send().await.unwrap();
            assert_eq!(answer.headers()["www-authenticate"], "Bearer");
            let problem = refused(answer, ProblemKind::ReaderToken).await;
            assert_eq!(problem.field.as_deref(), Some("reader_token"));
            assert_eq!(problem.value.as_deref(), Some(""));
        }
        let path = format!("api/v1/comments/{id}/like");
        let without = app.ask(Method::PUT, &path).send().await.unwrap();
        refused(without, ProblemKind::ReaderToken).await;
        let program = app.ask(Method::PUT, &path).bearer_auth(&of_program);
        let likes: Likes = read(program.send().await.unwrap(), 200).await;
        assert_eq!(likes.likes, 1);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_may_not_write_may_not_like() {
    on_both_with(known_secret, async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let evil = "https://evil.example";
        let token = Tokens::new(SECRET.into()).new_reader(evil, now_ms());
        let like = app.like_from(evil, Method::PUT, &id, &token.unwrap());
        let answer = like.send().await.unwrap();
        refused(answer, ProblemKind::OriginNotAllowed).await;
        assert_eq!(app.comment(&id).await.likes, 0);
    })
    .await;
}

#[tokio::test]
async fn a_token_is_asked_for_without_a_preflight_and_seldom() {
    on_both(async |app| {
        let first = app.new_reader(1).await;
        assert_eq!(first.headers()["cache-control"], "no-store");
        assert_eq!(first.headers()["access-control-allow-origin"], "*");
        let made: ReaderToken = read(first, 201).await;
        assert_eq!(made.expires_in_s, 180 * 24 * 60 * 60);
        assert_ne!(app.reader(1).await, made.reader_token);
        for _ in 2..10 {
            app.reader(1).await;
        }
        let over = app.new_reader(1).await;
        let policy = over.headers()["ratelimit-policy"].clone();
        assert_eq!(policy, "\"readers\";q=10;w=60");
        refused(over, ProblemKind::RateLimited).await;
        // Who has enough tokens can still write.
        let id = app.post(OPEN, "một").await.comment.id;
        app.like(&id, &made.reader_token, true).await;
    })
    .await;
}

#[tokio::test]
async fn likes_are_limited_and_counted_apart_from_comments() {
    let three_a_minute = |config: &mut Config| {
        config.writes_per_minute = 3.try_into().unwrap();
    };
    on_both_with(three_a_minute, async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let token = app.reader(1).await;
        for liked in [true, false, true] {
            app.like(&id, &token, liked).await;
        }
        let over = app.like_from(PARTNER, Method::DELETE, &id, &token);
        refused(over.send().await.unwrap(), ProblemKind::RateLimited).await;
        assert_eq!(app.comment(&id).await.likes, 1);
        app.post(OPEN, "hai").await;
    })
    .await;
}

#[tokio::test]
async fn a_browser_may_send_a_like_after_asking_once_a_day() {
    on_both(async |app| {
        for method in ["PUT", "DELETE"] {
            let answer = app
                .ask(Method::OPTIONS, "api/v1/comments/x/like")
                .header("origin", PARTNER)
                .header("access-control-request-method", method)
                .header("access-control-request-headers", "authorization")
                .send()
                .await
                .unwrap();
            assert!(answer.status().is_success());
            let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
            assert!(header("access-control-allow-methods").contains(method));
            assert!(header("access-control-allow-headers").contains("authorization"));
            assert_eq!(header("access-control-allow-origin"), "*");
            assert_eq!(header("access-control-max-age"), "86400");
        }
    })
    .await;
}
