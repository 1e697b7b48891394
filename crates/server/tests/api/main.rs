//! The server as its clients and its operators meet it, over SQLite and over PostgreSQL.
//!
//! One file for each resource; `common` starts servers and asks them.
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod articles;
mod assets;
mod bad_line;
mod cli;
mod common;
mod convert;
mod edit;
mod events;
mod events_likes;
mod events_load;
mod events_missed;
mod exactly_once;
mod failing;
mod folder;
mod html;
mod import;
mod limits;
mod logs;
mod media;
mod metrics;
mod migrations;
mod moderation;
mod moving;
mod openapi;
mod origins;
mod outlets;
mod page;
mod permalink;
mod plans;
mod post;
mod reports;
mod settings;
mod sign_in;
mod sources;
mod staff;
mod thread;
mod votes;
