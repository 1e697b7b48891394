//! A world of its own for each story, and the end of each: nothing was violated, nothing complained.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::Method;
use futures::FutureExt;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::engine::Engine;
use super::http;
use super::line::Line;
use super::partner::{Page, Partner};
use super::reader::Reader;
use super::server::{Server, Setup};

type Panic = Box<dyn Any + Send>;

/// The article of `articles/` that most stories are about.
pub const SEED: &str = "bdk-27052023";

/// Worlds at a time: each has a browser, and a browser keeps a processor busy.
static ROOM: Semaphore = Semaphore::const_new(2);
/// No story takes longer in one engine.
const TOO_LONG: Duration = Duration::from_secs(240);
/// What readers saw last takes no longer to be left.
const LAST_LOOK: Duration = Duration::from_secs(20);

/// A newsroom, a partner, and the readers of its pages.
pub struct World {
    /// What its readers' browsers render pages with, unless asked for otherwise.
    pub engine: Engine,
    pub server: Server,
    pub partner: Partner,
    /// Between readers and the server.
    pub line: Line,
    readers: RefCell<Vec<Rc<Reader>>>,
    expected: RefCell<Vec<String>>,
}

/// Makes a world, has the story happen in it, and checks that no page violated the partner's policy or
/// complained in the console. Its readers have Chromium.
pub async fn tell(setup: Setup, story: impl AsyncFnOnce(&World)) {
    if let Err(panic) = tell_in(Engine::Chromium, &setup, story).await {
        resume_unwind(panic);
    }
}

/// The same in every engine, one after the other, each time in a world of its own.
pub async fn tell_everywhere(setup: Setup, story: impl AsyncFn(&World)) {
    let mut wrong = Vec::new();
    for engine in Engine::ALL {
        if tell_in(engine, &setup, &story).await.is_err() {
            wrong.push(engine.to_string());
        }
    }
    assert!(
        wrong.is_empty(),
        "this went wrong in {}",
        wrong.join(" and ")
    );
}

async fn tell_in(
    engine: Engine,
    setup: &Setup,
    story: impl AsyncFnOnce(&World),
) -> Result<(), Panic> {
    let _room = ROOM.acquire().await.expect("never closed");
    let partner = Partner::open().await;
    let server = Server::start(setup, &partner.origin).await;
    let world = World {
        engine,
        line: Line::to(server.whereabouts()).await,
        server,
        partner,
        readers: RefCell::default(),
        expected: RefCell::default(),
    };
    world.partner.serve_demo(&world.address());
    let whole = async {
        story(&world).await;
        world.is_clean().await;
    };
    let whole = async {
        let ended = timeout(TOO_LONG, whole).await;
        assert!(ended.is_ok(), "the story took longer than {TOO_LONG:?}");
    };
    let ended = AssertUnwindSafe(whole).catch_unwind().await;
    if ended.is_err() {
        world.leave_evidence().await;
    }
    ended
}

impl World {
    /// Where readers find the server.
    pub fn address(&self) -> String {
        format!("http://{}", self.line.address)
    }

    /// A reader who was never here before.
    pub async fn reader(&self) -> Rc<Reader> {
        self.reader_who_prefers(json!({})).await
    }

    /// A reader with a browser of other preferences.
    pub async fn reader_who_prefers(&self, preferences: Value) -> Rc<Reader> {
        self.newcomer(self.engine, preferences).await
    }

    /// A reader with a browser of this engine, whatever the others have.
    pub async fn reader_with(&self, engine: Engine) -> Rc<Reader> {
        self.newcomer(engine, json!({})).await
    }

    async fn newcomer(&self, engine: Engine, preferences: Value) -> Rc<Reader> {
        let reader = Rc::new(Reader::new(engine, preferences).await);
        self.readers.borrow_mut().push(reader.clone());
        reader
    }

    /// The page of `index.html`: a newspaper with the seed article in the middle.
    pub fn front_page(&self) -> String {
        format!("{}/", self.partner.origin)
    }

    /// Puts a page on the partner's site and answers with its address.
    pub fn page(&self, path: &str, page: Page) -> String {
        self.partner.serve(path, page, &self.address())
    }

    /// A page of the partner's with `html` in it.
    pub fn page_with(&self, html: &str) -> String {
        self.page("/page.html", Page::new(html))
    }

