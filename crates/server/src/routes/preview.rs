//! What a text would look like, without posting it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use model::{Preview, Problem};

use super::fields::TextFields;
use crate::app::App;
use crate::client::Client;
use crate::error::Result;
use crate::markdown;
use crate::request::Fields;

/// A text as it would be shown. Nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/preview",
    request_body(content(
        (TextFields = "application/x-www-form-urlencoded"),
        (TextFields = "application/json"),
    )),
    responses(
        (status = 200, description = "The text.", body = Preview),
        (status = 400, description = "The request cannot be read.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The text could not be posted.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many previews.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(app): State<Arc<App>>,
    client: Client,
    Fields(fields): Fields<TextFields>,
) -> Result<Json<Preview>> {
    app.limits.previews.charge(client)?;
    let text = fields.text()?;
    Ok(Json(Preview {
        body: markdown::parse(&text),
    }))
}
