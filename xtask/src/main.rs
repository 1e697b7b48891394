//! `cargo xtask …`: builds, serves, measures and tests. It knows the project by its files only and depends on none of its crates.

mod dist;
mod process;
mod project;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Builds, serves, measures and tests Chuyện.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Command {
    /// Build what a server sends to browsers into dist/
    Dist,
}

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    process::stop_on_signals()?;
    match command {
        Command::Dist => dist::run(),
    }
}
