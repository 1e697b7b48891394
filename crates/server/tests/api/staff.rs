//! Names that a site keeps for itself.

use crate::common::asking::{new_key, read, refused};
use crate::common::{OPEN, PRE, TestApp, on_both_with};
use model::{CommentStatus, Posted, ProblemKind};
use reqwest::{Method, Response};
use serde_json::json;
use server::config::{Config, Staff};

/// Every site has a name of its own.
pub fn with_staff(config: &mut Config) {
    for site in &mut config.sites {
        site.staff = vec![Staff {
            name: "Lê Hoàng Mai".into(),
            badge: "Toà soạn".into(),
        }];
    }
}

async fn guest(app: &TestApp, name: &str) -> Response {
    let key = new_key();
    let fields = [("text", "Hay"), ("author_name", name), ("key", &key)];
    app.send(OPEN, &fields).await
}

async fn staff(app: &TestApp, article: &str, publisher_key: &str, name: &str) -> Response {
    app.ask(Method::POST, &format!("api/v1/articles/{article}/comments"))
        .bearer_auth(publisher_key)
        .json(&json!({ "key": new_key(), "text": "Cảm ơn bạn đọc.", "staff": name }))
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_guest_cannot_pass_for_staff() {
    on_both_with(with_staff, async |app| {
        for name in [
            "Toà soạn",
            "Toa soan",
            "Tοà sоạn",
            "TOÀ-SOẠN",
            "T\u{200b}oà soạn",
            "Ban toà soạn báo",
            "Le Hoang Mai",
            "Lê Hοàng Mаi",
        ] {
            let problem = refused(guest(app, name).await, ProblemKind::NameReserved).await;
            assert_eq!(problem.field.as_deref(), Some("author_name"), "{name}");
            assert_eq!(problem.value.as_deref(), Some(name));
        }
        for name in ["Lê Hoàng Minh", "Trần Thị Soạn", "Toàn"] {
            let posted: Posted = read(guest(app, name).await, 201).await;
            assert_eq!(posted.comment.author.badge, None);
        }
        assert_eq!(app.thread(OPEN).await.total, 3);
    })
    .await;
}

#[tokio::test]
async fn the_publisher_comments_with_a_badge_until_the_comment_is_removed() {
    on_both_with(with_staff, async |app| {
        let (news, weekly) = (
            app.publisher_key("news").await,
            app.publisher_key("weekly").await,
        );
        let posted: Posted = read(staff(app, OPEN, &news, "Le\u{302} Hoàng Mai").await, 201).await;
        let author = &posted.comment.author;
        assert_eq!(author.name, "Lê Hoàng Mai");
        assert_eq!(author.badge.as_deref(), Some("Toà soạn"));
        assert_eq!(app.comment(&posted.comment.id).await, posted.comment);
        assert_eq!(app.thread(OPEN).await.comments[0], posted.comment);
        let reply = app
            .reply(OPEN, "Không có gì", Some(&posted.comment.id))
            .await;
        assert_eq!(reply.comment.author.badge, None);
        // Nobody moderates the publisher.
        let first: Posted = read(staff(app, PRE, &weekly, "Lê Hoàng Mai").await, 201).await;
        assert_eq!(first.comment.status, CommentStatus::Published);
        assert_eq!(app.remove(&posted).await.status(), 204);
        let place = app.comment(&posted.comment.id).await;
        assert_eq!((place.author.name.as_str(), place.author.badge), ("", None));
    })
    .await;
}

#[tokio::test]
async fn only_the_article_s_publisher_speaks_for_its_staff() {
    on_both_with(with_staff, async |app| {
        let (news, weekly) = (
            app.publisher_key("news").await,
            app.publisher_key("weekly").await,
        );
        for key in ["", "guess", weekly.as_str()] {
            let answer = staff(app, OPEN, key, "Lê Hoàng Mai").await;
            let problem = refused(answer, ProblemKind::WrongToken).await;
            assert_eq!(problem.field.as_deref(), Some("staff"));
        }
        let answer = staff(app, OPEN, &news, "Nguyễn Văn A").await;
        let problem = refused(answer, ProblemKind::Invalid).await;
        assert_eq!(problem.field.as_deref(), Some("staff"));
        assert_eq!(problem.value.as_deref(), Some("Nguyễn Văn A"));
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}
