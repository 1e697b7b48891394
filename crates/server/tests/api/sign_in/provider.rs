//! A provider of OpenID Connect that lets in whoever comes, and checks the server as a real one does.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use server::config::{Config, Oidc};
use tokio::net::TcpListener;

use super::provider_key::Key;

pub const CLIENT: &str = "chuyen";
pub const CLIENT_SECRET: &str = "client secret";

/// A provider.
#[derive(Clone)]
pub struct Provider {
    /// Its address, without a `/` at the end.
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    key: Key,
    signs_with: Option<Key>,
    twist: Box<dyn Fn(&mut Value) + Send>,
    granted: HashMap<String, Grant>,
}

/// What a code was given for.
#[derive(Clone)]
struct Grant {
    challenge: String,
    nonce: String,
    redirect: String,
}

type Fields = HashMap<String, String>;

impl Provider {
    /// One that signs with `key`.
    pub async fn start(key: Key) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            inner: Arc::new(Mutex::new(Inner {
                key,
                signs_with: None,
                twist: Box::new(|_| {}),
                granted: HashMap::new(),
            })),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/jwks", get(jwks))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// A server that sends the readers of site `news` to it.
    pub fn setup(&self, config: &mut Config) {
        config.public_url = Some(format!("http://{}", config.listen));
        config.sites[0].oidc = Some(Oidc {
            name: "Tài khoản Đồng Khởi".into(),
            issuer: self.issuer.clone(),
            client_id: CLIENT.into(),
            client_secret: Some(CLIENT_SECRET.into()),
            ..Oidc::default()
        });
    }

    /// Changes what ID tokens say from now on.
    pub fn twist(&self, twist: impl Fn(&mut Value) + Send + 'static) {
        self.inner.lock().unwrap().twist = Box::new(twist);
    }

    /// Signs with a key that is not among those it shows; `None` with its own.
    pub fn sign_with(&self, key: Option<Key>) {
        self.inner.lock().unwrap().signs_with = key;
    }

    /// Shows and uses another key.
    pub fn change_key(&self, key: Key) {
        self.inner.lock().unwrap().key = key;
    }
}

async fn discovery(State(provider): State<Provider>) -> Json<Value> {
    let issuer = &provider.issuer;
    let algorithm = provider.inner.lock().unwrap().key.algorithm();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [algorithm, "HS256", "none", "XY1"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
    }))
}

async fn jwks(State(provider): State<Provider>) -> Json<Value> {
    let jwk = provider.inner.lock().unwrap().key.jwk();
    Json(json!({ "keys": [jwk] }))
}

/// Every reader is let in at once.
async fn authorize(State(provider): State<Provider>, Query(query): Query<Fields>) -> Response {
    let redirect = query["redirect_uri"].clone();
    let is_right = query["client_id"] == CLIENT
        && query["response_type"] == "code"
        && query["scope"].split(' ').any(|scope| scope == "openid")
        && query["code_challenge_method"] == "S256"
        && redirect.ends_with("/sign-in/callback");
    if !is_right {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let code = uuid::Uuid::now_v7().simple().to_string();
    let grant = Grant {
        challenge: query["code_challenge"].clone(),
        nonce: query["nonce"].clone(),
        redirect: redirect.clone(),
    };
    provider
        .inner
        .lock()
        .unwrap()
        .granted
        .insert(code.clone(), grant);
    Redirect::to(&format!("{redirect}?state={}&code={code}", query["state"])).into_response()
}

async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> Response {
    let refused =
        |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let login = STANDARD.encode(format!("{CLIENT}:{}", CLIENT_SECRET.replace(' ', "+")));
    if headers["authorization"] != format!("Basic {login}") {
        return refused("invalid_client");
    }
    let mut inner = provider.inner.lock().unwrap();
    let Some(grant) = inner.granted.remove(&form["code"]) else {
        return refused("invalid_grant");
    };
    let verifier = digest(&SHA256, form["code_verifier"].as_bytes());
    if URL_SAFE_NO_PAD.encode(verifier) != grant.challenge || form["redirect_uri"] != grant.redirect
    {
        return refused("invalid_grant");
    }
    let now_s = server::clock::now_ms() / 1000;
    let mut claims = json!({
        "iss": provider.issuer, "sub": "reader-7", "aud": CLIENT, "nonce": grant.nonce,
        "iat": now_s, "exp": now_s + 300, "name": "Lan Nguyễn",
    });
    (inner.twist)(&mut claims);
    let key = inner.signs_with.as_ref().unwrap_or(&inner.key);
    let id_token = key.token(&claims);
    let answer = json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token });
    Json(answer).into_response()
}
