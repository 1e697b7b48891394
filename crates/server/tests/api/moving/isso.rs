//! What Isso keeps.

use super::{fixture, import, place, shown};
use crate::common::binary::write;
use crate::common::{OPEN, OTHER, on_both};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, Executor, SqliteConnection};
use std::path::Path;

/// A database as Isso 0.14 makes it, with a thread on `/tin-1`.
pub async fn database(path: &Path) {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let db = SqliteConnection::connect_with(&options).await.unwrap();
    db.close().await.unwrap();
    change(path, &[
        "create table threads (id integer primary key, uri varchar(256) unique, title varchar(256))",
        "create table comments (tid references threads(id), id integer primary key, parent integer,
            created float not null, modified float, mode integer, remote_addr varchar, text varchar,
            author varchar, email varchar, website varchar, likes integer default 0,
            dislikes integer default 0, voters blob not null, notification integer default 0)",
        "insert into threads values (1, '/tin-1', 'Mưa'), (2, '/khac/', null)",
        "insert into comments values
            (1, 1, null, 1389720732.25, null, 1, '127.0.0.1', 'Bài *hay*', 'Lan', 'lan@a.example', null, 3, 1, x'00', 0),
            (1, 2, 1, 1389720733, 1389720800.5, 1, '127.0.0.1', 'Đáp <b>', null, null, null, 0, 0, x'00', 0),
            (1, 3, null, 1389720734, null, 4, '127.0.0.1', '', null, null, null, 0, 0, x'00', 0),
            (1, 4, 3, 1389720735, null, 1, '127.0.0.1', 'dưới', 'Minh', null, null, 0, 0, x'00', 0),
            (1, 5, null, 1389720736, null, 2, '127.0.0.1', 'chờ', 'Minh', null, null, 0, 0, x'00', 0),
            (2, 6, null, 1389720737, null, 1, '127.0.0.1', 'khác', 'Minh', null, null, 0, 0, x'00', 0)",
    ])
    .await;
}

async fn change(path: &Path, all: &[&'static str]) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut db = SqliteConnection::connect_with(&options).await.unwrap();
    for sql in all {
        db.execute(*sql).await.unwrap();
    }
    db.close().await.unwrap();
}

#[tokio::test]
async fn a_database_is_read_with_its_likes_edits_and_what_waits_and_is_not_touched() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let path = place.folder.join("comments.db");
        database(&path).await;
        let bytes = std::fs::read(&path).unwrap();
        let said = import(
            app,
            &place,
            &["isso", "comments.db", "--base", "https://news.example"],
        )
        .await;
        for line in [
            "6 comments in 2 threads",
            "5 new, 0 here already",
            "of these, waiting for a moderator: 1",
            "without a name: 1",
            "deleted, place kept for what is below: 1",
            "  /khac/\t1 comment\tno article is known there",
        ] {
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
        let all = shown(app, OPEN).await;
        let all: Vec<_> = all
            .iter()
            .map(|(depth, name, said)| (*depth, name.as_str(), said.as_str()))
            .collect();
        assert_eq!(
            all,
            [
                (0, "Lan", "Bài hay"),
                (1, "Khách", "Đáp <b>"),
                (0, "", ""),
                (1, "Minh", "dưới")
            ]
        );
        let thread = app.thread(OPEN).await;
        let find = |text: &str| {
            thread
                .comments
                .iter()
                .find(|c| crate::common::asking::said(c) == text)
                .unwrap()
        };
        assert_eq!(
            (find("Bài hay").likes, find("Bài hay").posted_at_ms),
            (3, 1_389_720_732_250)
        );
        assert_eq!(find("Đáp <b>").edited_at_ms, Some(1_389_720_800_500));
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        assert_eq!(
            std::fs::read_dir(&place.folder).unwrap().count(),
            1,
            "nothing is put beside it"
        );
    })
    .await;
}

