//! The programs that tests need and no registry of libraries has: a browser, its driver, a database.

use std::path::PathBuf;

use anyhow::Result;

use super::{debian, on_path};
use crate::project;

/// A browser that tests drive.
pub struct Browser {
    /// Its WebDriver server, which finds the browser itself.
    pub driver: PathBuf,
}

/// Finds Chromium and its driver, or installs them.
pub fn browser() -> Result<Browser> {
    debian::ensure("chromium", || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(on_path)
    })?;
    let driver = debian::ensure("chromium-driver", || on_path("chromedriver"))?;
    Ok(Browser { driver })
}

/// Finds the folder of PostgreSQL's server programs, or installs them.
pub fn postgres() -> Result<PathBuf> {
    debian::ensure("postgresql", || {
        newest_postgres().or_else(|| Some(on_path("initdb")?.parent()?.to_owned()))
    })
}

/// Debian keeps one folder for each major version, none of them on `PATH`.
fn newest_postgres() -> Option<PathBuf> {
    let mut versions = project::entries("/usr/lib/postgresql".as_ref()).ok()?;
    versions.retain(|version| version.join("bin/initdb").is_file());
    let newest = versions.into_iter().max_by_key(|version| {
        let name = version.file_name().unwrap_or_default().to_string_lossy();
        name.parse::<u32>().unwrap_or(0)
    })?;
    Some(newest.join("bin"))
}
