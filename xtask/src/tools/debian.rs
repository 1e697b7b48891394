//! Debian and Ubuntu packages.

use std::process::Command;
use std::sync::Once;

use anyhow::{Context, Result, bail};
use nix::unistd::Uid;

use super::on_path;
use crate::process;

/// Looks for something, and if it is missing installs the package that has it, as root on Debian or Ubuntu.
///
/// # Errors
/// If it is missing and cannot be installed from here; says what to install.
pub fn ensure<T>(package: &str, find: impl Fn() -> Option<T>) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !Uid::effective().is_root() || on_path("apt-get").is_none() {
        bail!(
            "{package} is missing: install it (on Debian or Ubuntu: `sudo apt-get install {package}`)"
        );
    }
    eprintln!("apt: installing {package}");
    update_once();
    apt(&["install", "--yes", "--no-install-recommends", package])?;
    find().with_context(|| format!("{package} is installed and still cannot be found"))
}

/// A machine may be new and know no package at all. Where this fails, the installation says why.
fn update_once() {
    static UPDATED: Once = Once::new();
    UPDATED.call_once(|| {
        let _ = apt(&["update"]);
    });
}

fn apt(args: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    process::run(
        apt.args(["-q", "-q"])
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
