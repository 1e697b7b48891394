//! Mails with codes: what they say, how many there are, and what becomes of addresses.

use model::{EmailChallenge, ProblemKind};
use server::config::{Config, SmtpTls};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

use super::email::ask;
use super::send_from;
use super::sink::Sink;
use crate::common::asking::{read, refused};
use crate::common::{OPEN, TestApp, on_both_with};

const ADDRESS: &str = "lan@dongkhoi.example";

#[tokio::test]
async fn a_mail_says_the_code_and_the_place_in_both_languages() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let _: EmailChallenge =
                read(ask(app, ADDRESS, "Mua hàng tại evil.example").await, 202).await;
            let mail = sink.last();
            assert_eq!(
                (mail.from.as_str(), mail.to.as_str()),
                ("noreply@news.example", ADDRESS)
            );
            sink.code();
            for words in [
                "đăng nhập",
                "10 phút",
                "sign in",
                "10 minutes",
                " news.example",
            ] {
                assert!(mail.text.contains(words), "{words} in {}", mail.text);
            }
            // Nobody makes the server carry a message of theirs.
            assert!(
                !mail.text.contains("evil") && !mail.head.contains("evil"),
                "{mail:?}"
            );
            for header in [
                "Date:",
                "Message-ID:",
                "Auto-Submitted: auto-generated",
                "Subject:",
            ] {
                assert!(mail.head.contains(header), "{header} in {}", mail.head);
            }
        },
    )
    .await;
}

#[tokio::test]
async fn one_address_gets_five_mails_an_hour() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let before = sink.mails().len();
            for _ in 0..5 {
                let _: EmailChallenge = read(ask(app, ADDRESS, "Lan").await, 202).await;
            }
            let over = ask(app, "LAN@dongkhoi.example", "Lan").await;
            let retry: u32 = over.headers()["retry-after"]
                .to_str()
                .unwrap()
                .parse()
                .unwrap();
            assert!((1..=3600).contains(&retry), "{retry}");
            let problem = refused(over, ProblemKind::RateLimited).await;
            assert_eq!(problem.retry_after_s, Some(retry));
            assert_eq!(sink.mails().len(), before + 5);
            let _: EmailChallenge = read(ask(app, "mai@dongkhoi.example", "Mai").await, 202).await;
        },
    )
    .await;
}

#[tokio::test]
async fn one_client_asks_for_few_codes_an_hour() {
    let sink = Sink::start().await;
    let two_an_hour = |config: &mut Config| {
        let mut smtp = sink.smtp();
        smtp.codes_per_hour = 2.try_into().unwrap();
        config.smtp = Some(smtp);
    };
    on_both_with(two_an_hour, async |app| {
        for n in 0..2 {
            let _: EmailChallenge =
                read(ask(app, &format!("{n}@a.example"), "Lan").await, 202).await;
        }
        let over = ask(app, "2@a.example", "Lan").await;
        assert_eq!(over.headers()["ratelimit-policy"], "\"codes\";q=2;w=3600");
        refused(over, ProblemKind::RateLimited).await;
    })
    .await;
}

#[tokio::test]
async fn no_address_and_no_code_is_kept() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let challenge: EmailChallenge = read(ask(app, ADDRESS, "Lan").await, 202).await;
            let kept = dump(
                app,
                "email_challenge",
                "subject_hash, code_hash, id_hash, name",
            )
            .await;
            assert!(kept.contains("Lan"), "{kept}");
            let path = format!("api/v1/sign-in/email/{}", challenge.challenge);
            let code = sink.code();
            let hashes_of_hex = kept
                .split(' ')
                .all(|word| word == "Lan" || word.len() == 64);
            assert!(hashes_of_hex, "{kept}");
            assert!(!kept.contains(&challenge.challenge), "{kept}");
            let taken = send_from(app, crate::common::PARTNER, &path, &[("code", &code)]).await;
            assert_eq!(taken.status(), 200);
            assert_eq!(
                dump(app, "email_challenge", "name, name, name, name").await,
                ""
            );
            let kept = dump(app, "account", "kind, subject_hash, name, site").await;
            assert!(
                kept.starts_with("email ") && !kept.contains("dongkhoi"),
                "{kept}"
            );
        },
    )
    .await;
}

