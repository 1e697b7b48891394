//! `cargo xtask bench`: what readers wait for and what a server stands, beside other comment systems and beside what
//! was promised. Measured by the programs in `bench/`, which say how; judged here.

mod budget;
mod chart;
pub mod install;
mod promises;
mod report;
mod results;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::dist;
use crate::process;
use crate::project;
use crate::tools::rust;
use results::Results;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Only this part; what was measured before stays in the report
    part: Option<Part>,
    /// Few repetitions of few cases: to see that it runs. Its results are kept apart
    #[arg(long)]
    quick: bool,
    /// How often each figure is measured
    #[arg(long, value_name = "N", default_value_t = 5)]
    repetitions: u32,
    /// Only these cases, of the page: weigh,load,wake,post, of the server: start,load,cost,streams, of the thread:
    /// first,show,posts,streams; what was measured of the others before stays
    #[arg(long, value_name = "NAMES")]
    cases: Option<String>,
    /// Only on these networks: slow4g,fast; what was measured on the other before stays
    #[arg(long, value_name = "NAMES")]
    nets: Option<String>,
    /// Threads of the page of only these sizes: 0,10,100,1000,5000
    #[arg(long, value_name = "NUMBERS")]
    sizes: Option<String>,
    /// Only these peers: isso,waline,artalk,wordpress
    #[arg(long, value_name = "NAMES")]
    only: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Loads and first comments in Chromium
    Page,
    /// Requests in a second, memory, start, cost by size
    Server,
    /// A long thread: its pages, all of it in Chromium, one change in it, new comments, open streams; ours alone
    Thread,
    /// The tables and the chart of what was measured last
    Report,
}

/// Installs the peers, builds ours, measures, and prints the report.
pub fn run(options: &Options) -> Result<()> {
    let folder = match options.quick {
        true => project::target().join("bench/quick"),
        false => project::root().join("bench/results"),
    };
    fs::create_dir_all(&folder)?;
    let wanted = |part| options.part.is_none_or(|only| only == part);
    if wanted(Part::Page) {
        let chromium = install::for_page()?;
        let mut node = measuring("page", options, &folder)?;
        process::run(node.arg("--browser").arg(chromium))?;
    }
    if wanted(Part::Server) {
        install::for_server()?;
        process::run(&mut measuring("server", options, &folder)?)?;
    }
    if wanted(Part::Thread) {
        let chromium = install::for_thread()?;
        let mut node = measuring("thread", options, &folder)?;
        process::run(node.arg("--browser").arg(chromium))?;
    }
    let files = ["page.json", "server.json", "thread.json"].map(|file| folder.join(file));
    let results = Results::read(&files)?;
    let report = report::markdown(&results);
    fs::write(folder.join("report.md"), &report)?;
    fs::write(folder.join("chart.svg"), chart::svg(&results))?;
    match options.part {
        Some(Part::Thread) => println!("{}", report::tables(&Results::read(&files[2..])?)),
        _ => println!("{report}"),
    }
    Ok(())
}

/// The program that measures a part, with what it has to know.
fn measuring(part: &str, options: &Options, results: &Path) -> Result<Command> {
    let server = build_server()?;
    let mut node = Command::new("node");
    node.arg(format!("bench/{part}.js"))
        .arg("--work")
        .arg(install::folder())
        .arg("--server")
        .arg(server)
        .arg("--out")
        .arg(results.join(format!("{part}.json")))
        .args(["--repetitions", &options.repetitions.to_string()])
        .args(options.quick.then_some("--quick"))
        .args(options.cases.iter().flat_map(|names| ["--cases", names]))
        .args(options.nets.iter().flat_map(|names| ["--nets", names]))
        .args(options.sizes.iter().flat_map(|sizes| ["--sizes", sizes]))
        .args(options.only.iter().flat_map(|names| ["--only", names]))
        .current_dir(project::root());
    Ok(node)
}

fn build_server() -> Result<PathBuf> {
    dist::run()?;
    process::run(rust::cargo().args(["build", "--release", "--package=server"]))?;
    Ok(project::target().join("release/chuyen"))
}
