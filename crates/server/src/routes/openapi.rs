//! What this server understands, as OpenAPI 3.1.

use std::sync::{Arc, LazyLock};

use axum::http::HeaderMap;
use axum::response::Response;
use model::{
    ArticleEvent, Block, Cell, CommentEvent, CommentId, Embed, Gallery, Inline, Order, Quote,
    ResetEvent, Table,
};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::caching;

/// Its head; the rest stands with the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Chuyện",
        description = "Articles and the comments on them. Reading is open to pages of every origin; \
                       each site lists the origins that may write. Refusals are problem details, RFC 9457."
    ),
    // Named by parameters, or by themselves, which does not register them.
    components(schemas(
        ArticleEvent, Block, Cell, CommentEvent, CommentId, Embed, Gallery, Inline, Order, Quote, ResetEvent, Table
    ))
)]
struct Head;

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let (_, document) = super::router().split_for_parts();
    document
        .to_pretty_json()
        .expect("the document has only strings for keys")
});

/// The document, as JSON.
pub fn document() -> &'static str {
    &DOCUMENT
}

pub(super) fn titled() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Head::openapi())
}

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json"))
)]
pub(super) async fn get(headers: HeaderMap) -> Response {
    caching::public(&headers, &caching::tag_of(document()), || {
        document().to_owned()
    })
}
