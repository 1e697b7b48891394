//! Readers who are there while a thread moves: they hear of it, and what they send arrives once.

use std::time::Duration;

use crate::common::asking::{new_key, read, refused, said};
use crate::common::listening::Event;
use crate::common::{OPEN, OTHER, TestApp, on_both};
use model::{Posted, ProblemKind};
use reqwest::Method;
use server::clock::now_ms;
use sqlx::{AnyConnection, Connection, Executor};
use tokio::time::timeout;

async fn moves(app: &TestApp) {
    let (from, to) = (OPEN.parse().unwrap(), OTHER.parse().unwrap());
    app.store().move_thread(from, to, now_ms()).await.unwrap();
}

/// Of which article an event tells, by the name that it gives, and what was said there.
fn told(event: &Event) -> (String, String) {
    let told = event.comment();
    (told.article_id.to_string(), said(&told.comment))
}

#[tokio::test]
async fn who_comes_back_under_an_old_id_loads_the_thread_anew() {
    on_both(async |app| {
        app.post(OTHER, "hai").await;
        app.post(OPEN, "một").await;
        let version = app.thread(OPEN).await.version;
        moves(app).await;
        let now = app.thread(OTHER).await.version;
        let query = format!("articles={OPEN}");
        let mut streams = [
            app.listen(&format!("{query}&after={version}")).await,
            app.listen_again(&query, &version.to_string()).await,
        ];
        for stream in &mut streams {
            let event = stream.event().await;
            let reset = event.reset();
            // Under the name that the page knows.
            assert_eq!((reset.article_id.as_str(), reset.version), (OPEN, now));
            assert_eq!(event.id, now.to_string());
        }
        app.post(OTHER, "ba").await;
        for stream in &mut streams {
            assert_eq!(told(&stream.event().await), (OPEN.into(), "ba".into()));
        }
        // Who begins now has read the thread as it is.
        let mut stream = app.listen(&query).await;
        app.post(OPEN, "bốn").await;
        assert_eq!(told(&stream.event().await), (OPEN.into(), "bốn".into()));
    })
    .await;
}

#[tokio::test]
async fn a_page_with_an_article_under_two_names_is_told_under_both() {
    on_both(async |app| {
        moves(app).await;
        let mut stream = app.listen(&format!("articles={OPEN},{OTHER}")).await;
        for text in ["một", "hai"] {
            app.post(OTHER, text).await;
            let events = [stream.event().await, stream.event().await];
            let both = [OPEN, OTHER].map(|id| (id.to_owned(), text.to_owned()));
            assert_eq!(events.each_ref().map(told), both);
            let version = app.thread(OTHER).await.version;
            assert_eq!(events[1].id, format!("{version},{version}"));
        }
        // The place of a reader who left is free under both.
        drop(stream);
        app.post(OTHER, "ba").await;
        let mut stream = app.listen(&format!("articles={OTHER},{OPEN}")).await;
        app.post(OTHER, "bốn").await;
        assert_eq!(told(&stream.event().await), (OTHER.into(), "bốn".into()));
    })
    .await;
}

#[tokio::test]
async fn a_long_thread_that_arrives_is_one_event() {
    on_both(async |app| {
        for n in 0..201 {
            app.post(OPEN, &n.to_string()).await;
        }
        let mut stream = app.listen(&format!("articles={OTHER}")).await;
        moves(app).await;
        let reset = stream.event().await.reset();
        let thread = app.thread(OTHER).await;
        assert_eq!(
            (reset.article_id.as_str(), reset.version),
            (OTHER, thread.version)
        );
        assert_eq!(thread.total, 201);
        app.post(OTHER, "nữa").await;
        assert_eq!(told(&stream.event().await), (OTHER.into(), "nữa".into()));
    })
    .await;
}

#[tokio::test]
async fn a_comment_sent_again_after_its_thread_moved_is_the_same_comment() {
    on_both(async |app| {
        let key = new_key();
        let fields = [
            ("key", key.as_str()),
            ("text", "Một"),
            ("author_name", "Lan"),
        ];
        let first: Posted = read(app.send(OPEN, &fields).await, 201).await;
        moves(app).await;
        for article in [OPEN, OTHER] {
            let again: Posted = read(app.send(article, &fields).await, 200).await;
            assert_eq!(again.comment, first.comment, "{article}");
        }
        let other = [fields[0], ("text", "Hai"), fields[2]];
        refused(app.send(OPEN, &other).await, ProblemKind::KeyReused).await;
        assert_eq!(app.thread(OTHER).await.total, 1);
    })
    .await;
}

#[tokio::test]
async fn an_address_here_with_an_old_id_is_embedded_as_the_article_of_now() {
    on_both(async |app| {
        moves(app).await;
        for place in ["articles", "embed"] {
            let path = format!("oembed?url={}{place}/{OPEN}", app.url);
            let answer = app.ask(Method::GET, &path).send().await.unwrap();
            let answer: serde_json::Value = read(answer, 200).await;
            let html = answer["html"].as_str().unwrap();
            assert!(
                html.contains(&format!("{}embed/{OTHER}\"", app.url)),
                "{html}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_comment_waits_for_a_long_write_beside_the_server() {
    // Longer than SQLite waited once.
    const LONG: Duration = Duration::from_secs(6);
    on_both(async |app| {
        let mut beside = AnyConnection::connect(&app.database_url).await.unwrap();
        let begin = match app.database_url.starts_with("sqlite") {
            true => "begin immediate",
            false => "begin; lock table article in exclusive mode",
        };
        beside.execute(begin).await.unwrap();
        let mut post = Box::pin(app.post(OPEN, "một"));
        assert!(timeout(LONG, &mut post).await.is_err(), "it was answered");
        beside.execute("commit").await.unwrap();
        post.await;
        beside.close().await.unwrap();
    })
    .await;
}
