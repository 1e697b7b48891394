//! How readers may sign in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{ArticleId, Problem, SignInMethods};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::caching;
use crate::config::Site;
use crate::error::{Error, Result};
use crate::request::Query;

/// Where a reader wants to sign in.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct Place {
    /// The article that the reader is at.
    article: Option<String>,
    /// Or the site, by its id.
    site: Option<String>,
}

/// What the readers of an article may sign in with.
#[utoipa::path(
    get,
    path = "/api/v1/sign-in",
    params(
        ("article" = Option<String>, Query, description = "The article that the reader is at."),
        ("site" = Option<String>, Query, description = "Or the site, by its id."),
    ),
    responses(
        (status = 200, description = "In the order in which they are offered; none, if nobody signs in here.", body = SignInMethods),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 400, description = "Neither article nor site.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article or site.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Query(place): Query<Place>,
    headers: HeaderMap,
) -> Result<Response> {
    let site = place.site(&app).await?;
    let methods = app.sign_in.methods(site);
    let json = serde_json::to_string(&methods).expect("names are strings");
    Ok(caching::public(&headers, &caching::tag_of(&json), || {
        json.clone()
    }))
}

impl Place {
    /// The site, which is configured.
    pub async fn site<'a>(&self, app: &'a App) -> Result<&'a Site> {
        let id = match (&self.article, &self.site) {
            (Some(article), _) => {
                let id = article.parse::<ArticleId>();
                let id = id.map_err(|_| Error::not_found())?;
                let article = app.store.article(&id).await?;
                article.ok_or_else(Error::not_found)?.site
            }
            (None, Some(site)) => site.clone(),
            (None, None) => return Err(Error::missing("article")),
        };
        let site = app.config.sites.iter().find(|site| site.id == id);
        site.ok_or_else(Error::not_found)
    }
}

/// A field that must be there.
pub(super) fn required(name: &str, field: Option<String>) -> Result<String> {
    field.ok_or_else(|| Error::missing(name))
}

/// It is for one reader alone, so no cache may keep it.
pub(super) fn answer(status: StatusCode, body: impl Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
