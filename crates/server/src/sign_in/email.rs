//! A code by e-mail. Whoever reads the mail of an address is its reader.

use std::num::NonZeroU32;

use hmac::Mac;
use lettre::Address;
use lettre::transport::smtp;
use model::{EmailChallenge, Problem, ProblemKind, SignedIn};

use super::challenge::{self, Challenge, VALID_S};
use super::mailer::{Mailer, undelivered};
use super::{LONG_S, SignIn, unavailable};
use crate::app::App;
use crate::client::Client;
use crate::clock;
use crate::config::{Site, Smtp};
use crate::error::{Error, Result};
use crate::limits::Limit;
use crate::store::{AccountKind, EmailCode, Tried};

/// Wrong codes that are taken for one that was sent.
const TRIES: i16 = 5;
/// Digits of a code.
const DIGITS: usize = 6;
/// Mails to one address in an hour.
const MAILS_PER_HOUR: NonZeroU32 = NonZeroU32::new(5).expect("5 is not 0");
/// Longest address, in bytes (RFC 5321).
const MAX_ADDRESS_BYTES: usize = 254;

/// Sends codes, but not too many.
pub(super) struct Codes {
    mailer: Mailer,
    clients: Limit,
    addresses: Limit<String>,
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
    // Not even the memory holds addresses.
    codes
        .addresses
        .charge(sign_in.derived("mails to", &address))?;
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

fn new_code() -> String {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).expect("the operating system has randomness to give");
    let number = u64::from_le_bytes(bytes) % 10_u64.pow(DIGITS as u32);
    format!("{number:0DIGITS$}")
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
