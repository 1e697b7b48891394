//! A server to test: the real router on a real port, over a SQLite file and over PostgreSQL.

pub mod asking;
pub mod binary;
pub mod listening;
pub mod readers;
pub mod walking;

use std::path::PathBuf;
use std::sync::Arc;

use model::{Address, Article, ArticleId, Commenting, Inline, RichText};
use serde_json::Value;
use server::app::App;
use server::config::{Config, Moderation, Site};
use server::store::{NewArticle, Store};
use server::{articles, clock, serve};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A page that may write to site `news`.
pub const PARTNER: &str = "https://news.example";
/// An open article of site `news`, whose comments are public at once.
pub const OPEN: &str = "tin-1";
/// Another one.
pub const OTHER: &str = "tin-2";
/// A closed article of site `news`.
pub const CLOSED: &str = "tin-cu";
/// An article of site `weekly`, whose comments a moderator sees first.
pub const PRE: &str = "weekly-1";

/// A server that runs until it is dropped.
pub struct TestApp {
    /// Where it answers, with a `/` at the end.
    pub url: String,
    /// Its database, for a second process.
    pub database_url: String,
    /// A folder of its own; site `news` reads `articles/` in it.
    pub folder: PathBuf,
    /// Asks it.
    pub client: reqwest::Client,
    app: Arc<App>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
    _folder: TempDir,
}

/// Runs a test on both databases.
pub async fn on_both(test: impl AsyncFn(&TestApp)) {
    on_both_with(|_| {}, test).await;
}

/// Runs a test on both databases, on servers that are set up differently.
pub async fn on_both_with(setup: impl Fn(&mut Config), test: impl AsyncFn(&TestApp)) {
    eprintln!("on SQLite:");
    let mut app = TestApp::start(None, &setup).await;
    test(&app).await;
    app.stop().await;
    eprintln!("on PostgreSQL:");
    let schema = Schema::create().await;
    let mut app = TestApp::start(Some(&schema), &setup).await;
    test(&app).await;
    app.stop().await;
    schema.drop().await;
}

/// Runs a test with an empty database of either kind.
pub async fn on_both_empty(test: impl AsyncFn(&Store, &str)) {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("chuyen.db").display());
    let store = Store::open(&url).await.unwrap();
    test(&store, &url).await;
    store.close().await;
    let schema = Schema::create().await;
    let store = Store::open(&schema.url()).await.unwrap();
    test(&store, &schema.url()).await;
    store.close().await;
    schema.drop().await;
}

impl TestApp {
    async fn start(schema: Option<&Schema>, setup: &impl Fn(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().to_owned();
        std::fs::create_dir(path.join("articles")).unwrap();
        let database_url = match schema {
            Some(schema) => schema.url(),
            None => format!("sqlite:{}", path.join("data/chuyen.db").display()),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut config = config(&path, &database_url);
        config.listen = listener.local_addr().unwrap();
        setup(&mut config);
        let app = App::open(config).await.unwrap();
        for (id, site, commenting) in [
            (OPEN, "news", Commenting::Open),
            (OTHER, "news", Commenting::Open),
            (CLOSED, "news", Commenting::Closed),
            (PRE, "weekly", Commenting::Open),
        ] {
            put(&app.store, site, &article(id, commenting)).await;
        }
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let running = app.clone();
        let server = tokio::spawn(async move {
            let stopped = async { stopped.await.unwrap_or_default() };
            serve::run(running, listener, stopped).await.unwrap();
        });
        Self {
            url,
            database_url,
            folder: path,
            client: reqwest::Client::new(),
            app,
            stop: Some(stop),
            server: Some(server),
            _folder: folder,
        }
    }

    /// The store as another process sees it, such as `chuyen moderate`.
    pub async fn another_process(&self) -> Store {
        Store::open(&self.database_url).await.unwrap()
    }

    /// The server's own store.
    pub fn store(&self) -> &Store {
        &self.app.store
    }

    /// Stops it cleanly.
    pub async fn stop(&mut self) {
        if let (Some(stop), Some(server)) = (self.stop.take(), self.server.take()) {
            stop.send(()).unwrap();
            server.await.unwrap();
        }
    }
}

/// Two sites, one of each kind.
fn config(folder: &std::path::Path, database_url: &str) -> Config {
    let news = Site {
        id: "news".into(),
        origins: vec![PARTNER.parse().unwrap()],
        moderation: Moderation::Post,
        articles: Some(folder.join("articles")),
        ..Site::default()
    };
    let weekly = Site {
        id: "weekly".into(),
        origins: vec!["https://weekly.example".parse().unwrap()],
        moderation: Moderation::Pre,
        ..Site::default()
    };
    Config {
        database_url: database_url.to_owned(),
        writes_per_minute: 100_000.try_into().unwrap(),
        sites: vec![news, weekly],
        ..Config::default()
    }
}

/// A small article.
pub fn article(id: &str, commenting: Commenting) -> Article {
    Article {
        id: id.parse().unwrap(),
        url: format!("https://news.example/{id}")
            .parse::<Address>()
            .unwrap(),
        lang: "vi".into(),
        section: None,
        kicker: None,
        headline: "Mưa đầu mùa".into(),
        dek: None,
        byline: Vec::new(),
        published_at: "2023-05-27T18:21:00+07:00".parse().unwrap(),
        updated_at: None,
        lead_figure: None,
        dateline: None,
        lead: vec![Inline::Text("Chiều nay trời mưa.".into())],
        body: RichText::default(),
        sign_off: None,
        corrections: Vec::new(),
        tags: Vec::new(),
        related: Vec::new(),
        rights: None,
        commenting,
    }
}

/// A small open article as JSON, to be spoiled.
pub fn small(id: &str) -> Value {
    serde_json::to_value(article(id, Commenting::Open)).unwrap()
}

/// Stores an article.
pub async fn put(store: &Store, site: &str, article: &Article) {
    let id: ArticleId = article.id.clone();
    let new = NewArticle {
        id,
        site: site.into(),
        json: articles::to_json(article),
        closed: article.commenting == Commenting::Closed,
        file: None,
        now_ms: clock::now_ms(),
    };
    store.put_article(new).await.unwrap();
}

/// A place of its own in the PostgreSQL cluster.
pub struct Schema {
    name: String,
    cluster: String,
}

impl Schema {
    /// Makes one.
    pub async fn create() -> Self {
        let cluster = std::env::var("CHUYEN_TEST_POSTGRES").expect(
            "set CHUYEN_TEST_POSTGRES to a PostgreSQL database that tests may write to, \
             postgres://USER@HOST:PORT/DATABASE, or run `cargo xtask test --only api`",
        );
        let name = format!("test_{}", uuid::Uuid::now_v7().simple());
        let schema = Self { name, cluster };
        schema.run("create schema").await;
        schema
    }

    /// Its address.
    pub fn url(&self) -> String {
        let join = if self.cluster.contains('?') { '&' } else { '?' };
        format!("{}{join}options[search_path]={}", self.cluster, self.name)
    }

    /// Drops it with all that is in it.
    pub async fn drop(&self) {
        self.run("drop schema").await;
    }

    async fn run(&self, what: &str) {
        sqlx::any::install_default_drivers();
        let mut db = AnyConnection::connect(&self.cluster).await.unwrap();
        let cascade = if what.starts_with("drop") {
            " cascade"
        } else {
            ""
        };
        let sql = format!("{what} {}{cascade}", self.name);
        db.execute(AssertSqlSafe(sql)).await.unwrap();
        db.close().await.unwrap();
    }
}
