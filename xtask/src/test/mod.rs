//! `cargo xtask test`: everything that must hold, part by part.

mod adapters;
mod parts;
mod postgres;
mod tally;

use std::time::Instant;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::{process, size};
use tally::Tally;

/// What to test.
#[derive(Args)]
pub struct Options {
    /// Only this part
    #[arg(long, value_name = "PART")]
    only: Option<Part>,
}

/// A part that passes or fails by itself.
#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// Format, clippy, who imports whom, the types of the loader
    Lint,
    /// Everything that needs nothing but this machine's Rust
    Unit,
    /// The server over HTTP, on SQLite and PostgreSQL
    Api,
    /// Components in a browser
    Wasm,
    /// Adapters beside the servers they speak to, real and recorded, in a browser
    Adapters,
    /// The bytes that a reader waits for, beside what was promised
    Size,
    /// Loader, widget and server on a partner's page, in Chromium, Firefox and WebKitGTK
    E2e,
}

/// Runs every part, also after one has failed, and says at the end how each went.
///
/// # Errors
/// If a part failed or could not run.
pub fn run(options: &Options) -> Result<()> {
    let parts = match &options.only {
        Some(part) => std::slice::from_ref(part),
        None => Part::value_variants(),
    };
    let mut tally = Tally::default();
    let mut summary = String::new();
    let mut all_passed = true;
    for part in parts {
        eprintln!("\n=== {} ===", part.name());
        let start = Instant::now();
        let outcome = part.run(&mut tally);
        process::go_on()?;
        let seconds = start.elapsed().as_secs();
        all_passed &= outcome.is_ok();
        summary += &match outcome {
            Ok(()) => format!("{:<8} passed  {seconds:>5} s\n", part.name()),
            Err(error) => format!("{:<8} FAILED  {seconds:>5} s  {error:#}\n", part.name()),
        };
    }
    println!("\n{summary}\n{tally}");
    if !all_passed {
        bail!("not everything passed");
    }
    Ok(())
}

impl Part {
    fn name(self) -> String {
        let value = self.to_possible_value().expect("no part is hidden");
        value.get_name().to_owned()
    }

    fn run(self, tally: &mut Tally) -> Result<()> {
        match self {
            Self::Lint => parts::lint(),
            Self::Unit => parts::unit(tally),
            Self::Api => parts::api(tally),
            Self::Wasm => parts::wasm(tally),
            Self::Adapters => adapters::run(tally),
            Self::Size => size::run(&size::Options::default()),
            Self::E2e => parts::e2e(tally),
        }
    }
}
