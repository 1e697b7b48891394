//! esbuild, where it is there.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The oldest browsers that readers use; what they cannot do, such as nested rules, is spelled out for them.
const BROWSERS: &str = "--target=safari16.4,ios16.4,chrome111,firefox115";

/// Makes scripts and styles small, or leaves them as they are when there is no Node.
pub struct Minifier {
    esbuild: Option<PathBuf>,
}

impl Minifier {
    /// Takes esbuild from the folder of the installed npm packages, if there is one.
    pub fn new(packages: Option<&Path>) -> Self {
        let esbuild = packages.map(|folder| folder.join(".bin/esbuild"));
        Self { esbuild }
    }

    /// Whether anything is made smaller.
    pub fn is_there(&self) -> bool {
        self.esbuild.is_some()
    }

    /// A JavaScript module: every top-level name but the exported ones is private.
    pub fn module(&self, source: &str) -> Result<Vec<u8>> {
        self.minify(source, &["--loader=js", "--format=esm"])
    }

    /// A plain script, which shares its top-level names with the page.
    pub fn script(&self, source: &str) -> Result<Vec<u8>> {
        self.minify(source, &["--loader=js"])
    }

    /// A style sheet.
    pub fn css(&self, source: &str) -> Result<Vec<u8>> {
        self.minify(source, &["--loader=css"])
    }

    fn minify(&self, source: &str, args: &[&str]) -> Result<Vec<u8>> {
        let Some(esbuild) = &self.esbuild else {
            return Ok(source.into());
        };
        let mut command = Command::new(esbuild);
        command.args([
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            BROWSERS,
        ]);
        process::filter(command.args(args), source.as_bytes()).context("cannot minify")
    }
}
