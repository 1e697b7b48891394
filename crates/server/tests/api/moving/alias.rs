//! Ids, pages and hosts that were lead to the article, and threads move without losing anything.

use super::{lead, place};
use crate::common::asking::{all_said, read, refused};
use crate::common::{OPEN, OTHER, PRE, TestApp, on_both, small};
use model::{ArticleId, ProblemKind, Thread};
use reqwest::Method;
use serde_json::Value;
use server::store::AliasTarget;

const OLD: &str = "tin-cũ-1";

async fn old_leads_to_open(app: &TestApp) {
    lead(app, OLD, AliasTarget::Article(OPEN.parse().unwrap())).await;
}

#[tokio::test]
async fn an_old_id_is_answered_with_the_article_and_its_id_of_now() {
    on_both(async |app| {
        let nothing = app.ask(Method::GET, &format!("api/v1/articles/{OLD}/thread"));
        refused(nothing.send().await.unwrap(), ProblemKind::NotFound).await;
        old_leads_to_open(app).await;
        app.post(OPEN, "một").await;
        app.post(OLD, "hai").await;
        let thread: Thread = app.thread(OLD).await;
        assert_eq!(thread.article_id.as_str(), OPEN);
        assert_eq!(thread, app.thread(OPEN).await);
        assert_eq!(thread.total, 2);
        let article: Value = app.get(&format!("api/v1/articles/{OLD}")).await;
        assert_eq!(article["id"], OPEN);
        let fragment = format!("embed/v1/articles/{OLD}");
        assert_eq!(
            app.bytes(&fragment).await,
            app.bytes(&format!("embed/v1/articles/{OPEN}")).await
        );
        let counts: Value = app
            .get(&format!("api/v1/counts?articles={OLD},{OTHER},none"))
            .await;
        assert_eq!(counts, serde_json::json!({ OLD: 2, OTHER: 0 }));
    })
    .await;
}

#[tokio::test]
async fn a_page_under_an_old_id_sends_readers_to_the_page_of_now() {
    on_both(async |app| {
        old_leads_to_open(app).await;
        let client = reqwest::Client::builder();
        let client = client
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let url = format!("{}articles/{OLD}?lang=en&order=oldest", app.url);
        let answer = client.get(&url).send().await.unwrap();
        assert_eq!(answer.status(), 308);
        assert_eq!(
            answer.headers()["location"],
            format!("{OPEN}?lang=en&order=oldest")
        );
        // It may move back.
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        assert!(answer.headers().contains_key("cdn-cache-control"));
        // Relative to the address that was asked for.
        let page = reqwest::get(&url).await.unwrap();
        assert_eq!(
            (page.status().as_u16(), page.url().path()),
            (200, "/articles/tin-1")
        );
    })
    .await;
}

#[tokio::test]
async fn an_article_is_found_by_its_pages_old_and_new_however_they_are_written() {
    on_both(async |app| {
        lead(
            app,
            "//blog.example/bai?p=4",
            AliasTarget::Article(OTHER.parse().unwrap()),
        )
        .await;
        lead(
            app,
            "//older.example",
            AliasTarget::Host("//old.example".into()),
        )
        .await;
        lead(
            app,
            "//old.example",
            AliasTarget::Host("//news.example".into()),
        )
        .await;
        let at = async |url: &str| app.store().article_at(url).await.unwrap();
        let open: ArticleId = OPEN.parse().unwrap();
        for url in [
            "https://news.example/tin-1",
            "http://NEWS.example:80/tin-1/?utm_source=zalo#c",
            "https://old.example/tin-1",
            "https://older.example/tin-1?fbclid=x",
        ] {
            assert_eq!(at(url).await.as_ref(), Some(&open), "{url}");
        }
        assert_eq!(
            at("http://blog.example/bai/?p=4").await,
            Some(OTHER.parse().unwrap())
        );
        for url in [
            "https://news.example/",
            "https://blog.example/bai",
            "tin-1",
            "https://x.example/tin-1",
        ] {
            assert_eq!(at(url).await, None, "{url}");
        }
        // Hosts that lead to each other lead nowhere.
        lead(
            app,
            "//news.example",
            AliasTarget::Host("//old.example".into()),
        )
        .await;
        assert_eq!(at("https://old.example/khong-co").await, None);
    })
    .await;
}

