//! Where readers are offered to sign in.

use reqwest::Method;

use super::sink::Sink;
use crate::common::{OPEN, TestApp, on_both, on_both_with};

/// What the composer has for who wants to sign in.
const BUTTON: &str = "data-ask=\"signIn\"";

/// Status, entity tag and text of what was rendered, for a browser that has something already.
async fn rendered(app: &TestApp, path: &str, has: &str) -> (u16, String, String) {
    let ask = app.ask(Method::GET, path).header("if-none-match", has);
    let answer = ask.send().await.unwrap();
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let status = answer.status().as_u16();
    (status, tag, answer.text().await.unwrap())
}

#[tokio::test]
async fn what_is_rendered_offers_to_sign_in_where_the_site_does() {
    let fragment = format!("embed/v1/articles/{OPEN}");
    let page = format!("articles/{OPEN}");
    on_both(async |app| {
        for path in [&fragment, &page] {
            let (_, _, html) = rendered(app, path, "\"none\"").await;
            assert!(!html.contains(BUTTON) && !html.contains("\"sign_in\""));
        }
    })
    .await;
    let sink = Sink::start().await;
    on_both_with(
        |c| c.smtp = Some(sink.smtp()),
        async |app| {
            for path in [&fragment, &page] {
                let (_, tag, html) = rendered(app, path, "\"none\"").await;
                assert!(html.contains(BUTTON) && html.contains("\"sign_in\":true"));
                assert_eq!(rendered(app, path, &tag).await.0, 304);
                // Who has it from before readers could sign in gets it anew.
                let mut parts: Vec<_> = tag.split('-').collect();
                parts.remove(parts.len() - 2);
                assert_eq!(rendered(app, path, &parts.join("-")).await.0, 200);
            }
        },
    )
    .await;
}
