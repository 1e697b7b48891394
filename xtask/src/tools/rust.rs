//! The toolchain's parts that a plain installation lacks.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project;

/// The target that the widget is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// `cargo`, to be run in the project's folder.
pub fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(project::root());
    cargo
}

/// The folder of the toolchain that builds this project.
pub fn sysroot() -> Result<PathBuf> {
    let mut rustc = Command::new("rustc");
    let printed = process::read(
        rustc
            .args(["--print", "sysroot"])
            .current_dir(project::root()),
    )?;
    Ok(PathBuf::from(printed.trim_end()))
}

/// Installs the WASM target, for tests, and the library's sources, to rebuild it for size, unless they are there.
pub fn ensure_wasm() -> Result<()> {
    let parts = sysroot()?.join("lib/rustlib");
    if !parts.join(WASM).exists() {
        rustup(["target", "add", WASM])?;
    }
    if !parts.join("src/rust/library").exists() {
        rustup(["component", "add", "rust-src"])?;
    }
    Ok(())
}

fn rustup(args: [&str; 3]) -> Result<()> {
    process::run(
        Command::new("rustup")
            .args(args)
            .current_dir(project::root()),
    )
    .with_context(|| format!("`rustup {}` must work once", args.join(" ")))
}
