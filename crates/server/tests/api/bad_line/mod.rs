//! A thousand comments over a line that cuts, loses, doubles and delays: each stands once, with its last text.
//!
//! The outbox is the widget's own, the server is the server, and every request is a connection of its own.

mod backend;
mod dice;
mod fate;
mod line;
mod reader;
mod request;
mod standing;

use std::collections::BTreeSet;
use std::net::SocketAddr;

use futures_util::future::join_all;

use crate::common::asking::said;
use crate::common::on_both;
use crate::common::walking::walk;
use dice::Dice;
use line::Line;
use reader::Reader;
use standing::{each_can_still_be_edited, each_stands_once, everything_happened};

const READERS: usize = 20;
const COMMENTS_EACH: usize = 50;
/// Repeats the chance of a run that failed.
const SEED: &str = "CHUYEN_TEST_SEED";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_posts_over_a_bad_line_are_a_thousand_comments_with_their_last_texts() {
    let seed = std::env::var(SEED).ok().map(|seed| seed.parse().unwrap());
    let seed = seed.unwrap_or_else(|| getrandom::u64().unwrap());
    eprintln!("{SEED}={seed}");
    on_both(async |app| {
        let server = app.url.trim_start_matches("http://").trim_end_matches('/');
        let server: SocketAddr = server.parse().unwrap();
        let reading = (0..READERS).map(async |number| {
            let line = Line::to(server, Dice::new(seed, 2 * number + 1)).await;
            let reader = Reader::new(seed, number, COMMENTS_EACH, &line);
            reader.be(&line).await
        });
        let readers = join_all(reading).await;
        everything_happened(&readers);
        each_stands_once(&readers, &walk(app, "oldest", 100).await);
        let texts = each_can_still_be_edited(app, &readers).await;
        let thread = walk(app, "oldest", 100).await;
        let standing: BTreeSet<_> = thread.iter().map(said).collect();
        assert_eq!((thread.len(), standing), (texts.len(), texts));
    })
    .await;
}
