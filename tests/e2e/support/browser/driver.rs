//! The process that drives a browser, over WebDriver.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;

use super::super::engine::Engine;
use super::super::{http, until};
use super::display::Display;
use super::{chromium, firefox, webkit};

/// An open browser.
#[derive(Clone)]
pub struct Session {
    /// The driver's usual commands.
    pub client: Client,
    /// Where all commands go.
    pub url: String,
    id: String,
}

/// The driver of one engine, for one browser at a time.
pub struct Driver {
    engine: Engine,
    process: Child,
    port: u16,
    folder: PathBuf,
    /// Outlives the driver.
    _display: Option<Display>,
}

impl Driver {
    /// Starts one that keeps everything in `folder`. A driver that ends by itself is started again: the port it was given
    /// for one family of addresses may be taken in the other.
    pub async fn start(engine: Engine, folder: &Path) -> Self {
        let mut driver = Self::spawn(engine, folder);
        let mut starts = 1;
        let waited = format!("the driver of {engine} listens");
        until(STARTING, &waited, async || {
            if let Ok(Some(ended)) = driver.process.try_wait() {
                assert!(starts < STARTS, "{ended}: {}", driver.printed());
                starts += 1;
                driver = Self::spawn(engine, folder);
            }
            let port = listening_port(driver.process.id());
            driver.port = port.unwrap_or_default();
            port.is_some()
        })
        .await;
        let status = format!("{}/status", driver.url());
        until(
            STARTING,
            &format!("the driver of {engine} is ready"),
            async || http::get(&status).await.is_ok(),
        )
        .await;
        driver
    }

    fn spawn(engine: Engine, folder: &Path) -> Self {
        let display = (engine == Engine::WebKit).then(Display::start);
        let mut command = match engine {
            Engine::Chromium => chromium::driver(),
            Engine::Firefox => firefox::driver(),
            Engine::WebKit => webkit::driver(),
        };
        if let Some(display) = &display {
            command.env("DISPLAY", &display.name);
        }
        let process = with_home(&mut command, folder)
            .arg("--port=0") // any
            .stdin(Stdio::null())
            .stdout(log(folder))
            .stderr(log(folder))
            .spawn()
            .unwrap_or_else(|error| panic!("the driver of {engine} starts: {error}"));
        Self {
            engine,
            process,
            port: 0,
            folder: folder.to_owned(),
            _display: display,
        }
    }

    /// Opens the browser.
    pub async fn open(&self, preferences: &Value) -> Session {
        let wanted = match self.engine {
            Engine::Chromium => chromium::capabilities(&self.folder, preferences),
            Engine::Firefox => firefox::capabilities(&self.folder, preferences),
            Engine::WebKit => webkit::capabilities(),
        };
        let client = self.connect(&wanted).await;
        if self.engine == Engine::WebKit {
            let sized = client.set_window_size(1280, 1000).await;
            sized.expect("the window is as large as that of the others");
        }
        let id = client.session_id().await.ok().flatten();
        let id = id.expect("a session");
        Session {
            client,
            url: format!("{}/session/{id}", self.url()),
            id,
        }
    }

    /// A browser that does not come up on a busy machine is asked for again.
    async fn connect(&self, wanted: &Value) -> Client {
        let mut errors = Vec::new();
        for _ in 0..STARTS {
            let connected = ClientBuilder::new(HttpConnector::new())
                .capabilities(wanted.as_object().expect("an object").clone())
                .connect(&self.url())
                .await;
            match connected {
                Ok(client) => return client,
                Err(error) => errors.push(error.to_string()),
            }
        }
        panic!("{} starts: {errors:?}\n{}", self.engine, self.printed());
    }

    /// Closes the browser, which keeps what it was told to keep. A driver that is only killed leaves it behind.
    pub fn close(&self, session: &Session) {
        if let Err(error) = self.end(&session.id) {
            eprintln!("{} was not closed: {error}", self.engine);
        }
    }

    /// What driver and browser printed so far.
    fn printed(&self) -> String {
        let printed = fs::read(self.folder.join(LOG)).unwrap_or_default();
        String::from_utf8_lossy(&printed).into_owned()
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Without the runtime, which may be gone where a value is dropped.
    fn end(&self, session: &str) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        stream.read_exact(&mut [0; 12])
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// The port that a process listens on. Not every driver says which one the system gave it.
fn listening_port(process: u32) -> Option<u16> {
    let sockets: Vec<_> = fs::read_dir(format!("/proc/{process}/fd"))
        .ok()?
        .filter_map(|file| fs::read_link(file.ok()?.path()).ok())
        .filter_map(|link| {
            let socket = link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?;
            Some(socket.to_owned())
        })
        .collect();
    let table = fs::read_to_string(format!("/proc/{process}/net/tcp")).ok()?;
    table.lines().find_map(|line| {
        let fields: Vec<_> = line.split_whitespace().collect();
        let (address, state, socket) = (fields.get(1)?, fields.get(3)?, fields.get(9)?);
        let listens = *state == "0A" && sockets.iter().any(|one| one == socket);
        let (_, port) = address.split_once(':')?;
        u16::from_str_radix(port, 16).ok().filter(|_| listens)
    })
}

const LOG: &str = "printed.log";
/// How often a driver is started, and a browser asked for.
const STARTS: usize = 3;
/// How long a driver may take to start.
const STARTING: Duration = Duration::from_secs(60);

/// Both outputs go to the end of one file.
fn log(folder: &Path) -> File {
    let log = File::options()
        .create(true)
        .append(true)
        .open(folder.join(LOG));
    log.expect("a log")
}

/// Whatever a browser wants to keep at home, it keeps in `folder`.
fn with_home<'c>(command: &'c mut Command, folder: &Path) -> &'c mut Command {
    for variable in [
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
    ] {
        command.env_remove(variable);
    }
    command.env("HOME", folder)
}
