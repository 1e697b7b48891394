//! The locked npm packages: a minifier, a type checker, an accessibility checker.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};

use super::on_path;
use crate::process;
use crate::project;

/// The oldest major version of Node that the packages run on.
pub const OLDEST_NODE: u32 = 20;

/// The folder of the installed packages, brought up to date with the lock file; `None` without Node 20 or newer.
pub fn packages() -> Result<Option<PathBuf>> {
    if !has_node() {
        return Ok(None);
    }
    install(project::root())?;
    Ok(Some(project::root().join("node_modules")))
}

/// Brings `node_modules` in a folder up to date with the lock file there.
pub fn install(folder: &Path) -> Result<()> {
    if is_current(folder) {
        return Ok(());
    }
    eprintln!("npm: installing the locked packages");
    // No package needs its install script, and none is trusted with one.
    let mut npm = Command::new("npm");
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    process::run(npm.current_dir(folder))
}

/// The same, where going on without is no choice.
pub fn required_packages() -> Result<PathBuf> {
    packages()?.with_context(|| format!("install Node {OLDEST_NODE} or newer, with npm"))
}

fn has_node() -> bool {
    on_path("npm").is_some()
        && process::read(Command::new("node").arg("--version"))
            .is_ok_and(|version| major(&version).is_some_and(|major| major >= OLDEST_NODE))
}

/// `v20.20.2` → 20.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// npm writes its own lock file last, after everything is in place.
fn is_current(folder: &Path) -> bool {
    let locked = changed_at(&folder.join("package-lock.json"));
    let installed = changed_at(&folder.join("node_modules/.package-lock.json"));
    installed.is_some() && installed >= locked
}

fn changed_at(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_of_node_is_its_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("not node"), None);
    }
}
