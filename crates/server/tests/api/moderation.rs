//! Approve first: what waits is seen by its author and a moderator only.

use crate::common::asking::{all_said, read, refused, said};
use crate::common::{OPEN, PRE, TestApp, on_both};
use model::{Comment, CommentId, CommentStatus, Posted, ProblemKind};
use reqwest::Method;
use server::clock::now_ms;
use server::store::{Decision, Error, Refusal};

async fn own(app: &TestApp, posted: &Posted) -> Comment {
    let ask = app.as_author(Method::GET, &posted.comment.id, &posted.edit_token);
    read(ask.send().await.unwrap(), 200).await
}

async fn hidden(app: &TestApp, id: &CommentId) {
    let ask = app.ask(Method::GET, &format!("api/v1/comments/{id}"));
    refused(ask.send().await.unwrap(), ProblemKind::NotFound).await;
}

async fn approve(app: &TestApp, posted: &Posted) {
    let store = app.another_process().await;
    let done = store.approve(posted.comment.id.clone(), now_ms()).await;
    assert_eq!(done.unwrap(), Decision::Done);
    store.close().await;
}

#[tokio::test]
async fn a_pending_comment_is_in_no_public_answer() {
    on_both(async |app| {
        let shown = app.post(PRE, "một").await;
        approve(app, &shown).await;
        let posted = app.reply(PRE, "hai", Some(&shown.comment.id)).await;
        assert_eq!(posted.comment.status, CommentStatus::Pending);
        let id = &posted.comment.id;
        let thread = app.thread(PRE).await;
        assert_eq!((all_said(&thread), thread.total), (vec!["một".into()], 1));
        assert_eq!(thread.comments[0].reply_count, 0);
        hidden(app, id).await;
        for path in [
            format!("api/v1/articles/{PRE}/thread?around={id}"),
            format!("api/v1/comments/{}/replies", shown.comment.id),
            format!("api/v1/comments/{}", shown.comment.id),
            format!("api/v1/counts?articles={PRE}"),
        ] {
            let bytes = app.bytes(&path).await;
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                !text.contains(id.as_str()) && !text.contains("hai"),
                "{path}: {text}"
            );
        }
        // Its author asks with the token.
        let own = own(app, &posted).await;
        assert_eq!(
            (own.status, said(&own)),
            (CommentStatus::Pending, "hai".into())
        );
    })
    .await;
}

#[tokio::test]
async fn two_readers_get_the_same_bytes_one_of_whom_waits() {
    on_both(async |app| {
        approve(app, &app.post(PRE, "một").await).await;
        let posted = app.post(PRE, "hai").await;
        let path = format!("api/v1/articles/{PRE}/thread");
        let stranger = app.bytes(&path).await;
        let author = app
            .ask(Method::GET, &path)
            .bearer_auth(&posted.edit_token)
            .header("origin", "https://weekly.example")
            .header("cookie", "a=b")
            .send()
            .await
            .unwrap();
        assert_eq!(author.headers()["access-control-allow-origin"], "*");
        assert_eq!(author.headers()["vary"], "accept-encoding");
        assert_eq!(author.bytes().await.unwrap().to_vec(), stranger);
    })
    .await;
}

#[tokio::test]
async fn another_process_approves_and_the_next_answer_shows_it() {
    on_both(async |app| {
        let root = app.post(PRE, "một").await;
        let path = format!("api/v1/articles/{PRE}/thread");
        let before = app.ask(Method::GET, &path).send().await.unwrap();
        let tag = before.headers()["etag"].clone();
        let store = app.another_process().await;
        let waiting = store.waiting(Some("weekly")).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].comment.id, root.comment.id);
        assert_eq!(store.waiting(Some("news")).await.unwrap(), []);

        let id = || root.comment.id.clone();
        assert_eq!(store.approve(id(), now_ms()).await.unwrap(), Decision::Done);
        let after = app
            .ask(Method::GET, &path)
            .header("if-none-match", tag)
            .send();
        assert_eq!(after.await.unwrap().status(), 200);
        let thread = app.thread(PRE).await;
        assert_eq!((all_said(&thread), thread.total), (vec!["một".into()], 1));
        assert_eq!(
            store.approve(id(), now_ms()).await.unwrap(),
            Decision::Unchanged
        );
        assert_eq!(store.waiting(None).await.unwrap(), []);

        assert_eq!(store.remove(id(), now_ms()).await.unwrap(), Decision::Done);
        assert_eq!(app.thread(PRE).await.total, 0);
        hidden(app, &root.comment.id).await;
        assert_eq!(
            store.remove(id(), now_ms()).await.unwrap(),
            Decision::Unchanged
        );
        let late = store.approve(id(), now_ms()).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::UnknownComment))));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_pending_comment_can_be_edited_and_removed_unseen() {
    on_both(async |app| {
        let posted = app.post(PRE, "một").await;
        let edited: Posted = read(app.edit(&posted, "hai").await, 200).await;
        assert_eq!(edited.comment.status, CommentStatus::Pending);
        assert_eq!(said(&own(app, &posted).await), "hai");
        let waiting = app.store().waiting(None).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].source.as_str()), (1, "hai"));
        assert_eq!(app.remove(&posted).await.status(), 204);
        assert_eq!(app.store().waiting(None).await.unwrap(), []);
        assert_eq!(app.thread(PRE).await.comments, []);
    })
    .await;
}

