//! A site's folder of articles, while people work in it.

use std::path::PathBuf;
use std::time::Duration;

use crate::cli::SITES;
use crate::common::asking::read;
use crate::common::binary::{Place, write};
use crate::common::{PRE, TestApp, article, on_both, put, small};
use model::{Article, Commenting};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use server::clock::now_ms;
use server::config::Site;
use server::folder::Folder;
use sqlx::{AnyConnection, Connection, Executor};
use tempfile::TempDir;

/// Waits until an article is what it should be, or is not there.
async fn until(app: &TestApp, id: &str, wanted: impl Fn(Option<&Article>) -> bool) {
    let waited = tokio::time::timeout(Duration::from_secs(30), async {
        loop {
            let answer = app
                .ask(Method::GET, &format!("api/v1/articles/{id}"))
                .send();
            let answer = answer.await.unwrap();
            let article = match answer.status() {
                StatusCode::OK => Some(read::<Article>(answer, 200).await),
                _ => None,
            };
            if wanted(article.as_ref()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    waited.await.expect("the folder was read within 30 s");
}

#[tokio::test]
async fn the_folder_is_read_again_when_a_file_changes() {
    on_both(async |app| {
        let folder = app.folder.join("articles");
        let file = folder.join("a.json");
        let mut new = small("tin-tep");
        std::fs::write(&file, new.to_string()).unwrap();
        until(app, "tin-tep", |a| a.is_some()).await;
        app.post("tin-tep", "một").await;

        new["headline"] = "Nắng".into();
        std::fs::write(&file, new.to_string()).unwrap();
        until(app, "tin-tep", |a| a.is_some_and(|a| a.headline == "Nắng")).await;

        // A file that breaks leaves the article as it was, and the others are read.
        std::fs::write(&file, "{ half a fi").unwrap();
        std::fs::write(folder.join("b.json"), small("tin-b").to_string()).unwrap();
        until(app, "tin-b", |a| a.is_some()).await;
        until(app, "tin-tep", |a| a.is_some_and(|a| a.headline == "Nắng")).await;

        // Another name for the same article; another file may not claim it.
        new["headline"] = "Gió".into();
        std::fs::remove_file(&file).unwrap();
        std::fs::write(folder.join("c.json"), new.to_string()).unwrap();
        until(app, "tin-tep", |a| a.is_some_and(|a| a.headline == "Gió")).await;
        new["headline"] = "Bão".into();
        std::fs::write(folder.join("d.json"), new.to_string()).unwrap();
        std::fs::write(folder.join("e.json"), small("tin-e").to_string()).unwrap();
        until(app, "tin-e", |a| a.is_some()).await;
        until(app, "tin-tep", |a| a.is_some_and(|a| a.headline == "Gió")).await;
        std::fs::remove_file(folder.join("d.json")).unwrap();

        // With its file the article goes; its thread is kept for when it comes back.
        std::fs::remove_file(folder.join("c.json")).unwrap();
        until(app, "tin-tep", |a| a.is_none()).await;
        std::fs::write(folder.join("f.json"), new.to_string()).unwrap();
        until(app, "tin-tep", |a| a.is_some()).await;
        assert_eq!(app.thread("tin-tep").await.total, 1);

        // A folder that is gone withdraws nothing.
        std::fs::rename(&folder, app.folder.join("elsewhere")).unwrap();
        std::fs::create_dir(app.folder.join("new")).unwrap();
        std::fs::write(app.folder.join("new/g.json"), small("tin-g").to_string()).unwrap();
        until(app, "tin-tep", |a| a.is_some()).await;
        std::fs::rename(app.folder.join("elsewhere"), &folder).unwrap();
        std::fs::rename(app.folder.join("new/g.json"), folder.join("g.json")).unwrap();
        until(app, "tin-g", |a| a.is_some()).await;
        until(app, "tin-tep", |a| a.is_some()).await;
    })
    .await;
}

/// A folder of site `weekly` that is looked at when the test says so.
struct Desk<'a> {
    app: &'a TestApp,
    path: PathBuf,
    folder: Folder,
}

impl<'a> Desk<'a> {
    async fn open(app: &'a TestApp) -> Self {
        let path = app.folder.join("weekly");
        std::fs::create_dir_all(&path).unwrap();
        let site = Site {
            id: "weekly".into(),
            articles: Some(path.clone()),
            ..Site::default()
        };
        let folder = Folder::open(&site, app.store()).await.unwrap();
        let folder = folder.expect("it has a folder");
        Self { app, path, folder }
    }

    fn writes(&self, file: &str, article: &Value) {
        std::fs::write(self.path.join(file), article.to_string()).unwrap();
    }

    fn removes(&self, file: &str) {
        std::fs::remove_file(self.path.join(file)).unwrap();
    }

    /// What copying the folder anew does to a file.
    fn touches(&self, file: &str) {
        let file = std::fs::File::options()
            .append(true)
            .open(self.path.join(file))
            .unwrap();
        let changed = file.metadata().unwrap().modified().unwrap();
        file.set_modified(changed + Duration::from_secs(60))
            .unwrap();
    }

    /// The headline of an article once the folder was looked at; none if it is not public.
    async fn shows(&mut self, id: &str) -> Option<String> {
        self.folder.scan(self.app.store()).await;
        let article = self.app.store().article(&id.parse().unwrap()).await;
        let article: Article = serde_json::from_str(&article.unwrap()?.json?).unwrap();
        Some(article.headline)
    }
}

#[tokio::test]
async fn a_withdrawn_article_stays_so_until_its_file_says_something_else() {
    on_both(async |app| {
        let mut desk = Desk::open(app).await;
        let withdraw = async || {
            let id = "tin-rut".parse().unwrap();
            app.store().withdraw_article(id, now_ms()).await.unwrap();
        };
        let mut new = small("tin-rut");
        desk.writes("a.json", &new);
        assert!(desk.shows("tin-rut").await.is_some());
        withdraw().await;
        assert_eq!(desk.shows("tin-rut").await, None);

        desk.touches("a.json");
        assert_eq!(desk.shows("tin-rut").await, None, "touched");
        desk = Desk::open(app).await;
        desk.touches("a.json");
        assert_eq!(
            desk.shows("tin-rut").await,
            None,
            "touched while no server ran"
        );
        desk.removes("a.json");
        assert_eq!(desk.shows("tin-rut").await, None);
        desk.writes("b.json", &new);
        assert_eq!(desk.shows("tin-rut").await, None, "gone and put back");
        desk = Desk::open(app).await;
        desk.removes("b.json");
        desk.writes("c.json", &new);
        assert_eq!(desk.shows("tin-rut").await, None, "renamed");

        new["headline"] = "Đính chính".into();
        desk.writes("c.json", &new);
        assert_eq!(desk.shows("tin-rut").await.as_deref(), Some("Đính chính"));

        // It was withdrawn by a version that noted nothing of the file.
        withdraw().await;
        let mut db = AnyConnection::connect(&app.database_url).await.unwrap();
        db.execute("update article set file_hash = null")
            .await
            .unwrap();
        db.close().await.unwrap();
        desk.touches("c.json");
        assert_eq!(desk.shows("tin-rut").await, None, "nothing noted");
        desk.touches("c.json");
        assert_eq!(desk.shows("tin-rut").await, None, "noted by now");

        // A publisher's own word counts more than a file that says what it said.
        put(app.store(), "weekly", &article("tin-rut", Commenting::Open)).await;
        assert!(desk.shows("tin-rut").await.is_some());
    })
    .await;
}

#[tokio::test]
async fn an_article_whose_file_comes_back_comes_back_with_it() {
    on_both(async |app| {
        let mut desk = Desk::open(app).await;
        desk.writes("a.json", &small("tin-ve"));
        assert!(desk.shows("tin-ve").await.is_some());
        desk.removes("a.json");
        assert_eq!(desk.shows("tin-ve").await, None);
        desk.writes("a.json", &small("tin-ve"));
        assert!(desk.shows("tin-ve").await.is_some());
    })
    .await;
}

#[tokio::test]
async fn what_changed_while_the_database_was_away_is_read_once_it_is_back() {
    on_both(async |app| {
        let away = app.another_process().await;
        away.close().await;
        let mut desk = Desk::open(app).await;
        let mut new = small("tin-doi");
        desk.writes("a.json", &new);
        desk.folder.scan(&away).await;
        assert!(desk.shows("tin-doi").await.is_some(), "a new file");
        new["headline"] = "Nắng".into();
        desk.writes("a.json", &new);
        desk.folder.scan(&away).await;
        assert_eq!(desk.shows("tin-doi").await.as_deref(), Some("Nắng"));
        desk.removes("a.json");
        desk.folder.scan(&away).await;
        assert_eq!(desk.shows("tin-doi").await, None, "a file that is gone");
    })
    .await;
}

#[tokio::test]
async fn a_second_file_of_an_article_is_read_once_the_first_is_gone() {
    on_both(async |app| {
        let mut desk = Desk::open(app).await;
        let mut new = small("tin-hai");
        desk.writes("a.json", &new);
        assert!(desk.shows("tin-hai").await.is_some());
        new["headline"] = "Bản hai".into();
        desk.writes("b.json", &new);
        assert_eq!(desk.shows("tin-hai").await.as_deref(), Some("Mưa đầu mùa"));
        desk.removes("a.json");
        assert_eq!(desk.shows("tin-hai").await.as_deref(), Some("Bản hai"));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_names_another_article_withdraws_the_first() {
    on_both(async |app| {
        let mut desk = Desk::open(app).await;
        desk.writes("a.json", &small("tin-cu-ten"));
        assert!(desk.shows("tin-cu-ten").await.is_some());
        desk.writes("a.json", &small("tin-moi-ten"));
        assert!(desk.shows("tin-moi-ten").await.is_some());
        assert_eq!(desk.shows("tin-cu-ten").await, None);
    })
    .await;
}

#[tokio::test]
async fn the_article_of_a_moved_thread_comes_back_with_its_file_once_no_alias_is_in_its_place() {
    on_both(async |app| {
        let (id, mut desk) = ("tin-di", Desk::open(app).await);
        desk.writes("a.json", &small(id));
        assert!(desk.shows(id).await.is_some());
        let moved = app
            .store()
            .move_thread(id.parse().unwrap(), PRE.parse().unwrap(), now_ms());
        moved.await.unwrap();
        desk.touches("a.json");
        assert_eq!(desk.shows(id).await, None, "it leads elsewhere");
        assert!(app.store().remove_alias(id.into()).await.unwrap());
        // What a server does that is started again.
        desk = Desk::open(app).await;
        assert!(desk.shows(id).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn the_log_says_that_the_article_of_a_file_has_moved() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    write(&place.folder, "chuyen.toml", SITES);
    for (file, id) in [("articles/a.json", "tin-1"), ("articles/b.json", "tin-2")] {
        write(&place.folder, file, &small(id).to_string());
    }
    assert!(place.serve().terminate());
    place.say(&["alias", "move", "tin-1", "tin-2"]);
    let server = place.serve();
    assert!(
        !server.log.contains("this file is no article"),
        "{}",
        server.log
    );
    for part in [
        "a.json",
        "its article is not stored",
        "alias of article tin-2",
    ] {
        assert!(server.log.contains(part), "{part}: {}", server.log);
    }
    assert!(server.terminate());
}
