//! A request as bytes, and how it is brought to the server.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The header in which a reader says which of their comments a request is about.
pub const ABOUT: &str = "x-about";

/// A request.
#[derive(Clone)]
pub struct Request {
    /// Its method.
    pub method: String,
    /// The key of the comment it is about.
    pub about: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl Request {
    /// Reads one to its end; none if the reader hung up before.
    pub async fn read(reader: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        loop {
            if let Some(request) = Self::of(&bytes) {
                return Some(request);
            }
            if reader.read_buf(&mut bytes).await.ok()? == 0 {
                return None;
            }
        }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let header = |wanted: &str| {
            let mut headers = head.lines().filter_map(|line| line.split_once(": "));
            let found = headers.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value)
        };
        let length: usize = header("content-length").map_or(0, |length| length.parse().unwrap());
        (bytes.len() == end + 4 + length).then(|| Self {
            method: head.split(' ').next().unwrap().into(),
            about: header(ABOUT).unwrap().into(),
            bytes: bytes.to_vec(),
        })
    }

    /// Brings it to the server and waits for the whole answer.
    pub async fn ask(&self, server: SocketAddr) -> Vec<u8> {
        let mut server = TcpStream::connect(server).await.unwrap();
        server.write_all(&self.bytes).await.unwrap();
        let mut answer = Vec::new();
        // Every request asks to be the last on its connection.
        server.read_to_end(&mut answer).await.unwrap();
        answer
    }

    /// Brings so much of it to the server, hangs up, and waits until the server has too.
    pub async fn begin(&self, server: SocketAddr, length: usize) {
        let mut server = TcpStream::connect(server).await.unwrap();
        server.write_all(&self.bytes[..length]).await.unwrap();
        server.shutdown().await.unwrap();
        // Whatever it says, nobody hears it.
        let _ = server.read_to_end(&mut Vec::new()).await;
    }
}
