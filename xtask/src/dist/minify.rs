//! esbuild, terser and wasm-opt, where they are there.

use std::fs;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The oldest browsers that readers use; what they cannot do, such as nested rules, is spelled out for them.
const BROWSERS: &str = "--target=safari16.4,ios16.4,chrome111,firefox115";

/// What terser takes off the scripts that esbuild made: 3 % of what is sent. Whatever could change what a script does is off, as it is by default.
const SQUEEZE: [&str; 4] = ["--module", "--ecma=2020", "--compress=passes=3", "--mangle"];
/// How a module is made small. What is called from one place only stays a function, unless it is tiny: functions can be put beside
/// those that are like them, parts of a large one cannot.
const SMALL: [&str; 3] = ["-Os", "--one-caller-inline-max-function-size=40", "-g"];
/// What those browsers know of WASM beyond its first version.
const FEATURES: [&str; 4] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// Makes scripts, styles and modules small, or leaves them as they are when there is no Node.
pub struct Minifier {
    /// The programs of the installed npm packages.
    programs: Option<PathBuf>,
}

impl Minifier {
    /// Takes what it needs from the folder of the installed npm packages, if there is one.
    pub fn new(packages: Option<&Path>) -> Self {
        let programs = packages.map(|folder| folder.join(".bin"));
        Self { programs }
    }

    /// Whether anything is made smaller.
    pub fn is_there(&self) -> bool {
        self.programs.is_some()
    }

    /// A JavaScript module: every top-level name but the exported ones is private.
    pub fn module(&self, source: &str) -> Result<Vec<u8>> {
        self.squeeze(self.minify(source, &["--loader=js", "--format=esm"])?)
    }

    /// A plain script, all of it in one function.
    pub fn script(&self, source: &str) -> Result<Vec<u8>> {
        self.squeeze(self.minify(source, &["--loader=js"])?)
    }

    /// A style sheet.
    pub fn css(&self, source: &str) -> Result<Vec<u8>> {
        self.minify(source, &["--loader=css"])
    }

    /// A WASM module, which keeps the names of its functions. That takes 1 % off it once compressed, and 7 % before.
    pub fn wasm(&self, module: Vec<u8>) -> Result<Vec<u8>> {
        let Some(programs) = &self.programs else {
            return Ok(module);
        };
        let folder = tempfile::tempdir().context("cannot make a folder for wasm-opt")?;
        let [before, after] = ["before.wasm", "after.wasm"].map(|name| folder.path().join(name));
        fs::write(&before, module).context("cannot hand a module to wasm-opt")?;
        let mut command = Command::new(programs.join("wasm-opt"));
        command.arg(before).args(SMALL).args(FEATURES);
        process::run(command.arg("-o").arg(&after))?;
        fs::read(&after).context("cannot read what wasm-opt made")
    }

    /// Finds what esbuild, which reads a script once, leaves.
    fn squeeze(&self, script: Vec<u8>) -> Result<Vec<u8>> {
        let Some(programs) = &self.programs else {
            return Ok(script);
        };
        let mut command = Command::new(programs.join("terser"));
        process::filter(command.args(SQUEEZE), &script).context("cannot squeeze")
    }

    fn minify(&self, source: &str, args: &[&str]) -> Result<Vec<u8>> {
        let Some(programs) = &self.programs else {
            return Ok(source.into());
        };
        let mut command = Command::new(programs.join("esbuild"));
        command.args([
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            BROWSERS,
        ]);
        process::filter(command.args(args), source.as_bytes()).context("cannot minify")
    }
}
