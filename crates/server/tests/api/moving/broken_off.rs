//! A run that is broken off leaves whole batches, and the next goes on.

use std::process::Stdio;
use std::time::Duration;

use super::wxr::{comment, export, post};
use super::{answered, exported, files, place};
use crate::common::binary::{Place, write};
use crate::common::{CLOSED, OPEN, OTHER, TestApp, article, on_both, on_both_empty, put};
use model::{ArticleId, Commenting};
use server::articles::to_json;
use server::clock::now_ms;
use server::moving::archive::verify;
use server::moving::foreign::BATCH;
use server::store::archive::TABLES;
use server::store::{Error, Filed, NewArticle, Noted, Refusal, Store};
use tempfile::TempDir;

const MANY: u32 = 8 * BATCH as u32 + 7;

async fn total(app: &TestApp) -> u32 {
    let id = OPEN.parse().unwrap();
    app.store().counts(&[id]).await.unwrap().into_values().sum()
}

/// Begins to bring in [`MANY`] comments and is killed while they come; how many have.
async fn killed(place: &Place, run: &[&str], count: impl AsyncFn() -> u32) -> u32 {
    let mut command = place.command(run);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    while count().await == 0 {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before anything was there"
        );
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let left = count().await;
    assert!(left < MANY, "it was over too soon to be broken off");
    left
}

#[tokio::test]
async fn a_run_that_is_killed_between_two_batches_goes_on_where_it_was() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let comments: String = (1..=MANY)
            .map(|id| comment(id, id / 2, &id.to_string(), ""))
            .collect();
        write(
            &place.folder,
            "a.xml",
            &export(&post("https://news.example/tin-1", &comments)),
        );
        let run = ["import", "wxr", "a.xml"];
        let left = killed(&place, &run, async || total(app).await).await;
        assert_eq!(
            left as usize % BATCH,
            0,
            "a batch is there whole or not at all"
        );
        assert_eq!(
            verify(exported(app.store()).await.path()).unwrap().faults,
            []
        );

        let said = place.say(&run);
        let expected = format!("{} new, {left} here already", MANY - left);
        assert!(said.contains(&expected), "{expected} in {said}");
        assert_eq!(total(app).await, MANY);
        let whole = exported(app.store()).await;
        assert_eq!(verify(whole.path()).unwrap().faults, []);
        place.say(&run);
        assert_eq!(
            files(exported(app.store()).await.path()),
            files(whole.path())
        );
    })
    .await;
}

/// An export of a thread that takes a while, and of an article that has moved.
async fn large() -> TempDir {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("chuyen.db").display());
    let place = Place {
        database_url: Some(url.clone()),
        ..Place::new(folder.path())
    };
    let store = Store::open(&url).await.unwrap();
    for id in [OPEN, CLOSED] {
        put(&store, "news", &article(id, Commenting::Open)).await;
    }
    answered(&store, OTHER).await;
    let comments: String = (1..=MANY)
        .map(|id| comment(id, id / 2, &id.to_string(), ""))
        .collect();
    let post = post("https://news.example/tin-1", &comments);
    write(&place.folder, "a.xml", &export(&post));
    place.say(&["import", "wxr", "a.xml"]);
    let (from, to) = (CLOSED.parse().unwrap(), OPEN.parse().unwrap());
    store.move_thread(from, to, now_ms()).await.unwrap();
    let export = exported(&store).await;
    store.close().await;
    export
}

/// An empty database, for the binary.
fn empty(url: &str) -> (TempDir, Place) {
    let folder = TempDir::new().unwrap();
    let place = Place {
        database_url: Some(url.to_owned()),
        ..Place::new(folder.path())
    };
    (folder, place)
}

async fn comments(store: &Store) -> u64 {
    let comments = TABLES.iter().find(|table| table.name == "comment");
    let mut snapshot = store.snapshot().await.unwrap();
    snapshot.count(comments.unwrap()).await.unwrap()
}

/// Begins to import an export and is killed while comments come.
async fn begin(store: &Store, place: &Place, export: &str) {
    let count = async || u32::try_from(comments(store).await).unwrap();
    killed(place, &["import", "chuyen", export], count).await;
}

/// The article as something else says it by now.
fn newer(id: &str, file: Option<Filed>) -> NewArticle {
    let mut article = article(id, Commenting::Open);
    article.headline = "Mới".into();
    NewArticle {
        id: article.id.clone(),
        site: "news".into(),
        json: to_json(&article),
        closed: false,
        file,
        now_ms: now_ms(),
    }
}

#[tokio::test]
async fn an_export_that_came_in_half_goes_on_though_a_server_ran_meanwhile() {
    let export = large().await;
    let export = export.path().to_str().unwrap();
    on_both_empty(async |store, url| {
        let (_folder, place) = empty(url);
        begin(store, &place, export).await;
        // The file of an article that has moved brings it back no more than before.
        let file = Filed {
            file: "a.json".into(),
            stamp: "1".into(),
            hash: "0b".into(),
        };
        let put = store.put_article(newer(CLOSED, Some(file))).await;
        assert!(matches!(put, Err(Error::Refused(Refusal::Aliased(_)))));
        // A source says something new.
        let put = store.put_upstream(newer(OTHER, None), Noted::default());
        put.await.unwrap();

        let run = ["import", "chuyen", export];
        let named = place.fail(&run);
        assert!(
            named.contains("articles.jsonl:") && named.contains("written to while"),
            "{named}"
        );
        assert_eq!(comments(store).await, u64::from(MANY));
        let stored = async |id: &str| {
            let id: ArticleId = id.parse().unwrap();
            store.article(&id).await.unwrap()
        };
        assert_eq!(stored(OPEN).await.unwrap().comment_total, MANY);
        assert_eq!(stored(CLOSED).await, None);
        let json = stored(OTHER).await.unwrap().json.unwrap();
        assert!(json.contains("Mới"), "{json}");
        assert_eq!(verify(exported(store).await.path()).unwrap().faults, []);
        // It is over: what differs now is another newsroom's.
        let refused = place.fail(&run);
        assert!(
            refused.contains("it is here already with another"),
            "{refused}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_import_that_was_refused_is_not_gone_on_with() {
    on_both(async |app| {
        let export = exported(app.store()).await;
        let export = export.path().to_str().unwrap();
        on_both_empty(async |store, url| {
            let (_folder, place) = empty(url);
            store.put_article(newer(OTHER, None)).await.unwrap();
            for _ in 0..2 {
                let refused = place.fail(&["import", "chuyen", export]);
                assert!(
                    refused.contains("it is here already with another"),
                    "{refused}"
                );
                // Nothing of it has come.
                assert_eq!(store.articles(None).await.unwrap().len(), 1);
            }
        })
        .await;
    })
    .await;
}
