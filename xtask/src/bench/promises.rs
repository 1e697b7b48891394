//! What was promised, as data.

use super::budget::{Base, Budget, Limit, Unit};
use crate::size;

const TAG: &str = "chuyen-script";
const FAST: &str = "chuyen-fast";
const PAGE: &str = "chuyen-page";
const SERVER: &str = "chuyen";

/// Every promise.
pub const BUDGETS: &[Budget] = &[
    budget(
        "Bytes (brotli) until article, captions, share bar and 10 comments are on the page",
        (TAG, "read_bytes", "10"),
        Limit::Most(size::READ_MOST as f64, Base::One),
        Unit::Bytes,
    ),
    budget(
        "Bytes (brotli) of everything an island needs; aim: 85 KiB",
        (TAG, "code_bytes", "10"),
        Limit::Most(size::INTERACT_MOST as f64, Base::One),
        Unit::Bytes,
    ),
    budget(
        "Slow 4G, slow CPU: navigation to first comment visible, thread of 10",
        (TAG, "comment_ms", "slow4g/same/10"),
        Limit::Most(0.75, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… the embed on another site",
        (TAG, "comment_ms", "slow4g/other/10"),
        Limit::Most(0.75, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… with the fast tag",
        (FAST, "comment_ms", "slow4g/same/10"),
        Limit::Most(0.75, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… with the fast tag on another site",
        (FAST, "comment_ms", "slow4g/other/10"),
        Limit::Most(0.75, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… on a page of its own server, as WordPress's",
        (PAGE, "comment_ms", "slow4g/same/10"),
        Limit::Most(0.75, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… thread of 5 000",
        (TAG, "comment_ms", "slow4g/same/5000"),
        Limit::Most(1.1, Base::Own(("comment_ms", "slow4g/same/10"))),
        Unit::Ms,
    ),
    budget(
        "… to a composer one can type in, thread of 100",
        (TAG, "composer_ms", "slow4g/same/100"),
        Limit::Most(0.9, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… the embed on another site",
        (TAG, "composer_ms", "slow4g/other/100"),
        Limit::Most(0.9, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… with the fast tag",
        (FAST, "composer_ms", "slow4g/same/100"),
        Limit::Most(0.9, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… with the fast tag on another site",
        (FAST, "composer_ms", "slow4g/other/100"),
        Limit::Most(0.9, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… on a page of its own server, as WordPress's",
        (PAGE, "composer_ms", "slow4g/same/100"),
        Limit::Most(0.9, Base::BestPeer),
        Unit::Ms,
    ),
    budget(
        "… to live islands, woken at once (peers: to their composer)",
        (TAG, "live_ms", "slow4g/same/100"),
        Limit::Most(1840.0, Base::One),
        Unit::Ms,
    ),
    budget(
        "Total blocking time there, thread of 100",
        (TAG, "blocked_ms", "slow4g/same/100"),
        Limit::Most(50.0, Base::One),
        Unit::Ms,
    ),
    budget(
        "First page of a thread of 100, API, 64 connections",
        (SERVER, "thread_rate", "64"),
        Limit::Least(0.5, Base::Program("nginx")),
        Unit::Rate,
    ),
    budget(
        "… as a fragment",
        (SERVER, "fragment_rate", "64"),
        Limit::Least(0.5, Base::Program("nginx")),
        Unit::Rate,
    ),
    budget(
        "CPU per request at 100 000 comments, cache off, page 1",
        (SERVER, "cpu_first_us", "100000"),
        Limit::Most(1.2, Base::Own(("cpu_first_us", "100"))),
        Unit::Us,
    ),
    budget(
        "… page 1 000",
        (SERVER, "cpu_far_us", "100000"),
        Limit::Most(1.2, Base::Own(("cpu_first_us", "100"))),
        Unit::Us,
    ),
    budget(
        "New comments acknowledged durable, SQLite, 64 connections; aim: 3 000/s",
        (SERVER, "write_rate", "64"),
        Limit::Least(5.0, Base::BestPeer),
        Unit::Rate,
    ),
    budget(
        "Click to own comment acknowledged, another site, first post of a fresh profile",
        (TAG, "acknowledged_ms", "slow4g/other/100"),
        Limit::Most(150.0 + 60.0, Base::One), // one round trip, and what both ends may take
        Unit::Ms,
    ),
    budget(
        "… shown as being sent",
        (TAG, "shown_ms", "slow4g/other/100"),
        Limit::Most(60.0, Base::One),
        Unit::Ms,
    ),
    budget(
        "Memory idle",
        (SERVER, "memory_idle_mib", ""),
        Limit::Most(30.0, Base::One),
        Unit::Mib,
    ),
    budget(
        "… most under load",
        (SERVER, "memory_most_mib", ""),
        Limit::Most(80.0, Base::One),
        Unit::Mib,
    ),
    budget(
        "… per open event stream",
        (SERVER, "stream_kb", ""),
        Limit::Most(20.0, Base::One),
        Unit::Kb,
    ),
    budget(
        "From sending a comment until 99 % of 2 000 open event streams have told it",
        (SERVER, "stream_p99_ms", "2000"),
        Limit::Most(500.0, Base::One),
        Unit::Ms,
    ),
    budget(
        "Start-up of the server",
        (SERVER, "start_ms", ""),
        Limit::Most(50.0, Base::One),
        Unit::Ms,
    ),
    budget(
        "Its binary, all inside",
        (SERVER, "binary_mb", ""),
        Limit::Most(25.0, Base::One),
        Unit::Mb,
    ),
];

pub(super) const fn budget(
    promise: &'static str,
    (system, what, at): (&'static str, &'static str, &'static str),
    limit: Limit,
    unit: Unit,
) -> Budget {
    Budget {
        promise,
        system,
        key: (what, at),
        limit,
        unit,
    }
}
