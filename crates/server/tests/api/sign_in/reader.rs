//! A reader with a browser that keeps no cookie.

use model::OidcChallenge;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

use super::send_from;
use crate::common::asking::read;
use crate::common::{OPEN, PARTNER, TestApp};

/// A browser.
pub struct Browser(Client);

/// What it shows.
#[derive(Debug)]
pub struct Shown {
    pub status: u16,
    pub html: String,
    /// Its content security policy.
    pub policy: String,
}

impl Browser {
    pub fn new() -> Self {
        Self(Client::builder().redirect(Policy::none()).build().unwrap())
    }

    /// Where an address leads.
    pub async fn redirected(&self, url: &str) -> String {
        let answer = self.0.get(url).send().await.unwrap();
        assert_eq!(answer.status(), 303, "{url}");
        assert!(answer.headers().get("set-cookie").is_none());
        answer.headers()["location"].to_str().unwrap().to_owned()
    }

    pub async fn open(&self, url: &str) -> Shown {
        shown(self.0.get(url).send().await.unwrap()).await
    }

    /// Goes to the provider and back, as far as the question.
    pub async fn to_the_question(&self, url: &str) -> Shown {
        let provider = self.redirected(url).await;
        let back = self.redirected(&provider).await;
        self.open(&back).await
    }

    /// Presses the button of the question.
    pub async fn confirm(&self, app: &TestApp, question: &Shown) -> Shown {
        assert_eq!(question.status, 200, "{question:?}");
        let fields = [
            ("state", question.field("state")),
            ("code", question.field("code")),
        ];
        let url = format!("{}sign-in/callback", app.url);
        shown(self.0.post(url).form(&fields).send().await.unwrap()).await
    }
}

impl Shown {
    /// A hidden field.
    pub fn field(&self, name: &str) -> String {
        let (_, rest) = self
            .html
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }
}

async fn shown(answer: Response) -> Shown {
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(answer.headers().get("set-cookie").is_none());
    assert_eq!(header("cache-control"), "no-store");
    Shown {
        status: answer.status().as_u16(),
        policy: header("content-security-policy"),
        html: answer.text().await.unwrap(),
    }
}

/// Begins a sign-in, from a page of the partner.
pub async fn begin(app: &TestApp) -> OidcChallenge {
    let answer = send_from(app, PARTNER, "api/v1/sign-in/oidc", &[("article", OPEN)]).await;
    read(answer, 201).await
}

/// Asks how it stands, from a page of `origin`.
pub async fn poll(app: &TestApp, origin: &str, begun: &OidcChallenge) -> Response {
    let fields = [("challenge", &*begun.challenge)];
    send_from(app, origin, "api/v1/sign-in/poll", &fields).await
}
