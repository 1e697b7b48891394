//! What every handler can reach, and the answers all of them share.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use chuyen::words::Zone;
use jiff::Timestamp;
use model::{Problem, ProblemKind};
use thiserror::Error;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{Any, CorsLayer};

use crate::config::{Config, Site};
use crate::error;
use crate::finished::Shelf;
use crate::limits::Limits;
use crate::live::Live;
use crate::metrics::{self, Metrics};
use crate::outlets;
use crate::routes;
use crate::sign_in::{self, SignIn};
use crate::store::{self, Store};
use crate::token::{self, Tokens};
use crate::upstream::Upstreams;

/// Under what name the secret made on the first run is kept.
const SECRET: &str = "secret";
/// How long a browser remembers what a page may send.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(86_400);
/// On every answer. Pages of any origin may embed and read what is public; nothing here is a page.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; sandbox",
    ),
    ("cross-origin-resource-policy", "cross-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// A server that runs.
pub struct App {
    /// How it is set up.
    pub config: Config,
    /// Its database.
    pub store: Arc<Store>,
    /// Who may edit what.
    pub tokens: Tokens,
    /// Who sends too much.
    pub limits: Limits,
    /// Who is who.
    pub sign_in: SignIn,
    /// Answers that are the same for every reader.
    pub shelf: Shelf,
    /// Readers who are told of what changes.
    pub live: Arc<Live>,
    /// Articles that live elsewhere.
    pub upstreams: Upstreams,
    /// What is counted.
    pub metrics: Metrics,
    /// Where readers reach it, with a `/` at the end, if that is known.
    pub home: Option<String>,
    /// Tells what is made of the same article by a server that is set up differently apart.
    pub mark: String,
    /// Local time by site.
    zones: HashMap<String, Zone>,
    /// The rules for articles of a site that is configured no more: nobody writes unseen.
    unknown_site: Site,
}

/// Why a server cannot start.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Its database cannot be opened.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Its readers could not sign in.
    #[error(transparent)]
    SignIn(#[from] sign_in::OpenError),
    /// No source of articles can be asked.
    #[error("cannot ask a source of articles: {0}")]
    Source(#[from] std::io::Error),
}

impl App {
    /// Opens what a server needs.
    ///
    /// # Errors
    /// [`OpenError`] if the database cannot be opened, no secret can be made, or nobody could sign in.
    pub async fn open(config: Config) -> Result<Arc<Self>, OpenError> {
        let store = Arc::new(Store::open(&config.database_url).await?);
        let secret = match &config.secret {
            Some(secret) => secret.reveal().to_owned(),
            None => store.setting(SECRET, token::new_secret()).await?,
        };
        let tokens = Tokens::new(secret);
        let sign_in = SignIn::open(&config, tokens.clone())?;
        let home = config.public_url.as_deref();
        Ok(Arc::new(Self {
            home: home.map(|url| format!("{}/", url.trim_end_matches('/'))),
            mark: sign_in.mark() + &outlets::mark(&config),
            limits: Limits::new(config.writes_per_minute),
            shelf: Shelf::default(),
            live: Arc::new(Live::new(&config)),
            upstreams: Upstreams::open(&config, &store)?,
            metrics: Metrics::new(routes::paths()),
            zones: config.sites.iter().map(zone).collect(),
            sign_in,
            tokens,
            unknown_site: Site::default(),
            store,
            config,
        }))
    }

    /// The rules of a site.
    pub fn site(&self, id: &str) -> &Site {
        let site = self.config.sites.iter().find(|site| site.id == id);
        site.unwrap_or(&self.unknown_site)
    }
}

impl App {
    /// Local time where the readers of a site are.
    pub fn zone(&self, site: &str) -> Zone {
        self.zones.get(site).copied().unwrap_or_default()
    }
}

/// A site and its local time, which is there as long as the program.
fn zone(site: &Site) -> (String, Zone) {
    let zone = site.time_zone();
    let offset_min = move |at_ms| {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        zone.to_offset(at).seconds() / 60
    };
    (site.id.clone(), Zone::new(Box::leak(Box::new(offset_min))))
}

/// Every route, and what all answers have in common.
pub fn router(app: Arc<App>) -> Router {
    let (router, _) = routes::router().split_for_parts();
    let router = router
        .fallback(async || error::Error::not_found())
        .method_not_allowed_fallback(async || error::Error::http(StatusCode::METHOD_NOT_ALLOWED))
        .route_layer(middleware::from_fn(log));
    let counted = middleware::from_fn_with_state(app.clone(), metrics::count);
    in_common(router.with_state(app)).layer(counted)
}

/// What all answers have in common: pages of every origin may read them, and a panic is an answer too.
pub fn in_common(router: Router) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("idempotency-key"),
        ])
        .expose_headers([
            header::ETAG,
            header::RETRY_AFTER,
            HeaderName::from_static("ratelimit"),
            HeaderName::from_static("ratelimit-policy"),
        ])
        .max_age(PREFLIGHT_MAX_AGE)
        // The same bytes for every origin: nothing varies.
        .vary([]);
    router
        .layer(CatchPanicLayer::custom(|_| {
            error::Error::from(Problem::from(ProblemKind::Internal)).into_response()
        }))
        .layer(cors)
        .layer(middleware::map_response(add_headers))
}

async fn add_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        // A page has a policy of its own.
        let name = HeaderName::from_static(name);
        let headers = response.headers_mut();
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// One line for each request: what was asked in general, never by whom, nor the address with its ids.
async fn log(route: MatchedPath, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let began = Instant::now();
    let response = next.run(request).await;
    let (route, status) = (route.as_str(), response.status().as_u16());
    let ms = began.elapsed().as_millis();
    match response.status().is_server_error() {
        true => tracing::error!(%method, route, status, ms, "answered"),
        false => tracing::debug!(%method, route, status, ms, "answered"),
    }
    response
}
