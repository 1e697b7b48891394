//! The program that runs tests compiled to WASM in a browser.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::rust;
use crate::process;
use crate::project;

const PROGRAM: &str = "wasm-bindgen-test-runner";

/// The folder of the runner, installed at the version that the tests are compiled with.
pub fn folder() -> Result<PathBuf> {
    let tools = project::target().join("tools");
    let folder = tools.join("bin");
    let lock = fs::read_to_string(project::root().join("Cargo.lock"))?;
    let version = locked(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    let installed = process::read(Command::new(folder.join(PROGRAM)).arg("--version"));
    if installed.is_ok_and(|printed| printed.trim() == format!("{PROGRAM} {version}")) {
        return Ok(folder);
    }
    eprintln!("tools: installing {PROGRAM} {version}");
    let mut cargo = rust::cargo();
    cargo
        .args([
            "install",
            "wasm-bindgen-cli",
            "--version",
            &format!("={version}"),
        ])
        .args([
            "--bin",
            PROGRAM,
            "--no-default-features",
            "--force",
            "--quiet",
            "--root",
        ])
        .arg(&tools);
    process::run(&mut cargo)?;
    Ok(folder)
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
