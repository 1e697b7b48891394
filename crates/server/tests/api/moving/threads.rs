//! Threads that move on, back, and to where nothing is: no comment is ever where nobody finds it.

use super::{lead, place};
use crate::common::asking::{all_said, said};
use crate::common::binary::Place;
use crate::common::{OPEN, OTHER, TestApp, article, on_both, put};
use model::Commenting;
use server::clock::now_ms;
use server::store::AliasTarget;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

/// A third article of site `news`.
const THIRD: &str = "tin-3";

async fn publish(app: &TestApp, id: &str) {
    put(app.store(), "news", &article(id, Commenting::Open)).await;
}

async fn withdraw(app: &TestApp, id: &str) {
    let withdrawn = app.store().withdraw_article(id.parse().unwrap(), now_ms());
    withdrawn.await.unwrap();
}

/// Under each of these names there is one thread, that of `article`, and this is what it says.
async fn all_lead_to(app: &TestApp, names: &[&str], article: &str, texts: &[&str]) {
    for name in names {
        let thread = app.thread(name).await;
        assert_eq!(thread.article_id.as_str(), article, "{name}");
        let mut said = all_said(&thread);
        said.sort();
        assert_eq!(
            (said.as_slice(), thread.total as usize),
            (
                &texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>()[..],
                texts.len()
            ),
            "{name}"
        );
    }
}

fn moved(place: &Place, from: &str, to: &str) -> String {
    place.say(&["alias", "move", from, to])
}

