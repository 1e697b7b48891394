//! `cargo xtask …`: builds, serves, measures and tests. It knows the project by its files only and depends on none of its crates.

mod bench;
mod dist;
mod process;
mod project;
mod serve;
mod size;
mod test;
mod tidy;
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
    /// Serve on http://127.0.0.1:8080, and a partner's page on http://localhost:8081
    Serve,
    /// Print the bytes of every file a page pulls
    Size(size::Options),
    /// Run all tests and checks; PostgreSQL, browser and test runner are found or installed
    Test(test::Options),
    /// Measure beside other comment systems, and beside what was promised
    Bench(bench::Options),
    /// Check who knows whom, and show the longest files
    Tidy,
}

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if process::is_stopping() => {
            eprintln!("stopped");
            ExitCode::FAILURE
        }
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
        Command::Serve => serve::run(),
        Command::Size(options) => size::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Tidy => tidy::run(),
    }
}
