//! What a promise is, and whether it is kept. The promises themselves are in `promises.rs`.

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
    use super::super::promises::budget;
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
