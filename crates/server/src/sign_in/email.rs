//! A code by e-mail. Whoever reads the mail of an address is its reader.

use std::num::NonZeroU32;
use std::time::Duration;

use hmac::Mac;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{Address, AsyncTransport, Tokio1Executor};
use model::{EmailChallenge, Problem, ProblemKind, SignedIn};
use thiserror::Error;
use tokio::time::timeout;

use super::challenge::{self, Challenge, VALID_S};
use super::{LONG_S, SignIn, unavailable};
use crate::app::App;
use crate::client::Client;
use crate::clock;
use crate::config::{Site, Smtp, SmtpTls};
use crate::error::{Error, Result};
use crate::limits::Limit;
use crate::store::{AccountKind, EmailCode, Tried};

/// Wrong codes that are taken for one that was sent.
const TRIES: i16 = 5;
/// Digits of a code.
const DIGITS: usize = 6;
/// Mails to one address in an hour.
const MAILS_PER_HOUR: NonZeroU32 = NonZeroU32::new(5).expect("5 is not 0");
/// How long the mail server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Longest address, in bytes (RFC 5321).
const MAX_ADDRESS_BYTES: usize = 254;

/// Sends codes, but not too many.
pub(super) struct Codes {
    mailer: Mailer,
    clients: Limit,
    addresses: Limit<String>,
}

/// Sends mail.
struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail was not taken.
#[derive(Debug, Error)]
enum Undelivered {
    /// The mail server does not take it, or cannot be reached.
    #[error(transparent)]
    Refused(#[from] smtp::Error),
    /// The mail server is too slow.
    #[error("no answer within {} s", TIMEOUT.as_secs())]
    Late,
}

/// Who asks for a code.
pub(crate) struct Asked<'a> {
    pub site: &'a Site,
    /// The origin of the page where the reader is; empty for a program.
    pub origin: &'a str,
    pub address: Address,
    pub name: String,
}

impl Codes {
    pub fn open(config: &Smtp) -> std::result::Result<Self, smtp::Error> {
        Ok(Self {
            mailer: Mailer::open(config)?,
            clients: Limit::hourly("codes", config.codes_per_hour),
            addresses: Limit::hourly("mails", MAILS_PER_HOUR),
        })
    }

    pub fn forget(&self) {
        self.clients.forget();
        self.addresses.forget();
    }
}

