//! Authors change and remove their own comments.

use crate::common::asking::{all_said, new_key, read, refused, said};
use crate::common::{OPEN, on_both, on_both_with};
use model::{Comment, CommentId, CommentStatus, Posted, ProblemKind};
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn an_author_changes_a_comment() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        let edited: Posted = read(app.edit(&posted, "*hai*").await, 200).await;
        assert_eq!(edited.comment.status, CommentStatus::Published);
        assert!(edited.comment.edited_at_ms >= Some(posted.comment.posted_at_ms));
        assert_eq!(edited.edit_token, posted.edit_token);
        assert_eq!(all_said(&app.thread(OPEN).await), ["hai"]);
        // The same again changes nothing.
        let version = app.thread(OPEN).await.version;
        let again: Posted = read(app.edit(&posted, " *hai* ").await, 200).await;
        assert_eq!(again.comment, edited.comment);
        assert_eq!(app.thread(OPEN).await.version, version);
    })
    .await;
}

#[tokio::test]
async fn an_edit_that_comes_after_a_newer_one_undoes_nothing() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        let edit = async |text: &str, edited_at_ms: i64| {
            app.as_author(Method::PATCH, &posted.comment.id, &posted.edit_token)
                .json(&serde_json::json!({ "text": text, "edited_at_ms": edited_at_ms }))
                .send()
                .await
                .unwrap()
        };
        let two: Posted = read(edit("hai", 0).await, 200).await;
        let at_two = two.comment.edited_at_ms.unwrap();
        // A repeat of the last one is answered like it.
        let again: Posted = read(edit("hai", 0).await, 200).await;
        assert_eq!(again.comment, two.comment);
        let three: Posted = read(edit("ba", at_two).await, 200).await;
        assert!(three.comment.edited_at_ms > Some(at_two));
        let problem = refused(edit("hai", 0).await, ProblemKind::Outdated).await;
        assert_eq!(problem.field.as_deref(), Some("edited_at_ms"));
        assert_eq!(problem.value.as_deref(), Some("0"));
        assert_eq!(problem.posted.unwrap().comment, three.comment);
        // Who says again what stands means it: what they said before is outdated.
        let at_three = three.comment.edited_at_ms.unwrap();
        let _: Posted = read(edit("ba", at_three).await, 200).await;
        refused(edit("bốn", at_three).await, ProblemKind::Outdated).await;
        assert_eq!(all_said(&app.thread(OPEN).await), ["ba"]);
    })
    .await;
}

#[tokio::test]
async fn a_form_edits_as_json_does() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        let id = &posted.comment.id;
        let form = app.as_author(Method::PATCH, id, &posted.edit_token);
        let answer = form.form(&[("text", "hai")]).send().await.unwrap();
        let edited: Posted = read(answer, 200).await;
        assert_eq!(said(&edited.comment), "hai");
        let form = app.as_author(Method::PATCH, id, &posted.edit_token);
        let fields = [("text", "ba"), ("edited_at_ms", "hôm qua")];
        let answer = form.form(&fields).send().await.unwrap();
        let problem = refused(answer, ProblemKind::Malformed).await;
        assert_eq!(problem.field.as_deref(), Some("edited_at_ms"));
        assert_eq!(problem.value.as_deref(), Some("hôm qua"));
        assert_eq!(all_said(&app.thread(OPEN).await), ["hai"]);
    })
    .await;
}

#[tokio::test]
async fn an_edit_is_checked_like_a_post() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        for (text, kind) in [
            (" ", ProblemKind::Empty),
            ("#", ProblemKind::Empty),
            ("a\0", ProblemKind::BadCharacter),
            (
                &*format!("a{}", "\u{301}".repeat(20)),
                ProblemKind::BadCharacter,
            ),
            (&*"a".repeat(10_001), ProblemKind::TooLong),
        ] {
            let problem = refused(app.edit(&posted, text).await, kind).await;
            assert_eq!(problem.field.as_deref(), Some("text"));
        }
        assert_eq!(all_said(&app.thread(OPEN).await), ["một"]);
    })
    .await;
}

