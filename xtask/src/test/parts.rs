//! What each part runs.

use std::env;
use std::process::Command;

use anyhow::{Result, bail};

use super::postgres::Postgres;
use super::tally::Tally;
use crate::dist;
use crate::process;
use crate::project;
use crate::serve;
use crate::tidy;
use crate::tools::{npm, programs, rust, test_runner};

const NO_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

/// Every check runs, so that one look shows all there is to mend.
pub fn lint() -> Result<()> {
    rust::ensure_wasm()?;
    let outcomes = [
        (
            "format",
            process::run(rust::cargo().args(["fmt", "--all", "--check"])),
        ),
        (
            "clippy",
            clippy(&["--workspace", "--all-targets", "--all-features"]),
        ),
        (
            "clippy for WASM",
            clippy(&[
                "--package=chuyen",
                "--target",
                rust::WASM,
                "--lib",
                "--tests",
            ]),
        ),
        ("tidy", tidy::run()),
        ("types of the loader", loader_types()),
    ];
    let failed: Vec<String> = outcomes
        .into_iter()
        .filter_map(|(check, outcome)| Some(format!("{check}: {:#}", outcome.err()?)))
        .collect();
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    Ok(())
}

fn clippy(args: &[&str]) -> Result<()> {
    process::run(rust::cargo().arg("clippy").args(args).args(NO_WARNINGS))
}

fn loader_types() -> Result<()> {
    let tsc = npm::required_packages()?.join(".bin/tsc");
    process::run(
        Command::new(tsc)
            .args(["--project", "loader"])
            .current_dir(project::root()),
    )
}

/// Libraries, programs and examples in documentation, and the tests of all packages but the server's.
pub fn unit(tally: &mut Tally) -> Result<()> {
    let all_but_server = ["--workspace", "--exclude=server", "--features=model/schema"];
    let widget = tally.count(cargo_test().args(all_but_server));
    let server = tally.count(cargo_test().args(["--package=server", "--lib", "--bins"]));
    let examples = tally.count(cargo_test().args(["--package=server", "--doc"]));
    widget.and(server).and(examples)
}

/// The server's own tests, each on both databases.
pub fn api(tally: &mut Tally) -> Result<()> {
    dist::run()?;
    let postgres = Postgres::start(&programs::postgres()?)?;
    let mut tests = cargo_test();
    tests.args(["--package=server", "--test=*"]);
    tally.count(tests.env("CHUYEN_TEST_POSTGRES", postgres.url()))
}

/// The widget's tests, compiled to WASM, in Chromium as `webdriver.json` starts it.
pub fn wasm(tally: &mut Tally) -> Result<()> {
    rust::ensure_wasm()?;
    let browser = programs::browser()?;
    let mut path = vec![test_runner::folder()?];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut tests = cargo_test();
    tests
        .args(["--package=chuyen", "--target", rust::WASM, "--test=*"])
        .env("CHROMEDRIVER", browser.driver)
        .env("PATH", env::join_paths(path)?);
    tally.count(&mut tests)
}

/// The whole, as a reader meets it.
pub fn e2e(tally: &mut Tally) -> Result<()> {
    dist::run()?;
    let browser = programs::browser()?;
    let packages = npm::required_packages()?;
    let server = serve::build_server()?;
    let mut tests = cargo_test();
    tests
        .args(["--package=chuyen", "--features=e2e", "--test=e2e"])
        .env("CHUYEN_BIN", server)
        .env("CHUYEN_CHROMEDRIVER", browser.driver)
        .env("CHUYEN_AXE", packages.join("axe-core/axe.min.js"));
    tally.count(&mut tests)
}

fn cargo_test() -> Command {
    let mut cargo = rust::cargo();
    cargo.args(["test", "--no-fail-fast"]);
    cargo
}
