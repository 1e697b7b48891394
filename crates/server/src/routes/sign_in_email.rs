//! Signing in with a code by e-mail.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use model::{EmailChallenge, Problem, SignedIn};
use serde::Deserialize;

use super::sign_in::{Place, answer, required};
use crate::app::App;
use crate::client::Client;
use crate::error::Result;
use crate::origin;
use crate::request::{Fields, Path};
use crate::sign_in;
use crate::sign_in::email::{self, Asked};

/// Who wants a code.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct AddressFields {
    #[serde(flatten)]
    place: Place,
    /// Where the code is sent. Only a keyed hash of it is kept.
    #[schema(required)]
    email: Option<String>,
    /// The name that the comments will carry.
    #[schema(required, max_length = 80)]
    name: Option<String>,
}

/// A code that was sent.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct CodeFields {
    /// The six digits of the mail.
    #[schema(required)]
    code: Option<String>,
}

/// Sends a code by e-mail. The answer is the same whether or not anybody signed in with the address before.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/email",
    request_body(content(
        (AddressFields = "application/x-www-form-urlencoded"),
        (AddressFields = "application/json"),
    )),
    responses(
        (status = 202, description = "A mail with the code is on its way.", body = EmailChallenge),
        (status = 400, description = "The request cannot be read, or a field is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The page's origin may not write.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such article or site, or nobody signs in by e-mail there.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The address or the name is not allowed.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many codes for this address, or asked for by this client.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No mail can be sent now.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn send(
    State(app): State<Arc<App>>,
    client: Client,
    headers: HeaderMap,
    Fields(fields): Fields<AddressFields>,
) -> Result<Response> {
    let site = fields.place.site(&app).await?;
    origin::allow(&headers, site)?;
    let asked = Asked {
        site,
        origin: origin::of(&headers),
        address: email::address(&required("email", fields.email)?)?,
        name: sign_in::checked_name(&required("name", fields.name)?, site)?,
    };
    let sent = email::send(&app, client, asked).await?;
    Ok(answer(StatusCode::ACCEPTED, sent))
}

/// Takes the code back: the reader is signed in. A code counts once, for ten minutes; after five wrong ones none does.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in/email/{challenge}",
    params(("challenge" = String, Path, description = "As answered when the code was sent.")),
    request_body(content(
        (CodeFields = "application/x-www-form-urlencoded"),
        (CodeFields = "application/json"),
    )),
    responses(
        (status = 200, description = "The reader is signed in.", body = SignedIn),
        (status = 400, description = "The request cannot be read, or the code is missing.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The code was used, is too old, was tried too often, or was asked for by another page.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A wrong code; `limit` is how many more may be tried.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn take(
    State(app): State<Arc<App>>,
    Path(challenge): Path<String>,
    client: Client,
    headers: HeaderMap,
    Fields(fields): Fields<CodeFields>,
) -> Result<Response> {
    app.limits.writes.charge(client)?;
    let code = required("code", fields.code)?;
    let signed_in = email::take(&app, &challenge, origin::of(&headers), &code).await?;
    Ok(answer(StatusCode::OK, signed_in))
}
