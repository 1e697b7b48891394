//! What the server sends of an article before it is read: the article, its share bar and a thread of ten.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Bytes;
use crate::process::{self, Running};
use crate::project;
use crate::serve::{build_server, wait_until_ready};

/// Starts the server on an empty database, has the thread written, and weighs the answer as it is sent.
pub fn weigh() -> Result<Bytes> {
    let server = build_server()?;
    let folder = tempfile::tempdir().context("cannot make a folder for a database")?;
    let port = free_port()?;
    let config = folder.path().join("chuyen.toml");
    fs::write(&config, settings(folder.path(), port)).context("cannot write a configuration")?;
    let mut running = Running::start(
        Command::new(server)
            .args(["serve", "--config"])
            .arg(&config)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stderr(Stdio::null()),
    )?;
    wait_until_ready(&mut running, (Ipv4Addr::LOCALHOST, port).into())?;
    let told = process::read(
        Command::new("node")
            .arg(project::root().join("bench/fragment.js"))
            .arg(port.to_string()),
    )?;
    let told: Value = serde_json::from_str(&told).context("bench/fragment.js printed no JSON")?;
    let bytes = |coding: &str| {
        told[coding]
            .as_u64()
            .with_context(|| format!("bench/fragment.js told no {coding}"))
    };
    Ok(Bytes {
        raw: bytes("identity")?,
        gzip: bytes("gzip")?,
        brotli: bytes("br")?,
    })
}

fn settings(folder: &Path, port: u16) -> String {
    let articles = project::root().join("articles");
    format!(
        r#"listen = "127.0.0.1:{port}"
database_url = "sqlite:{folder}/chuyen.db"
writes_per_minute = 1000

[[site]]
id = "bdk"
origins = ["http://127.0.0.1:{port}"]
moderation = "post"
articles = "{articles}"
zone = "Asia/Ho_Chi_Minh"
"#,
        folder = folder.display(),
        articles = articles.display()
    )
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}
