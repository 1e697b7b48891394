//! How many tests passed and failed, read off what they print.

use std::fmt;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::process::{self, Running};

/// Tests counted so far.
#[derive(Debug, Default, PartialEq)]
pub struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Runs a command that runs tests, shows what it prints and counts them.
    ///
    /// # Errors
    /// If the command fails.
    pub fn count(&mut self, tests: &mut Command) -> Result<()> {
        let mut running = Running::start(tests.stdin(Stdio::null()).stdout(Stdio::piped()))?;
        let printed = running.child().stdout.take().expect("stdout is piped");
        let failed_before = self.failed;
        for line in BufReader::new(printed).split(b'\n') {
            let mut line = line?;
            self.read(&String::from_utf8_lossy(&line));
            line.push(b'\n');
            io::stdout().write_all(&line)?;
        }
        let ended = process::succeeded(tests, running.wait()?);
        if ended.is_err() && self.failed == failed_before {
            self.failed += 1; // it did not compile, or a test took the whole process down
        }
        ended
    }

    /// Adds the counts of a line such as `test result: ok. 3 passed; 0 failed; 0 ignored`.
    fn read(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result:") else {
            return;
        };
        self.passed += before(counts, "passed");
        self.failed += before(counts, "failed");
    }
}

/// The number that stands right before a word.
fn before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split([' ', ';']).collect();
    let pair = words.windows(2).find(|pair| pair[1] == word);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_add_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.08s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.08s",
        ] {
            tally.read(line);
        }
        assert_eq!(tally.to_string(), "14 passed, 1 failed");
    }

    #[test]
    fn a_command_that_fails_without_a_result_counts_as_one_failure() {
        let mut tally = Tally::default();
        assert!(tally.count(&mut Command::new("false")).is_err());
        assert_eq!(
            tally,
            Tally {
                passed: 0,
                failed: 1
            }
        );
    }
}
