//! Streams end when they should, and nobody can keep too many.

use crate::common::asking::refused;
use crate::common::binary::{Place, write};
use crate::common::listening::{Listening, PATIENCE};
use crate::common::{OPEN, OTHER, Schema, TestApp, on_both_with, small};
use model::ProblemKind;
use server::config::Config;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

fn two_in_all(config: &mut Config) {
    config.streams = 2.try_into().unwrap();
}

fn one_each(config: &mut Config) {
    config.streams_per_address = 1.try_into().unwrap();
    config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
}

fn lively(config: &mut Config) {
    config.keep_alive_s = 1.try_into().unwrap();
}

#[tokio::test]
async fn one_address_has_so_many_streams_and_no_more() {
    on_both_with(one_each, async |app| {
        let query = format!("articles={OPEN},{OTHER}");
        let first = app.listen(&query).await;
        let second = app.events(&query).await;
        assert_eq!(second.headers()["retry-after"], "30");
        let problem = refused(second, ProblemKind::RateLimited).await;
        assert_eq!((problem.limit, problem.retry_after_s), (Some(1), Some(30)));
        let elsewhere = app
            .ask(reqwest::Method::GET, &format!("api/v1/events?{query}"))
            .header("x-forwarded-for", "203.0.113.1");
        Listening::to(elsewhere.send().await.unwrap());
        // When it has left, there is room again.
        drop(first);
        while app.events(&query).await.status() != 200 {}
    })
    .await;
}

#[tokio::test]
async fn there_are_so_many_streams_and_no_more() {
    on_both_with(two_in_all, async |app| {
        let query = format!("articles={OPEN}");
        let _open = [app.listen(&query).await, app.listen(&query).await];
        let problem = refused(app.events(&query).await, ProblemKind::Unavailable).await;
        assert_eq!(problem.limit, Some(2));
    })
    .await;
}

#[tokio::test]
async fn a_stream_without_news_says_that_it_is_alive() {
    on_both_with(lively, async |app| {
        let mut stream = app.listen(&format!("articles={OPEN}")).await;
        stream.is_alive(2).await;
    })
    .await;
}

/// A client that asks for a stream and has little room for what comes.
async fn narrow(app: &TestApp) -> TcpStream {
    let address = app.url.trim_start_matches("http://").trim_end_matches('/');
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut client = socket.connect(address.parse().unwrap()).await.unwrap();
    let ask = format!(
        "GET /api/v1/events?articles={OPEN} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    );
    client.write_all(ask.as_bytes()).await.unwrap();
    let mut first = [0; 16];
    client.read_exact(&mut first).await.unwrap();
    client
}

#[tokio::test]
async fn who_does_not_keep_up_is_sent_away_and_others_are_not() {
    on_both_with(
        |_| {},
        async |app| {
            let mut client = narrow(app).await;
            let mut stream = app.listen(&format!("articles={OPEN}")).await;
            let long = "dài ".repeat(2_000);
            for n in 0..600 {
                app.post(OPEN, &format!("{n} {long}")).await;
                stream.event().await.comment();
            }
            // It gets what was on its way, and then the end.
            let mut received = Vec::new();
            let rest = timeout(PATIENCE, client.read_to_end(&mut received));
            rest.await.expect("the stream ends").unwrap();
            let received = String::from_utf8_lossy(&received);
            let told = received.matches("event: comment").count();
            assert!((1..600).contains(&told), "{told}");
            assert!(received.ends_with("\r\n0\r\n\r\n"), "it ends as it should");
        },
    )
    .await;
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_ends_its_streams_and_stops() {
    let schema = Schema::create().await;
    for database_url in [None, Some(schema.url())] {
        let folder = TempDir::new().unwrap();
        let place = Place {
            database_url,
            ..Place::new(folder.path())
        };
        let article = small(OPEN).to_string();
        write(&place.folder, "articles/a.json", &article);
        let server = place.serve();
        let url = format!("{}api/v1/events?articles={OPEN}", server.url);
        let mut streams = Vec::new();
        for _ in 0..20 {
            streams.push(Listening::to(reqwest::get(&url).await.unwrap()));
        }
        let stopped = tokio::task::spawn_blocking(|| server.terminate());
        // One that is cut off is an error.
        for stream in &mut streams {
            assert_eq!(stream.next().await, None);
        }
        assert!(stopped.await.unwrap());
    }
    schema.drop().await;
}

#[cfg(unix)]
#[tokio::test]
async fn more_streams_are_open_than_files_are_allowed_at_first() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let narrow = folder.path().join("narrow");
    let binary = env!("CARGO_BIN_EXE_chuyen");
    let script = format!("#!/bin/sh\nulimit -S -n 48\nexec {binary} \"$@\"\n");
    write(folder.path(), "narrow", &script);
    std::fs::set_permissions(&narrow, PermissionsExt::from_mode(0o755)).unwrap();
    let article = small(OPEN).to_string();
    write(folder.path(), "articles/a.json", &article);
    let server = Place {
        program: narrow,
        ..Place::new(folder.path())
    };
    let server = server.serve();
    let url = format!("{}api/v1/events?articles={OPEN}", server.url);
    let mut streams = Vec::new();
    for _ in 0..60 {
        streams.push(Listening::to(reqwest::get(&url).await.unwrap()));
    }
    assert!(server.terminate());
}
