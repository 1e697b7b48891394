//! What was promised, as data.

use crate::size;

use super::results::{Key, Measured, Results, is_ours};

const KIB: f64 = 1024.0;

/// One promise.
pub struct Budget {
    /// In words.
    pub promise: &'static str,
    /// Which of our forms has to keep it.
    pub system: &'static str,
    /// What is measured.
    pub key: Key,
    /// What it may be.
    pub limit: Limit,
    /// How it is shown.
    pub unit: Unit,
}

/// What a figure may be: so many times something.
#[derive(Clone, Copy)]
pub enum Limit {
    /// Not more.
    Most(f64, Base),
    /// Not less.
    Least(f64, Base),
}

/// What a limit is counted in.
#[derive(Clone, Copy)]
pub enum Base {
    /// The unit itself.
    One,
    /// The same figure of the best peer.
    BestPeer,
    /// The same figure of another program.
    Program(&'static str),
    /// Another figure of ours.
    Own(Key),
}

/// How a figure is shown.
#[derive(Clone, Copy)]
pub enum Unit {
    /// Bytes, shown in KiB.
    Bytes,
    /// Milliseconds.
    Ms,
    /// Microseconds.
    Us,
    /// How often in a second.
    Rate,
    /// Mebibytes.
    Mib,
    /// Megabytes.
    Mb,
    /// Kilobytes.
    Kb,
}

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

const fn budget(
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

impl Budget {
    /// What it was measured to be.
    pub fn ours(&self, results: &Results) -> Option<Measured> {
        results.of(self.system, self.key)
    }

    /// The best of the peers, or what it is to be compared with.
    pub fn rival<'a>(&self, results: &'a Results) -> Option<(&'a str, Measured)> {
        let (more_is_better, _, base) = self.terms();
        let rivals = results.all(self.key).filter(|(name, _)| match base {
            Base::Program(other) => *name == other,
            _ => !is_ours(name) && *name != "nginx",
        });
        let order = |a: &(&str, Measured), b: &(&str, Measured)| a.1.median.total_cmp(&b.1.median);
        match more_is_better {
            true => rivals.max_by(order),
            false => rivals.min_by(order),
        }
    }

    /// The number that the median is held against, if what it depends on was measured.
    pub fn bound(&self, results: &Results) -> Option<f64> {
        let (_, times, base) = self.terms();
        let base = match base {
            Base::One => 1.0,
            Base::BestPeer | Base::Program(_) => self.rival(results)?.1.median,
            Base::Own(key) => results.of(self.system, key)?.median,
        };
        Some(times * base)
    }

    /// Whether it is kept.
    pub fn is_met(&self, results: &Results) -> Option<bool> {
        let (median, bound) = (self.ours(results)?.median, self.bound(results)?);
        Some(match self.limit {
            Limit::Least(..) => median >= bound,
            Limit::Most(..) => median <= bound,
        })
    }

    /// `≥ 0.5 × nginx`, without the number that makes of it.
    pub fn in_words(&self) -> String {
        let (more_is_better, times, base) = self.terms();
        let sign = if more_is_better { "≥" } else { "≤" };
        match base {
            Base::One => format!("{sign} {}", self.unit.show(times)),
            Base::BestPeer => format!("{sign} {times} × best peer"),
            Base::Program(other) => format!("{sign} {times} × {other}"),
            Base::Own((_, at)) => {
                let size = at.rsplit('/').next().unwrap_or(at);
                format!("{sign} {times} × ours at {size}")
            }
        }
    }

    /// Whether more is better; how often; what.
    fn terms(&self) -> (bool, f64, Base) {
        match self.limit {
            Limit::Most(times, base) => (false, times, base),
            Limit::Least(times, base) => (true, times, base),
        }
    }
}

impl Unit {
    /// The unit of a quantity, by the end of its name.
    pub fn of(what: &str) -> Option<Self> {
        Some(match what.rsplit('_').next()? {
            "bytes" => Self::Bytes,
            "ms" => Self::Ms,
            "us" => Self::Us,
            "rate" => Self::Rate,
            "mib" => Self::Mib,
            "mb" => Self::Mb,
            "kb" => Self::Kb,
            _ => return None,
        })
    }

    /// A number with its unit.
    pub fn show(self, value: f64) -> String {
        let (number, name) = self.parts(value);
        format!("{number}{name}")
    }

    /// A number and, apart, its unit: long times are told in seconds.
    pub fn parts(self, value: f64) -> (String, &'static str) {
        let (value, decimals, name) = match self {
            Self::Bytes => (value / KIB, 1, " KiB"),
            Self::Ms if value >= 10_000.0 => (value / 1000.0, 1, " s"),
            Self::Ms => (value, 0, " ms"),
            Self::Us => (value, 0, " µs"),
            Self::Rate => (value, 0, "/s"),
            Self::Mib => (value, 1, " MiB"),
            Self::Mb => (value, 1, " MB"),
            Self::Kb => (value, 1, " kB"),
        };
        (format!("{value:.decimals$}"), name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(figures: &[(&str, &str, f64)]) -> Results {
        let lines: Vec<String> = figures
            .iter()
            .map(|(system, at, value)| {
                format!(r#"{{"system":"{system}","what":"x_ms","at":"{at}","values":[{value}]}}"#)
            })
            .collect();
        let run = format!(
            r#"{{"machine":"","begun":"","quick":false,"titles":{{}},"figures":[{}]}}"#,
            lines.join(",")
        );
        Results {
            runs: vec![serde_json::from_str(&run).unwrap()],
        }
    }

    fn verdict(limit: Limit, figures: &[(&str, &str, f64)]) -> Option<bool> {
        budget("", ("chuyen", "x_ms", "10"), limit, Unit::Ms).is_met(&results(figures))
    }

    #[test]
    fn the_best_peer_counts_and_neither_ours_nor_nginx_is_one() {
        let figures = [
            ("chuyen", "10", 70.0),
            ("chuyen-other", "10", 1.0),
            ("nginx", "10", 1.0),
            ("isso", "10", 100.0),
            ("waline", "10", 500.0),
        ];
        assert_eq!(
            verdict(Limit::Most(0.75, Base::BestPeer), &figures),
            Some(true)
        );
        assert_eq!(
            verdict(Limit::Most(0.6, Base::BestPeer), &figures),
            Some(false)
        );
        assert_eq!(
            verdict(Limit::Least(0.5, Base::Program("nginx")), &figures),
            Some(true)
        );
    }

    #[test]
    fn a_figure_is_held_against_another_of_ours() {
        let limit = Limit::Most(1.1, Base::Own(("x_ms", "1")));
        let figures = [("chuyen", "10", 111.0), ("chuyen", "1", 100.0)];
        assert_eq!(verdict(limit, &figures), Some(false));
        assert_eq!(verdict(limit, &figures[..1]), None);
    }
}