#[tokio::test]
async fn an_edit_waits_while_the_old_text_stays_public() {
    on_both(async |app| {
        let posted = app.post(PRE, "một").await;
        approve(app, &posted).await;
        let edited: Posted = read(app.edit(&posted, "hai").await, 200).await;
        assert_eq!(edited.comment.status, CommentStatus::Pending);
        assert_eq!(said(&edited.comment), "hai");
        let public = app.comment(&posted.comment.id).await;
        assert_eq!(said(&public), "một");
        assert_eq!(
            (public.status, public.edited_at_ms),
            (CommentStatus::Published, None)
        );
        assert_eq!(said(&own(app, &posted).await), "hai");
        let _: Posted = read(app.edit(&posted, "ba").await, 200).await;

        let waiting = app.store().waiting(None).await.unwrap();
        assert_eq!(waiting[0].edit.as_ref().unwrap().source, "ba");
        approve(app, &posted).await;
        let public = app.comment(&posted.comment.id).await;
        assert_eq!(said(&public), "ba");
        assert!(public.edited_at_ms.is_some());
        assert_eq!(own(app, &posted).await, public);
    })
    .await;
}

#[tokio::test]
async fn an_edit_can_be_refused_alone() {
    on_both(async |app| {
        let posted = app.post(PRE, "một").await;
        approve(app, &posted).await;
        let _: Posted = read(app.edit(&posted, "hai").await, 200).await;
        let store = app.another_process().await;
        let id = || posted.comment.id.clone();
        assert_eq!(
            store.refuse_edit(id(), now_ms()).await.unwrap(),
            Decision::Done
        );
        assert_eq!(
            store.refuse_edit(id(), now_ms()).await.unwrap(),
            Decision::Unchanged
        );
        store.close().await;
        let own = own(app, &posted).await;
        assert_eq!(
            (own.status, said(&own)),
            (CommentStatus::Published, "một".into())
        );
        assert_eq!(app.store().waiting(None).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn an_approved_reply_brings_back_the_places_above_it() {
    on_both(async |app| {
        let root = app.post(PRE, "gốc").await;
        approve(app, &root).await;
        let middle = app.reply(PRE, "giữa", Some(&root.comment.id)).await;
        approve(app, &middle).await;
        let leaf = app.reply(PRE, "lá", Some(&middle.comment.id)).await;
        app.remove(&middle).await;
        assert_eq!(all_said(&app.thread(PRE).await), ["gốc"]);
        app.remove(&root).await;
        assert_eq!(app.thread(PRE).await.comments, []);
        approve(app, &leaf).await;
        let thread = app.thread(PRE).await;
        assert_eq!(all_said(&thread), ["", "", "lá"]);
        let counts: Vec<_> = thread.comments.iter().map(|c| c.reply_count).collect();
        assert_eq!((counts, thread.total), (vec![2, 1, 0], 1));
    })
    .await;
}

#[tokio::test]
async fn where_readers_are_trusted_an_edit_is_public_at_once() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        let edited: Posted = read(app.edit(&posted, "hai").await, 200).await;
        assert_eq!(edited.comment.status, CommentStatus::Published);
        assert_eq!(app.store().waiting(None).await.unwrap(), []);
    })
    .await;
}
