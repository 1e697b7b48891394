//! The pages that a reader passes on the way to a provider of OpenID Connect and back. They run no script.

use std::sync::{Arc, LazyLock};

use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::client::Client;
use crate::document::escaped;
use crate::error::Result;
use crate::request::{Fields, Path, Query};
use crate::sign_in::oidc::{self, Asked, Step};

const STYLE: &str = "body{font:1.125rem/1.6 system-ui,sans-serif;max-width:32em;margin:10vh auto;padding:0 1em}\
    button{font:inherit;min-height:44px;padding:0 1.5em}b{overflow-wrap:anywhere}";
/// Of the pages alone: no script, nothing from elsewhere, in no frame.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
});

/// What a provider sends back.
#[derive(Deserialize)]
pub(super) struct BackQuery {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    error: Option<String>,
    iss: Option<String>,
}

/// What a reader confirms.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct ConfirmFields {
    /// As the provider sent it back.
    #[serde(default)]
    state: String,
    /// As the provider sent it back.
    #[serde(default)]
    code: String,
}

/// Sends a reader to the provider.
#[utoipa::path(
    get,
    path = "/sign-in/{user_part}",
    params(("user_part" = String, Path, description = "Made when the sign-in began.")),
    responses(
        (status = 303, description = "To the provider."),
        (status = 200, description = "The reader has signed in already.", content_type = "text/html"),
        (status = 404, description = "Nobody waits for the reader any more.", content_type = "text/html"),
        (status = 502, description = "The provider cannot be asked.", content_type = "text/html"),
    )
)]
pub(super) async fn leave(
    State(app): State<Arc<App>>,
    Path(user_part): Path<String>,
) -> Result<Response> {
    Ok(page(oidc::leave(&app, &user_part).await?, "", ""))
}

/// A reader comes back from the provider, and is asked whether it was they who began.
#[utoipa::path(
    get,
    path = "/sign-in/callback",
    params(
        ("state" = Option<String>, Query, description = "As it was sent to the provider."),
        ("code" = Option<String>, Query, description = "Of the provider."),
        ("error" = Option<String>, Query, description = "Why the provider gives no code."),
        ("iss" = Option<String>, Query, description = "The provider, if it says so."),
    ),
    responses(
        (status = 200, description = "The question, or that the reader has signed in already.", content_type = "text/html"),
        (status = 404, description = "Nobody waits for the reader any more.", content_type = "text/html"),
        (status = 502, description = "The provider does not say who the reader is.", content_type = "text/html"),
    )
)]
pub(super) async fn back(
    State(app): State<Arc<App>>,
    Query(query): Query<BackQuery>,
) -> Result<Response> {
    let step = oidc::back(&app, &query.state, query.iss.as_deref()).await?;
    let step = match step {
        Step::Ask(_) if query.error.is_some() || query.code.is_empty() => Step::Unknown,
        step => step,
    };
    Ok(page(step, &query.state, &query.code))
}

/// A reader says that it was they who began, and is signed in.
#[utoipa::path(
    post,
    path = "/sign-in/callback",
    request_body(content = ConfirmFields, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The reader is signed in.", content_type = "text/html"),
        (status = 404, description = "Nobody waits for the reader any more.", content_type = "text/html"),
        (status = 422, description = "The name that the provider says is not allowed.", content_type = "text/html"),
        (status = 429, description = "Too many sign-ins."),
        (status = 502, description = "The provider does not say who the reader is.", content_type = "text/html"),
    )
)]
pub(super) async fn confirm(
    State(app): State<Arc<App>>,
    client: Client,
    Fields(fields): Fields<ConfirmFields>,
) -> Result<Response> {
    app.limits.writes.charge(client)?;
    let step = oidc::confirm(&app, &fields.state, fields.code).await?;
    Ok(page(step, "", ""))
}

fn page(step: Step<'_>, state: &str, code: &str) -> Response {
    let (status, title, text) = match step {
        Step::Leave(url) => return to(url.as_str()),
        Step::Ask(asked) => (
            StatusCode::OK,
            "Đăng nhập · Sign in",
            question(&asked, state, code),
        ),
        Step::Done => (
            StatusCode::OK,
            "Đã đăng nhập · Signed in",
            both(
                "Đã đăng nhập, hãy quay lại trang báo.",
                "You are signed in, go back to the page you came from.",
            ),
        ),
        Step::Gone => (
            StatusCode::NOT_FOUND,
            "Đã hết hạn · Too late",
            both(
                "Liên kết này không còn dùng được. Hãy quay lại trang báo và thử lại.",
                "This link is of no use any more. Go back to the page you came from and try again.",
            ),
        ),
        Step::Unknown => (
            StatusCode::BAD_GATEWAY,
            "Chưa đăng nhập · Not signed in",
            both(
                "Chưa đăng nhập được. Hãy quay lại trang báo và thử lại.",
                "You are not signed in. Go back to the page you came from and try again.",
            ),
        ),
        Step::BadName(error) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Chưa đăng nhập · Not signed in",
            bad_name(&error.problem().detail.unwrap_or_default()),
        ),
    };
    html(status, title, &text)
}

/// Who did not begin this must see that they are being deceived.
fn question(asked: &Asked<'_>, state: &str, code: &str) -> String {
    let place = escaped(&asked.place);
    let provider = escaped(asked.provider);
    let user_code = escaped(&asked.user_code);
    format!(
        "<p>Bạn sắp đăng nhập vào <b>{place}</b> bằng {provider}. Chỉ tiếp tục nếu chính bạn vừa bấm đăng nhập ở \
         trang đó và trang đó hiện mã <b>{user_code}</b>.</p>\
         <p lang=\"en\">You are about to sign in to <b>{place}</b> with {provider}. Go on only if you have just asked for \
         it there yourself, and that page shows the code <b>{user_code}</b>.</p>\
         <form method=\"post\"><input type=\"hidden\" name=\"state\" value=\"{state}\">\
         <input type=\"hidden\" name=\"code\" value=\"{code}\">\
         <button>Đăng nhập · Sign in</button></form>",
        state = escaped(state),
        code = escaped(code),
    )
}

fn bad_name(why: &str) -> String {
    let why = escaped(why);
    both(
        &format!("Tên của bạn ở đó không dùng được ở đây ({why})."),
        &format!("The name you have there cannot be used here ({why})."),
    )
}

fn both(vi: &str, en: &str) -> String {
    format!("<p>{vi}</p><p lang=\"en\">{en}</p>")
}

fn html(status: StatusCode, title: &str, text: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main>{text}</main></body></html>"
    );
    let headers: [(HeaderName, &str); 3] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, &POLICY),
    ];
    (status, headers, html).into_response()
}

fn to(url: &str) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Redirect::to(url)).into_response()
}
