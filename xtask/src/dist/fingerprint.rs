//! Whether `dist/` is what its inputs would give again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::wasm::is_plain;
use super::{PROGRAMS, minify::Minifier, named};
use crate::project;

/// All that `dist/` is made of: the widget, what it depends on, the loader, the styles and the tools.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "crates/formats/Cargo.toml",
    "crates/formats/src",
    "crates/model/Cargo.toml",
    "crates/model/src",
    "loader",
    "package-lock.json",
    "rust-toolchain.toml",
    "src",
    "styles",
    "xtask/src/dist",
];

/// A digest of all inputs, and where the digest of the last build is kept.
pub struct Fingerprint(String);

impl Fingerprint {
    /// Reads all inputs.
    pub fn of_inputs(minifier: &Minifier) -> Result<Self> {
        let mut digest = Sha256::new();
        for input in INPUTS {
            add(&mut digest, &project::root().join(input))?;
        }
        digest.update([minifier.is_there(), is_plain()].map(u8::from));
        digest.update(env::var("RUSTUP_TOOLCHAIN").unwrap_or_default());
        let digest: Vec<String> = digest
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Self(digest.concat()))
    }

    /// Whether `dist/` was made of the same.
    pub fn is_current(&self) -> bool {
        let programs = PROGRAMS.iter().map(|program| named(program.name));
        programs
            .chain([project::dist().join("embed.js")])
            .all(|made| made.exists())
            && fs::read_to_string(kept()).is_ok_and(|last| last == self.0)
    }

    /// Remembers that `dist/` is made of this.
    pub fn save(&self) -> Result<()> {
        fs::write(kept(), &self.0).context("cannot remember what dist/ is made of")
    }
}

fn kept() -> PathBuf {
    project::target().join("dist.fingerprint")
}

fn add(digest: &mut Sha256, path: &Path) -> Result<()> {
    if path.is_dir() {
        for inner in project::entries(path)? {
            add(digest, &inner)?;
        }
        return Ok(());
    }
    let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    digest.update(path.as_os_str().as_encoded_bytes());
    digest.update(content.len().to_le_bytes());
    digest.update(content);
    Ok(())
}
