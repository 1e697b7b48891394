//! How many comments articles have, for lists of articles.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::{ArticleId, Problem};
use serde::Deserialize;

use crate::app::App;
use crate::caching;
use crate::error::{Error, Result};
use crate::request::Query;

/// Most articles asked for at once.
const MAX_ARTICLES: usize = 100;

#[derive(Deserialize)]
pub(super) struct CountsQuery {
    articles: Option<String>,
}

/// Published comments of several articles, replies included. Articles that are not known here are left out.
#[utoipa::path(
    get,
    path = "/api/v1/counts",
    params(("articles" = String, Query, description = "Ids with commas between them, at most 100.")),
    responses(
        (status = 200, description = "By article.", body = BTreeMap<String, u32>),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 400, description = "An id cannot be read.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Too many ids.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Query(query): Query<CountsQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let articles = query.articles.ok_or_else(|| Error::missing("articles"))?;
    let ids = articles.split(',').map(|id| {
        let id = id.trim().parse::<ArticleId>();
        id.map_err(|e| Error::malformed("articles", &articles, e))
    });
    let ids = ids.collect::<Result<Vec<_>>>()?;
    if ids.len() > MAX_ARTICLES {
        let why = format!("ask for at most {MAX_ARTICLES} articles");
        return Err(Error::invalid("articles", &ids.len().to_string(), why));
    }
    let mut counts: BTreeMap<ArticleId, u32> = app.store.counts(&ids).await?;
    for id in ids {
        // Told under the name that was asked for.
        if !counts.contains_key(&id)
            && let Some(article) = app.store.aliased(&id).await?
        {
            let found = app.store.counts(&[article]).await?;
            counts.extend(found.into_values().map(|count| (id.clone(), count)));
        }
    }
    let json = serde_json::to_string(&counts).expect("ids are strings");
    Ok(caching::public(&headers, &caching::tag_of(&json), || {
        json.clone()
    }))
}
