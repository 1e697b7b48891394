//! What a provider says of a reader, and when it is believed.

use model::{SignInWaits, SignedIn};
use serde_json::{Value, json};

use super::provider::{CLIENT, CLIENT_SECRET, Provider};
use super::provider_key::Key;
use super::reader::{Browser, begin, poll};
use crate::common::asking::read;
use crate::common::{PARTNER, TestApp, on_both_with};

/// Signs in as far as it goes; the status of the last page.
async fn tried(app: &TestApp) -> u16 {
    let (browser, begun) = (Browser::new(), begin(app).await);
    let question = browser.to_the_question(&begun.url).await;
    let status = browser.confirm(app, &question).await.status;
    match status {
        200 => {
            let _: SignedIn = read(poll(app, PARTNER, &begun).await, 200).await;
        }
        _ => {
            let _: SignInWaits = read(poll(app, PARTNER, &begun).await, 202).await;
        }
    }
    status
}

#[tokio::test]
async fn an_id_token_must_be_for_this_server_this_reader_and_this_moment() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            for (name, value) in [
                ("iss", json!("https://evil.example")),
                ("aud", json!("another client")),
                ("aud", json!([CLIENT, "another client"])),
                ("nonce", json!("another sign-in")),
                ("nonce", Value::Null),
                ("exp", json!(server::clock::now_ms() / 1000 - 60)),
                ("exp", Value::Null),
                ("sub", Value::Null),
                ("name", Value::Null),
            ] {
                let shown = format!("{name} {value}");
                provider.twist(move |claims| {
                    let fields = claims.as_object_mut().unwrap();
                    match &value {
                        Value::Null => fields.remove(name),
                        value => fields.insert(name.into(), value.clone()),
                    };
                });
                assert_eq!(tried(app).await, 502, "{shown}");
            }
            provider.twist(|_| {});
            assert_eq!(tried(app).await, 200);
        },
    )
    .await;
}

#[tokio::test]
async fn an_id_token_must_be_signed_by_the_provider() {
    for key in [Key::rsa, Key::ed25519] {
        let provider = Provider::start(key()).await;
        on_both_with(
            |c| provider.setup(c),
            async |app| {
                for other in [key(), Key::Shared(CLIENT_SECRET), Key::Nothing] {
                    provider.sign_with(Some(other));
                    assert_eq!(tried(app).await, 502);
                }
                provider.sign_with(None);
                assert_eq!(tried(app).await, 200);
            },
        )
        .await;
    }
}

#[tokio::test]
async fn a_provider_may_change_its_key() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            assert_eq!(tried(app).await, 200);
            provider.change_key(Key::ed25519());
            assert_eq!(tried(app).await, 200);
        },
    )
    .await;
}

#[tokio::test]
async fn a_name_that_guests_may_not_have_is_refused() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            for name in ["L\u{202e}an", " ", "<b>\n</b>"] {
                provider.twist(move |claims| claims["name"] = name.into());
                assert_eq!(tried(app).await, 422, "{name:?}");
            }
            provider.twist(|claims| {
                claims.as_object_mut().unwrap().remove("name");
                claims["preferred_username"] = "lan".into();
            });
            assert_eq!(tried(app).await, 200);
            provider.twist(|_| {});
        },
    )
    .await;
}

#[tokio::test]
async fn what_a_provider_sends_back_instead_of_a_code_signs_nobody_in() {
    let provider = Provider::start(Key::ed25519()).await;
    on_both_with(
        |c| provider.setup(c),
        async |app| {
            let (browser, begun) = (Browser::new(), begin(app).await);
            let url = browser.redirected(&begun.url).await;
            let (_, state) = url.split_once("state=").unwrap();
            let state = state.split('&').next().unwrap();
            for rest in [
                "error=access_denied",
                "code=",
                "code=1&iss=https://evil.example",
                "code=1&error=server_error",
            ] {
                let back = format!("{}sign-in/callback?state={state}&{rest}", app.url);
                assert_eq!(browser.open(&back).await.status, 502, "{rest}");
            }
            // What stands in the address is shown as text.
            let back = format!(
                "{}sign-in/callback?state={state}&code=%22%3E%3Cscript%3E",
                app.url
            );
            let question = browser.open(&back).await;
            assert!(!question.html.contains("<script"), "{}", question.html);
            assert_eq!(browser.confirm(app, &question).await.status, 502);
            let _: SignInWaits = read(poll(app, PARTNER, &begun).await, 202).await;
        },
    )
    .await;
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_signs_nobody_in() {
    let nobody = Provider::start(Key::ed25519()).await;
    let elsewhere = |config: &mut server::config::Config| {
        nobody.setup(config);
        // There is a server, but no provider.
        config.sites[0].oidc.as_mut().unwrap().issuer = format!("{}/nothing", nobody.issuer);
    };
    on_both_with(elsewhere, async |app| {
        let begun = begin(app).await;
        assert_eq!(Browser::new().open(&begun.url).await.status, 502);
    })
    .await;
}
