//! The line between readers and the server: it can be cut, and it can lose answers.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::server::Address;
use super::until;

/// How well the line works.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weather {
    /// Everything gets through.
    Fine,
    /// Nothing gets through, and what was open is closed.
    Cut,
    /// What readers post gets through; what the server answers to it does not.
    LosesAnswers,
}

/// A line to one server.
pub struct Line {
    /// Where readers find it.
    pub address: SocketAddr,
    weather: watch::Sender<Weather>,
    held: watch::Sender<Option<&'static str>>,
    log: Arc<Log>,
}

/// What went over a line.
#[derive(Default)]
struct Log {
    /// Method and path of every request, in order.
    requests: Mutex<Vec<String>>,
    /// Answers that did not get through.
    lost: AtomicUsize,
}

impl Line {
    /// Lays a line to `server`, wherever it listens.
    pub async fn to(server: watch::Receiver<Address>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let (weather, watched) = watch::channel(Weather::Fine);
        let (held, holding) = watch::channel(None);
        let log = Arc::<Log>::default();
        let kept = log.clone();
        tokio::spawn(async move {
            while let Ok((reader, _)) = listener.accept().await {
                let call = Call {
                    weather: watched.clone(),
                    held: holding.clone(),
                    log: kept.clone(),
                };
                let server = *server.borrow();
                if let Some(server) = server {
                    tokio::spawn(call.carry(reader, server));
                }
            }
        });
        Self {
            address,
            weather,
            held,
            log,
        }
    }

    /// Changes how well it works.
    pub fn is(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// Keeps requests back whose path holds `part`, until it is told to let them go.
    pub fn holds(&self, part: &'static str) {
        self.held.send_replace(Some(part));
    }

    /// Lets go what it kept back.
    pub fn lets_go(&self) {
        self.held.send_replace(None);
    }

    /// Method and path of every request so far whose path holds `part`.
    pub fn requests(&self, part: &str) -> Vec<String> {
        let requests = self.log.requests.lock().expect("no test panics here");
        let such = requests.iter().filter(|request| request.contains(part));
        such.cloned().collect()
    }

    /// Waits until an answer of the server was lost: what was asked is done, and nobody knows.
    pub async fn has_lost_an_answer(&self) {
        until(Duration::from_secs(10), "an answer is lost", async || {
            self.log.lost.load(Ordering::SeqCst) > 0
        })
        .await;
    }
}

impl Log {
    fn note(&self, request: &str) {
        let mut requests = self.requests.lock().expect("no test panics here");
        requests.push(request.to_owned());
    }
}

/// Method and path of the request that a chunk begins with, if one does.
fn request(chunk: &[u8]) -> Option<String> {
    let head = chunk.split(|byte| *byte == b'\r').next()?;
    let head = String::from_utf8_lossy(head);
    head.strip_suffix(" HTTP/1.1").map(str::to_owned)
}

/// One connection over the line.
struct Call {
    weather: watch::Receiver<Weather>,
    held: watch::Receiver<Option<&'static str>>,
    log: Arc<Log>,
}

impl Call {
    async fn carry(self, reader: TcpStream, server: SocketAddr) {
        if *self.weather.borrow() == Weather::Cut {
            return;
        }
        let Ok(server) = TcpStream::connect(server).await else {
            return;
        };
        let (mut from_reader, mut to_reader) = reader.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let posting = AtomicBool::new(false);
        let mut cut = self.weather.clone();
        let up = async {
            let mut chunk = vec![0; 64 * 1024];
            while let Ok(length @ 1..) = from_reader.read(&mut chunk).await {
                // No browser sends the next request before the last was answered, so one starts a chunk.
                if let Some(request) = request(&chunk[..length]) {
                    self.log.note(&request);
                    let let_go =
                        |held: &Option<&str>| held.is_none_or(|part| !request.contains(part));
                    let mut held = self.held.clone();
                    if held.wait_for(let_go).await.is_err() {
                        return;
                    }
                }
                posting.fetch_or(chunk.starts_with(b"POST "), Ordering::SeqCst);
                if to_server.write_all(&chunk[..length]).await.is_err() {
                    return;
                }
            }
        };
        let down = async {
            let mut chunk = vec![0; 64 * 1024];
            while let Ok(length @ 1..) = from_server.read(&mut chunk).await {
                let loses = *self.weather.borrow() == Weather::LosesAnswers;
                if loses && posting.load(Ordering::SeqCst) {
                    self.log.lost.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                if to_reader.write_all(&chunk[..length]).await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            () = up => {}
            () = down => {}
            _ = cut.wait_for(|weather| *weather == Weather::Cut) => {}
        }
    }
}
