//! Adapters beside the servers they speak to: real ones, started here, and what some said when they were recorded.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::parts;
use super::tally::Tally;
use crate::bench::install;
use crate::dist;
use crate::process::{self, Running};
use crate::project;
use crate::serve;

/// Installs the servers, starts them on this machine, has every adapter behave beside them, prints how each did, and
/// stops them.
pub fn run(tally: &mut Tally) -> Result<()> {
    install::for_adapters()?;
    dist::run()?;
    let chuyen = serve::build_server()?;
    let folder = project::target().join("adapters");
    fs::create_dir_all(&folder)?;
    let report = folder.join("report.txt");
    // Servers take comments from pages they know, so the page has its place before they start.
    let page = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let peers = install::folder();
    let given = json!({
        "folder": folder.join("stage"),
        "report": report,
        "origin": format!("http://{page}"),
        "venv": peers.join("venv"),
        "peers": peers.join("peers"),
        "wordpress": folder.join("wordpress"),
        "chuyen": chuyen,
    });
    let (stage, doors) = Stage::open(&given.to_string())?;
    let mut tests = parts::in_browser()?;
    tests
        .arg(parts::ADAPTERS)
        .env("CHUYEN_STAGE", doors)
        .env("WASM_BINDGEN_TEST_ADDRESS", page.to_string())
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    let outcome = tally.count(&mut tests);
    drop(stage);
    print(&report)?;
    outcome
}

/// The servers, as long as it is held.
struct Stage {
    /// Dropping it stops them.
    _servers: Running,
}

impl Stage {
    /// Starts them; answers also with the line that says where they are.
    fn open(given: &str) -> Result<(Self, String)> {
        let mut node = Command::new("node");
        node.arg(project::root().join("tests/adapters/stage.js"))
            .arg(given)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut running = Running::start(&mut node)?;
        let printed = running.child().stdout.take().expect("stdout is piped");
        let mut doors = String::new();
        BufReader::new(printed).read_line(&mut doors)?;
        process::go_on()?;
        let doors = doors.trim().to_owned();
        if doors.is_empty() {
            bail!("the servers did not start");
        }
        let stage = Self { _servers: running };
        Ok((stage, doors))
    }
}

fn print(report: &Path) -> Result<()> {
    let table = fs::read_to_string(report).context("no test reported")?;
    println!("\n{table}");
    Ok(())
}
