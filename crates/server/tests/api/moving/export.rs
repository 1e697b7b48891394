//! An export is the newsroom, and an import of it is the same newsroom.

use super::fill;
use crate::common::asking::all_said;
use crate::common::binary::{Place, write};
use crate::common::{OPEN, OTHER, TestApp, article, on_both, on_both_empty, put};
use model::Commenting;
use server::moving::MovingError;
use server::moving::archive::{MANIFEST, Manifest, export, restore, verify};
use server::store::Store;
use server::store::archive::{LEFT_OUT, Line, Restored, Run, TABLES};
use sqlx::{AnyConnection, Connection, Row};
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

/// Every file of a folder.
pub fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap());
    let read = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, std::fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(read).collect()
}

/// An export of a store, in a folder that is gone with what is returned.
pub async fn exported(store: &Store) -> TempDir {
    let folder = TempDir::new().unwrap();
    export(store, folder.path()).await.unwrap();
    folder
}

#[tokio::test]
async fn an_export_brought_into_either_database_gives_the_same_export() {
    on_both(async |app| {
        fill(app).await;
        let first = exported(app.store()).await;
        let first_files = files(first.path());
        assert_eq!(first_files.len(), TABLES.len() + 1);
        for table in TABLES.iter().filter(|table| table.name != "account") {
            assert!(!first_files[table.file].is_empty(), "{}", table.name);
        }
        assert_eq!(verify(first.path()).unwrap().faults, []);
        on_both_empty(async |store, _| {
            let done = restore(store, first.path()).await.unwrap();
            assert!(done.iter().all(|(_, restored)| restored.unchanged == 0));
            let second = exported(store).await;
            assert_eq!(files(second.path()), first_files);
            // Once more changes nothing.
            for (file, restored) in restore(store, first.path()).await.unwrap() {
                let lines = first_files[file].lines().count() as u64;
                assert_eq!(
                    restored,
                    Restored {
                        added: 0,
                        unchanged: lines
                    },
                    "{file}"
                );
            }
            assert_eq!(files(exported(store).await.path()), first_files);
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_export_of_the_first_version_is_brought_in_too() {
    on_both(async |app| {
        fill(app).await;
        let folder = exported(app.store()).await;
        std::fs::remove_file(folder.path().join("sources.jsonl")).unwrap();
        let mut manifest = Manifest::read(folder.path()).unwrap();
        manifest.version = 1;
        manifest.files.retain(|part| part.file != "sources.jsonl");
        write(folder.path(), MANIFEST, &manifest.to_json());
        assert_eq!(verify(folder.path()).unwrap().faults, []);
        on_both_empty(async |store, _| {
            restore(store, folder.path()).await.unwrap();
            let open = OPEN.parse().unwrap();
            assert!(store.article(&open).await.unwrap().is_some());
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn readers_find_the_same_thread_after_the_move() {
    on_both(async |app| {
        fill(app).await;
        let before = app.bytes(&format!("api/v1/articles/{OPEN}/thread")).await;
        let folder = exported(app.store()).await;
        on_both_empty(async |_, url| {
            let place = TempDir::new().unwrap();
            let place = Place {
                database_url: Some(url.to_owned()),
                ..Place::new(place.path())
            };
            let folder = folder.path().to_str().unwrap();
            let said = place.say(&["import", "chuyen", folder]);
            assert!(
                said.contains("comments.jsonl\t6 added\t0 unchanged"),
                "{said}"
            );
            let server = place.serve();
            let after = reqwest::get(format!("{}api/v1/articles/{OPEN}/thread", server.url));
            let after = after.await.unwrap().bytes().await.unwrap();
            assert_eq!(after.to_vec(), before);
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_database_with_another_article_of_that_id_refuses_and_names_the_line() {
    on_both(async |app| {
        fill(app).await;
        let folder = exported(app.store()).await;
        let thread = app.thread(OPEN).await;
        app.post(OPEN, "sau").await;
        let refused = restore(app.store(), folder.path()).await.unwrap_err();
        let MovingError::Fault(fault) = refused else {
            panic!("{refused}");
        };
        assert_eq!(fault.file, "articles.jsonl");
        let line = files(folder.path())["articles.jsonl"]
            .lines()
            .nth(fault.line as usize - 1)
            .map(str::to_owned);
        assert!(
            line.unwrap().contains(&format!("\"id\":\"{OPEN}\"")),
            "{fault}"
        );
        assert!(fault.what.contains("version"), "{fault}");
        assert_eq!(app.thread(OPEN).await.total, thread.total + 1);
    })
    .await;
}

#[tokio::test]
async fn an_article_that_is_published_while_its_thread_comes_stays_and_is_named() {
    on_both(async |app| {
        fill(app).await;
        let folder = exported(app.store()).await;
        let table = &TABLES[0];
        let lines = files(folder.path());
        let lines = lines[table.file].lines();
        let lines: Vec<_> = lines
            .map(|line| Line::parse(table, line).unwrap())
            .collect();
        on_both_empty(async |store, _| {
            store.restore(lines.clone(), Run::First).await.unwrap();
            let mut newer = article(OPEN, Commenting::Open);
            newer.headline = "Mới".into();
            put(store, "news", &newer).await;
            let changed = store.publish_restored(lines.clone()).await.unwrap();
            let at = lines
                .iter()
                .position(|line| line.text("id") == OPEN)
                .unwrap();
            assert_eq!(changed, [at]);
            let id = OPEN.parse().unwrap();
            let json = store.article(&id).await.unwrap().unwrap().json;
            assert!(json.is_some_and(|json| json.contains("Mới")));
            // The others are public all the same; what is public and the same is no news.
            let other = OTHER.parse().unwrap();
            assert!(store.article(&other).await.unwrap().is_some());
            assert_eq!(store.publish_restored(lines.clone()).await.unwrap(), [at]);
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_export_is_of_one_moment() {
    on_both(async |app| {
        fill(app).await;
        let mut snapshot = app.store().snapshot().await.unwrap();
        let articles = &TABLES[0];
        let count = snapshot.count(articles).await.unwrap();
        app.post(OPEN, "sau").await;
        let mut totals = 0;
        snapshot
            .each(articles, |line| {
                totals += line.int("comment_total");
                Ok::<_, server::store::Error>(())
            })
            .await
            .unwrap();
        assert_eq!((count, totals), (4, 4));
        assert_eq!(all_said(&app.thread(OPEN).await).len(), 5);
    })
    .await;
}

#[tokio::test]
async fn every_column_is_exported_or_its_table_is_left_out_on_purpose() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("chuyen.db").display());
    Store::open(&url).await.unwrap().close().await;
    let mut db = AnyConnection::connect(&url).await.unwrap();
    let sql = "
        select m.name as name, c.name as column_name, c.pk as pk
        from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '_sqlx%'";
    let rows = sqlx::query(sql).fetch_all(&mut db).await.unwrap();
    assert!(rows.len() > 30);
    for row in rows {
        let (table, column): (String, String) = (row.get("name"), row.get("column_name"));
        if LEFT_OUT.iter().any(|(name, _)| *name == table) {
            continue;
        }
        let exported = TABLES.iter().find(|exported| exported.name == table);
        let exported = exported.unwrap_or_else(|| panic!("{table} is in no list"));
        assert!(
            exported.position(&column).is_some(),
            "{table}.{column} is not exported"
        );
    }
    db.close().await.unwrap();
}

#[tokio::test]
async fn no_secret_leaves_with_an_export() {
    on_both(async |app: &TestApp| {
        fill(app).await;
        let secret = app.store().setting("secret", String::new()).await.unwrap();
        let folder = exported(app.store()).await;
        assert!(secret.len() > 32);
        for (file, text) in files(folder.path()) {
            assert!(!text.contains(&secret), "{file}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = std::fs::metadata(folder.path().join("comments.jsonl")).unwrap();
            assert_eq!(file.permissions().mode() & 0o077, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn a_folder_that_holds_something_is_not_written_into() {
    on_both(async |app| {
        let folder = TempDir::new().unwrap();
        write(folder.path(), "mine.txt", "mine");
        let refused = export(app.store(), folder.path()).await.unwrap_err();
        assert!(refused.to_string().contains("is not empty"), "{refused}");
        assert_eq!(files(folder.path()).len(), 1);
        assert!(!folder.path().join(MANIFEST).exists());
    })
    .await;
}
