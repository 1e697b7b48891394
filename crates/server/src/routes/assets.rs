//! The widget itself: loader, module, styles. They are in the binary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Problem;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::caching;
use crate::error::{Error, Result};
use crate::request::Path;

/// What `cargo xtask dist` built before this binary was.
#[derive(RustEmbed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Dist;

/// The loader has no hash in its name: a new version is everywhere within five minutes.
const SHORT: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// The name says what is inside.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Hashed names of what is in `assets/`, by their plain ones: `islands.wasm` is `assets/islands-0123456789.wasm`.
pub(crate) fn names() -> &'static BTreeMap<String, String> {
    static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let plain = |path: &str| {
            let (stem, rest) = path.strip_prefix("assets/")?.rsplit_once('-')?;
            let (_hash, ending) = rest.split_once('.')?;
            (!ending.contains('.')).then(|| format!("{stem}.{ending}"))
        };
        let named = Dist::iter().filter_map(|path| Some((plain(&path)?, path.into_owned())));
        named.collect()
    });
    &NAMES
}

/// A built file as text; empty if it was not built.
pub(crate) fn text(path: &str) -> String {
    let file = Dist::get(path).map(|file| file.data.into_owned());
    String::from_utf8(file.unwrap_or_default()).unwrap_or_default()
}

/// Names of the files that were built before this binary was, compressed forms included.
pub fn built_in() -> impl Iterator<Item = Cow<'static, str>> {
    Dist::iter()
}

/// The script that a partner's page loads.
#[utoipa::path(
    get,
    path = "/embed.js",
    responses((status = 200, description = "The loader.", content_type = "text/javascript"))
)]
pub(super) async fn loader(headers: HeaderMap) -> Result<Response> {
    file("embed.js", &headers, SHORT)
}

/// Types of what the loader defines, for developers.
#[utoipa::path(
    get,
    path = "/chuyen.d.ts",
    responses((status = 200, description = "TypeScript declarations.", content_type = "text/plain"))
)]
pub(super) async fn types(headers: HeaderMap) -> Result<Response> {
    file("chuyen.d.ts", &headers, SHORT)
}

/// What the loader loads.
#[utoipa::path(
    get,
    path = "/assets/{file}",
    params(("file" = str, Path, description = "A name that the loader knows.")),
    responses(
        (status = 200, description = "The file, which never changes.", content_type = "application/octet-stream"),
        (status = 404, description = "No such file.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response> {
    file(&format!("assets/{name}"), &headers, FOR_EVER)
}

fn file(name: &str, request: &HeaderMap, age: HeaderValue) -> Result<Response> {
    let plain = Dist::get(name).filter(|_| media_type(name).is_some());
    let plain = plain.ok_or_else(Error::not_found)?;
    let (coding, file) = compressed(name, request).map_or((None, plain), |(c, f)| (Some(c), f));
    let tag = format!("\"{}\"", caching::tag_of(file.metadata.sha256_hash()));
    let mut response = match caching::is_known(request, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => file.data.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, age);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(kind) = media_type(name) {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(response)
}

/// The smallest form that the client reads; every file was compressed when it was built.
fn compressed(name: &str, request: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let coding = caching::accepted(request)?;
    let ending = match coding {
        "br" => "br",
        _ => "gz",
    };
    Some((coding, Dist::get(&format!("{name}.{ending}"))?))
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "ts" => "text/plain; charset=utf-8",
        _ => return None,
    })
}
