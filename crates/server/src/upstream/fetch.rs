//! Asks a publisher's system for an article: only the hosts that are set, step by step where it sends elsewhere, and
//! never for longer, or for more, than an article takes.

use std::error::Error;
use std::net::IpAddr;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use model::MAX_ARTICLE_BYTES;
use serde::Deserialize;
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::{Host, Url};

use super::reach::Reach;
use crate::config::Source;
use crate::store::Noted;

/// How long an answer may take, with waiting for a turn, steps and all.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Most questions to one source at a time.
const AT_ONCE: usize = 4;
/// How often it may send the server on.
const MAX_REDIRECTS: usize = 3;
/// How long a connection is kept that nothing is asked on.
const IDLE: Duration = Duration::from_secs(30);
const AGENT: &str = concat!("chuyen/", env!("CARGO_PKG_VERSION"));
const JSON: &str = "application/json, text/html;q=0.5";
/// What WordPress says of a post that it shows nobody: a draft, a private one, one in the bin.
const NOT_PUBLIC: &str = "rest_forbidden";

/// Asks one source.
pub struct Fetcher {
    client: Client<HttpsConnector<HttpConnector<Reach>>, Empty<Bytes>>,
    reach: Reach,
    hosts: Vec<Allowed>,
    turns: Semaphore,
}

/// A host and port that may be asked.
#[derive(Debug, PartialEq)]
struct Allowed {
    host: String,
    port: u16,
}

/// What was answered.
#[derive(Debug)]
pub enum Answer {
    /// An article, perhaps.
    Body(Body),
    /// The same as last time.
    Unchanged,
    /// There is no such article, or no more.
    Gone,
}

/// A text, and what it is known by.
#[derive(Debug)]
pub struct Body {
    pub text: String,
    /// Where it came from in the end.
    pub url: Url,
    pub etag: String,
    pub last_modified: String,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum FetchError {
    /// An address that is not among those that may be asked.
    #[error(
        "{0} may not be asked: it is not https, not a host of this source, or inside a network"
    )]
    Forbidden(String),
    /// It sends the server on and on.
    #[error("it sent the server on more than {MAX_REDIRECTS} times")]
    Redirects,
    /// It sends the server on, and says not where.
    #[error("status {0} without an address to go on to")]
    Nowhere(StatusCode),
    /// An answer that is none.
    #[error("status {0}")]
    Status(StatusCode),
    /// There is no connection, or it broke off.
    #[error("cannot reach it: {0}")]
    Unreachable(String),
    /// The answer is too large, or broke off.
    #[error("cannot read its answer, of which at most {MAX_ARTICLE_BYTES} bytes are read: {0}")]
    Unreadable(Box<dyn Error + Send + Sync>),
    /// The answer is no text.
    #[error("its answer is not UTF-8")]
    NotText,
    /// It is too slow.
    #[error("no answer within {} s", TIMEOUT.as_secs())]
    Late,
}

impl Fetcher {
    /// One that trusts whom this machine trusts.
    ///
    /// # Errors
    /// If this machine trusts nobody.
    pub fn new(source: &Source) -> std::io::Result<Self> {
        let reach = Reach {
            this_machine_too: source.dangerously_reach_this_machine,
        };
        let mut http = HttpConnector::new_with_resolver(reach);
        http.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        let own = Url::parse(&source.url).ok();
        let own = own.as_ref().and_then(Allowed::of);
        let others = source.hosts.iter().map(|host| Allowed::named(host));
        Ok(Self {
            client,
            reach,
            hosts: own.into_iter().chain(others).collect(),
            turns: Semaphore::new(AT_ONCE),
        })
    }

    /// What stands at this address now, if it is not what is `noted`. Few are asked for at a time; the others wait.
    ///
    /// # Errors
    /// [`FetchError`] if it cannot be asked, or its answer is no article.
    pub async fn get(&self, url: Url, noted: Option<&Noted>) -> Result<Answer, FetchError> {
        let answer = timeout(TIMEOUT, async {
            let _turn = self.turns.acquire().await;
            self.follow(url, noted).await
        });
        answer.await.map_err(|_| FetchError::Late)?
    }

