//! Pictures of articles, from the folder of their site.

use std::path::{self, Component};
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Problem;

use crate::app::App;
use crate::caching;
use crate::error::{Error, Result};
use crate::request::Path;

/// A picture can be replaced under its name.
const AGE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// A picture of an article.
#[utoipa::path(
    get,
    path = "/media/{site}/{*path}",
    params(
        ("site" = str, Path, description = "Whose it is."),
        ("path" = str, Path, description = "The file, below the folder of the site's articles; may hold slashes."),
    ),
    responses(
        (status = 200, description = "The picture.", content_type = "image/*"),
        (status = 404, description = "No such picture.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path((site, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let file = path::Path::new(&file);
    let kind = media_type(file).filter(|_| stays_inside(file));
    let site = app.config.sites.iter().find(|s| s.id == site);
    let (Some(kind), Some(folder)) = (kind, site.and_then(|s| s.articles.as_ref())) else {
        return Err(Error::not_found());
    };
    let gone = |_| Error::not_found();
    // A link could lead outside the folder.
    let folder = tokio::fs::canonicalize(folder).await.map_err(gone)?;
    let file = tokio::fs::canonicalize(folder.join(file))
        .await
        .map_err(gone)?;
    if !file.starts_with(&folder) {
        return Err(Error::not_found());
    }
    let bytes = tokio::fs::read(&file).await.map_err(gone)?;
    let tag = format!("\"{}\"", caching::tag_of(&bytes));
    let mut response = match caching::is_known(&headers, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, AGE);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Names only, none of them hidden.
fn stays_inside(file: &path::Path) -> bool {
    file.components().all(|part| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    })
}

/// Pictures that cannot hold a script.
fn media_type(file: &path::Path) -> Option<&'static str> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    Some(match ending.as_str() {
        "avif" => "image/avif",
        "gif" => "image/gif",
        "jpeg" | "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        _ => return None,
    })
}
