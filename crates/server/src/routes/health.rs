//! For those who keep the server running.

use std::sync::Arc;

use axum::extract::State;
use model::{Problem, ProblemKind};

use crate::app::App;
use crate::error::Result;

/// Does the process answer at all?
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "It does.", body = str)))]
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Can it read and write its database?
#[utoipa::path(
    get,
    path = "/readyz",
    responses(
        (status = 200, description = "It can.", body = str),
        (status = 503, description = "It cannot.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn ready(State(app): State<Arc<App>>) -> Result<&'static str> {
    if let Err(cause) = app.store.check().await {
        tracing::error!(%cause, "not ready");
        return Err(Problem::from(ProblemKind::Unavailable).into());
    }
    Ok("ok\n")
}
