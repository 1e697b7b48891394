//! What is wrong with an export is found, and named by file and line.

use super::export::{exported, files};
use super::{fill, place};
use crate::common::binary::Place;
use crate::common::{OPEN, OTHER, on_both};
use server::moving::archive::{restore, verify};
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

/// Changes the first occurrence in a file; on which line that is.
fn spoil(folder: &Path, file: &str, from: &str, to: &str) -> u64 {
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    let at = text
        .find(from)
        .unwrap_or_else(|| panic!("{from} in {text}"));
    std::fs::write(folder.join(file), text.replacen(from, to, 1)).unwrap();
    text[..at].matches('\n').count() as u64 + 1
}

fn found(folder: &Path) -> Vec<String> {
    let faults = verify(folder).unwrap().faults;
    faults.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn every_kind_of_damage_is_named_with_its_line() {
    on_both(async |app| {
        fill(app).await;
        for (file, from, to, what) in [
            ("comments.jsonl", "\"likes\":2", "\"likes\":3", ""),
            (
                "comments.jsonl",
                "\"likes\":2",
                "\"likes\":true",
                "`likes`: invalid type",
            ),
            ("comments.jsonl", "\"likes\":2,", "", "`likes` is missing"),
            (
                "sources.jsonl",
                OTHER,
                "tin-x",
                "`article_id`: there is no article \"tin-x\"",
            ),
            (
                "comments.jsonl",
                "{\"id\"",
                "{\"x\":1,\"id\"",
                "`x` is not known",
            ),
            (
                "comments.jsonl",
                "\"likes\":2",
                "\"likes\": 2",
                "not written as an export writes it",
            ),
            (
                "comments.jsonl",
                "\"removed\"",
                "\"spam\"",
                "`status`: \"spam\" is none of",
            ),
            ("comments.jsonl", "\"removed\"", "\"published\"", ""),
            (
                "comments.jsonl",
                "\"reply_count\":3",
                "\"reply_count\":2",
                "`reply_count` is 2, shown replies are 3",
            ),
            (
                "comments.jsonl",
                "\"depth\":1",
                "\"depth\":2",
                "`depth` is 2, not 1",
            ),
            (
                "comments.jsonl",
                "[{\"paragraph\"",
                "[{\"script\"",
                "`body`: unknown variant",
            ),
            (
                "votes.jsonl",
                "{\"comment_id\":\"",
                "{\"comment_id\":\"0",
                "`comment_id`: there is no comment",
            ),
            (
                "votes.jsonl",
                "\"a\"",
                "\"c\"",
                "`comment_id` does not come after",
            ),
            (
                "aliases.jsonl",
                OTHER,
                "khong-co",
                "`article_id`: there is no article",
            ),
            ("articles.jsonl", "\"vi\"", "7", "`json`: "),
            ("articles.jsonl", "\n", "", "not a JSON object"),
        ] {
            let folder = exported(app.store()).await;
            let line = spoil(folder.path(), file, from, to);
            let faults = found(folder.path());
            let hash = faults
                .iter()
                .any(|fault| fault.starts_with(&format!("{file}: `sha256` is ")));
            assert!(hash, "{from} to {to}: {faults:?}");
            let is_named = |fault: &String| {
                let at = [line, line + 1].map(|line| format!("{file}:{line}: "));
                at.iter().any(|at| fault.starts_with(at)) && fault.contains(what)
            };
            assert!(
                what.is_empty() || faults.iter().any(is_named),
                "{from} to {to}: {faults:?}"
            );
            let refused = restore(app.store(), folder.path()).await.unwrap_err();
            assert!(refused.to_string().contains("fault"), "{refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn totals_must_be_those_of_the_thread() {
    on_both(async |app| {
        fill(app).await;
        let folder = exported(app.store()).await;
        let line = spoil(
            folder.path(),
            "articles.jsonl",
            "\"comment_total\":3",
            "\"comment_total\":9",
        );
        let expected =
            format!("articles.jsonl:{line}: `comment_total` is 9, published comments are 3");
        assert!(
            found(folder.path()).contains(&expected),
            "{:?}",
            found(folder.path())
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_cut_short_and_a_manifest_of_another_kind_are_told() {
    on_both(async |app| {
        fill(app).await;
        let folder = exported(app.store()).await;
        let text = &files(folder.path())["comments.jsonl"];
        std::fs::write(
            folder.path().join("comments.jsonl"),
            &text[..text.len() - 9],
        )
        .unwrap();
        let faults = found(folder.path());
        assert!(
            faults[0].contains("comments.jsonl:6: the file ends in the middle"),
            "{faults:?}"
        );
        assert!(
            faults
                .iter()
                .any(|fault| fault.starts_with("comments.jsonl: `bytes` is ")),
            "{faults:?}"
        );

        let place = TempDir::new().unwrap();
        let place = Place::new(place.path());
        let path = folder.path().to_str().unwrap();
        let said = place.run(&["verify", path]);
        assert!(!said.status.success());
        assert!(String::from_utf8_lossy(&said.stdout).contains("comments.jsonl:6: "));
        assert!(!place.folder.join("data").exists(), "no database is needed");
        spoil(
            folder.path(),
            "manifest.json",
            "\"version\": 2",
            "\"version\": 3",
        );
        assert!(
            place
                .fail(&["verify", path])
                .contains("`version` is 3, this program reads 1 to 2")
        );
        spoil(folder.path(), "manifest.json", "chuyen-export", "x");
        assert!(place.fail(&["verify", path]).contains("`format` is \"x\""));
        std::fs::remove_file(folder.path().join("manifest.json")).unwrap();
        assert!(place.fail(&["verify", path]).contains("manifest.json"));
    })
    .await;
}

#[tokio::test]
async fn an_export_that_is_whole_is_said_to_be() {
    on_both(async |app| {
        fill(app).await;
        let target = TempDir::new().unwrap();
        let place = Place {
            database_url: Some(app.database_url.clone()),
            ..Place::new(target.path())
        };
        let said = place.say(&["export", "out"]);
        assert_eq!(place.say(&["verify", "out"]), said);
        assert!(said.contains("comments.jsonl\t6 lines\tsha256 "), "{said}");
        assert!(place.fail(&["export", "out"]).contains("out is not empty"));
        assert_eq!(app.thread(OPEN).await.total, 3);
    })
    .await;
}

#[tokio::test]
async fn who_has_read_enough_of_what_is_wrong_may_stop() {
    on_both(async |app| {
        fill(app).await;
        let (_folder, place) = place(app);
        let export = exported(app.store()).await;
        for succeeds in [true, false] {
            if !succeeds {
                spoil(
                    export.path(),
                    "comments.jsonl",
                    "\"likes\":2",
                    "\"likes\":3",
                );
            }
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            let folder = export.path().to_str().unwrap();
            let mut verify = place.command(&["verify", folder]);
            let said = verify
                .stdout(writer)
                .stderr(Stdio::piped())
                .output()
                .unwrap();
            let error = String::from_utf8(said.stderr).unwrap();
            assert!(!error.contains("panicked"), "{error}");
            assert_eq!(said.status.success(), succeeds, "{error}");
        }
    })
    .await;
}
