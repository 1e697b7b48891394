//! Which tokens of a partner are believed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{Posted, Problem, ProblemKind, SignInKind, SignInMethods, SignedIn};
use reqwest::Response;
use serde_json::{Value, json};
use server::config::Config;

use super::partner_tokens::{AUDIENCE, Partner, SHARED, but, claims, hs256, now_s, said, shared};
use super::{assert_signed_in, edit_with, post_with, send_from};
use crate::common::asking::{read, refused};
use crate::common::{OPEN, PARTNER, PRE, TestApp, on_both_with};

async fn sign_in(app: &TestApp, token: &str) -> Response {
    let fields = [("article", OPEN), ("token", token)];
    send_from(app, PARTNER, "api/v1/sign-in/partner", &fields).await
}

/// The rule that a refused token broke.
async fn rule(app: &TestApp, token: &str) -> String {
    let problem = refused(sign_in(app, token).await, ProblemKind::WrongToken).await;
    assert_eq!(
        (problem.field.as_deref(), problem.value.as_deref()),
        (Some("token"), Some(""))
    );
    problem.detail.unwrap()
}

#[tokio::test]
async fn a_partner_s_reader_is_signed_in_for_an_hour() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            let signed_in: SignedIn =
                read(sign_in(app, &partner.token(&claims())).await, 200).await;
            assert_eq!(
                (signed_in.name.as_str(), signed_in.expires_in_s),
                ("Lan", 3600)
            );
            assert_signed_in(app, OPEN, &signed_in).await;
            let methods: SignInMethods = app.get(&format!("api/v1/sign-in?article={OPEN}")).await;
            assert_eq!(methods.methods[0].kind, SignInKind::Partner);
            let others: SignInMethods = app.get(&format!("api/v1/sign-in?article={PRE}")).await;
            assert_eq!(others.methods, []);
        },
    )
    .await;
}

#[tokio::test]
async fn a_partner_s_reader_is_the_same_again_whatever_their_name() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            let first: SignedIn = read(sign_in(app, &partner.token(&claims())).await, 200).await;
            let posted: Posted = read(post_with(app, OPEN, &first.session).await, 201).await;
            let renamed = partner.token(&but("name", json!("Lan Nguyễn")));
            let again: SignedIn = read(sign_in(app, &renamed).await, 200).await;
            assert_eq!(again.name, "Lan Nguyễn");
            let _: Posted = read(
                edit_with(app, &posted.comment.id, &again.session).await,
                200,
            )
            .await;
            let other = partner.token(&but("sub", json!("reader-8")));
            let other: SignedIn = read(sign_in(app, &other).await, 200).await;
            let edit = edit_with(app, &posted.comment.id, &other.session).await;
            refused(edit, ProblemKind::WrongToken).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_public_key_may_be_pem_and_a_secret_may_be_shared() {
    let partner = Partner::new();
    let pem = |config: &mut Config| {
        partner.setup(config);
        let jwt = config.sites[0].partner_jwt.as_mut().unwrap();
        jwt.key = partner.pem().as_str().into();
    };
    on_both_with(pem, async |app| {
        let _: SignedIn = read(sign_in(app, &partner.token(&claims())).await, 200).await;
    })
    .await;
    on_both_with(shared, async |app| {
        let token = hs256(SHARED.as_bytes(), &claims());
        let _: SignedIn = read(sign_in(app, &token).await, 200).await;
        assert!(
            rule(app, &hs256(b"another", &claims()))
                .await
                .contains("signature")
        );
        // The other algorithm, even if its key were the secret.
        assert!(
            rule(app, &partner.token(&claims()))
                .await
                .contains("algorithm")
        );
    })
    .await;
}

#[tokio::test]
async fn no_other_algorithm_counts() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            let unsigned = |alg: &str| format!("{}.", said(&json!({ "alg": alg }), &claims()));
            for alg in ["none", "None", "", "HS512", "RS256", "ES256"] {
                let _ = rule(app, &unsigned(alg)).await;
            }
            // The public key is public: whoever signs with it as if it were a secret is nobody.
            for secret in [
                partner.public(),
                partner.pem().as_bytes(),
                partner.pem().trim().as_bytes(),
            ] {
                assert!(
                    rule(app, &hs256(secret, &claims()))
                        .await
                        .contains("algorithm")
                );
            }
            let encoded = URL_SAFE_NO_PAD.encode(partner.public());
            assert!(
                rule(app, &hs256(encoded.as_bytes(), &claims()))
                    .await
                    .contains("algorithm")
            );
        },
    )
    .await;
}