#[tokio::test]
async fn aliases_are_kept_from_the_command_line() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        assert_eq!(
            place.say(&["alias", "add", "cu", OPEN]),
            format!("cu leads to {OPEN}\n")
        );
        assert_eq!(
            place.say(&["alias", "add", "cu", OPEN]),
            format!("cu leads already to {OPEN}\n")
        );
        assert_eq!(
            place.say(&["alias", "add", "cu", OTHER]),
            format!("cu now leads to {OTHER}\n")
        );
        place.say(&["alias", "add", "http://Blog.example/a/?utm_x=1", OPEN]);
        place.say(&["alias", "host", "old.example", "news.example"]);
        assert_eq!(
            place.say(&["alias", "list"]),
            format!("//blog.example/a\t{OPEN}\n//old.example\t//news.example\ncu\t{OTHER}\n")
        );
        let error = place.fail(&["alias", "add", "x", "khong-co"]);
        assert!(
            error.contains("x to khong-co") && error.contains("no such article"),
            "{error}"
        );
        let error = place.fail(&["alias", "add", OPEN, OTHER]);
        assert!(
            error.contains(OPEN) && error.contains("move its thread"),
            "{error}"
        );
        assert!(place.fail(&["alias", "host", "a/b", "c"]).contains("a/b"));
        place.say(&["alias", "remove", "cu", "https://blog.example/a"]);
        assert_eq!(
            place.say(&["alias", "list"]),
            "//old.example\t//news.example\n"
        );
        assert!(
            place
                .fail(&["alias", "remove", "cu"])
                .contains("no alias cu")
        );
    })
    .await;
}

#[tokio::test]
async fn a_thread_moves_into_another_and_nothing_is_lost() {
    on_both(async |app| {
        old_leads_to_open(app).await;
        let root = app.post(OPEN, "một").await;
        let gone = app.reply(OPEN, "xoá", Some(&root.comment.id)).await;
        app.reply(OPEN, "dưới", Some(&gone.comment.id)).await;
        app.remove(&gone).await;
        app.post(OTHER, "hai").await;
        let before = app.thread(OTHER).await;
        let (_folder, place) = place(app);
        let said = place.say(&["alias", "move", "https://news.example/tin-1", OTHER]);
        assert_eq!(
            said,
            format!("3 comments moved from {OPEN} to {OTHER}, 2 of them published\n")
        );

        let path = format!("api/v1/articles/{OTHER}/thread?order=oldest");
        let after: Thread = app.get(&path).await;
        assert_eq!((all_said(&after).len(), after.total), (4, 3));
        assert!(after.version > before.version);
        for name in [OPEN, OLD] {
            assert_eq!(app.thread(name).await.article_id.as_str(), OTHER, "{name}");
        }
        assert_eq!(
            app.store()
                .article_at("https://news.example/tin-1")
                .await
                .unwrap(),
            Some(OTHER.parse().unwrap())
        );
        let other: ArticleId = OTHER.parse().unwrap();
        // Whoever has the other page open is told of each, once.
        let newer = app.store().newer_than(&other, before.version, 100);
        let newer = newer.await.unwrap().unwrap();
        let mut versions: Vec<_> = newer
            .comments
            .iter()
            .map(|changed| changed.version)
            .collect();
        versions.dedup();
        assert_eq!((versions.len(), newer.version), (3, after.version));
        // The article does not come back under its id, which leads elsewhere; its author still edits.
        let edited = app.edit(&root, "một, sửa").await;
        assert_eq!(edited.status(), 200);
        let key = app.publisher_key("news").await;
        let put = app
            .publish(OPEN, &key, small(OPEN).to_string())
            .send()
            .await
            .unwrap();
        refused(put, ProblemKind::Invalid).await;
        for (from, to, why) in [
            (OPEN, OTHER, "alias"),
            (OTHER, OTHER, "alias"),
            (OTHER, PRE, "site"),
            ("x", OTHER, "no such"),
        ] {
            let error = place.fail(&["alias", "move", from, to]);
            assert!(
                error.contains(why) && error.contains(&format!("from {from} to {to}")),
                "{error}"
            );
        }
        assert_eq!(
            place.say(&["alias", "remove", OPEN]),
            format!("{OPEN} removed\n")
        );
        let put = app
            .publish(OPEN, &key, small(OPEN).to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(put.status(), 204);
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn readers_of_a_page_whose_thread_moved_are_told_that_it_is_gone() {
    on_both(async |app| {
        app.post(OPEN, "một").await;
        let from: ArticleId = OPEN.parse().unwrap();
        let version = app.store().version(&from).await.unwrap().unwrap();
        let moved = app
            .store()
            .move_thread(from.clone(), OTHER.parse().unwrap(), 1)
            .await;
        assert_eq!(moved.unwrap().comments, 1);
        let newer = app
            .store()
            .newer_than(&from, version, 10)
            .await
            .unwrap()
            .unwrap();
        assert!(newer.gone && newer.version > version);
        let _: Thread = read(
            app.ask(Method::GET, &format!("api/v1/articles/{OPEN}/thread"))
                .send()
                .await
                .unwrap(),
            200,
        )
        .await;
    })
    .await;
}
