//! When the server itself is at fault, it says so and nothing else.

use crate::common::asking::{refused, said};
use crate::common::{OPEN, on_both};
use axum::Router;
use axum::routing::get;
use model::ProblemKind;
use reqwest::Method;
use server::app;
use server::store::Store;
use tempfile::TempDir;
use tokio::net::TcpListener;

#[tokio::test]
async fn a_panic_is_answered_and_tells_nothing() {
    let router = Router::new().route(
        "/",
        get(async || -> () { panic!("the password is hunter2") }),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app::in_common(router)).await });
    for _ in 0..2 {
        let answer = reqwest::get(&url).await.unwrap();
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        let problem = refused(answer, ProblemKind::Internal).await;
        assert_eq!(problem.detail, None);
    }
}

#[tokio::test]
async fn a_database_that_is_gone_is_a_passing_trouble() {
    on_both(async |app| {
        assert_eq!(app.bytes("readyz").await, b"ok\n");
        app.store().close().await;
        let fields = [("text", "Hay"), ("author_name", "Lan")];
        for answer in [
            app.send(OPEN, &fields).await,
            app.ask(Method::GET, "readyz").send().await.unwrap(),
        ] {
            refused(answer, ProblemKind::Unavailable).await;
        }
        assert_eq!(app.bytes("healthz").await, b"ok\n");
    })
    .await;
}

#[tokio::test]
async fn processes_that_open_a_new_database_at_once_agree() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("new/x y%20?#.db").display());
    let stores = (0..6).map(async |n: u32| {
        let store = Store::open(&url).await.unwrap();
        store.setting("who", n.to_string()).await.unwrap()
    });
    let mut said_by = futures_util::future::join_all(stores).await;
    said_by.dedup();
    assert_eq!(said_by.len(), 1, "{said_by:?}");
    assert!(folder.path().join("new/x y%20?#.db").is_file());
}

#[tokio::test]
async fn many_comments_at_once_are_all_there() {
    on_both(async |app| {
        let root = app.post(OPEN, "gốc").await.comment.id;
        let texts: Vec<_> = (0..60).map(|n| n.to_string()).collect();
        let posts = texts.iter().map(|text| app.reply(OPEN, text, Some(&root)));
        let posted = futures_util::future::join_all(posts).await;
        let mut texts_back: Vec<_> = posted.iter().map(|p| said(&p.comment)).collect();
        texts_back.sort_by_key(|text| text.parse::<u32>().unwrap());
        assert_eq!(texts_back, texts);
        assert_eq!(app.comment(&root).await.reply_count, 60);
        assert_eq!(app.thread(OPEN).await.total, 61);
    })
    .await;
}
