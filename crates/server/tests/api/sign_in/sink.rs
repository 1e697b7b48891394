//! A mail server that keeps what it is sent, and speaks SMTP like any other.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use server::config::{Smtp, SmtpTls};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server.
pub struct Sink {
    port: u16,
    heard: Arc<Mutex<Heard>>,
}

/// What it was told.
#[derive(Default)]
struct Heard {
    mails: Vec<Mail>,
    logins: Vec<String>,
    lines: Vec<String>,
}

/// A mail that it took.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// Who sent it, as the envelope says.
    pub from: String,
    /// Whom it is for.
    pub to: String,
    /// The headers, as they came.
    pub head: String,
    /// What it says.
    pub text: String,
}

impl Sink {
    /// One that takes everything.
    pub async fn start() -> Self {
        Self::refusing("").await
    }

    /// One that answers `refusal` to recipients, such as `550 5.1.1 unknown`.
    pub async fn refusing(refusal: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::<Mutex<Heard>>::default();
        let hears = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let hears = hears.clone();
                // A client that goes away in the middle has said what it had to say.
                tokio::spawn(
                    async move { talk(stream, &hears, refusal).await.unwrap_or_default() },
                );
            }
        });
        Self { port, heard }
    }

    /// How a server is told of it.
    pub fn smtp(&self) -> Smtp {
        Smtp {
            host: "127.0.0.1".into(),
            port: self.port.try_into().unwrap(),
            tls: SmtpTls::None,
            from: "Báo Đồng Khởi <noreply@news.example>".into(),
            ..Smtp::default()
        }
    }

    /// All mails so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.heard.lock().unwrap().mails.clone()
    }

    /// The last mail.
    pub fn last(&self) -> Mail {
        self.mails().pop().unwrap()
    }

    /// The code in the last mail.
    pub fn code(&self) -> String {
        let text = self.last().text;
        let code = text.lines().next().unwrap().to_owned();
        assert!(
            code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
            "{text}"
        );
        code
    }

    /// `user` and `password` of each login.
    pub fn logins(&self) -> Vec<String> {
        self.heard.lock().unwrap().logins.clone()
    }

    /// Every command so far.
    pub fn lines(&self) -> Vec<String> {
        self.heard.lock().unwrap().lines.clone()
    }
}

async fn talk(stream: TcpStream, heard: &Mutex<Heard>, refusal: &str) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 sink\r\n").await?;
    let mut mail = Mail::default();
    while let Some(line) = lines.next_line().await? {
        heard.lock().unwrap().lines.push(line.clone());
        let answer = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => "250-sink\r\n250-8BITMIME\r\n250 AUTH PLAIN",
            "AUTH" => {
                let word = line.rsplit(' ').next().unwrap_or_default();
                let login = STANDARD.decode(word).unwrap();
                let login = String::from_utf8(login).unwrap();
                let login = login.trim_start_matches('\0').replace('\0', " ");
                heard.lock().unwrap().logins.push(login);
                "235 welcome"
            }
            "MAIL" => {
                mail.from = address(&line);
                "250 ok"
            }
            "RCPT" if !refusal.is_empty() => refusal,
            "RCPT" => {
                mail.to = address(&line);
                "250 ok"
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut data = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    data += &format!("{}\n", line.strip_prefix('.').unwrap_or(&line));
                }
                heard.lock().unwrap().mails.push(read(mail, &data));
                mail = Mail::default();
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn address(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap();
    rest.split_once('>').unwrap().0.to_owned()
}

fn read(mail: Mail, data: &str) -> Mail {
    let (head, body) = data.split_once("\n\n").unwrap();
    let text = match head.to_ascii_lowercase() {
        head if head.contains("encoding: base64") => {
            STANDARD.decode(body.replace('\n', "")).unwrap()
        }
        head if head.contains("encoding: quoted-printable") => unquoted(body),
        _ => body.as_bytes().to_vec(),
    };
    Mail {
        head: head.to_owned(),
        text: String::from_utf8(text).unwrap().replace("\r\n", "\n"),
        ..mail
    }
}

/// Quoted-printable (RFC 2045), read.
fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let text = text.replace("=\n", "");
    let mut pieces = text.split('=');
    bytes.extend(pieces.next().unwrap_or_default().bytes());
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(piece[2..].bytes());
    }
    bytes
}