    /// The tag for an article.
    pub fn tag(&self, article: &str) -> String {
        self.tag_with(article, "")
    }

    /// The tag for an article with more attributes.
    pub fn tag_with(&self, article: &str, more: &str) -> String {
        let server = self.address();
        format!(
            r#"<script async src="{server}/embed.js" data-article="{article}" {more}></script>"#
        )
    }

    /// Another newsroom, whose server takes comments from the same partner.
    pub async fn another_server(&self) -> Server {
        Server::start(&Setup::default(), &self.partner.origin).await
    }

    /// Another partner, of whom the newsroom knows nothing.
    pub async fn another_partner(&self) -> Partner {
        Partner::open().await
    }

    /// Someone comments on the seed article; answers with the comment's id.
    pub async fn says(&self, name: &str, text: &str) -> String {
        self.posts(json!({ "author_name": name, "text": text }))
            .await
    }

    /// Someone answers the comment `parent`.
    pub async fn answers(&self, parent: &str, name: &str, text: &str) -> String {
        self.posts(json!({ "author_name": name, "text": text, "parent": parent }))
            .await
    }

    async fn posts(&self, mut draft: Value) -> String {
        static KEYS: AtomicUsize = AtomicUsize::new(0);
        let key = KEYS.fetch_add(1, Ordering::Relaxed);
        draft["key"] = json!(format!("key-of-a-program-{key:08}"));
        let url = format!(
            "http://{}/api/v1/articles/{SEED}/comments",
            self.server.address()
        );
        let answer = http::send_json(Method::POST, &url, &draft)
            .await
            .expect("an answer");
        let posted = answer.json();
        let id = posted["comment"]["id"].as_str();
        id.unwrap_or_else(|| panic!("{draft}: {} {posted}", answer.status))
            .to_owned()
    }

    /// The seed article's thread, as the server has it.
    pub async fn thread(&self) -> Value {
        self.server.thread(SEED).await
    }

    /// What the comments of the seed article say, as the server has it.
    pub async fn texts(&self) -> Vec<String> {
        self.server.texts(SEED).await
    }

    /// Complaints with `part` in them are what this story is about.
    pub fn expects(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// Requests that fail are what this story is about.
    pub fn expects_failed_requests(&self) {
        self.expects("Failed to load resource"); // Chromium, WebKit
    }

    /// No page violated the policy, and no console complained but as expected.
    async fn is_clean(&self) {
        let readers = self.readers.borrow().clone();
        let mut complaints = self.partner.violations();
        for reader in readers {
            complaints.extend(
                reader
                    .console()
                    .await
                    .into_iter()
                    .filter(|line| line.starts_with("SEVERE") || line.starts_with("WARNING")),
            );
        }
        let expected = self.expected.borrow();
        complaints.retain(|line| !expected.iter().any(|part| line.contains(part)));
        // Chromium says of every stream of events that its server left; the widget opens another.
        complaints.retain(|line| {
            !(line.contains("/api/v1/events?") && line.contains("ERR_INCOMPLETE_CHUNKED_ENCODING"))
        });
        assert!(
            complaints.is_empty(),
            "complaints:\n{}",
            complaints.join("\n")
        );
    }

    /// Leaves what the readers saw last in `target/e2e/`, if their browsers still answer.
    async fn leave_evidence(&self) {
        if timeout(LAST_LOOK, self.evidence()).await.is_err() {
            eprintln!("a browser did not say what its reader saw");
        }
    }

    async fn evidence(&self) {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("story").replace("::", "-");
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/e2e");
        std::fs::create_dir_all(&folder).ok();
        let readers = self.readers.borrow().clone();
        for (number, reader) in readers.into_iter().enumerate() {
            let file = folder.join(format!("{name}-{number}-{}", reader.engine()));
            std::fs::write(file.with_extension("png"), reader.sees().await).ok();
            let told = AssertUnwindSafe(reader.console()).catch_unwind().await;
            std::fs::write(
                file.with_extension("log"),
                told.unwrap_or_default().join("\n"),
            )
            .ok();
        }
        eprintln!(
            "in {}; see {}",
            self.engine,
            folder.join(format!("{name}-*")).display()
        );
    }
}
