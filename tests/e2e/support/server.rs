//! The newsroom's server: the real binary with a folder of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::watch;

use super::{env, http, until};

/// What differs between newsrooms.
pub struct Setup {
    /// `post`: comments are shown at once; `pre`: once approved.
    pub moderation: &'static str,
    /// Seconds in which an author may edit.
    pub edit_window_s: u32,
    /// Comments, edits and removals one reader may send in a minute.
    pub writes_per_minute: u32,
    /// More settings of the site, and tables that follow it.
    pub more: String,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            moderation: "post",
            edit_window_s: 900,
            writes_per_minute: 600,
            more: String::new(),
        }
    }
}

/// Where a server listens; nowhere once it is killed, and elsewhere when it is started again.
pub type Address = Option<SocketAddr>;

/// A running server; its data stays when it is killed and started again.
pub struct Server {
    /// The folder it reads articles from.
    pub articles: PathBuf,
    address: watch::Sender<Address>,
    folder: TempDir,
    process: Mutex<Child>,
}

impl Server {
    /// Starts one that takes comments from pages of `partner`, an origin.
    pub async fn start(setup: &Setup, partner: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the server");
        let articles = folder.path().join("articles");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("articles"),
            &articles,
        );
        let config = config(setup, partner);
        std::fs::write(folder.path().join("chuyen.toml"), config).expect("a configuration");
        let process = Mutex::new(serve(folder.path()));
        let server = Self {
            articles,
            address: watch::channel(None).0,
            folder,
            process,
        };
        server.is_ready().await;
        server
    }

    /// Where it listens now.
    pub fn address(&self) -> SocketAddr {
        self.address.borrow().expect("it runs")
    }

    /// Where it listens, to be looked up for each connection.
    pub fn whereabouts(&self) -> watch::Receiver<Address> {
        self.address.subscribe()
    }

    /// Rewrites an article in its folder, and waits until the server shows it so.
    pub async fn rewrites(&self, article: &str, edit: impl FnOnce(&str) -> String) {
        let file = self.articles.join(format!("{article}.json"));
        let text = std::fs::read_to_string(&file).expect("an article");
        let edited = edit(&text);
        assert_ne!(edited, text, "the edit changes something");
        let url = format!("http://{}/api/v1/articles/{article}", self.address());
        let shown = async || http::get(&url).await.expect("an answer").body;
        let before = shown().await;
        std::fs::write(&file, edited).expect("written");
        let waited = format!("{article} is shown as it was rewritten");
        until(Duration::from_secs(20), &waited, async || {
            shown().await != before
        })
        .await;
    }

    /// The thread of an article.
    pub async fn thread(&self, article: &str) -> Value {
        let path = format!("api/v1/articles/{article}/thread?limit=100");
        let url = format!("http://{}/{path}", self.address());
        http::get(&url).await.expect("an answer").json()
    }

    /// What the comments on an article say.
    pub async fn texts(&self, article: &str) -> Vec<String> {
        let thread = self.thread(article).await;
        let comments = thread["comments"].as_array().expect("a thread");
        comments
            .iter()
            .map(|comment| words(&comment["body"]))
            .collect()
    }

    /// Kills it as a power failure would: at once, and unasked.
    pub fn is_killed(&self) {
        let mut process = self.process.lock().expect("no test panics here");
        process.kill().expect("it runs");
        process.wait().expect("it ends");
        self.address.send_replace(None);
    }

    /// Starts it again on the same data.
    pub async fn is_started_again(&self) {
        *self.process.lock().expect("no test panics here") = serve(self.folder.path());
        self.is_ready().await;
    }

    /// Runs `chuyen` with these arguments beside the server and answers with what it printed.
    pub fn command(&self, arguments: &[&str]) -> String {
        let output = Command::new(env("CHUYEN_BIN"))
            .args(arguments)
            .env_clear()
            .current_dir(self.folder.path())
            .output()
            .expect("chuyen runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}{complained}");
        said
    }

    async fn is_ready(&self) {
        let log = self.folder.path().join(LOG);
        let listens = async || {
            let log = std::fs::read_to_string(&log).unwrap_or_default();
            let address = address_in(&log);
            self.address.send_replace(address);
            address.is_some()
        };
        until(STARTING, "the server listens", listens).await;
        let url = format!("http://{}/readyz", self.address());
        let ready = async || matches!(http::get(&url).await, Ok(answer) if answer.status == 200);
        until(STARTING, "the server is ready", ready).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(process) = self.process.get_mut() {
            process.kill().ok();
            process.wait().ok();
        }
    }
}

/// How long it may take to start.
const STARTING: Duration = Duration::from_secs(60);
/// What the server says of itself, anew each time it is started.
const LOG: &str = "server.log";

/// Where a server says it listens, at a port that the system chose.
fn address_in(log: &str) -> Address {
    let (_, rest) = log.split_once("listening address=http://")?;
    let (address, _) = rest.split_once('\n')?;
    address.trim().parse().ok()
}

fn serve(folder: &Path) -> Child {
    let log = std::fs::File::create(folder.join(LOG)).expect("a log");
    Command::new(env("CHUYEN_BIN"))
        .arg("serve")
        .env_clear()
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("the server starts")
}

fn config(setup: &Setup, partner: &str) -> String {
    let Setup {
        moderation,
        edit_window_s,
        writes_per_minute,
        more,
    } = setup;
    format!(
        r#"listen = "127.0.0.1:0"
database_url = "sqlite:chuyen.db"
writes_per_minute = {writes_per_minute}
public_url = "https://news.example/"

[[site]]
id = "bao-dong-khoi"
origins = ["{partner}"]
articles = "articles"
moderation = "{moderation}"
edit_window_s = {edit_window_s}
{more}
"#
    )
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The characters of a rich text in JSON.
fn words(text: &Value) -> String {
    match text {
        Value::String(characters) => characters.clone(),
        Value::Array(parts) => parts.iter().map(words).collect(),
        Value::Object(parts) => parts.values().map(words).collect(),
        _ => String::new(),
    }
}
