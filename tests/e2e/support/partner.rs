//! A partner's web site: its pages, and the violations of its content security policy that browsers report.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::routing::{get, post};
use tokio::net::TcpListener;

/// The policy of a careful partner: nothing but what the tag needs, and every violation reported.
const STRICT: &str = "default-src 'none'; script-src {server} 'wasm-unsafe-eval'; \
    style-src 'self' {server}; img-src 'self' {server} data:; connect-src {server}; \
    require-trusted-types-for 'script'; trusted-types chuyen; report-uri /csp-report";

/// … of one that runs nobody's script but its own, and has a frame.
const FRAMES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src {server}; report-uri /csp-report";

/// One file of the site.
#[derive(Clone)]
pub struct Page {
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Page {
    /// A page under the strict policy; `body` is what stands between `<body>` and `</body>`.
    pub fn new(body: &str) -> Self {
        Self::with_head("", body)
    }

    /// The same, with something in `<head>`.
    pub fn with_head(head: &str, body: &str) -> Self {
        Self::whole(&format!(
            "<!doctype html>\n<html lang=\"vi\">\n<head><meta charset=\"utf-8\"><title>Báo bạn</title>\
             <meta name=\"viewport\" content=\"width=device-width\">{head}</head>\n<body>{body}</body>\n</html>\n"
        ))
    }

    /// A page as it is, under the strict policy.
    pub fn whole(html: &str) -> Self {
        Self::file("text/html; charset=utf-8", html).header("content-security-policy", STRICT)
    }

    /// A page as it is, which may frame the server's and run scripts of its own.
    pub fn framing(html: &str) -> Self {
        Self::file("text/html; charset=utf-8", html).header("content-security-policy", FRAMES)
    }

    /// Any file, under no policy.
    pub fn file(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            headers: vec![("content-type", media_type.to_owned())],
            body: body.into(),
        }
    }

    /// The same with one part of its policy replaced by another.
    pub fn policy(mut self, part: &str, by: &str) -> Self {
        if let Some(policy) = self.header_mut("content-security-policy") {
            assert!(policy.contains(part), "no {part} in {policy}");
            *policy = policy.replace(part, by);
        }
        self
    }

    /// The same with one more header; `{server}` in it is the server's origin.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same with a witness of what is complained of and told, if it is a page and not another file.
    fn witnessed(mut self) -> Self {
        let witness = concat!(include_str!("witness.js"), include_str!("hear.js"));
        let script = format!("<head><script nonce=\"witness\">{witness}</script>");
        let is_page = |media_type: &mut String| media_type.starts_with("text/html");
        if !self.header_mut("content-type").is_some_and(is_page) {
            return self;
        }
        let html = String::from_utf8_lossy(&self.body);
        self.body = html.replacen("<head>", &script, 1).into_bytes();
        if let Some(policy) = self.header_mut("content-security-policy") {
            *policy = policy.replace("script-src ", "script-src 'nonce-witness' ");
        }
        self
    }

    fn header_mut(&mut self, wanted: &str) -> Option<&mut String> {
        let mut headers = self.headers.iter_mut();
        headers.find_map(|(name, value)| (*name == wanted).then_some(value))
    }
}

/// The site, on another site than the server: `localhost`, not `127.0.0.1`.
pub struct Partner {
    /// Where it is.
    pub origin: String,
    site: Arc<Site>,
}

#[derive(Default)]
struct Site {
    pages: Mutex<HashMap<String, Page>>,
    reports: Mutex<Vec<String>>,
}

impl Partner {
    /// Opens a site without pages.
    pub async fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let site = Arc::new(Site::default());
        let router = Router::new()
            .route("/csp-report", post(take_report))
            .route("/favicon.ico", get(StatusCode::NO_CONTENT))
            .fallback(page)
            .with_state(site.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            origin: format!("http://localhost:{port}"),
            site,
        }
    }

    /// Puts `page` at `path` and answers with its address; `server` is the origin its policy names.
    pub fn serve(&self, path: &str, mut page: Page, server: &str) -> String {
        for (_, value) in &mut page.headers {
            *value = value.replace("{server}", server);
        }
        let mut pages = self.site.pages.lock().expect("no test panics here");
        pages.insert(path.to_owned(), page);
        format!("{}{path}", self.origin)
    }

    /// Puts up the site that the repository comes with: its page and its examples.
    pub fn serve_demo(&self, server: &str) {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        self.serve("/", self.demo(&root.join("index.html"), server), server);
        for folder in ["examples", "examples/pictures"] {
            for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
                let entry = entry.expect("an entry");
                if entry.path().is_file() {
                    let path = format!("/{folder}/{}", entry.file_name().display());
                    self.serve(&path, self.demo(&entry.path(), server), server);
                }
            }
        }
    }

    /// A file of the demo, with these addresses instead of the usual ones.
    fn demo(&self, file: &Path, server: &str) -> Page {
        let content = std::fs::read(file).expect("a file");
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("html") => {
                let html = String::from_utf8_lossy(&content)
                    .replace("http://127.0.0.1:8080", server)
                    .replace("http://localhost:8081", &self.origin);
                match file.ends_with("frame.html") {
                    true => Page::framing(&html),
                    false => Page::whole(&html),
                }
            }
            Some("css") => Page::file("text/css", content),
            Some("js") => Page::file(
                "text/javascript",
                String::from_utf8_lossy(&content).replace("http://127.0.0.1:8080", server),
            ),
            Some("svg") => Page::file("image/svg+xml", content),
            _ => Page::file("image/webp", content),
        }
    }

    /// What violated the policy so far; forgotten once asked.
    pub fn violations(&self) -> Vec<String> {
        std::mem::take(&mut *self.site.reports.lock().expect("no test panics here"))
    }
}

/// Whether a browser asks that lets its console be read.
fn is_chromium(asked: &HeaderMap) -> bool {
    let agent = asked
        .get("user-agent")
        .and_then(|agent| agent.to_str().ok());
    agent.is_some_and(|agent| agent.contains("Chrome/"))
}

async fn take_report(State(site): State<Arc<Site>>, report: Bytes) -> StatusCode {
    let report = String::from_utf8_lossy(&report).into_owned();
    site.reports
        .lock()
        .expect("no test panics here")
        .push(report);
    StatusCode::NO_CONTENT
}

async fn page(State(site): State<Arc<Site>>, uri: Uri, asked: HeaderMap) -> Response<Body> {
    let pages = site.pages.lock().expect("no test panics here");
    let page = pages.get(uri.path()).cloned();
    let Some(page) = page else {
        let mut missing = Response::new(Body::from("no such page"));
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return missing;
    };
    let page = if is_chromium(&asked) {
        page
    } else {
        page.witnessed()
    };
    page.headers
        .iter()
        .fold(Response::builder(), |answer, (name, value)| {
            answer.header(*name, value)
        })
        .body(Body::from(page.body))
        .expect("headers written in a test")
}
