//! Signing in with a partner's token.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::{Problem, SignedIn};
use serde::Deserialize;

use super::sign_in::{Place, answer, required};
use crate::app::App;
use crate::client::Client;
use crate::error::Result;
use crate::origin;
use crate::request::Fields;
use crate::sign_in::partner;

/// A partner's word on its reader.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct TokenFields {
    #[serde(flatten)]
    place: Place,
    /// A JWT with `sub`, `name`, `aud` and an `exp` at most 300 s ahead.
    #[schema(required)]
    token: Option<String>,
}

/// Signs in the reader of the embedding page, who has signed in there.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/partner",
    request_body(content(
        (TokenFields = "application/x-www-form-urlencoded"),
        (TokenFields = "application/json"),
    )),
    responses(
        (status = 200, description = "The reader is signed in, for an hour.", body = SignedIn),
        (status = 400, description = "The request cannot be read, or a field is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token is refused, for the rule in `detail`; or the page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article or site, or no partner signs readers in there.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The name in the token is not allowed.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tokens.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn post(
    State(app): State<Arc<App>>,
    client: Client,
    headers: HeaderMap,
    Fields(fields): Fields<TokenFields>,
) -> Result<Response> {
    app.limits.writes.charge(client)?;
    let site = fields.place.site(&app).await?;
    origin::allow(&headers, site)?;
    let token = required("token", fields.token)?;
    let signed_in = partner::sign_in(&app, site, origin::of(&headers), &token).await?;
    Ok(answer(StatusCode::OK, signed_in))
}