/// Four columns of a table, with spaces between them.
async fn dump(app: &TestApp, table: &str, columns: &str) -> String {
    let mut db = AnyConnection::connect(&app.database_url).await.unwrap();
    let sql = format!("select {columns} from {table}");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .fetch_all(&mut db)
        .await
        .unwrap();
    let mut words = Vec::new();
    for row in &rows {
        for column in 0..4 {
            words.push(row.get::<String, _>(column));
        }
    }
    db.close().await.unwrap();
    words.join(" ")
}

#[tokio::test]
async fn a_field_that_is_not_allowed_is_named_and_no_mail_sent() {
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            for (email, name, field) in [
                ("lan", "Lan", "email"),
                ("a@b.vn\r\nBcc: c@d.vn", "Lan", "email"),
                (ADDRESS, " ", "name"),
                (ADDRESS, "L\u{202e}an", "name"),
                (ADDRESS, &*"a".repeat(81), "name"),
                (ADDRESS, &*format!("a{}", "\u{301}".repeat(20)), "name"),
            ] {
                let answer = ask(app, email, name).await;
                assert_eq!(answer.status(), 422, "{email} {name}");
                let problem: model::Problem = read(answer, 422).await;
                assert_eq!(problem.field.as_deref(), Some(field));
            }
            let fields = [("article", OPEN), ("email", ADDRESS), ("name", "Lan")];
            let evil =
                send_from(app, "https://evil.example", "api/v1/sign-in/email", &fields).await;
            refused(evil, ProblemKind::OriginNotAllowed).await;
            for missing in 0..3 {
                let mut fields = fields.to_vec();
                fields.remove(missing);
                let answer = send_from(app, "", "api/v1/sign-in/email", &fields).await;
                refused(answer, ProblemKind::Malformed).await;
            }
            assert_eq!(sink.mails().len(), 0);
        },
    )
    .await;
}

#[tokio::test]
async fn whether_the_mail_server_knows_an_address_is_not_told() {
    let sink = Sink::refusing("550 5.1.1 no such user").await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            let _: EmailChallenge = read(ask(app, ADDRESS, "Lan").await, 202).await;
            assert_eq!(sink.mails().len(), 0);
        },
    )
    .await;
}

#[tokio::test]
async fn a_mail_server_that_takes_no_mail_is_told() {
    let busy = Sink::refusing("451 4.3.2 later").await;
    let gone = Sink::start().await.smtp();
    let port_of_nobody = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    for (smtp, port) in [
        (busy.smtp(), busy.smtp().port.get()),
        (gone, port_of_nobody),
    ] {
        let setup = |config: &mut Config| {
            let mut smtp = smtp.clone();
            smtp.port = port.try_into().unwrap();
            config.smtp = Some(smtp);
        };
        on_both_with(setup, async |app| {
            let answer = ask(app, ADDRESS, "Lan").await;
            refused(answer, ProblemKind::Unavailable).await;
        })
        .await;
    }
}

#[tokio::test]
async fn nothing_is_said_unprotected_to_a_mail_server_that_should_protect_it() {
    let sink = Sink::start().await;
    let protected = |config: &mut Config| {
        let mut smtp = sink.smtp();
        smtp.tls = SmtpTls::Starttls;
        smtp.user = Some("chuyen".into());
        smtp.password = Some("hunter2".into());
        config.smtp = Some(smtp);
    };
    on_both_with(protected, async |app| {
        refused(ask(app, ADDRESS, "Lan").await, ProblemKind::Unavailable).await;
        assert_eq!(sink.mails().len(), 0);
        let said = sink.lines().join("\n");
        assert!(!said.contains("AUTH") && !said.contains("MAIL"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn the_password_for_the_mail_server_is_sent() {
    let sink = Sink::start().await;
    let with_password = |config: &mut Config| {
        let mut smtp = sink.smtp();
        smtp.user = Some("chuyen".into());
        smtp.password = Some("hunter2".into());
        config.smtp = Some(smtp);
    };
    on_both_with(with_password, async |app| {
        let _: EmailChallenge = read(ask(app, ADDRESS, "Lan").await, 202).await;
        assert_eq!(sink.logins().last().unwrap(), "chuyen hunter2");
    })
    .await;
}
