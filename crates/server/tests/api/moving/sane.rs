//! Rows that this server never writes are found before they are in its database, and do no harm if they are.

use super::export::exported;
use super::fill;
use crate::common::asking::read;
use crate::common::{OPEN, TestApp, on_both};
use model::Posted;
use server::moving::archive::{MANIFEST, Manifest, restore, verify};
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Connection};
use std::path::Path;

/// Says in the manifest what stands in the files now: whoever changes an export on purpose can.
fn seal(folder: &Path) {
    let mut manifest = Manifest::read(folder).unwrap();
    for part in &mut manifest.files {
        let text = std::fs::read(folder.join(&part.file)).unwrap();
        part.lines = text.iter().filter(|b| **b == b'\n').count() as u64;
        part.bytes = text.len() as u64;
        part.sha256 = hex::encode(Sha256::digest(&text));
    }
    std::fs::write(folder.join(MANIFEST), manifest.to_json()).unwrap();
}

/// Changes every line of a file.
fn change(folder: &Path, file: &str, change: impl Fn(&str) -> String) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<_> = text.lines().map(change).collect();
    // By their paths, as an export has them.
    lines.sort_by_key(|line| line.split("\"path\":").nth(1).map(str::to_owned));
    std::fs::write(path, lines.join("\n") + "\n").unwrap();
    seal(folder);
}

fn found(folder: &Path) -> Vec<String> {
    let faults = verify(folder).unwrap().faults;
    faults.iter().map(ToString::to_string).collect()
}

/// What a field says in a line, and where.
fn field<'l>(line: &'l str, name: &str) -> &'l str {
    let rest = line.split_once(&format!("\"{name}\":")).unwrap().1;
    rest.split([',', '}']).next().unwrap()
}

#[tokio::test]
async fn ids_and_paths_are_of_the_form_that_this_server_gives_them() {
    on_both(async |app| {
        fill(app).await;
        for (text, id) in [("còn chờ", "zz"), ("gốc", "zz"), ("dưới", &"A".repeat(32))] {
            let folder = exported(app.store()).await;
            let file = folder.path().join("comments.jsonl");
            let comments = std::fs::read_to_string(file).unwrap();
            let line = comments
                .lines()
                .find(|line| field(line, "source").contains(text));
            let old = field(line.unwrap(), "id").trim_matches('"').to_owned();
            for file in ["comments.jsonl", "votes.jsonl", "reports.jsonl"] {
                change(folder.path(), file, |line| line.replace(&old, id));
            }
            let faults = found(folder.path());
            let named = faults.iter().any(|fault| fault.contains("`id`: "));
            assert!(named, "{text}: {faults:?}");
            let refused = restore(app.store(), folder.path()).await.unwrap_err();
            assert!(refused.to_string().contains("fault"), "{refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_and_words_are_within_what_they_can_be() {
    on_both(async |app| {
        fill(app).await;
        for (file, name, value) in [
            ("comments.jsonl", "likes", "-1"),
            ("comments.jsonl", "likes", "9223372036854775807"),
            ("comments.jsonl", "reports", "-1"),
            ("comments.jsonl", "reply_count", "-1"),
            ("comments.jsonl", "score", "1000000001"),
            ("comments.jsonl", "version", "-1"),
            ("comments.jsonl", "version", "9007199254740991"),
            ("articles.jsonl", "version", "9223372036854775807"),
            ("articles.jsonl", "version", "-1"),
            ("articles.jsonl", "own_version", "9007199254740991"),
            ("articles.jsonl", "comment_total", "-1"),
            ("reports.jsonl", "reason", "\"boring\""),
            ("accounts.jsonl", "kind", "\"phone\""),
            ("comments.jsonl", "shown", "false"),
        ] {
            let folder = exported(app.store()).await;
            if file == "accounts.jsonl" {
                let line = "{\"id\":\"a\",\"site\":\"news\",\"kind\":\"email\",\"subject_hash\":\"h\",\
                            \"name\":\"Lan\",\"created_at_ms\":1}\n";
                std::fs::write(folder.path().join(file), line).unwrap();
                seal(folder.path());
                assert_eq!(found(folder.path()), [""; 0]);
            }
            change(folder.path(), file, |line| {
                let old = format!("\"{name}\":{}", field(line, name));
                line.replacen(&old, &format!("\"{name}\":{value}"), 1)
            });
            let faults = found(folder.path());
            let start = format!("{file}:1: `{name}`");
            let is_named = faults.iter().any(|fault| fault.starts_with(&start));
            assert!(is_named, "{name} {value}: {faults:?}");
        }
    })
    .await;
}

async fn spoil(app: &TestApp, posted: &Posted) {
    let mut db = AnyConnection::connect(&app.database_url).await.unwrap();
    let query = sqlx::query("update comment set id = 'zz', path = 'zz' where id = $1");
    let query = query.bind(posted.comment.id.as_str());
    query.execute(&mut db).await.unwrap();
    db.close().await.unwrap();
}

#[tokio::test]
async fn a_row_that_is_broken_stops_nobody_else_from_writing() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        spoil(app, &posted).await;
        let answer = app
            .send(
                OPEN,
                &[("text", "dưới"), ("author_name", "Lan"), ("parent", "zz")],
            )
            .await;
        assert_eq!(answer.status(), 500);
        let answer = app
            .send(OPEN, &[("text", "hai"), ("author_name", "Lan")])
            .await;
        let _: Posted = read(answer, 201).await;
    })
    .await;
}
