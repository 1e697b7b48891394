//! The reference backend: articles and the comments on them over HTTP, kept in SQLite or PostgreSQL.
//!
//! A request comes in through a file of [`routes`], passes `checks` if it writes, and ends in [`store`], the only
//! place that knows SQL. What both ends must agree on is in `model`.

pub mod app;
pub mod articles;
mod caching;
mod checks;
mod client;
pub mod clock;
pub mod config;
mod connections;
pub mod counted;
mod database_url;
mod document;
mod error;
mod finished;
pub mod folder;
pub mod limits;
mod live;
pub mod markdown;
pub mod metrics;
pub mod moving;
mod origin;
pub mod outlets;
pub mod page_name;
mod patience;
pub mod plain;
pub mod reader_token;
pub mod render;
mod request;
pub mod routes;
pub mod serve;
pub mod session;
pub mod sign_in;
pub mod store;
pub mod token;
mod upstream;
