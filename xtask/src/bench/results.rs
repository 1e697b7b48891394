//! What was measured, read back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Names a quantity under certain circumstances: `("comment_ms", "slow4g/same/10")`.
pub type Key = (&'static str, &'static str);

/// One quantity of one system, as often as it was measured.
#[derive(Deserialize)]
pub struct Figure {
    /// Whose it is.
    pub system: String,
    /// Which quantity.
    pub what: String,
    /// Under which circumstances.
    pub at: String,
    values: Vec<f64>,
}

/// A figure in short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The value in the middle.
    pub median: f64,
    /// The lowest value.
    pub low: f64,
    /// The highest value.
    pub high: f64,
}

/// One run of one part.
#[derive(Deserialize)]
pub struct Run {
    /// Processor and memory.
    pub machine: String,
    /// When it began.
    pub begun: String,
    /// With few repetitions.
    pub quick: bool,
    titles: BTreeMap<String, String>,
    figures: Vec<Figure>,
}

/// All runs.
#[derive(Default)]
pub struct Results {
    /// In the order of the parts.
    pub runs: Vec<Run>,
}

impl Results {
    /// Reads what was measured; a part that was not is left out.
    pub fn read(files: &[PathBuf]) -> Result<Self> {
        let mut results = Self::default();
        for file in files.iter().filter(|file| file.is_file()) {
            let text = fs::read_to_string(file)?;
            let run = serde_json::from_str(&text);
            results
                .runs
                .push(run.with_context(|| format!("cannot read {}", file.display()))?);
        }
        Ok(results)
    }

    /// Every figure, in the order in which it was first measured.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.runs.iter().flat_map(|run| &run.figures)
    }

    /// A quantity of one system.
    pub fn of(&self, system: &str, (what, at): Key) -> Option<Measured> {
        self.all((what, at))
            .find_map(|(name, measured)| (name == system).then_some(measured))
    }

    /// A quantity of all systems that have it.
    pub fn all(&self, (what, at): Key) -> impl Iterator<Item = (&str, Measured)> {
        self.figures()
            .filter(move |figure| figure.what == what && figure.at == at)
            .map(|figure| (figure.system.as_str(), figure.measured()))
    }

    /// The quantities that were measured, in order.
    pub fn whats(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let all = self.figures().map(|figure| figure.what.as_str());
        all.filter(|what| seen.insert(*what)).collect()
    }

    /// All systems with what is said about them.
    pub fn titles(&self) -> BTreeSet<&str> {
        let titles = self.runs.iter().flat_map(|run| run.titles.values());
        titles.map(String::as_str).collect()
    }

    /// How a system is called, without what is said about it in brackets.
    pub fn name<'a>(&'a self, system: &'a str) -> &'a str {
        let mut titles = self.runs.iter().filter_map(|run| run.titles.get(system));
        let title = titles.next().map_or(system, String::as_str);
        title.split(" (").next().unwrap_or(title)
    }
}

impl Figure {
    /// The values in short.
    pub fn measured(&self) -> Measured {
        let mut values = self.values.clone();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let median = match (values.len() % 2, &values[..]) {
            (_, []) => f64::NAN,
            (1, values) => values[middle],
            (_, values) => f64::midpoint(values[middle - 1], values[middle]),
        };
        Measured {
            median,
            low: values.first().copied().unwrap_or(f64::NAN),
            high: values.last().copied().unwrap_or(f64::NAN),
        }
    }
}

/// Whether a system is ours, in whatever form.
pub fn is_ours(system: &str) -> bool {
    system.starts_with("chuyen")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(values: &[f64]) -> Measured {
        let figure = Figure {
            system: String::new(),
            what: String::new(),
            at: String::new(),
            values: values.to_vec(),
        };
        figure.measured()
    }

    #[test]
    fn the_median_stands_in_the_middle() {
        let odd = measured(&[9.0, 1.0, 2.0]);
        assert_eq!((odd.low, odd.median, odd.high), (1.0, 2.0, 9.0));
        assert_eq!(measured(&[4.0, 1.0]).median, 2.5);
    }
}