#[tokio::test]
async fn a_thread_moves_to_where_the_other_is_by_now() {
    on_both(async |app| {
        publish(app, THIRD).await;
        for (id, text) in [(THIRD, "ba"), (OPEN, "một"), (OTHER, "hai")] {
            app.post(id, text).await;
        }
        let (_folder, place) = place(app);
        moved(&place, OPEN, OTHER);
        assert_eq!(
            moved(&place, THIRD, OPEN),
            format!("1 comment moved from {THIRD} to {OTHER}, 1 of them published\n")
        );
        all_lead_to(app, &[THIRD, OPEN, OTHER], OTHER, &["ba", "hai", "một"]).await;
        // There is nothing left under the first two names.
        for from in [OPEN, THIRD] {
            let error = place.fail(&["alias", "move", from, OTHER]);
            assert!(
                error.contains(&format!("alias of article {OTHER}")),
                "{error}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn comments_that_an_earlier_version_left_behind_move_after_all() {
    on_both(async |app| {
        app.post(OPEN, "một").await;
        let left = app.post(OTHER, "hai").await;
        let (_folder, place) = place(app);
        moved(&place, OPEN, OTHER);
        let mut db = AnyConnection::connect(&app.database_url).await.unwrap();
        for sql in [
            format!(
                "update comment set article_id = '{OPEN}' where id = '{}'",
                left.comment.id
            ),
            format!("update article set comment_total = 1 where id in ('{OPEN}', '{OTHER}')"),
            format!(
                "insert into alias (name, article_id, created_at_ms) values ('xa', '{OPEN}', 1)"
            ),
        ] {
            db.execute(AssertSqlSafe(sql)).await.unwrap();
        }
        db.close().await.unwrap();
        assert!(moved(&place, OPEN, OTHER).starts_with("1 comment moved"));
        all_lead_to(app, &["xa", OPEN, OTHER], OTHER, &["hai", "một"]).await;
    })
    .await;
}

#[tokio::test]
async fn a_thread_moves_back_once_its_article_is_there_again() {
    on_both(async |app| {
        app.post(OPEN, "một").await;
        let (_folder, place) = place(app);
        moved(&place, OPEN, OTHER);
        let error = place.fail(&["alias", "move", OTHER, OPEN]);
        for part in [
            &format!("{OPEN} leads to {OTHER}"),
            "remove that alias",
            "publish",
        ] {
            assert!(error.contains(part), "{part}: {error}");
        }
        all_lead_to(app, &[OPEN, OTHER], OTHER, &["một"]).await;
        place.say(&["alias", "remove", OPEN]);
        let error = place.fail(&["alias", "move", OTHER, OPEN]);
        assert!(
            error.contains(&format!("article {OPEN} is withdrawn")),
            "{error}"
        );
        publish(app, OPEN).await;
        moved(&place, OTHER, OPEN);
        all_lead_to(app, &[OPEN, OTHER], OPEN, &["một"]).await;
    })
    .await;
}

#[tokio::test]
async fn no_thread_moves_to_a_withdrawn_article() {
    on_both(async |app| {
        app.post(OPEN, "một").await;
        withdraw(app, OTHER).await;
        let (_folder, place) = place(app);
        let error = place.fail(&["alias", "move", OPEN, OTHER]);
        assert!(
            error.contains(&format!("article {OTHER} is withdrawn")),
            "{error}"
        );
        all_lead_to(app, &[OPEN], OPEN, &["một"]).await;
        // From one it does.
        publish(app, OTHER).await;
        withdraw(app, OPEN).await;
        moved(&place, OPEN, OTHER);
        all_lead_to(app, &[OPEN, OTHER], OTHER, &["một"]).await;
    })
    .await;
}

#[tokio::test]
async fn a_name_for_an_article_that_has_moved_leads_to_where_it_is() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        moved(&place, OPEN, OTHER);
        assert_eq!(
            place.say(&["alias", "add", "xa", OPEN]),
            format!("xa leads to {OTHER}\n")
        );
        assert_eq!(
            place.say(&["alias", "add", "xa", OPEN]),
            format!("xa leads already to {OTHER}\n")
        );
        place.say(&["alias", "add", "https://xa.example/1", OPEN]);
        all_lead_to(app, &["xa"], OTHER, &[]).await;
        let at = app.store().article_at("http://xa.example/1").await;
        assert_eq!(at.unwrap(), Some(OTHER.parse().unwrap()));
        // One that is withdrawn may come back, and is then found under its other names too.
        withdraw(app, OTHER).await;
        lead(app, "xưa", AliasTarget::Article(OTHER.parse().unwrap())).await;
        publish(app, OTHER).await;
        all_lead_to(app, &["xa", "xưa"], OTHER, &[]).await;
    })
    .await;
}

#[tokio::test]
async fn a_page_is_named_with_or_without_its_scheme_and_a_host_is_no_page() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        assert_eq!(
            place.say(&["alias", "add", "//Old.Example:443/x/?utm_a=1", OPEN]),
            format!("//old.example/x leads to {OPEN}\n")
        );
        let at = app.store().article_at("http://old.example/x").await;
        assert_eq!(at.unwrap(), Some(OPEN.parse().unwrap()));
        for host in ["//old.example", "//Old.example:8080", "//"] {
            let error = place.fail(&["alias", "add", host, OPEN]);
            assert!(error.contains(host), "{error}");
            assert_eq!(error.contains("alias host"), host != "//", "{error}");
        }
        // What an earlier version kept as it was typed can be removed.
        lead(
            app,
            "//Old.Example/y/",
            AliasTarget::Article(OPEN.parse().unwrap()),
        )
        .await;
        place.say(&["alias", "host", "older.example", "news.example"]);
        for name in ["//Old.Example/y/", "//Old.Example/x/", "//Older.example"] {
            place.say(&["alias", "remove", name]);
        }
        assert_eq!(place.say(&["alias", "list"]), "");
    })
    .await;
}

#[tokio::test]
async fn the_last_comment_of_a_moved_thread_is_still_answered() {
    on_both(async |app| {
        let first = app.post(OPEN, "một").await;
        let (_folder, place) = place(app);
        moved(&place, OPEN, OTHER);
        let reply = app.reply(OPEN, "hai", Some(&first.comment.id)).await;
        assert_eq!(reply.comment.parent, Some(first.comment.id));
        assert_eq!(said(&app.comment(&reply.comment.id).await), "hai");
    })
    .await;
}
