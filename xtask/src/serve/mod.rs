//! `cargo xtask serve`: the server, and on another site a partner's page that carries its tag.

mod partner;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::dist;
use crate::process::{self, Running};
use crate::project;
use crate::tools::rust;

/// Where `chuyen.toml` tells the server to listen.
const SERVER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Builds what is out of date, serves until Ctrl-C, and leaves nothing running.
pub fn run() -> Result<()> {
    let partner = partner::listen()?; // before a long build, not after it
    listen(SERVER)?;
    dist::run()?;
    eprintln!("serve: building the server");
    let server = build_server()?;
    let mut running = Running::start(
        Command::new(server)
            .args(["serve", "--config", "chuyen.toml"])
            .current_dir(project::root())
            .stdin(Stdio::null()),
    )?;
    wait_until_ready(&mut running, SERVER)?;
    for listener in partner {
        partner::serve(listener)?;
    }
    println!("\n  Chuyện's server   http://{SERVER}");
    println!(
        "  a partner's page  {}\n\n  Ctrl-C stops both.\n",
        partner::ADDRESS
    );
    let status = running.wait()?;
    if !process::is_stopping() {
        bail!("the server ended by itself ({status})");
    }
    println!("stopped");
    Ok(())
}

/// Compiles the server and returns the path of its program.
pub fn build_server() -> Result<PathBuf> {
    process::run(rust::cargo().args(["build", "--package=server"]))?;
    Ok(project::target().join("debug/chuyen"))
}

fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).with_context(|| {
        format!(
            "port {} is taken: stop what listens on {address}",
            address.port()
        )
    })
}

/// Waits until a server that was just started listens.
///
/// # Errors
/// If it ends instead, or someone asked this process to stop.
pub fn wait_until_ready(server: &mut Running, address: SocketAddr) -> Result<()> {
    while TcpStream::connect(address).is_err() {
        if let Some(status) = server.ended()? {
            process::go_on()?;
            bail!("the server did not start ({status})");
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
