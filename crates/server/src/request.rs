//! Reads what a request says: its address, its query, its form fields or JSON, never more than allowed. What
//! cannot be read is refused like everything else, with a problem.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use model::{Problem, ProblemKind};
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::{Error, Result};

/// Largest request with a comment, in bytes: the longest text, every byte of it percent-encoded, and some room.
pub const MAX_FIELDS_BYTES: usize = 256 * 1024;
/// How much of a request that is too large is read and thrown away, in bytes, so that who sends it sees the answer.
const MAX_DRAIN_BYTES: usize = 16 * 1024 * 1024;

/// What stands in the address where the route has a name in braces.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<App>> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let path = axum::extract::Path::from_request_parts(parts, app).await;
        // What is not UTF-8 names nothing.
        path.map(|path| Self(path.0))
            .map_err(|_| Error::not_found())
    }
}

/// What stands behind the `?` of the address.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self> {
        let query = parts.uri.query().unwrap_or_default();
        let fields = serde_urlencoded::from_str(query);
        fields
            .map(Self)
            .map_err(|e| Error::malformed("query", query, e))
    }
}

/// Fields of a form or of a JSON object: the same names.
pub struct Fields<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Fields<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self> {
        let kind = content_type(request.headers());
        let bytes = read(request.into_body(), MAX_FIELDS_BYTES).await?;
        match kind.as_str() {
            "application/x-www-form-urlencoded" => form(&bytes).map(Self),
            "application/json" => json(&bytes).map(Self),
            _ => Err(unsupported(&kind)),
        }
    }
}

/// Is this a browser that will show the answer as a page?
pub fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT);
    let accepted = accepted.and_then(|kinds| kinds.to_str().ok());
    accepted.is_some_and(|kinds| kinds.contains("text/html"))
}

/// A refusal of everything that is not JSON.
///
/// # Errors
/// [`ProblemKind::Malformed`] with status 415.
pub fn require_json(headers: &HeaderMap) -> Result<()> {
    match content_type(headers) {
        kind if kind == "application/json" => Ok(()),
        kind => Err(unsupported(&kind)),
    }
}

/// The whole body.
///
/// # Errors
/// [`ProblemKind::TooLarge`] over `limit` bytes, [`ProblemKind::Malformed`] if it breaks off.
pub async fn read(mut body: Body, limit: usize) -> Result<Bytes> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|e| Error::malformed("body", "", e))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length += data.len();
        if length > limit + MAX_DRAIN_BYTES {
            break;
        }
        if length <= limit {
            bytes.extend_from_slice(&data);
        }
    }
    if length <= limit {
        return Ok(bytes.into());
    }
    let problem = Problem::from(ProblemKind::TooLarge).limit(limit);
    Err(problem
        .at("body", &length.to_string())
        .because(format!("at most {limit} bytes"))
        .into())
}

fn content_type(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn unsupported(kind: &str) -> Error {
    let problem = Problem::from(ProblemKind::Malformed).at("content-type", kind);
    Error::from(Problem {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE.as_u16(),
        ..problem.because("send application/x-www-form-urlencoded or application/json")
    })
}

fn form<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_urlencoded::from_bytes(bytes).map_err(|e| Error::malformed("body", "", e))
}

fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let fields = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        let cause = e.into_inner();
        match cause.is_data() && path != "." {
            true => Error::malformed(&path, "", cause),
            false => Error::malformed("body", "", cause),
        }
    })?;
    json.end().map_err(|e| Error::malformed("body", "", e))?;
    Ok(fields)
}
