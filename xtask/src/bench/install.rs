//! The peers and the tools that measure, each from its registry, into `target/bench`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project;
use crate::tools::{debian, npm, on_path};

/// Where peers are installed and data is kept.
pub fn folder() -> PathBuf {
    project::target().join("bench")
}

/// Finds Chromium, or installs it, and every peer.
pub fn for_page() -> Result<PathBuf> {
    let chromium = chromium()?;
    for_adapters()?;
    Ok(chromium)
}

/// The peers that the widget has adapters to, as far as a registry has their servers.
pub fn for_adapters() -> Result<()> {
    for package in [
        "nginx-light",
        "php-fpm",
        "php", // before WordPress, which else brings Apache
        "mariadb-server",
        "php-mysql",
        "wordpress",
        "wordpress-theme-twentytwentyone",
    ] {
        debian::ensure(package, || is_installed(package).then_some(()))?;
    }
    isso()?;
    packages()
}

/// The load generator, and the peers that have a server.
pub fn for_server() -> Result<()> {
    for (package, program) in [
        ("wrk", "wrk"),
        ("nginx-light", "nginx"),
        ("strace", "strace"),
    ] {
        debian::ensure(package, || on_path(program))?;
    }
    isso()?;
    packages()
}

/// Finds Chromium and the load generator, or installs them: only ours is measured.
pub fn for_thread() -> Result<PathBuf> {
    debian::ensure("wrk", || on_path("wrk"))?;
    npm::install(&project::root().join("bench"))?;
    chromium()
}

/// Without a window: with one it draws tabs and menus for every page that is opened, which is noise.
fn chromium() -> Result<PathBuf> {
    let shell = "chromium-headless-shell";
    debian::ensure(shell, || on_path(shell))
}

/// Debian keeps a list of the files of each package.
fn is_installed(package: &str) -> bool {
    Path::new("/var/lib/dpkg/info")
        .join(format!("{package}.list"))
        .is_file()
}

/// Python packages, in an environment of their own.
fn isso() -> Result<()> {
    let venv = folder().join("venv");
    let wanted = project::root().join("bench/peers/requirements.txt");
    let installed = venv.join("requirements.txt");
    if same(&wanted, &installed) {
        return Ok(());
    }
    eprintln!("pip: installing Isso");
    let python = debian::ensure("python3-venv", || on_path("python3"))?;
    process::run(Command::new(python).args(["-m", "venv"]).arg(&venv))?;
    let mut pip = Command::new(venv.join("bin/pip"));
    process::run(
        pip.args(["install", "--quiet", "--requirement"])
            .arg(&wanted),
    )?;
    fs::copy(wanted, installed)?;
    Ok(())
}

/// The locked npm packages: what drives the browser, beside the code that uses it, and the peers.
fn packages() -> Result<()> {
    npm::install(&project::root().join("bench"))?;
    let peers = folder().join("peers");
    fs::create_dir_all(&peers)?;
    for file in ["package.json", "package-lock.json"] {
        let wanted = project::root().join("bench/peers").join(file);
        if !same(&wanted, &peers.join(file)) {
            fs::copy(wanted, peers.join(file))?;
        }
    }
    npm::install(&peers)?;
    sqlite(&peers.join("node_modules"))
}

/// Waline's SQLite is compiled here: what its installer would fetch is on no registry.
fn sqlite(packages: &Path) -> Result<()> {
    let sqlite = packages.join("sqlite3");
    if sqlite.join("build/Release/node_sqlite3.node").is_file() {
        return Ok(());
    }
    eprintln!("npm: compiling SQLite for Waline");
    debian::ensure("g++", || on_path("g++"))?;
    let node = on_path("node").context("install Node")?.canonicalize()?;
    let prefix = node.parent().and_then(Path::parent);
    let headers = prefix.context("Node is in no folder")?;
    let mut gyp = Command::new(packages.join(".bin/node-gyp"));
    gyp.args(["rebuild", "--silent", "--nodedir"]).arg(headers);
    process::run(gyp.current_dir(sqlite))
}

fn same(one: &Path, other: &Path) -> bool {
    match (fs::read(one), fs::read(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
