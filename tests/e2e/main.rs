//! The whole of it, as a reader meets it: a partner's page in a real browser, the tag, the real server.
//!
//! Most stories are told in Chromium; those of `journeys` in Firefox and WebKit too.
//!
//! `cargo xtask test --only e2e` builds what is needed and sets what these tests ask for: `CHUYEN_BIN` (the
//! server), `CHUYEN_AXE` (the script of axe-core), `CHUYEN_CHROMEDRIVER`, `CHUYEN_GECKODRIVER`, `CHUYEN_FIREFOX`
//! (the browser), `CHUYEN_WEBKITDRIVER` and `CHUYEN_XVFB` (a screen, which WebKitGTK cannot do without).

mod absent;
mod article;
mod backends;
mod bad_input;
mod barriers;
mod comments;
mod counts;
mod drafts;
mod examples;
mod foreign;
mod frames;
mod hosts;
mod journeys;
mod keyboard;
mod life;
mod likes;
mod live;
mod network;
mod preview;
mod reports;
mod same;
mod share;
mod sign_in;
mod support;
mod swap;
mod tag;
mod thread;
mod typing;