    async fn follow(&self, mut url: Url, noted: Option<&Noted>) -> Result<Answer, FetchError> {
        for _ in 0..=MAX_REDIRECTS {
            self.check(&url)?;
            let response = self.client.request(request(&url, noted)?).await;
            let response = response.map_err(|e| FetchError::Unreachable(chain(&e)))?;
            match response.status() {
                StatusCode::OK => return Ok(Answer::Body(body(response, url).await?)),
                StatusCode::NOT_MODIFIED if noted.is_some() => return Ok(Answer::Unchanged),
                StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Answer::Gone),
                status if status.is_redirection() => {
                    let to = value(response.headers(), header::LOCATION);
                    let to = url.join(&to).ok().filter(|_| !to.is_empty());
                    url = to.ok_or(FetchError::Nowhere(status))?;
                }
                status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => {
                    // Anybody in between may say no, to everything: then what was read stays.
                    return match is_not_public(response, url).await {
                        true => Ok(Answer::Gone),
                        false => Err(FetchError::Status(status)),
                    };
                }
                status => return Err(FetchError::Status(status)),
            }
        }
        Err(FetchError::Redirects)
    }

    /// Names are looked up, and what they lead to checked, when the connection is made; addresses never are.
    fn check(&self, url: &Url) -> Result<(), FetchError> {
        let is_safe =
            url.scheme() == "https" || url.scheme() == "http" && self.reach.this_machine_too;
        let is_listed = Allowed::of(url).is_some_and(|it| self.hosts.contains(&it));
        let is_open = url.username().is_empty() && url.password().is_none();
        let is_outside = match url.host() {
            Some(Host::Ipv4(address)) => self.reach.allows(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => self.reach.allows(IpAddr::V6(address)),
            Some(Host::Domain(_)) => true,
            None => false,
        };
        match is_safe && is_listed && is_open && is_outside {
            true => Ok(()),
            false => Err(FetchError::Forbidden(url.to_string())),
        }
    }
}

impl Allowed {
    fn of(url: &Url) -> Option<Self> {
        Some(Self {
            host: url.host_str()?.to_owned(),
            port: url.port_or_known_default()?,
        })
    }

    /// `news.example`, `news.example:8443`.
    fn named(host: &str) -> Self {
        let url = Url::parse(&format!("https://{host}/")).ok();
        url.as_ref().and_then(Self::of).unwrap_or(Self {
            host: host.to_owned(),
            port: 443,
        })
    }
}

fn request(url: &Url, noted: Option<&Noted>) -> Result<Request<Empty<Bytes>>, FetchError> {
    let mut request = Request::get(url.as_str())
        .header(header::ACCEPT, JSON)
        .header(header::USER_AGENT, AGENT);
    for (name, value) in noted.into_iter().flat_map(|noted| {
        [
            (header::IF_NONE_MATCH, &noted.etag),
            (header::IF_MODIFIED_SINCE, &noted.last_modified),
        ]
    }) {
        if !value.is_empty() {
            request = request.header(name, value);
        }
    }
    let request = request.body(Empty::new());
    request.map_err(|cause| FetchError::Unreachable(cause.to_string()))
}

async fn body(response: Response<Incoming>, url: Url) -> Result<Body, FetchError> {
    let (head, body) = response.into_parts();
    let body = Limited::new(body, MAX_ARTICLE_BYTES).collect().await;
    let bytes = body.map_err(FetchError::Unreadable)?.to_bytes();
    let text = String::from_utf8(bytes.into()).map_err(|_| FetchError::NotText)?;
    Ok(Body {
        text,
        url,
        etag: value(&head.headers, header::ETAG),
        last_modified: value(&head.headers, header::LAST_MODIFIED),
    })
}

async fn is_not_public(response: Response<Incoming>, url: Url) -> bool {
    #[derive(Deserialize)]
    struct Refusal {
        code: String,
    }
    let body = body(response, url).await.ok();
    let refusal = body.and_then(|body| serde_json::from_str::<Refusal>(&body.text).ok());
    refusal.is_some_and(|refusal| refusal.code == NOT_PUBLIC)
}

/// Empty if it is not there, or no text.
fn value(headers: &HeaderMap, name: HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// An error and what led to it.
fn chain(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told += &format!(": {cause}");
        source = cause.source();
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetcher(url: &str) -> Fetcher {
        Fetcher::new(&Source {
            url: url.to_owned(),
            hosts: vec!["cdn.example".into(), "alt.example:8443".into()],
            ..Source::default()
        })
        .unwrap()
    }

    #[test]
    fn only_hosts_that_are_set_are_asked_and_never_without_protection() {
        let fetcher = fetcher("https://news.example/posts/{id}");
        let may = |url: &str| fetcher.check(&Url::parse(url).unwrap()).is_ok();
        for good in [
            "https://news.example/x",
            "https://NEWS.example:443/",
            "https://cdn.example/a",
            "https://alt.example:8443/",
        ] {
            assert!(may(good), "{good}");
        }
        for bad in [
            "http://news.example/x",
            "https://news.example:8443/x",
            "https://alt.example/x",
            "https://evil.example/x",
            "https://news.example.evil.example/x",
            "https://me@news.example/x",
            "ftp://news.example/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
        ] {
            assert!(!may(bad), "{bad}");
        }
    }

    #[test]
    fn an_address_inside_is_not_asked_even_if_it_is_set() {
        for inside in [
            "https://10.0.0.1/{id}",
            "https://[fd00::1]/{id}",
            "https://169.254.169.254/{id}",
            "https://2130706433/{id}",
        ] {
            let fetcher = fetcher(inside);
            let url = Url::parse(&inside.replace("{id}", "1")).unwrap();
            assert!(fetcher.check(&url).is_err(), "{inside}");
        }
    }
}
