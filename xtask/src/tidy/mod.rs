//! `cargo xtask tidy`: who may know whom, and what no merge leaves behind, checked; how long files are, shown.

mod manifest;
mod rules;
mod source;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project;
use source::Source;

/// How many of the longest files are shown: a long file is a question, not an error.
const LONGEST: usize = 10;

/// Checks every source file, names each breach, and shows the longest files.
///
/// # Errors
/// If a file knows what it may not.
pub fn run() -> Result<()> {
    let mut breaches = manifest::breaches(project::root())?;
    breaches.extend(unmerged()?);
    let mut lengths = Vec::new();
    for path in sources(project::root())? {
        let text = fs::read_to_string(project::root().join(&path))
            .with_context(|| format!("cannot read {}", path.display()))?;
        lengths.push((text.lines().count(), path.clone()));
        breaches.extend(rules::breaches(&Source::new(&path, &text)));
    }
    lengths.sort_by(|a, b| b.cmp(a));
    for (lines, path) in lengths.iter().take(LONGEST) {
        eprintln!("{lines:>5}  {}", path.display());
    }
    for breach in &breaches {
        eprintln!("tidy: {breach}");
    }
    match breaches.len() {
        0 => Ok(()),
        count => bail!("{count} breaches"),
    }
}

/// What is left of merges, in any file that git knows.
fn unmerged() -> Result<Vec<String>> {
    let mut search = Command::new("git");
    search
        .args(["grep", "-I", "--line-number", "-E", "^(<{7}|>{7}) "])
        .current_dir(project::root());
    let found = search.output().context("cannot run git")?;
    let found = String::from_utf8_lossy(&found.stdout);
    Ok(found.lines().map(str::to_owned).collect())
}

/// Every source file by its path from the project's top.
fn sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["src", "crates", "loader", "styles", "tests", "xtask"]
        .map(|folder| root.join(folder))
        .into();
    while let Some(folder) = folders.pop() {
        for path in project::entries(&folder)? {
            let extension = path.extension().unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if extension == "rs" || extension == "js" || extension == "css" {
                found.push(
                    path.strip_prefix(root)
                        .expect("found under the root")
                        .to_owned(),
                );
            }
        }
    }
    Ok(found)
}
