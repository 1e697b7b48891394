//! The way to a provider and back, and who may go it.

use model::{Posted, ProblemKind, SignInKind, SignInMethods, SignInWaits, SignedIn};

use super::provider::Provider;
use super::provider_key::Key;
use super::reader::{Browser, begin, poll};
use super::{assert_signed_in, edit_with, post_with, send_from, sql};
use crate::common::asking::{read, refused};
use crate::common::{OPEN, PARTNER, PRE, on_both, on_both_with};

#[tokio::test]
async fn a_reader_signs_in_at_a_provider() {
    for key in [Key::rsa(), Key::ed25519()] {
        let provider = Provider::start(key).await;
        on_both_with(
            |c| provider.setup(c),
            async |app| {
                let browser = Browser::new();
                let begun = begin(app).await;
                assert_eq!((begun.interval_s, begun.expires_in_s), (3, 600));
                assert!(begun.url.starts_with(&app.url), "{}", begun.url);
                let waits: SignInWaits = read(poll(app, PARTNER, &begun).await, 202).await;
                assert!((590..=600).contains(&waits.expires_in_s));
                let question = browser.to_the_question(&begun.url).await;
                // Coming back is not enough: the reader says that it was they who began.
                let _: SignInWaits = read(poll(app, PARTNER, &begun).await, 202).await;
                let done = browser.confirm(app, &question).await;
                assert_eq!(done.status, 200);
                assert!(
                    done.html.contains("Đã đăng nhập, hãy quay lại trang báo"),
                    "{}",
                    done.html
                );
                let signed_in: SignedIn = read(poll(app, PARTNER, &begun).await, 200).await;
                assert_eq!(signed_in.name, "Lan Nguyễn");
                assert_signed_in(app, OPEN, &signed_in).await;
                refused(poll(app, PARTNER, &begun).await, ProblemKind::NotFound).await;
            },
        )
        .await;
    }
}

#[tokio::test]
async fn the_question_names_page_provider_and_code_and_runs_no_script() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let begun = begin(app).await;
            let question = Browser::new().to_the_question(&begun.url).await;
            for words in [
                PARTNER,
                "Tài khoản Đồng Khởi",
                &begun.user_code,
                "Bạn sắp đăng nhập",
                "You are about to",
            ] {
                assert!(
                    question.html.contains(words),
                    "{words} in {}",
                    question.html
                );
            }
            assert!(!question.html.contains("<script"), "{}", question.html);
            for part in [
                "default-src 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
            ] {
                assert!(question.policy.contains(part), "{}", question.policy);
            }
            assert!(!question.policy.contains("unsafe"), "{}", question.policy);
        },
    )
    .await;
}

#[tokio::test]
async fn the_provider_is_shown_what_binds_the_answer_and_no_secret() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let begun = begin(app).await;
            let url = Browser::new().redirected(&begun.url).await;
            assert!(
                url.starts_with(&format!("{}/authorize?", provider.issuer)),
                "{url}"
            );
            for part in [
                "code_challenge_method=S256",
                "nonce=",
                "state=",
                "scope=openid+profile",
            ] {
                assert!(url.contains(part), "{part} in {url}");
            }
            let callback: String = url::form_urlencoded::byte_serialize(
                format!("{}sign-in/callback", app.url).as_bytes(),
            )
            .collect();
            assert!(url.contains(&format!("redirect_uri={callback}")), "{url}");
            for secret in ["secret", &begun.challenge, "verifier"] {
                assert!(!url.contains(secret), "{url}");
            }
            // The page may be opened again.
            assert_eq!(Browser::new().redirected(&begun.url).await, url);
        },
    )
    .await;
}

#[tokio::test]
async fn the_same_reader_is_known_again() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let sign_in = async || -> SignedIn {
                let (browser, begun) = (Browser::new(), begin(app).await);
                let question = browser.to_the_question(&begun.url).await;
                assert_eq!(browser.confirm(app, &question).await.status, 200);
                read(poll(app, PARTNER, &begun).await, 200).await
            };
            let first = sign_in().await;
            let posted: Posted = read(post_with(app, OPEN, &first.session).await, 201).await;
            provider.twist(|claims| claims["name"] = "Lan".into());
            let again = sign_in().await;
            assert_eq!(again.name, "Lan");
            let _: Posted = read(
                edit_with(app, &posted.comment.id, &again.session).await,
                200,
            )
            .await;
            provider.twist(|claims| claims["sub"] = "reader-8".into());
            let edit = edit_with(app, &posted.comment.id, &sign_in().await.session).await;
            refused(edit, ProblemKind::WrongToken).await;
            provider.twist(|_| {});
        },
    )
    .await;
}

