//! Moving house: exports, other names, and comments from other systems.

mod again;
mod alias;
mod broken_off;
mod disqus;
pub mod export;
mod isso;
mod moved;
mod odd;
mod readers;
mod refused;
mod sane;
mod threads;
mod verify;
mod wxr;

use std::collections::HashMap;

use crate::common::asking::{new_key, said};
use crate::common::binary::Place;
use crate::common::{CLOSED, OPEN, OTHER, PRE, TestApp, article};
use export::{exported, files};
use model::{ArticleId, Comment, Commenting, ReportReason, Thread};
use server::articles::to_json;
use server::clock::now_ms;
use server::moving::archive::verify;
use server::store::{Alias, AliasTarget, NewArticle, NewReport, Noted, Store, Vote};
use tempfile::TempDir;

/// A newsroom that has a row of everything.
async fn fill(app: &TestApp) {
    let root = app.post(OPEN, "gốc *một*\nhai").await;
    let reply = app.reply(OPEN, "đáp", Some(&root.comment.id)).await;
    let gone = app.reply(OPEN, "xoá", Some(&reply.comment.id)).await;
    app.reply(OPEN, "dưới", Some(&gone.comment.id)).await;
    app.remove(&gone).await;
    let shown = app.post(PRE, "chờ").await;
    app.store()
        .approve(shown.comment.id.clone(), now_ms())
        .await
        .unwrap();
    app.edit(&shown, "sửa").await;
    app.post(PRE, "còn chờ").await;
    app.publisher_key("news").await;
    let id = root.comment.id.clone();
    for reader_hash in ["b", "a"] {
        let vote = Vote {
            comment_id: id.clone(),
            reader_hash: reader_hash.into(),
            liked: true,
            now_ms: now_ms(),
        };
        app.store().vote(vote).await.unwrap();
    }
    let report = NewReport {
        id: new_key(),
        comment_id: id,
        reader_hash: Some("c".into()),
        reason: ReportReason::Spam,
        note: "quảng \"cáo\"".into(),
        now_ms: now_ms(),
    };
    app.store().report(report).await.unwrap();
    let withdrawn: ArticleId = CLOSED.parse().unwrap();
    app.store()
        .withdraw_article(withdrawn, now_ms())
        .await
        .unwrap();
    answered(app.store(), OTHER).await;
    // Sorted by bytes, not as in a dictionary.
    for (name, to) in [
        ("b-cu", OPEN),
        ("B-cu", OTHER),
        ("bâ", OTHER),
        ("//news.example/cũ", OPEN),
    ] {
        lead(app, name, AliasTarget::Article(to.parse().unwrap())).await;
    }
    lead(
        app,
        "//old.example",
        AliasTarget::Host("//news.example".into()),
    )
    .await;
}

/// As if the article had been fetched.
async fn answered(store: &Store, id: &str) {
    let article = article(id, Commenting::Open);
    let new = NewArticle {
        id: article.id.clone(),
        site: "news".into(),
        json: to_json(&article),
        closed: false,
        file: None,
        now_ms: now_ms(),
    };
    let noted = Noted {
        body_hash: "0a".into(),
        etag: "\"1\"".into(),
        ..Noted::default()
    };
    store.put_upstream(new, noted).await.unwrap();
}

async fn lead(app: &TestApp, name: &str, target: AliasTarget) {
    let alias = Alias {
        name: name.into(),
        target,
        created_at_ms: 1,
    };
    app.store().add_alias(alias).await.unwrap();
}

/// A folder with the binary and the server's database.
pub fn place(app: &TestApp) -> (TempDir, Place) {
    let folder = TempDir::new().unwrap();
    let place = Place {
        database_url: Some(app.database_url.clone()),
        ..Place::new(folder.path())
    };
    (folder, place)
}

/// A file that another system wrote.
fn fixture(name: &str) -> String {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/comments-import"
    );
    format!("{folder}/{name}")
}

/// Runs an import three times: dry, for good, and once more. What it said the first time it was for good.
async fn import(app: &TestApp, place: &Place, args: &[&str]) -> String {
    let args = [&["import"], args].concat();
    let before = files(exported(app.store()).await.path());
    let dry = place.say(&[&args[..], &["--dry-run"]].concat());
    assert_eq!(
        files(exported(app.store()).await.path()),
        before,
        "a dry run writes nothing"
    );
    let said = place.say(&args);
    assert_eq!(said, dry, "a dry run says the same");
    let export = exported(app.store()).await;
    assert_eq!(verify(export.path()).unwrap().faults, []);
    let again = place.say(&args);
    assert!(again.contains("\n0 new, "), "{again}");
    assert_eq!(
        files(exported(app.store()).await.path()),
        files(export.path())
    );
    said
}

/// Every comment of a thread, the oldest first: how deep it stands, who wrote it, and what it says.
async fn shown(app: &TestApp, article: &str) -> Vec<(usize, String, String)> {
    let path = format!("api/v1/articles/{article}/thread?order=oldest&limit=100");
    let mut all: Thread = app.get(&path).await;
    let mut after = std::mem::take(&mut all.next_cursor);
    while let Some(cursor) = after {
        let page: Thread = app.get(&format!("{path}&cursor={cursor}")).await;
        all.comments.extend(page.comments);
        after = page.next_cursor;
    }
    let parents: HashMap<_, _> = all
        .comments
        .iter()
        .map(|c| (c.id.clone(), c.parent.clone()))
        .collect();
    let depth = |comment: &Comment| {
        std::iter::successors(comment.parent.clone(), |id| parents[id].clone()).count()
    };
    let line = |comment: &Comment| (depth(comment), comment.author.name.clone(), said(comment));
    all.comments.iter().map(line).collect()
}
