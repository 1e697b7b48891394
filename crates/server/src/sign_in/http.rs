//! Fetches what a provider of OpenID Connect says. Its address is the operator's choice, and redirects are not followed.

use std::pin::Pin;
use std::time::Duration;

use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use thiserror::Error;
use tokio::time::timeout;

use crate::config::is_loopback;

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Largest answer that is read, in bytes.
const MAX_BYTES: usize = 512 * 1024;

/// A client for `https`, and for `http` on this machine.
#[derive(Clone)]
pub(super) struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// Why there is no answer.
#[derive(Debug, Error)]
pub(super) enum FetchError {
    /// The address is not protected.
    #[error("{0} is not https")]
    Unprotected(String),
    /// There is no connection, or it broke off.
    #[error("cannot reach it: {0}")]
    Unreachable(#[from] hyper_util::client::legacy::Error),
    /// The answer cannot be read to its end.
    #[error("cannot read its answer: {0}")]
    Unreadable(Box<dyn std::error::Error + Send + Sync>),
    /// It is too slow.
    #[error("no answer within {} s", TIMEOUT.as_secs())]
    Late,
}

impl Http {
    /// A client that trusts whom this machine trusts.
    pub fn new() -> std::io::Result<Self> {
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    /// The answer, whatever its status.
    async fn fetch(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let uri = request.uri();
        let is_safe = match uri.scheme_str() {
            Some("https") => true,
            _ => uri.host().is_some_and(is_loopback),
        };
        if !is_safe {
            return Err(FetchError::Unprotected(uri.to_string()));
        }
        let answer = timeout(TIMEOUT, self.answer(request.map(Full::from))).await;
        answer.map_err(|_| FetchError::Late)?
    }

    async fn answer(
        &self,
        request: axum::http::Request<Full<Bytes>>,
    ) -> Result<HttpResponse, FetchError> {
        let (head, body) = self.0.request(request).await?.into_parts();
        let body = Limited::new(body, MAX_BYTES).collect().await;
        let body = body.map_err(FetchError::Unreadable)?.to_bytes();
        Ok(HttpResponse::from_parts(head, body.to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.fetch(request))
    }
}
