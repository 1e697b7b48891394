//! What happens on articles while they are read, as server-sent events.

use std::collections::HashSet;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use model::{ArticleId, Problem, ProblemKind};
use serde::Deserialize;

use super::alias::canonical;
use crate::app::App;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::live::Subject;
use crate::live::catch_up::catch_up;
use crate::request::Query;

/// Most articles in one stream.
const MAX_ARTICLES: usize = 20;
/// Sent by a browser that asks again.
const LAST_EVENT_ID: &str = "last-event-id";

#[derive(Deserialize)]
pub(super) struct EventsQuery {
    articles: Option<String>,
    after: Option<String>,
}

/// What happens on articles from now on, or after versions that are known: an event `comment` for each one that is new,
/// edited, liked or removed, as the public sees it now; `article` when its text has changed, or it was closed, opened or
/// withdrawn; `reset` when too much has happened to be told one by one. An event names its article as `articles` does, by
/// an id that it had if it was asked for by that; who goes on under such an id is told to begin anew. Every event's id is
/// the versions that are then known, in the order of `articles`; with it a client that was away goes on, and misses nothing.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    params(
        ("articles" = String, Query, description = "1 to 20 ids with commas between them."),
        ("after" = Option<String>, Query, description = "For each of them the `version` that is known, with commas between them. Without it: from now on."),
        ("last-event-id" = Option<String>, Header, description = "Id of the last event; holds instead of `after`."),
    ),
    responses(
        (status = 200, description = "Events, as long as both sides like. Their data is a `CommentEvent`, an `ArticleEvent` or a `ResetEvent`, by their names; lines that begin with `:` mean nothing.", body = String, content_type = "text/event-stream"),
        (status = 400, description = "An id or a version cannot be read, or there are too many; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "One of the articles is not known; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many streams from this address.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many streams.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Query(query): Query<EventsQuery>,
    client: Client,
    headers: HeaderMap,
) -> Result<Response> {
    let ids = articles(query.articles.as_deref())?;
    let after = after(&headers, query.after.as_deref(), ids.len())?;
    let mut articles = Vec::with_capacity(ids.len());
    for asked in ids {
        let id = canonical(&app, asked.clone()).await?;
        let version = app.store.version(&id).await?;
        let version = version.ok_or_else(|| unknown(&asked))?;
        let alias = Some(asked).filter(|asked| *asked != id);
        articles.push((Subject { id, alias }, version));
    }
    // First it is open, then it is read what was missed: nothing is lost in between.
    let mut stream = app.live.join(client, articles)?;
    match after {
        Some(after) => catch_up(&mut stream, &app.store, &after).await?,
        None => stream.greet(),
    }
    let headers = [
        (header::CONTENT_TYPE.as_str(), "text/event-stream"),
        (header::CACHE_CONTROL.as_str(), "no-store"),
        // Proxies that gather an answer before they pass it on.
        ("x-accel-buffering", "no"),
    ];
    Ok((headers, Body::from_stream(stream)).into_response())
}

fn articles(list: Option<&str>) -> Result<Vec<ArticleId>> {
    let list = list.ok_or_else(|| Error::missing("articles"))?;
    let ids = list.split(',').map(|id| {
        let id = id.trim();
        id.parse::<ArticleId>()
            .map_err(|e| Error::malformed("articles", id, e))
    });
    let ids = ids.collect::<Result<Vec<_>>>()?;
    if ids.len() > MAX_ARTICLES {
        let problem = Problem::from(ProblemKind::Malformed).limit(MAX_ARTICLES);
        let problem = problem.at("articles", &ids.len().to_string());
        let why = format!("ask for at most {MAX_ARTICLES} articles");
        return Err(problem.because(why).into());
    }
    let mut seen = HashSet::new();
    match ids.iter().find(|id| !seen.insert(*id)) {
        Some(twice) => Err(Error::malformed(
            "articles",
            twice.as_str(),
            "it is named twice",
        )),
        None => Ok(ids),
    }
}

/// A version for each article, if any are known.
fn after(headers: &HeaderMap, query: Option<&str>, articles: usize) -> Result<Option<Vec<i64>>> {
    let last_id = headers.get(LAST_EVENT_ID);
    let last_id = last_id.map(|id| (LAST_EVENT_ID, id.to_str().unwrap_or_default()));
    let Some((field, text)) = last_id.or(query.map(|after| ("after", after))) else {
        return Ok(None);
    };
    let versions = text.split(',').map(|version| {
        let version = version.trim().parse().ok();
        version.filter(|version: &i64| *version >= 0)
    });
    let versions = versions.collect::<Option<Vec<_>>>();
    let versions = versions.filter(|versions| versions.len() == articles);
    let why = format!("versions with commas between them, as many as articles: {articles}");
    let versions = versions.ok_or_else(|| Error::malformed(field, text, why))?;
    Ok(Some(versions))
}

fn unknown(id: &ArticleId) -> Error {
    let problem = Problem::from(ProblemKind::NotFound).at("articles", id.as_str());
    problem.because("no such article").into()
}
