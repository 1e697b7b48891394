//! Plain HTTP: a reader without a browser, or a program.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// What a server answered.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON; `null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Sends `request` on a connection of its own; an error says why no answer came.
pub async fn send(request: Request<Body>) -> Result<Answer, String> {
    let client: Client<HttpConnector, Body> =
        Client::builder(TokioExecutor::new()).build(HttpConnector::new());
    let answer = client.request(request).await.map_err(|e| e.to_string())?;
    let (head, body) = answer.into_parts();
    let body = to_bytes(Body::new(body), usize::MAX)
        .await
        .map_err(|e| e.to_string())?;
    Ok(Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body,
    })
}

/// `GET url`.
pub async fn get(url: &str) -> Result<Answer, String> {
    let request = Request::get(url).body(Body::empty());
    send(request.map_err(|e| e.to_string())?).await
}

/// Sends `body` as JSON.
pub async fn send_json(method: Method, url: &str, body: &Value) -> Result<Answer, String> {
    let request = Request::builder()
        .method(method)
        .uri(url)
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()));
    send(request.map_err(|e| e.to_string())?).await
}
