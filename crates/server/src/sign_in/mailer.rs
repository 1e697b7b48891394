//! Mail: what is written, and to which server it is given.

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{Address, AsyncTransport, Tokio1Executor};
use model::{Problem, ProblemKind};
use thiserror::Error;
use tokio::time::timeout;

use crate::config::{Smtp, SmtpTls};
use crate::error::Result;

/// How long the mail server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends mail.
pub(super) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail was not taken.
#[derive(Debug, Error)]
pub(super) enum Undelivered {
    /// The mail server does not take it, or cannot be reached.
    #[error(transparent)]
    Refused(#[from] smtp::Error),
    /// The mail server is too slow.
    #[error("no answer within {} s", TIMEOUT.as_secs())]
    Late,
}

impl Mailer {
    /// Prepares connections to the mail server; none is made yet.
    pub fn open(config: &Smtp) -> std::result::Result<Self, smtp::Error> {
        let parameters = || TlsParameters::new(config.host.clone());
        let tls = match config.tls {
            SmtpTls::None => Tls::None,
            SmtpTls::Starttls => Tls::Required(parameters()?),
            SmtpTls::Wrapper => Tls::Wrapper(parameters()?),
        };
        let from: Mailbox = config.from.parse().expect("checked with the configuration");
        let host = config.host.trim_matches(['[', ']']);
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(config.port.get())
            .tls(tls)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(TIMEOUT));
        if let (Some(user), Some(password)) = (&config.user, &config.password) {
            let password = password.reveal().to_owned();
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: transport.build(),
            from,
        })
    }

    /// Sends a code, for a page of `place`.
    pub async fn send(
        &self,
        to: Address,
        code: &str,
        place: &str,
    ) -> std::result::Result<(), Undelivered> {
        let auto = HeaderName::new_from_ascii_str("Auto-Submitted");
        let letter = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(Some(message_id(self.from.email.domain())))
            .raw_header(HeaderValue::new(auto, "auto-generated".to_owned()))
            .subject(format!("{code}: mã đăng nhập / sign-in code, {place}"))
            .header(ContentType::TEXT_PLAIN)
            .body(words(code, place))
            .expect("it has a sender and a recipient");
        // The transport's own limit ends with the connection being made.
        match timeout(TIMEOUT, self.transport.send(letter)).await {
            Ok(sent) => Ok(sent.map(drop)?),
            Err(_) => Err(Undelivered::Late),
        }
    }
}

/// Decides what the reader is told. A mail server that does not know the address is no news to whoever asks: they would
/// learn which addresses there are.
pub(super) fn undelivered(error: &Undelivered) -> Result<()> {
    let status = match error {
        Undelivered::Refused(error) => error.status().map(u16::from),
        Undelivered::Late => None,
    };
    // What the mail server says may hold the address; what fails before it speaks does not.
    match status {
        Some(status @ (550 | 551 | 553)) => {
            tracing::warn!(status, "the mail server refuses a recipient");
            return Ok(());
        }
        Some(status) => tracing::error!(status, "the mail server refuses"),
        None => tracing::error!(cause = %error, "the mail server cannot be reached"),
    }
    let problem = Problem::from(ProblemKind::Unavailable);
    Err(problem.because("no mail can be sent now").into())
}

fn message_id(domain: &str) -> String {
    format!("<{}@{domain}>", uuid::Uuid::now_v7().simple())
}

/// Nothing in it is the choice of who asks for the mail: it cannot be made to carry anybody's message.
fn words(code: &str, place: &str) -> String {
    format!(
        "{code}\n\n\
         Mã trên dùng để đăng nhập bình luận tại {place}, trong 10 phút.\n\
         Nếu bạn không yêu cầu mã, hãy bỏ qua thư này: không có mã thì không ai đăng nhập được. \
         Đừng đưa mã cho bất kỳ ai.\n\n\
         With this code you sign in to comment on {place}, within 10 minutes.\n\
         If you did not ask for it, ignore this mail: without the code nobody can sign in. Give it to nobody.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// While everybody waits, the clock of the test runs on by itself.
    #[tokio::test(start_paused = true)]
    async fn a_mail_server_that_says_nothing_is_not_waited_for() -> std::io::Result<()> {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let config = Smtp {
            host: "127.0.0.1".to_owned(),
            port: silent.local_addr()?.port().try_into().unwrap(),
            tls: SmtpTls::None,
            from: "a@news.example".to_owned(),
            ..Smtp::default()
        };
        let mailer = Mailer::open(&config).unwrap();
        let to = "lan@a.vn".parse().unwrap();
        let sent = mailer.send(to, "123456", "news.example").await;
        assert!(matches!(sent, Err(Undelivered::Late)), "{sent:?}");
        Ok(())
    }
}
