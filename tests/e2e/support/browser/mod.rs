//! One browser with its driver, both gone with the value, also when a test panics.

mod chromium;
mod display;
mod driver;
mod firefox;
mod webkit;

use std::cell::RefCell;

use axum::http::Method;
use fantoccini::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::engine::Engine;
use super::http::{self, Answer};
use driver::{Driver, Session};

/// Takes what `witness.js` remembers on a page.
const COMPLAINTS: &str = "return (window.complaints ?? []).splice(0)";

/// A browser of one person: what it stores stays when it is closed and opened again, but in WebKit, whose
/// browser for tests forgets everything.
pub struct Browser {
    /// What it renders pages with.
    pub engine: Engine,
    driver: Driver,
    preferences: Value,
    session: RefCell<Session>,
    /// What the console said on pages and in sessions that are over.
    heard: RefCell<Vec<String>>,
    /// Where it keeps everything; removed once nothing runs any more.
    _folder: TempDir,
}

impl Browser {
    /// Starts one that was never used, with the preferences of its engine set to `preferences`.
    pub async fn start(engine: Engine, preferences: Value) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the browser");
        let driver = Driver::start(engine, folder.path()).await;
        let session = driver.open(&preferences).await;
        Self {
            engine,
            driver,
            preferences,
            session: RefCell::new(session),
            heard: RefCell::default(),
            _folder: folder,
        }
    }

    /// Closes it and opens it again: what was in memory is gone.
    pub async fn restart(&self) {
        assert_ne!(
            self.engine,
            Engine::WebKit,
            "its browser for tests keeps nothing"
        );
        let heard = self.console().await;
        self.heard.replace(heard);
        let closed = self.client().close().await;
        closed.expect("the browser closes");
        let session = self.driver.open(&self.preferences).await;
        self.session.replace(session);
    }

    /// The driver's usual commands.
    pub fn client(&self) -> Client {
        self.session.borrow().client.clone()
    }

    /// Sends a command of the Chrome DevTools Protocol and answers with its result.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        assert_eq!(
            self.engine,
            Engine::Chromium,
            "nothing else knows {command}"
        );
        let body = json!({ "cmd": command, "params": parameters });
        self.command("goog/cdp/execute", &body).await
    }

    /// Role and name of an element as assistive technology is told them; `None` if it is not there any more.
    pub async fn role_and_name(&self, element: &str) -> Option<[String; 2]> {
        let url = format!("{}/element/{element}", self.session.borrow().url);
        let role = told(&http::get(&format!("{url}/computedrole")).await)?;
        let name = told(&http::get(&format!("{url}/computedlabel")).await)?;
        Some([role, name])
    }

    /// What the console said since it was last asked, one line each: level and message. Outside Chromium only
    /// what pages of the partner complained of.
    pub async fn console(&self) -> Vec<String> {
        let said = match self.engine {
            Engine::Chromium => {
                let log = self.command("se/log", &json!({ "type": "browser" })).await;
                chromium::console(&log)
            }
            Engine::Firefox | Engine::WebKit => {
                let said = self.client().execute(COMPLAINTS, Vec::new()).await;
                serde_json::from_value(said.expect("the page answers")).expect("texts")
            }
        };
        self.heard.take().into_iter().chain(said).collect()
    }

    /// To be called before a page goes, and with it what it complained of.
    pub async fn keeps_the_console(&self) {
        if self.engine != Engine::Chromium {
            let heard = self.console().await;
            self.heard.replace(heard);
        }
    }

    async fn command(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}/{path}", self.session.borrow().url);
        let answer = http::send_json(Method::POST, &url, body).await;
        let mut answer = answer.expect("the driver answers").json();
        assert!(
            answer["value"]["error"].is_null(),
            "{path} {}: {}",
            body["cmd"],
            answer["value"]["message"]
        );
        answer["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.driver.close(self.session.get_mut());
    }
}

/// A text that the driver answered with, unless what was asked about is gone.
fn told(answer: &Result<Answer, String>) -> Option<String> {
    let answer = answer.as_ref().expect("the driver answers").json();
    match &answer["value"] {
        Value::String(text) => Some(text.clone()),
        Value::Null => Some(String::new()),
        problem => {
            let stale = ["stale element reference", "no such element"];
            assert!(
                stale.iter().any(|stale| problem["error"] == *stale),
                "{problem}"
            );
            None
        }
    }
}
