//! The talk under an article.
//!
//! Pure: `pages` (what is known), `tree` and `forest` (how it nests), `state`, `outbox` (the reader's own comments),
//! `composing`, `attention`, `begin`, `links`. Effects: `use_*`, `storage`, `focus`, `permalink`, `fields`. The rest are views.

mod attention;
mod avatar;
mod begin;
mod button;
mod by_id;
mod comment;
mod composer;
mod composing;
mod conduct;
mod device;
#[cfg(feature = "full")]
mod elsewhere;
#[cfg(not(feature = "full"))]
#[path = "elsewhere_alone.rs"]
mod elsewhere;
#[cfg(feature = "full")]
mod email;
#[cfg(not(feature = "full"))]
#[path = "email_alone.rs"]
mod email;
mod fields;
mod focus;
mod forest;
mod heading;
mod letters;
mod links;
mod list;
mod local;
mod notice;
pub mod outbox;
mod own;
mod pages;
mod permalink;
mod purpose;
mod reason;
mod scene;
mod sending;
mod state;
mod storage;
mod thread;
mod tree;
mod typed;
mod use_draft;
mod use_likes;
mod use_now;
mod use_outbox;
mod use_thread;

pub use begin::{Begin, Writing};
pub use links::THREAD;
pub use local::remember;
pub use thread::{Props, Thread, ThreadEvent};
