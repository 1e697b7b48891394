//! A mail server that keeps what it is sent.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{PATIENCE, until};

/// A mail server.
pub struct Post {
    port: u16,
    /// What it took: whom it is for, and what it says.
    mails: Arc<Mutex<Vec<(String, String)>>>,
}

impl Post {
    /// Opens one.
    pub async fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let mails = Arc::<Mutex<Vec<_>>>::default();
        let kept = mails.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = kept.clone();
                tokio::spawn(async move { take(stream, &kept).await.unwrap_or_default() });
            }
        });
        Self { port, mails }
    }

    /// How a newsroom's server is told of it.
    pub fn settings(&self) -> String {
        let port = self.port;
        format!(
            "[smtp]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"noreply@news.example\"\n"
        )
    }

    /// The code in the last mail to `reader`, waited for; every other mail to them is forgotten.
    pub async fn code(&self, reader: &str) -> String {
        let mut found = None;
        let waited = format!("{reader} gets mail");
        until(PATIENCE, &waited, async || {
            let mut mails = self.mails.lock().expect("no test panics here");
            let theirs = mails.extract_if(.., |(to, _)| to == reader);
            found = theirs.last().map(|(_, text)| text);
            found.is_some()
        })
        .await;
        let text = found.unwrap_or_default();
        let code = text.lines().next().unwrap_or_default();
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        assert!(is_code, "{text}");
        code.to_owned()
    }
}

async fn take(stream: TcpStream, kept: &Mutex<Vec<(String, String)>>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut to = String::new();
    writer.write_all(b"220 post\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                "250 ok"
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail += &format!("{line}\n");
                }
                let (head, body) = mail.split_once("\n\n").unwrap_or_default();
                let is_base64 = head.to_ascii_lowercase().contains("encoding: base64");
                let body = if is_base64 {
                    decoded(body)
                } else {
                    body.to_owned()
                };
                let mut kept = kept.lock().expect("no test panics here");
                kept.push((to.clone(), body));
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// Base64, read as text.
fn decoded(text: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for digit in text.bytes() {
        let Some(value) = DIGITS.iter().position(|known| *known == digit) else {
            continue;
        };
        bits = bits << 6 | u32::try_from(value).expect("below 64");
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}
