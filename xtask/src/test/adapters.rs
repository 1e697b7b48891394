//! Adapters beside the servers they speak to: real ones, started here, and what some said when they were recorded.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
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
    let table = fs::read_to_string(&report).context("no test reported")?;
    println!("\n{table}");
    outcome?;
    match gaps(&table).as_slice() {
        [] => Ok(()),
        gaps => bail!("shown by no server: {}", gaps.join(", ")),
    }
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

/// What of an adapter is shown by none of its servers, and not ruled out by its capabilities: a recording need not show
/// all, if another server of the kind does.
fn gaps(table: &str) -> Vec<String> {
    let mut rows = table.lines().map(|line| line.split_whitespace());
    let behaviours: Vec<&str> = rows.next().into_iter().flatten().skip(1).collect();
    let mut is_shown: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    for mut row in rows {
        let (Some(adapter), Some(_source)) = (row.next(), row.next()) else {
            continue;
        };
        for behaviour in &behaviours {
            let is_so = row.next().is_some_and(|cell| cell != "recorded");
            *is_shown.entry((adapter, *behaviour)).or_default() |= is_so;
        }
    }
    let missing = is_shown.into_iter().filter(|(_, is_so)| !is_so);
    missing
        .map(|((adapter, behaviour), _)| format!("{behaviour} of {adapter}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_recording_does_not_show_another_server_of_the_kind_has_to() {
        let table = "adapter          list  vote      edit\n\
                     isso (real)      ok    ok        no\n\
                     isso (recorded)  ok    recorded  no\n";
        assert_eq!(gaps(table), Vec::<String>::new());
        let alone = table.replace("isso (real)", "own (real)");
        assert_eq!(gaps(&alone), ["vote of isso"]);
    }

    #[test]
    fn a_behaviour_that_nothing_was_reported_of_is_a_gap() {
        let table = "adapter     list  vote\nown (real)  ok\n";
        assert_eq!(gaps(table), ["vote of own"]);
    }
}