#[tokio::test]
async fn the_json_that_isso_imports_is_imported_too() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        write(
            &place.folder,
            "map",
            &format!("/posts/0001 {OPEN}\n/posts/0007/ {OTHER}\n"),
        );
        let file = fixture("isso-generic.json");
        let said = import(app, &place, &["isso", &file, "--map", "map"]).await;
        assert!(said.contains("2 comments in 2 threads\n2 new"), "{said}");
        assert_eq!(
            shown(app, OTHER).await,
            [(
                0,
                "Richard Crinshaw".into(),
                "Ja-make-a me crazzy mon :)".into()
            )]
        );
        // 2005-02-24 04:03:37
        assert_eq!(
            app.thread(OPEN).await.comments[0].posted_at_ms,
            1_109_217_817_000
        );
    })
    .await;
}

#[tokio::test]
async fn letters_and_times_that_are_none_cost_no_more_than_themselves() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let path = place.folder.join("comments.db");
        database(&path).await;
        change(
            &path,
            &[
                "update comments set author = cast(x'4cff6e' as text), created = 1e18 where id = 1",
                "update comments set text = cast(x'c3612062' as text), modified = -5 where id = 2",
                "update threads set title = cast(x'ff' as text) where id = 1",
            ],
        )
        .await;
        let base = ["--base", "https://news.example"];
        let said = import(app, &place, &[&["isso", "comments.db"][..], &base].concat()).await;
        assert!(said.contains("5 new, 0 here already"), "{said}");
        let thread = app.thread(OPEN).await;
        let names: Vec<_> = thread
            .comments
            .iter()
            .map(|c| c.author.name.as_str())
            .collect();
        assert!(names.contains(&"L\u{fffd}n"), "{names:?}");
        // As late as a time is written with four digits of a year.
        let late = thread.comments.iter().map(|c| c.posted_at_ms).max();
        assert_eq!(late, Some(253_402_207_200_000));
        for comment in &thread.comments {
            assert!(
                comment
                    .edited_at_ms
                    .is_none_or(|at_ms| at_ms >= comment.posted_at_ms)
            );
        }
        let page = app.bytes(&format!("articles/{OPEN}")).await;
        assert!(String::from_utf8(page).unwrap().contains("9999-12-30"));
    })
    .await;
}

#[tokio::test]
async fn a_file_without_names_and_titles_and_with_ids_in_quotes_is_read() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let json = r#"[{"id": "/a", "title": null, "comments": [
            {"id": "x1", "parent": null, "author": null, "text": "gốc", "created": "2020-01-02 03:04:05"},
            {"id": "x2", "parent": "x1", "author": "Lan", "text": "dưới", "created": null},
            {"id": 3, "parent": "x2", "text": null, "created": "2020-01-02 03:04:07"}]}]"#;
        write(&place.folder, "a.json", json);
        let said = import(app, &place, &["isso", "a.json", "--article", OPEN]).await;
        for line in ["3 new, 0 here already", "without a name: 1", "without a text: 1"] {
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
        assert_eq!(
            shown(app, OPEN).await,
            [
                (0, "Khách".into(), "gốc".into()),
                (1, "Lan".into(), "dưới".into())
            ]
        );
        write(&place.folder, "a.json", &json.replace("\"x1\", \"parent\"", "[], \"parent\""));
        let error = place.fail(&["import", "isso", "a.json"]);
        assert!(error.contains("a.json:2: ") && error.contains("an id is a number or a string"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_database_of_isso_is_refused() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        write(
            &place.folder,
            "a.db",
            "xin chào, đây không phải là cơ sở dữ liệu",
        );
        assert!(
            place
                .fail(&["import", "isso", "a.db"])
                .contains("a.db: no database of Isso")
        );
        write(&place.folder, "a.json", "[\n{}]");
        assert!(
            place
                .fail(&["import", "isso", "a.json"])
                .contains("a.json:2: missing field")
        );
        write(&place.folder, "map", "một\n");
        assert!(
            place
                .fail(&["import", "isso", "a.json", "--map", "map"])
                .contains("map: line 1")
        );
        assert!(
            place
                .fail(&["import", "isso", "none.db"])
                .contains("none.db")
        );
    })
    .await;
}
