//! One Chromium with its driver, both gone with the value, also when a test panics.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use axum::http::Method;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{env, http, until};

const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-search-engine-choice-screen",
    "--no-first-run",
    "--password-store=basic",
    "--force-color-profile=srgb",
    "--lang=vi",
    "--window-size=1280,1000",
    // Elements know their role and name as assistive technology is told them.
    "--enable-blink-features=ComputedAccessibilityInfo",
];

/// A browser of one person: what it stores stays when it is closed and opened again.
pub struct Browser {
    driver: Driver,
    profile: TempDir,
    preferences: Value,
    session: RefCell<Session>,
    /// What the console said in sessions that are over.
    heard: RefCell<Vec<String>>,
}

#[derive(Clone)]
struct Session {
    client: Client,
    url: String,
}

impl Browser {
    /// Starts one that was never used, with Chromium's preferences set to `preferences`.
    pub async fn start(preferences: Value) -> Self {
        let driver = Driver::start().await;
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let session = driver.open(profile.path(), &preferences).await;
        Self {
            driver,
            profile,
            preferences,
            session: RefCell::new(session),
            heard: RefCell::default(),
        }
    }

    /// Closes it and opens it again: what was in memory is gone.
    pub async fn restart(&self) {
        let heard = self.console().await;
        self.heard.borrow_mut().extend(heard);
        let closed = self.client().close().await;
        closed.expect("the browser closes");
        let session = self.driver.open(self.profile.path(), &self.preferences);
        let session = session.await;
        self.session.replace(session);
    }

    /// The driver's usual commands.
    pub fn client(&self) -> Client {
        self.session.borrow().client.clone()
    }

    /// Sends a command of the Chrome DevTools Protocol and answers with its result.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.command("goog/cdp/execute", &body).await
    }

    /// What the console said since it was last asked, one line each: level and message.
    pub async fn console(&self) -> Vec<String> {
        let entries = self.command("se/log", &json!({ "type": "browser" })).await;
        let entries = entries.as_array().cloned().unwrap_or_default();
        let said = entries.iter().map(|entry| {
            let of = |field: &str| entry[field].as_str().unwrap_or_default().to_owned();
            format!("{} {}", of("level"), unquoted(&of("message")))
        });
        self.heard.take().into_iter().chain(said).collect()
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

/// What a page logged stands in the driver's line as JSON, after where it was logged.
fn unquoted(line: &str) -> String {
    let said = line.split_once(" \"").and_then(|(place, said)| {
        let said: String = serde_json::from_str(&format!("\"{said}")).ok()?;
        Some(format!("{place} {said}"))
    });
    said.unwrap_or_else(|| line.to_owned())
}

/// The driver's process.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    async fn start() -> Self {
        let mut process = Command::new(env("CHUYEN_CHROMEDRIVER"))
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let printed = process.stdout.take().expect("it is piped");
        let port = tokio::task::spawn_blocking(|| port_in(printed)).await;
        let port = port.ok().flatten();
        let port = port.expect("chromedriver says where it listens");
        let driver = Self { process, port };
        let status = format!("{}/status", driver.url());
        until(
            Duration::from_secs(20),
            "chromedriver is ready",
            async || http::get(&status).await.is_ok(),
        )
        .await;
        driver
    }

    async fn open(&self, profile: &Path, preferences: &Value) -> Session {
        let mut arguments: Vec<String> = ARGUMENTS.iter().copied().map(str::to_owned).collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        let wanted = json!({
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": { "args": arguments, "prefs": preferences },
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted.as_object().expect("an object").clone())
            .connect(&self.url())
            .await
            .expect("Chromium starts");
        let id = client.session_id().await.ok().flatten();
        let id = id.expect("a session");
        Session {
            client,
            url: format!("{}/session/{id}", self.url()),
        }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Has it close its browser, which keeps what it was told to keep, and itself.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream
            .write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

/// Where a driver says it listens, at a port that the system chose.
fn port_in(printed: ChildStdout) -> Option<u16> {
    let mut lines = BufReader::new(printed).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, rest) = line.split_once("successfully on port ")?;
        rest.trim_end_matches('.').parse().ok()
    });
    // Somebody must go on reading, or the driver waits to be heard.
    std::thread::spawn(move || lines.for_each(drop));
    port
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            eprintln!("chromedriver did not shut down: {error}");
        }
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
