//! The line between readers and the server: it can be cut, and it can lose answers.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

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
    lost: Arc<AtomicUsize>,
}

impl Line {
    /// Lays a line to `server`.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let (weather, watched) = watch::channel(Weather::Fine);
        let lost = Arc::<AtomicUsize>::default();
        let count = lost.clone();
        tokio::spawn(async move {
            while let Ok((reader, _)) = listener.accept().await {
                let call = Call {
                    weather: watched.clone(),
                    lost: count.clone(),
                };
                tokio::spawn(call.carry(reader, server));
            }
        });
        Self {
            address,
            weather,
            lost,
        }
    }

    /// Changes how well it works.
    pub fn is(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// Waits until an answer of the server was lost: what was asked is done, and nobody knows.
    pub async fn has_lost_an_answer(&self) {
        until(Duration::from_secs(10), "an answer is lost", async || {
            self.lost.load(Ordering::SeqCst) > 0
        })
        .await;
    }
}

/// One connection over the line.
struct Call {
    weather: watch::Receiver<Weather>,
    lost: Arc<AtomicUsize>,
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
                    self.lost.fetch_add(1, Ordering::SeqCst);
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