#[tokio::test]
async fn only_the_page_that_began_is_told() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let (browser, begun) = (Browser::new(), begin(app).await);
            let question = browser.to_the_question(&begun.url).await;
            browser.confirm(app, &question).await;
            for origin in ["https://evil.example", "https://weekly.example", ""] {
                refused(poll(app, origin, &begun).await, ProblemKind::NotFound).await;
            }
            let both =
                futures_util::future::join(poll(app, PARTNER, &begun), poll(app, PARTNER, &begun));
            let (one, other) = both.await;
            let mut statuses = [one.status().as_u16(), other.status().as_u16()];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 404]);
        },
    )
    .await;
}

#[tokio::test]
async fn the_code_of_one_reader_signs_nobody_else_in() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let browser = Browser::new();
            let (mine, theirs) = (begin(app).await, begin(app).await);
            let mut my_question = browser.to_the_question(&mine.url).await;
            let their_question = browser.to_the_question(&theirs.url).await;
            let (my_code, their_code) = (my_question.field("code"), their_question.field("code"));
            my_question.html = my_question.html.replace(&my_code, &their_code);
            assert_eq!(browser.confirm(app, &my_question).await.status, 502);
            for begun in [&mine, &theirs] {
                let _: SignInWaits = read(poll(app, PARTNER, begun).await, 202).await;
            }
        },
    )
    .await;
}

#[tokio::test]
async fn who_is_not_waited_for_is_told_so() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let browser = Browser::new();
            for path in [
                "sign-in/guess",
                "sign-in/callback?state=guess&code=1",
                "sign-in/callback",
            ] {
                assert_eq!(
                    browser.open(&format!("{}{path}", app.url)).await.status,
                    404,
                    "{path}"
                );
            }
            let begun = begin(app).await;
            let question = browser.to_the_question(&begun.url).await;
            sql(
                app,
                "update oidc_challenge set expires_at_ms = expires_at_ms - 600000",
            )
            .await;
            assert_eq!(browser.open(&begun.url).await.status, 404);
            assert_eq!(browser.confirm(app, &question).await.status, 404);
            refused(poll(app, PARTNER, &begun).await, ProblemKind::NotFound).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_page_opened_again_says_that_it_is_done() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let (browser, begun) = (Browser::new(), begin(app).await);
            let question = browser.to_the_question(&begun.url).await;
            for _ in 0..2 {
                let done = browser.confirm(app, &question).await;
                assert!(
                    done.status == 200 && done.html.contains("Đã đăng nhập"),
                    "{done:?}"
                );
            }
            assert_eq!(browser.open(&begun.url).await.status, 200);
            let _: SignedIn = read(poll(app, PARTNER, &begun).await, 200).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_site_without_a_provider_offers_none() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let methods: SignInMethods = app.get(&format!("api/v1/sign-in?article={OPEN}")).await;
            assert_eq!(methods.methods[0].kind, SignInKind::Oidc);
            assert_eq!(
                methods.methods[0].name.as_deref(),
                Some("Tài khoản Đồng Khởi")
            );
            let path = "api/v1/sign-in/oidc";
            let other = send_from(app, "https://weekly.example", path, &[("article", PRE)]).await;
            refused(other, ProblemKind::SignInUnavailable).await;
            let evil = send_from(app, "https://evil.example", path, &[("article", OPEN)]).await;
            refused(evil, ProblemKind::OriginNotAllowed).await;
        },
    )
    .await;
    on_both(async |app| {
        let answer = send_from(app, PARTNER, "api/v1/sign-in/oidc", &[("article", OPEN)]).await;
        refused(answer, ProblemKind::SignInUnavailable).await;
    })
    .await;
}
