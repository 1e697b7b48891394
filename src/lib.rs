//! The widget: a news article, its share bar and its comment thread, as a reader sees them.
//!
//! Every view is rendered in a browser (`wasm32`, through `embed`) and natively into HTML, from the
//! same props; only hooks, adapters and `embed` touch the world around them.

#[cfg(feature = "full")]
mod answer;
#[cfg(feature = "article")]
pub mod article;
pub mod backend;
pub mod comments;
#[cfg(any(target_arch = "wasm32", test))]
pub mod embed;
#[cfg(all(target_arch = "wasm32", feature = "full"))]
pub mod foreign;
#[cfg(any(target_arch = "wasm32", test))]
mod heap;
pub mod json;
pub mod page;
pub mod share;
#[cfg(all(not(target_arch = "wasm32"), feature = "article"))]
pub mod ssr;
pub mod text;
pub mod ui;
pub mod words;
