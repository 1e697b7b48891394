//! The system of a publisher, as far as a server asks it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Article;
use server::articles::to_json;
use server::config::{Config, Source};
use tokio::net::TcpListener;

/// A publisher's system.
#[derive(Clone)]
pub struct Cms {
    /// Where it is asked.
    pub address: String,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    answer: Option<Answer>,
    asked: Vec<String>,
    known: Vec<HeaderMap>,
}

/// What it answers.
#[derive(Clone)]
pub enum Answer {
    Body(String),
    Tagged(String, &'static str),
    Status(u16),
    /// No, and why.
    Refusal(u16, &'static str),
    /// So often to itself, then this body.
    Redirect(u8, String),
    /// Away.
    To(String),
    /// Nothing, and the connection stays.
    Never,
}

impl Cms {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cms = Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            inner: Arc::default(),
        };
        let router = Router::new().fallback(answer).with_state(cms.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        cms
    }

    /// A server that asks it.
    pub fn setup(&self, config: &mut Config) {
        config.sources.push(Source {
            name: "cms".into(),
            site: "news".into(),
            url: format!("{}/articles/{{id}}.json", self.address),
            cache_s: 1.try_into().unwrap(),
            dangerously_reach_this_machine: true,
            ..Source::default()
        });
    }

    pub fn answers(&self, answer: Answer) {
        self.inner.lock().unwrap().answer = Some(answer);
    }

    pub fn says(&self, article: &Article) {
        self.answers(Answer::Body(to_json(article)));
    }

    /// As if it had never been asked.
    pub fn forgets(&self) {
        *self.inner.lock().unwrap() = Inner::default();
    }

    pub fn asked(&self) -> Vec<String> {
        self.inner.lock().unwrap().asked.clone()
    }

    fn asks(&self, path: &str, headers: &HeaderMap) -> Answer {
        let mut inner = self.inner.lock().unwrap();
        inner.asked.push(path.to_owned());
        inner.known.push(headers.clone());
        inner.answer.clone().unwrap_or(Answer::Status(404))
    }

    pub fn last_known(&self, name: &str) -> Option<String> {
        let inner = self.inner.lock().unwrap();
        let known = inner.known.last()?.get(name)?;
        Some(known.to_str().unwrap().to_owned())
    }
}

async fn answer(State(cms): State<Cms>, request: Request) -> Response {
    let path = request.uri().to_string();
    match cms.asks(&path, request.headers()) {
        Answer::Body(body) => body.into_response(),
        Answer::Tagged(body, tag) => {
            let known = request.headers().get(header::IF_NONE_MATCH);
            match known.is_some_and(|known| known == tag) {
                true => StatusCode::NOT_MODIFIED.into_response(),
                false => ([(header::ETAG, tag)], body).into_response(),
            }
        }
        Answer::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Answer::Refusal(status, why) => {
            (StatusCode::from_u16(status).unwrap(), why).into_response()
        }
        Answer::Redirect(times, body) => {
            let so_far = path
                .rsplit_once("step=")
                .map_or(0, |(_, n)| n.parse().unwrap());
            match so_far < times {
                true => redirect(&format!("/elsewhere?step={}", so_far + 1)),
                false => body.into_response(),
            }
        }
        Answer::To(to) => redirect(&to),
        Answer::Never => std::future::pending().await,
    }
}

fn redirect(to: &str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, to.to_owned())]).into_response()
}
