//! The whole of it, as a reader meets it: a partner's page in a real browser, the tag, the real server.
//!
//! `cargo xtask test --only e2e` builds what is needed and sets what these tests ask for: `CHUYEN_BIN` (the
//! server), `CHUYEN_CHROMEDRIVER` and `CHUYEN_AXE` (the script of axe-core).

mod absent;
mod article;
mod bad_input;
mod barriers;
mod hosts;
mod keyboard;
mod life;
mod network;
mod share;
mod support;
mod tag;
mod thread;
mod typing;
