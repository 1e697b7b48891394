//! Programs that cargo builds into `target/tools`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::rust;
use crate::process;
use crate::project;

/// A program of a package in cargo's registry.
pub struct Program<'a> {
    /// The package that has it.
    pub package: &'a str,
    /// Its own name.
    pub name: &'a str,
    /// The version of both.
    pub version: &'a str,
    /// What else `cargo install` is told.
    pub flags: &'a [&'a str],
}

impl Program<'_> {
    /// The folder it is in, built unless it is there at this version.
    ///
    /// # Errors
    /// If it cannot be built.
    pub fn folder(&self) -> Result<PathBuf> {
        let tools = project::target().join("tools");
        let folder = tools.join("bin");
        let printed = process::read(Command::new(folder.join(self.name)).arg("--version"));
        if printed.is_ok_and(|printed| self.is_meant(&printed)) {
            return Ok(folder);
        }
        eprintln!("tools: installing {} {}", self.name, self.version);
        let mut cargo = rust::cargo();
        cargo
            .args(["install", self.package, "--bin", self.name])
            .arg(format!("--version={}", self.version))
            .args(["--force", "--quiet"])
            .args(self.flags)
            .arg("--root")
            .arg(&tools);
        process::run(&mut cargo)?;
        Ok(folder)
    }

    /// Whether `--version` printed name and version of this one, whatever comes after.
    fn is_meant(&self, printed: &str) -> bool {
        let mut words = printed.split_whitespace();
        words.next() == Some(self.name) && words.next() == Some(self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::Program;

    #[test]
    fn a_program_is_known_by_name_and_version() {
        let program = Program {
            package: "driver",
            name: "driver",
            version: "0.37.1",
            flags: &[],
        };
        assert!(
            program.is_meant("driver 0.37.1 (a4c5d2e2f 2026-01-01)\n\nIts source is elsewhere.\n")
        );
        assert!(!program.is_meant("driver 0.37.10\n"));
        assert!(!program.is_meant("other 0.37.1\n"));
        assert!(!program.is_meant(""));
    }
}
