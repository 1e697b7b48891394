//! A comment is posted exactly once, whatever happens to the answers.

use crate::common::asking::{all_said, new_key, read, refused, said};
use crate::common::{OPEN, OTHER, on_both, on_both_with};
use model::{CommentStatus, Posted, ProblemKind};

fn fields<'a>(key: &'a str, text: &'a str) -> [(&'static str, &'a str); 3] {
    [("key", key), ("text", text), ("author_name", "Lan")]
}

#[tokio::test]
async fn a_repeat_is_answered_like_the_first() {
    on_both(async |app| {
        let key = new_key();
        let first: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 201).await;
        let again: Posted = read(app.send(OPEN, &fields(&key, " Một\r\n")).await, 200).await;
        assert_eq!(again.comment, first.comment);
        assert_eq!(again.edit_token, first.edit_token);
        assert_eq!(app.thread(OPEN).await.total, 1);
    })
    .await;
}

#[tokio::test]
async fn thirty_two_at_once_are_one_comment() {
    on_both(async |app| {
        let key = new_key();
        let fields = fields(&key, "Một");
        let posts = (0..32).map(|_| app.send(OPEN, &fields));
        let mut created = 0;
        let mut ids = Vec::new();
        for response in futures_util::future::join_all(posts).await {
            let status = response.status().as_u16();
            created += usize::from(status == 201);
            let posted: Posted = read(response, status).await;
            ids.push(posted.comment.id);
        }
        ids.dedup();
        assert_eq!((created, ids.len()), (1, 1));
        assert_eq!(app.thread(OPEN).await.total, 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_on_two_articles_at_once_is_one_comment() {
    on_both(async |app| {
        for _ in 0..8 {
            let key = new_key();
            let fields = fields(&key, "Một");
            let posts = [OPEN, OTHER, OPEN, OTHER].map(|article| app.send(article, &fields));
            let answers = futures_util::future::join_all(posts).await;
            let mut status: Vec<_> = answers.iter().map(|a| a.status().as_u16()).collect();
            status.sort_unstable();
            assert_eq!(status, [200, 201, 422, 422]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_repeat_after_an_edit_or_a_removal_is_still_a_repeat() {
    on_both(async |app| {
        let key = new_key();
        let first: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 201).await;
        let _: Posted = read(app.edit(&first, "Hai").await, 200).await;
        let again: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 200).await;
        assert_eq!(said(&again.comment), "Hai");

        assert_eq!(app.remove(&first).await.status(), 204);
        let again: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 200).await;
        assert_eq!(again.comment.status, CommentStatus::Removed);
        assert_eq!(
            (said(&again.comment), again.editable_for_s),
            (String::new(), 0)
        );
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_with_another_text_is_refused_with_what_stands() {
    on_both(async |app| {
        let key = new_key();
        let first: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 201).await;
        let problem = refused(
            app.send(OPEN, &fields(&key, "Hai")).await,
            ProblemKind::KeyReused,
        );
        let stands = problem.await.posted.unwrap();
        assert_eq!(
            (&stands.comment, &stands.edit_token),
            (&first.comment, &first.edit_token)
        );
        // The answer to which it was written was another one: not the same comment either.
        let parent = first.comment.id.as_str();
        let mut reply = fields(&key, "Một").to_vec();
        reply.push(("parent", parent));
        refused(app.send(OPEN, &reply).await, ProblemKind::KeyReused).await;
        // With what it was given, a client says the new text.
        let edited: Posted = read(app.edit(&stands, "Hai").await, 200).await;
        assert_eq!(said(&edited.comment), "Hai");
        assert_eq!(all_said(&app.thread(OPEN).await), ["Hai"]);
    })
    .await;
}

#[tokio::test]
async fn a_repeat_passes_every_limit_and_a_closed_thread() {
    let one_a_minute = |config: &mut server::config::Config| {
        config.writes_per_minute = 1.try_into().unwrap();
    };
    on_both_with(one_a_minute, async |app| {
        let key = new_key();
        let _: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 201).await;
        let other = new_key();
        let over = app.send(OPEN, &fields(&other, "Hai")).await;
        refused(over, ProblemKind::RateLimited).await;
        for _ in 0..5 {
            let _: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 200).await;
        }
        let closed = crate::common::article(OPEN, model::Commenting::Closed);
        crate::common::put(app.store(), "news", &closed).await;
        let _: Posted = read(app.send(OPEN, &fields(&key, "Một")).await, 200).await;
    })
    .await;
}

#[tokio::test]
async fn a_key_may_stand_in_a_header() {
    on_both(async |app| {
        let key = format!("\"{}\"", new_key());
        let path = format!("api/v1/articles/{OPEN}/comments");
        let post = || {
            app.ask(reqwest::Method::POST, &path)
                .header("idempotency-key", &key)
                .json(&serde_json::json!({ "text": "Một", "author_name": "Lan" }))
                .send()
        };
        let first: Posted = read(post().await.unwrap(), 201).await;
        let again: Posted = read(post().await.unwrap(), 200).await;
        assert_eq!(again.comment.id, first.comment.id);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_could_be_guessed_is_refused() {
    on_both(async |app| {
        let long = "k".repeat(201);
        for key in [
            "",
            "short",
            "0123456789abcde",
            "0123456789abcdef ",
            "kkkkkkkkkkkkkkkkkkệ",
            &long,
        ] {
            let problem = refused(
                app.send(OPEN, &fields(key, "Một")).await,
                ProblemKind::Invalid,
            );
            let problem = problem.await;
            assert_eq!(problem.field.as_deref(), Some("key"));
            assert_eq!(problem.limit, Some(200));
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_key_the_same_words_of_the_same_author_are_refused() {
    on_both(async |app| {
        let lan = [("text", "Đồng ý"), ("author_name", "Lan")];
        let minh = [("text", "Đồng ý"), ("author_name", "Minh")];
        let first: Posted = read(app.send(OPEN, &lan).await, 201).await;
        refused(app.send(OPEN, &lan).await, ProblemKind::Duplicate).await;
        let _: Posted = read(app.send(OPEN, &minh).await, 201).await;
        let _: Posted = read(app.send(OTHER, &lan).await, 201).await;
        let answer = [lan[0], lan[1], ("parent", first.comment.id.as_str())];
        let _: Posted = read(app.send(OPEN, &answer).await, 201).await;
    })
    .await;
}
