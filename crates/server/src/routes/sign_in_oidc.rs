//! Signing in at a provider of OpenID Connect, as the page of the reader sees it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::{OidcChallenge, Problem, SignInWaits, SignedIn};
use serde::Deserialize;

use super::sign_in::{Place, answer, required};
use crate::app::App;
use crate::client::Client;
use crate::error::Result;
use crate::origin;
use crate::request::Fields;
use crate::sign_in::oidc;

/// A sign-in that has begun.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct ChallengeFields {
    /// As answered when it began.
    #[schema(required)]
    challenge: Option<String>,
}

/// Begins a sign-in at the site's provider.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/oidc",
    request_body(content(
        (Place = "application/x-www-form-urlencoded"),
        (Place = "application/json"),
    )),
    responses(
        (status = 201, description = "Open `url` for the reader in a window of its own, show `user_code`, and ask from time to time how it stands.", body = OidcChallenge),
        (status = 400, description = "The request cannot be read, or a field is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article or site, or it has no provider.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many sign-ins.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn begin(
    State(app): State<Arc<App>>,
    client: Client,
    headers: HeaderMap,
    Fields(place): Fields<Place>,
) -> Result<Response> {
    app.limits.writes.charge(client)?;
    let site = place.site(&app).await?;
    origin::allow(&headers, site)?;
    let begun = oidc::begin(&app, site, origin::of(&headers)).await?;
    Ok(answer(StatusCode::CREATED, begun))
}

/// How a sign-in stands. Once it is done that is told once, to the page that began it.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/poll",
    request_body(content(
        (ChallengeFields = "application/x-www-form-urlencoded"),
        (ChallengeFields = "application/json"),
    )),
    responses(
        (status = 200, description = "The reader is signed in.", body = SignedIn),
        (status = 202, description = "Not yet.", body = SignInWaits),
        (status = 400, description = "The request cannot be read, or a field is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "It was told before, is too old, or was begun by another page.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn poll(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Fields(fields): Fields<ChallengeFields>,
) -> Result<Response> {
    let challenge = required("challenge", fields.challenge)?;
    Ok(
        match oidc::poll(&app, &challenge, origin::of(&headers)).await? {
            Ok(signed_in) => answer(StatusCode::OK, signed_in),
            Err(waits) => answer(StatusCode::ACCEPTED, waits),
        },
    )
}
