//! Public answers: the same bytes for every reader, checked with one small request when they are asked for again.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Browsers ask each time, so that who posts and reloads sees the post.
const BROWSERS: HeaderValue = HeaderValue::from_static("no-cache");
/// Shared caches may answer for a moment: a removal is gone everywhere within 5 s.
const CDNS: HeaderValue = HeaderValue::from_static("max-age=2, stale-while-revalidate=3");

/// A JSON answer for everybody. `tag` changes whenever the answer does.
pub fn public(request: &HeaderMap, tag: &str, body: impl FnOnce() -> String) -> Response {
    let tag = format!("\"{tag}\"");
    let mut response = match is_known(request, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, "application/json")], body()).into_response(),
    };
    revalidate(response.headers_mut(), tag);
    response
}

/// Has caches ask again, with this tag, quotes included.
pub fn revalidate(headers: &mut HeaderMap, tag: String) {
    ask_again(headers);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
}

/// Has caches ask again.
pub fn ask_again(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, BROWSERS);
    headers.insert("cdn-cache-control", CDNS);
}

/// Content codings that are served, best first.
const CODINGS: [&str; 2] = ["br", "gzip"];

/// The best content coding that a client reads, if it reads any.
pub fn accepted(request: &HeaderMap) -> Option<&'static str> {
    let offered = request.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    CODINGS.into_iter().find(|coding| {
        offered.split(',').any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            parts.next() == Some(coding) && parts.next() != Some("q=0")
        })
    })
}

/// A tag of what is sent.
pub fn tag_of(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(&Sha256::digest(bytes)[..16])
}

/// Has the client an answer with this tag, quotes included?
pub fn is_known(request: &HeaderMap, tag: &str) -> bool {
    let known = request.get_all(header::IF_NONE_MATCH).into_iter();
    known
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == tag || known == "*")
}