impl Mailer {
    /// Prepares connections to the mail server; none is made yet.
    fn open(config: &Smtp) -> std::result::Result<Self, smtp::Error> {
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

    async fn send(
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

/// Sends a code to an address, whether or not anybody signed in with it before.
///
/// # Errors
/// [`ProblemKind::SignInUnavailable`] without a mail server, [`Error::TooFast`] if too many are asked for,
/// [`ProblemKind::Unavailable`] if the mail server takes no mail now.
pub(crate) async fn send(app: &App, client: Client, asked: Asked<'_>) -> Result<EmailChallenge> {
    let codes = mail(app, asked.site)?;
    codes.clients.charge(client)?;
    let address = normal(&asked.address);
    let sign_in = &app.sign_in;
    let subject_hash = sign_in.subject_hash(asked.site, AccountKind::Email, &address);
    codes.addresses.charge(address)?;
    let challenge = Challenge::new();
    let code = new_code();
    let kept = EmailCode {
        id_hash: challenge.hash,
        site: asked.site.id.clone(),
        origin: asked.origin.to_owned(),
        subject_hash,
        name: asked.name,
        code_hash: hex::encode(
            sign_in
                .code_mac(&challenge.name, &code)
                .finalize()
                .into_bytes(),
        ),
        tries: TRIES,
        expires_at_ms: challenge.expires_at_ms,
        now_ms: challenge.now_ms,
    };
    app.store.add_email_code(kept).await?;
    let place = asked.origin.split_once("://").map(|(_, host)| host);
    let place = place.unwrap_or(&asked.site.id);
    if let Err(error) = codes.mailer.send(asked.address, &code, place).await {
        undelivered(&error)?;
    }
    Ok(EmailChallenge {
        challenge: challenge.name,
        expires_in_s: VALID_S,
    })
}

/// Takes a code back.
///
/// # Errors
/// [`ProblemKind::WrongCode`], or [`ProblemKind::NotFound`] if there is none to take any more.
pub(crate) async fn take(app: &App, challenge: &str, origin: &str, code: &str) -> Result<SignedIn> {
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    let mac = app.sign_in.code_mac(challenge, &typed);
    let is_right =
        move |hash: &str| hex::decode(hash).is_ok_and(|hash| mac.verify_slice(&hash).is_ok());
    let (hash, origin_of) = (challenge::hash(challenge), origin.to_owned());
    let tried = app
        .store
        .try_email_code(hash, origin_of, is_right, clock::now_ms());
    match tried.await? {
        Tried::Right(account) => Ok(app.sign_in.signed_in(&account, origin, LONG_S)),
        Tried::Wrong { tries_left } => Err(Problem::from(ProblemKind::WrongCode)
            .at("code", code)
            .limit(tries_left as usize)
            .because(format!("{tries_left} more tries"))
            .into()),
        Tried::Gone => Err(Problem::from(ProblemKind::NotFound)
            .at("challenge", "")
            .because("no such code is waited for any more")
            .into()),
    }
}

/// An address that mail can be sent to.
///
/// # Errors
/// The problem names the field `email`.
pub(crate) fn address(email: &str) -> Result<Address> {
    let email = email.trim();
    let invalid = |why: &str| Error::invalid("email", email, why);
    if email.len() > MAX_ADDRESS_BYTES {
        return Err(invalid("an address has at most 254 bytes"));
    }
    email
        .parse()
        .map_err(|_| invalid("an address is written like name@news.example"))
}

impl SignIn {
    /// Only with the secret can a code be found from this.
    fn code_mac(&self, challenge: &str, code: &str) -> hmac::Hmac<sha2::Sha256> {
        self.tokens.mac(&["e-mail code", challenge, code])
    }
}

fn mail<'a>(app: &'a App, site: &Site) -> Result<&'a Codes> {
    let codes = app.sign_in.mail.as_ref();
    codes.ok_or_else(|| unavailable(site, "mail server; `[smtp]` sets one"))
}

/// Nobody has two accounts for capital letters.
fn normal(address: &Address) -> String {
    let address: &str = address.as_ref();
    address.to_lowercase()
}

/// Decides what the reader is told. A mail server that does not know the address is no news to whoever asks: they would
/// learn which addresses there are.
fn undelivered(error: &Undelivered) -> Result<()> {
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

fn new_code() -> String {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).expect("the operating system has randomness to give");
    let number = u64::from_le_bytes(bytes) % 10_u64.pow(DIGITS as u32);
    format!("{number:0DIGITS$}")
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

    #[test]
    fn codes_are_six_digits() {
        for _ in 0..100 {
            let code = new_code();
            assert!(
                code.len() == DIGITS && code.bytes().all(|b| b.is_ascii_digit()),
                "{code}"
            );
        }
    }

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
        let to = address("lan@a.vn").unwrap();
        let sent = mailer.send(to, "123456", "news.example").await;
        assert!(matches!(sent, Err(Undelivered::Late)), "{sent:?}");
        Ok(())
    }

    #[test]
    fn what_is_no_address_is_refused_with_its_field() {
        for wrong in [
            "",
            "lan",
            "lan@",
            "@a.vn",
            "lan@a.vn\r\nBcc: b@a.vn",
            "Lan <lan@a.vn>",
            "a@b@c",
        ] {
            let Err(error) = address(wrong) else {
                panic!("{wrong} passed");
            };
            assert_eq!(error.problem().field.as_deref(), Some("email"), "{wrong}");
        }
        assert!(address(" lan@dongkhoi.example ").is_ok());
        assert!(address(&format!("{}@a.vn", "a".repeat(254))).is_err());
    }
}
