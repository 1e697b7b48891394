//! What each part runs.

use std::env;
use std::fs;
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

type Check = fn() -> Result<()>;

/// Every check runs, so that one look shows all there is to mend.
pub fn lint() -> Result<()> {
    let checks: [(&str, Check); 5] = [
        ("format", format),
        ("clippy", clippy),
        ("clippy for WASM", clippy_for_wasm),
        ("tidy", tidy::run),
        ("types of the loader", loader_types),
    ];
    let mut failed = Vec::new();
    for (name, check) in checks {
        if let Err(error) = check() {
            failed.push(format!("{name}: {error:#}"));
        }
    }
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    Ok(())
}

fn format() -> Result<()> {
    process::run(rust::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    let mut cargo = rust::cargo();
    cargo.args(["clippy", "--workspace", "--all-targets", "--all-features"]);
    process::run(cargo.args(["--", "--deny", "warnings"]))
}

fn clippy_for_wasm() -> Result<()> {
    rust::ensure_wasm()?;
    let mut cargo = rust::cargo();
    cargo.args([
        "clippy",
        "--package=chuyen",
        "--target",
        rust::WASM,
        "--lib",
    ]);
    cargo.args(browser_tests()?);
    process::run(cargo.args(["--", "--deny", "warnings"]))
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
    let mut selected = browser_tests()?;
    // They need servers to speak to, and are a part of their own.
    selected.retain(|test| test != ADAPTERS);
    tally.count(in_browser()?.args(selected))
}

/// Selects the tests of the adapters.
pub const ADAPTERS: &str = "--test=adapters";

/// Runs what is compiled to WASM in Chromium; which tests is still to be said.
pub fn in_browser() -> Result<Command> {
    rust::ensure_wasm()?;
    let chromedriver = programs::chromedriver()?;
    let mut path = vec![test_runner::folder()?];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut tests = cargo_test();
    tests
        .args(["--package=chuyen", "--target", rust::WASM])
        .env("CHROMEDRIVER", chromedriver)
        .env("PATH", env::join_paths(path)?);
    Ok(tests)
}

/// The whole, as a reader meets it.
pub fn e2e(tally: &mut Tally) -> Result<()> {
    dist::run()?;
    let chromedriver = programs::chromedriver()?;
    let firefox = programs::firefox()?;
    let webkit_driver = programs::webkit_driver()?;
    let xvfb = programs::xvfb()?;
    let packages = npm::required_packages()?;
    let server = serve::build_server()?;
    let mut tests = cargo_test();
    tests
        .args(["--package=chuyen", "--features=e2e", "--test=e2e"])
        .env("CHUYEN_BIN", server)
        .env("CHUYEN_CHROMEDRIVER", chromedriver)
        .env("CHUYEN_FIREFOX", firefox.browser)
        .env("CHUYEN_GECKODRIVER", firefox.driver)
        .env("CHUYEN_WEBKITDRIVER", webkit_driver)
        .env("CHUYEN_XVFB", xvfb)
        .env("CHUYEN_AXE", packages.join("axe-core/axe.min.js"));
    tally.count(&mut tests)
}

/// Selects the tests that say they are for WASM: files, and folders with a `main.rs`.
fn browser_tests() -> Result<Vec<String>> {
    let mut selected = Vec::new();
    for path in project::entries(&project::root().join("tests"))? {
        let main = path.join("main.rs");
        let source = if main.is_file() { &main } else { &path };
        let is_source = source
            .extension()
            .is_some_and(|extension| extension == "rs");
        if is_source && fs::read_to_string(source)?.contains("#![cfg(target_arch = \"wasm32\")]") {
            let name = path.file_stem().expect("an entry has a name");
            selected.push(format!("--test={}", name.display()));
        }
    }
    Ok(selected)
}

fn cargo_test() -> Command {
    let mut cargo = rust::cargo();
    cargo.args(["test", "--no-fail-fast"]);
    cargo
}
