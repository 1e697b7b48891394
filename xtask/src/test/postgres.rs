//! A PostgreSQL cluster of our own, for as long as the tests run.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use nix::unistd::{Uid, User};
use tempfile::TempDir;

use crate::process;

/// How often another port is tried.
const TRIES: u32 = 5;

/// A running cluster in a temporary folder; dropping it stops it and removes the folder.
pub struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    /// Whom it runs as, where this process is root: PostgreSQL refuses to be.
    user: Option<User>,
    port: u16,
}

impl Postgres {
    /// Makes a cluster with the programs in `programs` and starts it. It trusts whoever reaches its port on the
    /// loopback device, and forgets what a power cut would take: it lives no longer than the tests.
    pub fn start(programs: &Path) -> Result<Self> {
        let mut postgres = Self {
            programs: programs.to_owned(),
            folder: tempfile::Builder::new()
                .prefix("chuyen-postgres-")
                .tempdir()?,
            user: unprivileged_user()?,
            port: 0,
        };
        if let Some(user) = &postgres.user {
            chown(
                &postgres.folder,
                Some(user.uid.as_raw()),
                Some(user.gid.as_raw()),
            )?;
        }
        let mut initdb = postgres.program("initdb");
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        ]);
        process::read(&mut initdb).context("cannot make a PostgreSQL cluster")?;
        for _ in 1..TRIES {
            if postgres.listen().is_ok() {
                return Ok(postgres);
            }
            process::go_on()?;
        }
        postgres.listen().context("cannot start PostgreSQL")?;
        Ok(postgres)
    }

    /// Starts it at a port that was free a moment ago: it cannot be asked to listen at any.
    fn listen(&mut self) -> Result<()> {
        self.port = free_port()?;
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c fsync=off",
            self.port
        );
        let mut start = self.program("pg_ctl");
        start
            .args(["start", "--wait", "--silent", "--options", &options])
            .arg("--log")
            .arg(self.folder.path().join("log"));
        process::run(&mut start)
    }

    /// Where it listens, as its superuser, who may make databases.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command
            .current_dir(&self.folder)
            .env("PGDATA", self.folder.path().join("cluster"));
        if let Some(user) = &self.user {
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Not through `process`, which starts nothing more once it was asked to stop.
        let mut stop = self.program("pg_ctl");
        stop.args(["stop", "--wait", "--silent", "--mode=immediate"]);
        let _ = stop.stderr(Stdio::null()).process_group(0).status(); // not even started: nothing to stop
    }
}

fn unprivileged_user() -> Result<Option<User>> {
    if !Uid::effective().is_root() {
        return Ok(None);
    }
    let user = User::from_name("postgres")?
        .context("root needs a user `postgres` to run PostgreSQL as")?;
    Ok(Some(user))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