#[tokio::test]
async fn a_token_of_another_key_or_that_was_changed_is_refused() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            let good = partner.token(&claims());
            let (_, signature) = good.rsplit_once('.').unwrap();
            let header = json!({ "alg": "EdDSA", "typ": "JWT" });
            let changed = format!(
                "{}.{signature}",
                said(&header, &but("sub", json!("editor")))
            );
            let other = Partner::new().token(&claims());
            for forged in [&changed, &other] {
                assert!(rule(app, forged).await.contains("signature"));
            }
            for garbage in [
                "",
                "a",
                "a.b.c",
                &good[..good.len() - 4],
                &format!("{good}.{good}"),
            ] {
                let _ = rule(app, garbage).await;
            }
        },
    )
    .await;
}

#[tokio::test]
async fn a_token_ends_soon() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            for (exp, part) in [
                (Value::Null, "`exp`"),
                (json!("soon"), ""),
                (json!(now_s() - 60), "is over"),
                (json!(now_s() + 400), "300 s"),
                (json!(i64::MAX), "300 s"),
                (json!(-1), ""),
            ] {
                let rule = rule(app, &partner.token(&but("exp", exp.clone()))).await;
                assert!(rule.contains(part), "{exp}: {rule}");
            }
            // Clocks differ a little.
            for exp in [now_s() - 10, now_s() + 310] {
                let token = partner.token(&but("exp", json!(exp)));
                let _: SignedIn = read(sign_in(app, &token).await, 200).await;
            }
        },
    )
    .await;
}

#[tokio::test]
async fn a_token_is_for_this_server_and_made_already() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            for (name, value, part) in [
                ("aud", Value::Null, "`aud`"),
                ("aud", json!("https://other.example"), "`aud`"),
                ("aud", json!(["https://other.example"]), "`aud`"),
                ("aud", json!(""), "`aud`"),
                ("iat", json!(now_s() + 120), "`iat`"),
                ("nbf", json!(now_s() + 120), "`nbf`"),
            ] {
                let rule = rule(app, &partner.token(&but(name, value.clone()))).await;
                assert!(rule.contains(part), "{name} {value}: {rule}");
            }
            for token in [
                but("aud", json!([AUDIENCE, "https://other.example"])),
                but("iat", Value::Null),
            ] {
                let _: SignedIn = read(sign_in(app, &partner.token(&token)).await, 200).await;
            }
        },
    )
    .await;
}

#[tokio::test]
async fn a_token_names_a_reader_as_guests_name_themselves() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            for sub in [Value::Null, json!(""), json!("a".repeat(201)), json!(7)] {
                let _ = rule(app, &partner.token(&but("sub", sub))).await;
            }
            let _ = rule(app, &partner.token(&but("name", Value::Null))).await;
            for name in [
                json!(" "),
                json!("a".repeat(81)),
                json!("L\u{202e}an"),
                json!("La\nn"),
            ] {
                let answer = sign_in(app, &partner.token(&but("name", name))).await;
                let problem: Problem = read(answer, 422).await;
                assert_eq!(problem.field.as_deref(), Some("name"));
            }
            for sub in ["7".to_owned(), "ệ".repeat(200)] {
                let token = partner.token(&but("sub", json!(sub)));
                let _: SignedIn = read(sign_in(app, &token).await, 200).await;
            }
        },
    )
    .await;
}

#[tokio::test]
async fn extensions_that_must_be_understood_are_refused() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            let header = json!({ "alg": "EdDSA", "crit": ["urn:x"], "urn:x": true });
            let said = said(&header, &claims());
            let signature = URL_SAFE_NO_PAD.encode(partner.0.sign(said.as_bytes()));
            assert!(
                rule(app, &format!("{said}.{signature}"))
                    .await
                    .contains("crit")
            );
        },
    )
    .await;
}

#[tokio::test]
async fn a_partner_signs_in_on_its_own_site_and_pages_only() {
    let partner = Partner::new();
    on_both_with(
        |c| partner.setup(c),
        async |app| {
            let token = partner.token(&claims());
            let path = "api/v1/sign-in/partner";
            let fields = [("article", PRE), ("token", &*token)];
            let other = send_from(app, "https://weekly.example", path, &fields).await;
            refused(other, ProblemKind::SignInUnavailable).await;
            let fields = [("article", OPEN), ("token", &*token)];
            let evil = send_from(app, "https://evil.example", path, &fields).await;
            refused(evil, ProblemKind::OriginNotAllowed).await;
            refused(
                send_from(app, PARTNER, path, &fields[..1]).await,
                ProblemKind::Malformed,
            )
            .await;
        },
    )
    .await;
}
