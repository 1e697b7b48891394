//! New comments, and everything that can be wrong with them.

use crate::common::asking::{new_key, read, refused, refused_with, said};
use crate::common::{CLOSED, OPEN, OTHER, PRE, TestApp, on_both};
use model::{Block, CommentStatus, Inline, Posted, Problem, ProblemKind};
use reqwest::{Method, Response};

async fn send(app: &TestApp, text: &str, name: &str) -> Response {
    let key = new_key();
    app.send(
        OPEN,
        &[("text", text), ("author_name", name), ("key", &key)],
    )
    .await
}

async fn refused_text(app: &TestApp, text: &str, kind: ProblemKind) -> Problem {
    let problem = refused(send(app, text, "Lan").await, kind).await;
    assert_eq!(problem.field.as_deref(), Some("text"));
    problem
}

/// A request with a body and a type of its own.
async fn raw(app: &TestApp, content_type: &str, body: impl Into<reqwest::Body>) -> Response {
    app.ask(Method::POST, &format!("api/v1/articles/{OPEN}/comments"))
        .header("content-type", content_type)
        .body(body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_form_and_json_say_the_same() {
    on_both(async |app| {
        let form: Posted = read(send(app, "Một *hai*", "Lan").await, 201).await;
        let key = new_key();
        let json = serde_json::json!({ "key": key, "text": "Một *hai*", "author_name": "Lan", "parent": null });
        let json = raw(app, "application/json; charset=utf-8", json.to_string()).await;
        let json: Posted = read(json, 201).await;
        assert_eq!(form.comment.body, json.comment.body);
        let said = vec![
            Inline::Text("Một ".into()),
            Inline::Emphasis(vec![Inline::Text("hai".into())]),
        ];
        assert_eq!(form.comment.body.0, [Block::Paragraph(said)]);
        assert_eq!(form.comment.author.name, "Lan");
        assert_eq!(form.comment.status, CommentStatus::Published);
        assert_eq!(form.editable_for_s, 900);
        assert_eq!(app.comment(&form.comment.id).await, form.comment);
    })
    .await;
}

#[tokio::test]
async fn an_empty_comment_is_refused() {
    on_both(async |app| {
        for blank in [
            "",
            "   \r\n\t ",
            "\u{200b}",
            "\u{202e} \u{2069}",
            "#",
            "```\n```",
            "> ",
        ] {
            refused_text(app, blank, ProblemKind::Empty).await;
        }
        let problem = refused(send(app, "Hay", "  ").await, ProblemKind::Empty).await;
        assert_eq!(problem.field.as_deref(), Some("author_name"));
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn length_is_counted_in_characters() {
    on_both(async |app| {
        let longest = "ệ".repeat(10_000);
        let posted: Posted = read(send(app, &longest, "Lan").await, 201).await;
        assert_eq!(said(&posted.comment), longest);
        // Spelled with marks of their own they are still as many letters.
        let decomposed = "e\u{323}\u{302}".repeat(10_000);
        let posted: Posted = read(send(app, &decomposed, "Lan").await, 201).await;
        assert_eq!(said(&posted.comment), longest);
        let emoji = "🙂".repeat(10_000);
        let _: Posted = read(send(app, &emoji, "Lan").await, 201).await;

        let problem = refused_text(app, &"ệ".repeat(10_001), ProblemKind::TooLong).await;
        assert_eq!(
            (problem.value.as_deref(), problem.limit),
            (Some("10001"), Some(10_000))
        );
        let problem = refused(
            send(app, "Hay", &"a".repeat(81)).await,
            ProblemKind::TooLong,
        )
        .await;
        assert_eq!(problem.field.as_deref(), Some("author_name"));
        assert_eq!(problem.limit, Some(80));
    })
    .await;
}

#[tokio::test]
async fn characters_that_harm_are_refused() {
    on_both(async |app| {
        let problem = refused_text(app, "a\0b", ProblemKind::BadCharacter).await;
        assert_eq!(problem.value.as_deref(), Some("\\u{0}"));
        refused_text(app, "a\u{1b}[31m", ProblemKind::BadCharacter).await;
        let piled = format!("Hay{}", "\u{301}".repeat(9_000));
        refused_text(app, &piled, ProblemKind::BadCharacter).await;
        let more = format!("Hay{}", "\u{301}".repeat(10_000));
        refused_text(app, &more, ProblemKind::TooLong).await;
        for name in [
            "La\u{202e}n",
            "La\nn",
            "La\0n",
            &format!("L{}", "\u{301}".repeat(20)),
        ] {
            let problem = refused(send(app, "Hay", name).await, ProblemKind::BadCharacter).await;
            assert_eq!(problem.field.as_deref(), Some("author_name"), "{name:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_looks_dangerous_is_text() {
    on_both(async |app| {
        let text = "<script>alert(1)</script> <img src=x onerror=alert(1)>";
        let posted: Posted = read(send(app, text, "<b>Lan</b>").await, 201).await;
        assert_eq!(said(&posted.comment), text);
        assert_eq!(posted.comment.author.name, "<b>Lan</b>");
        let link = "[bấm](javascript:alert(1)) ![x](data:text/html,x)";
        let posted: Posted = read(send(app, link, "Lan").await, 201).await;
        let json = serde_json::to_string(&posted.comment.body).unwrap();
        assert!(!json.contains("\"link\""), "{json}");
        let turned = "abc \u{202e}txt.exe";
        let posted: Posted = read(send(app, turned, "Lan").await, 201).await;
        assert_eq!(said(&posted.comment), turned);
    })
    .await;
}

#[tokio::test]
async fn names_and_texts_are_kept_in_one_spelling() {
    on_both(async |app| {
        let posted: Posted = read(send(app, "Tie\u{302}\u{301}ng", "La\u{309}n").await, 201).await;
        assert_eq!(posted.comment.author.name, "Lản");
        assert_eq!(said(&posted.comment), "Tiếng");
    })
    .await;
}

#[tokio::test]
async fn only_a_published_comment_of_the_same_thread_can_be_answered() {
    on_both(async |app| {
        let foreign = app.post(OTHER, "elsewhere").await.comment.id;
        let removed = app.post(OPEN, "một").await;
        app.reply(OPEN, "hai", Some(&removed.comment.id)).await;
        assert_eq!(app.remove(&removed).await.status(), 204);
        let pending = app.post(PRE, "chờ").await.comment.id;
        for (article, parent) in [
            (OPEN, foreign.as_str()),
            (OPEN, removed.comment.id.as_str()),
            (PRE, pending.as_str()),
            (OPEN, "0198b2c3d4e5f60718293a4b5c6d7e8f"),
            (OPEN, "no id at all"),
        ] {
            let path = format!("api/v1/articles/{article}/comments");
            let fields = [("text", "Hay"), ("author_name", "Lan"), ("parent", parent)];
            let answer = app
                .ask(Method::POST, &path)
                .form(&fields)
                .send()
                .await
                .unwrap();
            let problem = refused(answer, ProblemKind::ParentUnavailable).await;
            assert_eq!(problem.field.as_deref(), Some("parent"));
            assert_eq!(problem.value.as_deref(), Some(parent));
        }
    })
    .await;
}

#[tokio::test]
async fn an_empty_parent_is_none() {
    on_both(async |app| {
        let fields = [("text", "Hay"), ("author_name", "Lan"), ("parent", "")];
        let posted: Posted = read(app.send(OPEN, &fields).await, 201).await;
        assert_eq!(posted.comment.parent, None);
    })
    .await;
}

#[tokio::test]
async fn replies_nest_to_a_bound_and_then_stand_beside() {
    on_both(async |app| {
        let mut line = vec![app.post(OPEN, "0").await.comment.id];
        for depth in 1..=8 {
            let parent = line.last().cloned();
            let reply = app
                .reply(OPEN, &depth.to_string(), parent.as_ref())
                .await
                .comment;
            assert_eq!(reply.parent, parent);
            line.push(reply.id);
        }
        let deeper = app.reply(OPEN, "9", line.last()).await.comment;
        assert_eq!(deeper.parent.as_ref(), Some(&line[7]));
        let again = app.reply(OPEN, "10", Some(&deeper.id)).await.comment;
        assert_eq!(again.parent.as_ref(), Some(&line[7]));
        assert_eq!(app.comment(&line[0]).await.reply_count, 10);
    })
    .await;
}

#[tokio::test]
async fn a_closed_thread_takes_nothing() {
    on_both(async |app| {
        let fields = [("text", "Hay"), ("author_name", "Lan")];
        refused(app.send(CLOSED, &fields).await, ProblemKind::ThreadClosed).await;
        refused(app.send("nowhere", &fields).await, ProblemKind::NotFound).await;
    })
    .await;
}

#[tokio::test]
async fn a_request_that_cannot_be_read_is_refused_by_name() {
    on_both(async |app| {
        let form = "application/x-www-form-urlencoded";
        for (content_type, body, field) in [
            (form, "author_name=Lan", "text"),
            (form, "text=Hay", "author_name"),
            (form, "text=Hay&text=Hay&author_name=Lan", "body"),
            ("application/json", "{\"text\": \"Hay\"}", "author_name"),
            (
                "application/json",
                "{\"text\": 5, \"author_name\": \"Lan\"}",
                "text",
            ),
            ("application/json", "{\"text\": \"Hay\"", "body"),
            ("application/json", "[]", "body"),
            ("application/json", "", "body"),
        ] {
            let problem = refused(raw(app, content_type, body).await, ProblemKind::Malformed).await;
            assert_eq!(problem.field.as_deref(), Some(field), "{body}");
        }
        for content_type in ["text/plain", "multipart/form-data; boundary=x", ""] {
            let answer = raw(app, content_type, "text=Hay&author_name=Lan").await;
            let problem = refused_with(answer, ProblemKind::Malformed, 415).await;
            assert_eq!(problem.field.as_deref(), Some("content-type"));
        }
    })
    .await;
}

#[tokio::test]
async fn an_oversize_request_is_refused_and_the_sender_hears_it() {
    on_both(async |app| {
        for bytes in [256 * 1024 + 1, 5_000_000] {
            let body = format!("author_name=Lan&text={}", "a".repeat(bytes));
            let answer = raw(app, "application/x-www-form-urlencoded", body).await;
            let problem = refused(answer, ProblemKind::TooLarge).await;
            assert_eq!(problem.limit, Some(256 * 1024));
        }
    })
    .await;
}

#[tokio::test]
async fn the_worst_encoding_of_the_longest_comment_fits() {
    on_both(async |app| {
        let text = "\u{1f642}".repeat(10_000);
        let escaped = "\\ud83d\\ude42".repeat(10_000);
        let json = format!("{{\"text\": \"{escaped}\", \"author_name\": \"Lan\"}}");
        let posted: Posted = read(raw(app, "application/json", json).await, 201).await;
        assert_eq!(said(&posted.comment), text);
    })
    .await;
}

#[tokio::test]
async fn a_preview_shows_what_a_post_would() {
    on_both(async |app| {
        let text = "Một *hai*\n- ba";
        let preview = app
            .ask(Method::POST, "api/v1/preview")
            .form(&[("text", text)]);
        let preview: model::Preview = read(preview.send().await.unwrap(), 200).await;
        let posted = app.post(OPEN, text).await;
        assert_eq!(preview.body, posted.comment.body);
        let empty = app
            .ask(Method::POST, "api/v1/preview")
            .form(&[("text", " ")]);
        refused(empty.send().await.unwrap(), ProblemKind::Empty).await;
        let none = app.ask(Method::POST, "api/v1/preview").form(&[("a", "b")]);
        let problem = refused(none.send().await.unwrap(), ProblemKind::Malformed).await;
        assert_eq!(problem.field.as_deref(), Some("text"));
    })
    .await;
}

#[tokio::test]
async fn what_is_not_served_is_refused_like_everything_else() {
    on_both(async |app| {
        for path in [
            "",
            "nowhere",
            "api/v2/x",
            "assets/nothing.js",
            "media/news/x.webp",
        ] {
            let answer = app.ask(Method::GET, path).send().await.unwrap();
            refused(answer, ProblemKind::NotFound).await;
        }
        let answer = app.ask(Method::DELETE, "healthz").send().await.unwrap();
        let problem = refused_with(answer, ProblemKind::Other, 405).await;
        assert_eq!(problem.title, "method not allowed");
    })
    .await;
}
