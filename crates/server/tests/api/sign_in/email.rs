//! Codes by e-mail: what they open, and how often.

use model::{EmailChallenge, Posted, ProblemKind, SignInKind, SignInMethods, SignedIn};
use reqwest::Response;

use super::sink::Sink;
use super::{assert_signed_in, edit_with, post_with, send_from, sql};
use crate::common::asking::{read, refused};
use crate::common::{OPEN, PARTNER, TestApp, on_both, on_both_with};

const ADDRESS: &str = "lan@dongkhoi.example";

/// Asks for a code, from a page of the partner.
pub async fn ask(app: &TestApp, email: &str, name: &str) -> Response {
    let fields = [("article", OPEN), ("email", email), ("name", name)];
    send_from(app, PARTNER, "api/v1/sign-in/email", &fields).await
}

/// Asks for a code, which is sent.
async fn sent(app: &TestApp, email: &str, name: &str) -> EmailChallenge {
    read(ask(app, email, name).await, 202).await
}

async fn take(app: &TestApp, sent: &EmailChallenge, code: &str) -> Response {
    let path = format!("api/v1/sign-in/email/{}", sent.challenge);
    send_from(app, PARTNER, &path, &[("code", code)]).await
}

/// A code that was not sent.
fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

#[tokio::test]
async fn a_code_by_e_mail_signs_a_reader_in() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let challenge = sent(app, ADDRESS, " Lan ").await;
            assert_eq!(challenge.expires_in_s, 600);
            let signed_in: SignedIn = read(take(app, &challenge, &sink.code()).await, 200).await;
            assert_eq!(signed_in.name, "Lan");
            assert_eq!(signed_in.expires_in_s, 30 * 24 * 60 * 60);
            assert_signed_in(app, OPEN, &signed_in).await;
        },
    )
    .await;
}

#[tokio::test]
async fn the_same_address_is_the_same_reader_however_it_is_written() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let first = sent(app, ADDRESS, "Lan").await;
            let first: SignedIn = read(take(app, &first, &sink.code()).await, 200).await;
            let posted: Posted = read(post_with(app, OPEN, &first.session).await, 201).await;
            let again = sent(app, " Lan@DongKhoi.example ", "Lan Nguyễn").await;
            let code = sink.code();
            // As people type it.
            let code = format!(" {} {}", &code[..3], &code[3..]);
            let again: SignedIn = read(take(app, &again, &code).await, 200).await;
            assert_eq!(again.name, "Lan Nguyễn");
            let _: Posted = read(
                edit_with(app, &posted.comment.id, &again.session).await,
                200,
            )
            .await;
            let other = sent(app, "mai@dongkhoi.example", "Lan").await;
            let other: SignedIn = read(take(app, &other, &sink.code()).await, 200).await;
            let edit = edit_with(app, &posted.comment.id, &other.session).await;
            refused(edit, ProblemKind::WrongToken).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_code_counts_once() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let challenge = sent(app, ADDRESS, "Lan").await;
            let code = sink.code();
            let _: SignedIn = read(take(app, &challenge, &code).await, 200).await;
            refused(take(app, &challenge, &code).await, ProblemKind::NotFound).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_code_counts_once_for_many_at_the_same_moment() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let challenge = sent(app, ADDRESS, "Lan").await;
            let code = sink.code();
            let tries = (0..8).map(|_| take(app, &challenge, &code));
            let answers = futures_util::future::join_all(tries).await;
            let taken = answers.iter().filter(|answer| answer.status() == 200);
            assert_eq!(taken.count(), 1);
        },
    )
    .await;
}

