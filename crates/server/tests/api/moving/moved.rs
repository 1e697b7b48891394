//! Threads move while comments are brought into them.

use super::export::exported;
use super::shown;
use crate::common::{OPEN, OTHER, TestApp, article, on_both, put};
use model::{ArticleId, CommentStatus, Commenting, RichText};
use server::clock::now_ms;
use server::moving::archive::verify;
use server::store::ImportedComment;

/// One that was found to belong to `OPEN` before anything moved.
fn comment(n: u32, parent: Option<u32>) -> ImportedComment {
    let key = |n: u32| format!("import {n}");
    ImportedComment {
        id: format!("{n:032x}").parse().unwrap(),
        key: key(n),
        article_id: OPEN.parse().unwrap(),
        parent_key: parent.map(key),
        author_name: "Lan".into(),
        source: n.to_string(),
        body: RichText::default(),
        status: CommentStatus::Published,
        likes: 0,
        posted_at_ms: n.into(),
        edited_at_ms: None,
    }
}

async fn bring(app: &TestApp, comments: Vec<ImportedComment>) {
    app.store().import(comments, now_ms()).await.unwrap();
}

async fn move_open_to_other(app: &TestApp) {
    let (from, to) = (OPEN.parse().unwrap(), OTHER.parse().unwrap());
    app.store().move_thread(from, to, now_ms()).await.unwrap();
}

async fn depths(app: &TestApp, article: &str) -> Vec<usize> {
    let all = shown(app, article).await;
    all.into_iter().map(|(depth, ..)| depth).collect()
}

async fn is_whole(app: &TestApp) {
    let export = exported(app.store()).await;
    assert_eq!(verify(export.path()).unwrap().faults, []);
}

#[tokio::test]
async fn comments_follow_a_thread_that_has_moved_since_their_place_was_found() {
    on_both(async |app| {
        bring(app, vec![comment(1, None)]).await;
        move_open_to_other(app).await;
        bring(app, vec![comment(2, Some(1)), comment(3, None)]).await;
        bring(app, vec![comment(4, Some(2)), comment(5, Some(4))]).await;
        assert_eq!(depths(app, OTHER).await, [0, 1, 2, 3, 0]);
        is_whole(app).await;
    })
    .await;
}

#[tokio::test]
async fn an_answer_stands_under_what_it_answers_wherever_that_went() {
    on_both(async |app| {
        bring(app, vec![comment(1, None)]).await;
        move_open_to_other(app).await;
        app.store().remove_alias(OPEN.into()).await.unwrap();
        put(app.store(), "news", &article(OPEN, Commenting::Open)).await;
        bring(app, vec![comment(2, Some(1)), comment(3, None)]).await;
        assert_eq!(depths(app, OTHER).await, [0, 1]);
        assert_eq!(depths(app, OPEN).await, [0]);
        is_whole(app).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_left_behind_by_a_thread_that_moves_among_batches() {
    on_both(async |app| {
        let bringing = async {
            for n in 1..=30 {
                bring(app, vec![comment(n, n.checked_sub(1).filter(|n| *n > 0))]).await;
            }
        };
        let moving = async {
            while app.thread(OPEN).await.total < 3 {}
            move_open_to_other(app).await;
        };
        tokio::join!(bringing, moving);
        assert_eq!(app.thread(OTHER).await.total, 30);
        let all = depths(app, OTHER).await;
        assert_eq!(all.iter().filter(|depth| **depth == 0).count(), 1);
        is_whole(app).await;
        let from: ArticleId = OPEN.parse().unwrap();
        assert_eq!(
            app.store().aliased(&from).await.unwrap(),
            Some(OTHER.parse().unwrap())
        );
    })
    .await;
}
