//! What a session is good for, and where.

use model::{Comment, CommentStatus, Posted, ProblemKind};
use reqwest::{Method, StatusCode};
use server::config::Config;

use super::{account, edit_with, post_with, send_from, session, sql, with_secret};
use crate::common::asking::{all_said, new_key, read, refused};
use crate::common::{OPEN, PARTNER, PRE, TestApp, on_both_with};

/// Seconds that are enough for a test.
const LONG: i64 = 1000;

#[tokio::test]
async fn a_signed_in_reader_posts_under_their_own_name() {
    on_both_with(with_secret, async |app| {
        let lan = session(&account(app, "news", "Lan Nguyễn").await, PARTNER, LONG);
        let posted: Posted = read(post_with(app, OPEN, &lan).await, 201).await;
        assert_eq!(posted.comment.author.name, "Lan Nguyễn");
        // What the form says of the name does not count.
        let key = new_key();
        let fields = [
            ("text", "Hay"),
            ("author_name", "Tổng biên tập"),
            ("key", &key),
            ("session", &lan),
        ];
        let posted: Posted = read(app.send(OPEN, &fields).await, 201).await;
        assert_eq!(posted.comment.author.name, "Lan Nguyễn");
        // An empty field, as a form sends it, is no session.
        let key = new_key();
        let guest = [
            ("text", "Hay"),
            ("author_name", "Khách"),
            ("key", &key),
            ("session", ""),
        ];
        let posted: Posted = read(app.send(OPEN, &guest).await, 201).await;
        assert_eq!(posted.comment.author.name, "Khách");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_does_not_count_posts_nothing() {
    on_both_with(with_secret, async |app| {
        let lan = account(app, "news", "Lan").await;
        let other_site = account(app, "weekly", "Lan").await;
        let unknown = server::store::Account {
            id: "nobody".into(),
            ..lan.clone()
        };
        let good = session(&lan, PARTNER, LONG);
        for (session, kind) in [
            (session(&lan, PARTNER, -1), ProblemKind::SessionExpired),
            (
                session(&unknown, PARTNER, LONG),
                ProblemKind::SessionExpired,
            ),
            (
                session(&lan, "https://evil.example", LONG),
                ProblemKind::SessionForeign,
            ),
            (session(&lan, "", LONG), ProblemKind::SessionForeign),
            (
                session(&other_site, PARTNER, LONG),
                ProblemKind::SessionForeign,
            ),
            (format!("x{good}"), ProblemKind::SessionForeign),
            (
                good[..good.len() - 2].to_owned(),
                ProblemKind::SessionForeign,
            ),
            ("guess".to_owned(), ProblemKind::SessionForeign),
        ] {
            let problem = refused(post_with(app, OPEN, &session).await, kind).await;
            assert_eq!((problem.status, problem.value.as_deref()), (401, Some("")));
        }
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_posted_may_be_repeated_after_the_session_has_ended() {
    on_both_with(with_secret, async |app| {
        let lan = account(app, "news", "Lan").await;
        let post = async |key: &str, session: &str| {
            let fields = [("text", "Hay"), ("key", key), ("session", session)];
            app.send(OPEN, &fields).await
        };
        let key = new_key();
        let first: Posted = read(post(&key, &session(&lan, PARTNER, LONG)).await, 201).await;
        let over = session(&lan, PARTNER, -1);
        let again: Posted = read(post(&key, &over).await, 200).await;
        assert_eq!(again.comment, first.comment);
        refused(post(&new_key(), &over).await, ProblemKind::SessionExpired).await;
        assert_eq!(app.thread(OPEN).await.total, 1);
    })
    .await;
}

#[tokio::test]
async fn a_program_sends_its_session_in_a_header() {
    on_both_with(with_secret, async |app| {
        let lan = session(&account(app, "news", "Lan").await, "", LONG);
        let post = async |session: &str| {
            let path = format!("api/v1/articles/{OPEN}/comments");
            let ask = app.ask(Method::POST, &path).bearer_auth(session);
            let ask = ask.header("idempotency-key", new_key());
            ask.json(&serde_json::json!({ "text": "Hay" }))
                .send()
                .await
                .unwrap()
        };
        let posted: Posted = read(post(&lan).await, 201).await;
        assert_eq!(posted.comment.author.name, "Lan");
        refused(post("guess").await, ProblemKind::SessionForeign).await;
    })
    .await;
}

#[tokio::test]
async fn an_author_changes_a_comment_from_another_device() {
    on_both_with(with_secret, async |app| {
        let lan = account(app, "news", "Lan").await;
        let phone = session(&lan, PARTNER, LONG);
        let posted: Posted = read(post_with(app, OPEN, &phone).await, 201).await;
        let id = &posted.comment.id;
        let desk = session(&lan, PARTNER, LONG + 1);
        let edited: Posted = read(edit_with(app, id, &desk).await, 200).await;
        assert_eq!(edited.edit_token, posted.edit_token);
        assert_eq!(all_said(&app.thread(OPEN).await), ["Sửa lại"]);
        let gone = app.as_author(Method::DELETE, id, &desk);
        let gone = gone.header("origin", PARTNER).send().await.unwrap();
        assert_eq!(gone.status(), StatusCode::NO_CONTENT);
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_the_comment_of_another() {
    on_both_with(with_secret, async |app| {
        let lan = account(app, "news", "Lan").await;
        let mai = session(&account(app, "news", "Mai").await, PARTNER, LONG);
        let posted: Posted = read(
            post_with(app, OPEN, &session(&lan, PARTNER, LONG)).await,
            201,
        )
        .await;
        let guest = app.post(OPEN, "của khách").await;
        for (id, session, kind) in [
            (&posted.comment.id, &mai, ProblemKind::WrongToken),
            (&guest.comment.id, &mai, ProblemKind::WrongToken),
            (
                &"0198b2c3d4e5f60718293a4b5c6d7e8f".parse().unwrap(),
                &mai,
                ProblemKind::WrongToken,
            ),
            (
                &posted.comment.id,
                &session(&lan, PARTNER, -1),
                ProblemKind::SessionExpired,
            ),
            (
                &posted.comment.id,
                &session(&lan, "", LONG),
                ProblemKind::SessionForeign,
            ),
        ] {
            refused(edit_with(app, id, session).await, kind).await;
        }
        assert_eq!(all_said(&app.thread(OPEN).await).len(), 2);
        assert!(!all_said(&app.thread(OPEN).await).contains(&"Sửa lại".into()));
    })
    .await;
}

#[tokio::test]
async fn a_session_changes_nothing_after_the_time_for_it() {
    let no_time = |config: &mut Config| {
        with_secret(config);
        config.sites[0].edit_window_s = 0;
    };
    on_both_with(no_time, async |app| {
        let lan = session(&account(app, "news", "Lan").await, PARTNER, LONG);
        let posted: Posted = read(post_with(app, OPEN, &lan).await, 201).await;
        let late = edit_with(app, &posted.comment.id, &lan).await;
        refused(late, ProblemKind::EditWindowOver).await;
    })
    .await;
}

#[tokio::test]
async fn an_author_sees_what_waits_from_another_device_and_on_the_server_s_own_page() {
    on_both_with(with_secret, async |app| {
        let lan = account(app, "weekly", "Lan").await;
        let own = app.url.trim_end_matches('/');
        let here = session(&lan, own, LONG);
        let key = new_key();
        let fields = [("text", "Chờ"), ("key", &*key), ("session", &here)];
        let path = format!("api/v1/articles/{PRE}/comments");
        let posted: Posted = read(send_from(app, own, &path, &fields).await, 201).await;
        assert_eq!(posted.comment.status, CommentStatus::Pending);
        // A browser names no origin when a page reads from its own server.
        let ask = app.as_author(Method::GET, &posted.comment.id, &here);
        let seen: Comment = read(ask.send().await.unwrap(), 200).await;
        assert_eq!(seen.id, posted.comment.id);
    })
    .await;
}

#[tokio::test]
async fn who_is_signed_in_is_no_news_to_the_public() {
    on_both_with(with_secret, async |app: &TestApp| {
        let lan = account(app, "news", "Lan").await;
        let _: Posted = read(
            post_with(app, OPEN, &session(&lan, PARTNER, LONG)).await,
            201,
        )
        .await;
        let thread = app.bytes(&format!("api/v1/articles/{OPEN}/thread")).await;
        let thread = String::from_utf8(thread).unwrap();
        assert!(!thread.contains(lan.id.as_str()), "{thread}");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_account_signs_nobody_in() {
    on_both_with(with_secret, async |app| {
        let lan = account(app, "news", "Lan").await;
        sql(app, "delete from account").await;
        let answer = post_with(app, OPEN, &session(&lan, PARTNER, LONG)).await;
        refused(answer, ProblemKind::SessionExpired).await;
    })
    .await;
}