#[tokio::test]
async fn after_five_wrong_codes_the_right_one_does_not_count() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let challenge = sent(app, ADDRESS, "Lan").await;
            let code = sink.code();
            for left in (0..5).rev() {
                let answer = take(app, &challenge, &wrong(&code)).await;
                let problem = refused(answer, ProblemKind::WrongCode).await;
                assert_eq!(
                    (problem.field.as_deref(), problem.limit),
                    (Some("code"), Some(left))
                );
            }
            refused(take(app, &challenge, &code).await, ProblemKind::NotFound).await;
            // Another mail opens again.
            let challenge = sent(app, ADDRESS, "Lan").await;
            let answer = take(app, &challenge, &wrong(&sink.code())).await;
            refused(answer, ProblemKind::WrongCode).await;
            let _: SignedIn = read(take(app, &challenge, &sink.code()).await, 200).await;
        },
    )
    .await;
}

#[tokio::test]
async fn five_wrong_codes_at_the_same_moment_are_five() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let challenge = sent(app, ADDRESS, "Lan").await;
            let wrong = wrong(&sink.code());
            let tries = (0..12).map(|_| take(app, &challenge, &wrong));
            let answers = futures_util::future::join_all(tries).await;
            let tried = answers.iter().filter(|answer| answer.status() == 422);
            assert_eq!(tried.count(), 5);
            refused(
                take(app, &challenge, &sink.code()).await,
                ProblemKind::NotFound,
            )
            .await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_code_counts_for_ten_minutes() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let challenge = sent(app, ADDRESS, "Lan").await;
            sql(
                app,
                "update email_challenge set expires_at_ms = expires_at_ms - 600000",
            )
            .await;
            let late = take(app, &challenge, &sink.code()).await;
            refused(late, ProblemKind::NotFound).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_code_counts_only_where_it_was_asked_for() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let mine = sent(app, ADDRESS, "Lan").await;
            let code = sink.code();
            let other = sent(app, "mai@dongkhoi.example", "Mai").await;
            if code != sink.code() {
                refused(take(app, &other, &code).await, ProblemKind::WrongCode).await;
            }
            for origin in ["https://evil.example", ""] {
                let path = format!("api/v1/sign-in/email/{}", mine.challenge);
                let answer = send_from(app, origin, &path, &[("code", &code)]).await;
                refused(answer, ProblemKind::NotFound).await;
            }
            let guess = EmailChallenge {
                challenge: "guess".into(),
                expires_in_s: 0,
            };
            refused(take(app, &guess, &code).await, ProblemKind::NotFound).await;
            let _: SignedIn = read(take(app, &mine, &code).await, 200).await;
        },
    )
    .await;
}

#[tokio::test]
async fn without_a_mail_server_nobody_signs_in_by_e_mail() {
    on_both(async |app| {
        let none: SignInMethods = app.get(&format!("api/v1/sign-in?article={OPEN}")).await;
        assert_eq!(none.methods, []);
        let answer = ask(app, ADDRESS, "Lan").await;
        refused(answer, ProblemKind::SignInUnavailable).await;
    })
    .await;
}

#[tokio::test]
async fn the_ways_to_sign_in_are_told_by_article_or_site_and_may_be_cached() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            for place in [format!("article={OPEN}"), "site=weekly".to_owned()] {
                let path = format!("api/v1/sign-in?{place}");
                let methods: SignInMethods = app.get(&path).await;
                let kinds: Vec<_> = methods.methods.iter().map(|method| method.kind).collect();
                assert_eq!(kinds, [SignInKind::Email]);
                let answer = app.ask(reqwest::Method::GET, &path).send().await.unwrap();
                let tag = answer.headers()["etag"].clone();
                let again = app
                    .ask(reqwest::Method::GET, &path)
                    .header("if-none-match", tag);
                assert_eq!(again.send().await.unwrap().status(), 304);
            }
            for (place, kind) in [
                ("", ProblemKind::Malformed),
                ("article=unknown", ProblemKind::NotFound),
                ("site=unknown", ProblemKind::NotFound),
            ] {
                let path = format!("api/v1/sign-in?{place}");
                let answer = app.ask(reqwest::Method::GET, &path).send().await.unwrap();
                refused(answer, kind).await;
            }
        },
    )
    .await;
}
