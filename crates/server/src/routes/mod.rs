//! Every address of the server, one file for each resource.

mod absent;
mod alias;
mod articles;
mod assets;
mod comment;
mod counts;
mod embed;
mod events;
mod fields;
mod fragment;
mod health;
mod like;
mod media;
mod oembed;
mod openapi;
mod page;
mod piece;
mod post;
mod preview;
mod reader;
mod report;
mod sign_in;
mod sign_in_email;
mod sign_in_oidc;
mod sign_in_page;
mod sign_in_partner;
mod staff;
mod thread;

pub use assets::built_in;
pub(crate) use assets::{names as asset_names, text as built_text};
pub use openapi::document;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The paths of all routes, as a request's is matched with them.
pub fn paths() -> impl Iterator<Item = String> {
    let (_, document) = router().split_for_parts();
    document.paths.paths.into_keys()
}

/// All routes. What is not documented here is not served.
pub fn router() -> OpenApiRouter<Arc<App>> {
    openapi::titled()
        .routes(routes!(articles::get, articles::put))
        .routes(routes!(thread::get))
        .routes(routes!(post::post))
        .routes(routes!(comment::get, comment::patch, comment::delete))
        .routes(routes!(thread::replies))
        .routes(routes!(reader::post))
        .routes(routes!(like::put, like::delete))
        .routes(routes!(report::post))
        .routes(routes!(preview::post))
        .routes(routes!(counts::get))
        .routes(routes!(events::get))
        .routes(routes!(openapi::get))
        .routes(routes!(page::get))
        .routes(routes!(fragment::get))
        .routes(routes!(fragment::thread))
        .routes(routes!(embed::get))
        .routes(routes!(oembed::get))
        .routes(routes!(media::get))
        .routes(routes!(assets::loader))
        .routes(routes!(assets::types))
        .routes(routes!(assets::asset))
        .routes(routes!(sign_in::get))
        .routes(routes!(sign_in_email::send))
        .routes(routes!(sign_in_email::take))
        .routes(routes!(sign_in_partner::post))
        .routes(routes!(sign_in_oidc::begin))
        .routes(routes!(sign_in_oidc::poll))
        .routes(routes!(sign_in_page::leave))
        .routes(routes!(sign_in_page::back, sign_in_page::confirm))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
}
