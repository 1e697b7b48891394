//! Names that a site keeps for its staff are nobody's who signs in either.

use model::{Posted, ProblemKind, SignInWaits};
use reqwest::Method;
use serde_json::json;
use server::config::Config;

use super::email::ask;
use super::partner_tokens::{Partner, but};
use super::provider::Provider;
use super::provider_key::Key;
use super::reader::{Browser, begin, poll};
use super::sink::Sink;
use super::{account, post_with, send_from, session, with_secret};
use crate::common::asking::{new_key, read, refused};
use crate::common::{OPEN, PARTNER, on_both_with};
use crate::staff::with_staff;

/// Looks like a badge of the staff.
const FORGED: &str = "Tοà sоạn";

fn with_staff_and_secret(config: &mut Config) {
    with_staff(config);
    with_secret(config);
}

#[tokio::test]
async fn nobody_signs_in_under_a_name_of_the_staff() {
    let (sink, partner) = (Sink::start().await, Partner::new());
    let provider = Provider::start(Key::ed25519()).await;
    provider.twist(|claims| claims["name"] = FORGED.into());
    let setup = |config: &mut Config| {
        with_staff(config);
        partner.setup(config);
        provider.setup(config);
        config.smtp = Some(sink.smtp());
    };
    on_both_with(setup, async |app| {
        let token = partner.token(&but("name", json!(FORGED)));
        let token = [("article", OPEN), ("token", token.as_str())];
        for answer in [
            ask(app, "lan@dongkhoi.example", FORGED).await,
            send_from(app, PARTNER, "api/v1/sign-in/partner", &token).await,
        ] {
            let problem = refused(answer, ProblemKind::NameReserved).await;
            assert_eq!(problem.field.as_deref(), Some("name"));
            assert_eq!(problem.value.as_deref(), Some(FORGED));
        }
        let (browser, begun) = (Browser::new(), begin(app).await);
        let question = browser.to_the_question(&begun.url).await;
        let told = browser.confirm(app, &question).await;
        assert_eq!(told.status, 422);
        assert!(told.html.contains("Toà soạn"), "{}", told.html);
        let _: SignInWaits = read(poll(app, PARTNER, &begun).await, 202).await;
    })
    .await;
    assert!(sink.mails().is_empty());
}

#[tokio::test]
async fn a_name_that_became_the_staff_s_no_longer_posts() {
    on_both_with(with_staff_and_secret, async |app| {
        let before = account(app, "news", FORGED).await;
        let before = session(&before, PARTNER, 1000);
        refused(
            post_with(app, OPEN, &before).await,
            ProblemKind::NameReserved,
        )
        .await;
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn who_posts_for_the_staff_needs_no_session_and_leaves_none() {
    on_both_with(with_staff_and_secret, async |app| {
        let lan = account(app, "news", "Lan").await;
        let lan = session(&lan, PARTNER, 1000);
        let key = app.publisher_key("news").await;
        for session in [lan.as_str(), "expired", ""] {
            let said = json!({ "key": new_key(), "text": session.len().to_string() + " lời", "staff": "Lê Hoàng Mai", "session": session });
            let ask = app.ask(Method::POST, &format!("api/v1/articles/{OPEN}/comments"));
            let answer = ask.bearer_auth(&key).json(&said).send().await.unwrap();
            let posted: Posted = read(answer, 201).await;
            assert_eq!(posted.comment.author.badge.as_deref(), Some("Toà soạn"));
            // It is the publisher's, not the reader's.
            let edit = super::edit_with(app, &posted.comment.id, &lan).await;
            refused(edit, ProblemKind::WrongToken).await;
        }
    })
    .await;
}

#[tokio::test]
async fn who_must_sign_in_again_is_told_how() {
    on_both_with(with_secret, async |app| {
        let lan = account(app, "news", "Lan").await;
        let over = post_with(app, OPEN, &session(&lan, PARTNER, -1)).await;
        assert_eq!(over.headers()["www-authenticate"], "Bearer");
        refused(over, ProblemKind::SessionExpired).await;
    })
    .await;
}