#[tokio::test]
async fn only_the_author_s_token_opens_a_comment() {
    on_both(async |app| {
        let mine = app.post(OPEN, "một").await;
        let other = app.post(OPEN, "hai").await;
        let id = &mine.comment.id;
        let shorter = &mine.edit_token[1..];
        for token in [other.edit_token.as_str(), shorter, "", "ệ", "0"] {
            for method in [Method::PATCH, Method::DELETE, Method::GET] {
                let ask = app.as_author(method.clone(), id, token);
                let answer = match method {
                    Method::PATCH => ask.json(&serde_json::json!({ "text": "x" })).send(),
                    _ => ask.send(),
                };
                refused(answer.await.unwrap(), ProblemKind::WrongToken).await;
            }
        }
        let none = app.ask(Method::DELETE, &format!("api/v1/comments/{id}"));
        refused(none.send().await.unwrap(), ProblemKind::WrongToken).await;
        let basic = app
            .ask(Method::DELETE, &format!("api/v1/comments/{id}"))
            .basic_auth(&mine.edit_token, Some(""));
        refused(basic.send().await.unwrap(), ProblemKind::WrongToken).await;
        // Whether there is such a comment, a wrong token does not tell.
        let unknown: CommentId = "0198b2c3d4e5f60718293a4b5c6d7e8f".parse().unwrap();
        let answer = app.as_author(Method::DELETE, &unknown, &mine.edit_token);
        refused(answer.send().await.unwrap(), ProblemKind::WrongToken).await;
        assert_eq!(app.thread(OPEN).await.total, 2);
    })
    .await;
}

#[tokio::test]
async fn the_time_to_change_a_comment_ends() {
    let no_time = |config: &mut server::config::Config| config.sites[0].edit_window_s = 0;
    on_both_with(no_time, async |app| {
        let posted = app.post(OPEN, "một").await;
        assert_eq!(posted.editable_for_s, 0);
        let problem = refused(app.edit(&posted, "hai").await, ProblemKind::EditWindowOver).await;
        assert_eq!(problem.limit, Some(0));
        refused(app.remove(&posted).await, ProblemKind::EditWindowOver).await;
        assert_eq!(all_said(&app.thread(OPEN).await), ["một"]);
    })
    .await;
}

#[tokio::test]
async fn a_removed_comment_without_replies_is_gone() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        assert_eq!(app.remove(&posted).await.status(), StatusCode::NO_CONTENT);
        assert_eq!(app.remove(&posted).await.status(), StatusCode::NO_CONTENT);
        let thread = app.thread(OPEN).await;
        assert_eq!((thread.total, thread.comments), (0, vec![]));
        let id = &posted.comment.id;
        for path in ["", "/replies"] {
            let gone = app.ask(Method::GET, &format!("api/v1/comments/{id}{path}"));
            refused(gone.send().await.unwrap(), ProblemKind::NotFound).await;
        }
        refused(app.edit(&posted, "hai").await, ProblemKind::NotFound).await;
        // Its author is told how it stands.
        let own = app.as_author(Method::GET, id, &posted.edit_token);
        let own: Comment = read(own.send().await.unwrap(), 200).await;
        assert_eq!(own.status, CommentStatus::Removed);
    })
    .await;
}

#[tokio::test]
async fn a_removed_comment_keeps_its_place_while_it_has_replies() {
    on_both(async |app| {
        let root = app.post(OPEN, "gốc").await;
        let middle = app.reply(OPEN, "giữa", Some(&root.comment.id)).await;
        let leaf = app.reply(OPEN, "lá", Some(&middle.comment.id)).await;
        app.remove(&middle).await;
        let thread = app.thread(OPEN).await;
        assert_eq!(all_said(&thread), ["gốc", "", "lá"]);
        assert_eq!(thread.total, 2);
        let place = &thread.comments[1];
        assert_eq!(place.status, CommentStatus::Removed);
        assert_eq!((place.author.name.as_str(), place.edited_at_ms), ("", None));
        let counts = |thread: &model::Thread| -> Vec<u32> {
            thread.comments.iter().map(|c| c.reply_count).collect()
        };
        assert_eq!(counts(&thread), [2, 1, 0]);
        // With the last reply the place goes too, however many there are.
        app.remove(&root).await;
        assert_eq!(counts(&app.thread(OPEN).await), [2, 1, 0]);
        app.remove(&leaf).await;
        let thread = app.thread(OPEN).await;
        assert_eq!((thread.total, thread.comments), (0, vec![]));
    })
    .await;
}

#[tokio::test]
async fn what_was_removed_is_not_kept() {
    on_both(async |app| {
        let key = new_key();
        let fields = [
            ("text", "số 0901234567"),
            ("author_name", "Lan"),
            ("key", &key),
        ];
        let posted: Posted = read(app.send(OPEN, &fields).await, 201).await;
        app.edit(&posted, "số 0907654321").await;
        app.remove(&posted).await;
        let kept = app
            .store()
            .comment(&posted.comment.id)
            .await
            .unwrap()
            .unwrap();
        let all = format!("{kept:?}");
        // Longer than what the digits of an id or a hash may hold by chance.
        for gone in ["0901234567", "0907654321", "Lan"] {
            assert!(!all.contains(gone), "{gone} in {all}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_only_its_author_sees_is_not_cached() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        let own = app.as_author(Method::GET, &posted.comment.id, &posted.edit_token);
        let own = own.send().await.unwrap();
        assert_eq!(own.headers()["cache-control"], "no-store");
        let edited = app.edit(&posted, "hai").await;
        assert_eq!(edited.headers()["cache-control"], "no-store");
    })
    .await;
}
