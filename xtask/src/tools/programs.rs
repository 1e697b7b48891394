//! The programs that tests need, found or installed: browsers, their drivers, a screen, a database.

use std::path::PathBuf;

use anyhow::Result;

use super::crates::Program;
use super::{debian, on_path};
use crate::project;

/// What speaks WebDriver for Firefox. Each release drives every Firefox that Mozilla supports. It has little to do,
/// so the time to optimise it is saved.
const GECKODRIVER: Program = Program {
    package: "geckodriver",
    name: "geckodriver",
    version: "0.37.1",
    flags: &["--locked", "--debug", "--config=profile.dev.debug=false"],
};

/// Finds Chromium and its WebDriver server, or installs them; answers with the server, which finds the browser itself.
pub fn chromedriver() -> Result<PathBuf> {
    debian::ensure("chromium", || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(on_path)
    })?;
    debian::ensure("chromium-driver", || on_path("chromedriver"))
}

/// Firefox and what drives it.
pub struct Firefox {
    /// The browser.
    pub browser: PathBuf,
    /// Its WebDriver server.
    pub driver: PathBuf,
}

/// Finds Firefox, or installs it, and has cargo build its driver, which distributions lack.
pub fn firefox() -> Result<Firefox> {
    let browser = debian::ensure("firefox-esr", || {
        ["firefox-esr", "firefox"].into_iter().find_map(on_path)
    })?;
    let driver = GECKODRIVER.folder()?.join(GECKODRIVER.name);
    Ok(Firefox { browser, driver })
}

/// Finds the WebDriver server of WebKitGTK, or installs it; it comes with a browser and finds that itself.
pub fn webkit_driver() -> Result<PathBuf> {
    debian::ensure("webkit2gtk-driver", || on_path("WebKitWebDriver"))
}

/// Finds the X server that needs no screen, or installs it.
pub fn xvfb() -> Result<PathBuf> {
    debian::ensure("xvfb", || on_path("Xvfb"))
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
