//! A site's folder of articles, while people work in it.

use std::time::Duration;

use crate::common::asking::read;
use crate::common::{TestApp, on_both, small};
use model::Article;
use reqwest::{Method, StatusCode};

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
