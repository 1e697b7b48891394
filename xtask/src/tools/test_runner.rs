//! The program that runs tests compiled to WASM in a browser.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::crates::Program;
use crate::project;

/// The folder of the runner, at the version that the tests are compiled with.
pub fn folder() -> Result<PathBuf> {
    let lock = fs::read_to_string(project::root().join("Cargo.lock"))?;
    let version = locked(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    let runner = Program {
        package: "wasm-bindgen-cli",
        name: "wasm-bindgen-test-runner",
        version,
        flags: &["--no-default-features"],
    };
    runner.folder()
}

/// The version of a package in a lock file.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn the_version_stands_under_the_whole_name() {
        let lock = "name = \"wasm-bindgen-shared\"\nversion = \"1.0.0\"\n\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "wasm"), None);
    }
}
