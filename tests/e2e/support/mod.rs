//! What every story needs: the newsroom's server, a partner's site, the line between, readers.

mod audit;
mod browser;
mod engine;
pub mod http;
mod keys;
mod line;
mod mail;
mod partner;
mod reader;
mod server;
mod spot;
mod thread;
mod world;

use std::time::{Duration, Instant};

pub use engine::Engine;
pub use line::Weather;
pub use mail::Post;
pub use partner::Page;
pub use reader::{PATIENCE, Reader};
pub use server::Setup;
pub use spot::{Spot, button, comment, css, field, link, role};
pub use world::{SEED, World, tell, tell_everywhere};

/// A variable of the environment that whoever runs these tests has to set.
fn env(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("set {name}, or run `cargo xtask test --only e2e`"))
}

/// Asks again and again until the answer is yes.
///
/// # Panics
/// If it is not within `patience`; the message says what was waited for.
pub async fn until(patience: Duration, what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(
            start.elapsed() < patience,
            "waited {patience:?} until {what}"
        );
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}
