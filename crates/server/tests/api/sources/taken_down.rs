//! Articles that are taken down, here or where they live, and how they come back.

use model::{ArticleId, Commenting};
use server::articles::to_json;
use server::moving::archive::restore;
use server::store::{NewArticle, Put};

use super::cms::Answer;
use super::{ID, of, status, until, with_cms};
use crate::common::{OPEN, article, on_both_empty, put};
use crate::moving::export::exported;
use crate::moving::place;

/// What WordPress says of a post that is a draft, private, or in the bin.
const NOT_PUBLIC: &str =
    r#"{"code":"rest_forbidden","message":"Bạn không có quyền.","data":{"status":401}}"#;

#[tokio::test]
async fn what_was_taken_down_stays_so_in_another_database() {
    with_cms(async |cms, app| {
        cms.answers(Answer::Tagged(to_json(&of("Gỡ xuống")), "\"1\""));
        assert_eq!(status(app, ID).await, 200);
        let id: ArticleId = ID.parse().unwrap();
        let json = app.store().article(&id).await.unwrap().unwrap().json;
        let noted = app.store().noted(&id).await.unwrap();
        app.store().withdraw_article(id.clone(), 1).await.unwrap();
        let export = exported(app.store()).await;
        on_both_empty(async |store, _| {
            restore(store, export.path()).await.unwrap();
            assert_eq!(store.noted(&id).await.unwrap(), noted);
            let again = NewArticle {
                id: id.clone(),
                site: "news".into(),
                json: json.clone().unwrap(),
                closed: false,
                file: None,
                now_ms: 2,
            };
            let put = store.put_upstream(again, noted.clone().unwrap()).await;
            assert_eq!(put.unwrap(), Put::Unchanged);
            assert_eq!(store.article(&id).await.unwrap(), None);
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_article_that_was_never_asked_for_is_withdrawn_if_its_source_has_it_not() {
    with_cms(async |cms, app| {
        for (id, site) in [(ID, "news"), ("cms:13", "weekly")] {
            put(app.store(), site, &article(id, Commenting::Open)).await;
        }
        cms.answers(Answer::Status(404));
        assert_eq!(status(app, ID).await, 404);
        // The source is not of that site.
        assert_eq!(status(app, "cms:13").await, 200);
        cms.says(&of("Trở lại"));
        until(app, |_, page| page.contains("Trở lại</h1>")).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_withdrawn_before_it_was_first_asked_for_stays_so_until_it_changes() {
    with_cms(async |cms, app| {
        put(app.store(), "news", &article(ID, Commenting::Open)).await;
        let id = ID.parse().unwrap();
        app.store().withdraw_article(id, 1).await.unwrap();
        cms.says(&of("Chưa ai hỏi"));
        assert_eq!(status(app, ID).await, 404);
        cms.says(&of("Đã sửa"));
        until(app, |_, page| page.contains("Đã sửa</h1>")).await;
    })
    .await;
}

#[tokio::test]
async fn a_post_that_wordpress_shows_nobody_is_withdrawn() {
    with_cms(async |cms, app| {
        for status in [401, 403] {
            cms.says(&of("Có mặt"));
            until(app, |status, _| status == 200).await;
            cms.answers(Answer::Refusal(status, NOT_PUBLIC));
            until(app, |status, _| status == 404).await;
        }
        // A firewall in between empties no site.
        cms.says(&of("Có mặt"));
        until(app, |status, _| status == 200).await;
        for (status, why) in [
            (401, r#"{"code":"rest_not_logged_in"}"#),
            (403, "<h1>Forbidden</h1> rest_forbidden"),
            (500, NOT_PUBLIC),
        ] {
            let asked = cms.asked().len();
            cms.answers(Answer::Refusal(status, why));
            until(app, |status, _| {
                assert_eq!(status, 200, "{why}");
                cms.asked().len() > asked
            })
            .await;
        }
        assert_eq!(status(app, ID).await, 200);
    })
    .await;
}

#[tokio::test]
async fn what_was_moved_or_taken_down_here_comes_back_when_it_is_published() {
    with_cms(async |cms, app| {
        cms.answers(Answer::Tagged(to_json(&of("Như cũ")), "\"1\""));
        until(app, |status, _| status == 200).await;
        let (_folder, place) = place(app);
        place.say(&["alias", "move", ID, OPEN]);
        place.say(&["alias", "remove", ID]);
        until(app, |status, page| {
            status == 200 && page.contains("Như cũ</h1>")
        })
        .await;
        place.say(&["alias", "move", OPEN, ID]);

        place.say(&["article", "remove", ID]);
        until(app, |status, _| status == 404).await;
        let said = place.say(&["article", "publish", ID]);
        assert!(said.contains("when it is next asked for"), "{said}");
        until(app, |status, _| status == 200).await;
        let said = place.say(&["article", "publish", ID]);
        assert_eq!(said, format!("{ID} is public\n"));
        for (id, why) in [(OPEN, "leads to"), ("khong-co", "no such article")] {
            let error = place.fail(&["article", "publish", id]);
            assert!(error.contains(id) && error.contains(why), "{error}");
        }
    })
    .await;
}
