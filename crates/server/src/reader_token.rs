//! Tokens that tell readers apart who have no account: signed, not stored, each good on the pages of one origin.
//!
//! `r1.<issued at, in seconds since 1970>.<random id>.<origin>.<HMAC-SHA-256 of these>`, the last three in hexadecimal.

use hmac::Mac;
use thiserror::Error;

use crate::token::{Tokens, key_hash};

/// How long a reader token is good, in seconds: 180 days.
pub const LIFETIME_S: u32 = 180 * 24 * 60 * 60;

/// Longest origin that a token is made for, in bytes: a scheme, the longest host name there is, and a port.
const MAX_ORIGIN_BYTES: usize = 300;
/// Random bytes that tell readers apart.
const ID_BYTES: usize = 16;
/// What a token begins with.
const KIND: &str = "r1";

/// A reader, known by a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// What is stored of them: a hash of their random id.
    pub hash: String,
}

/// Why a token tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReaderTokenError {
    /// There is none.
    #[error("send `Authorization: Bearer` with a reader_token from `POST /api/v1/reader`")]
    Missing,
    /// This server did not make it, or not as it stands here.
    #[error("this is no reader_token of this server")]
    Forged,
    /// It was made on a page of another origin.
    #[error("this reader_token was made for pages of another origin")]
    OtherOrigin,
    /// It is older than [`LIFETIME_S`].
    #[error("this reader_token has expired")]
    Expired,
}

impl Tokens {
    /// A token for a new reader on pages of `origin`, empty for a program that has none.
    ///
    /// # Errors
    /// The most bytes an origin may have, if this one has more.
    pub fn new_reader(&self, origin: &str, now_ms: i64) -> Result<String, usize> {
        if origin.len() > MAX_ORIGIN_BYTES {
            return Err(MAX_ORIGIN_BYTES);
        }
        let mut id = [0; ID_BYTES];
        getrandom::fill(&mut id).expect("the operating system has randomness to give");
        let (id, origin) = (hex::encode(id), hex::encode(origin));
        let issued = (now_ms / 1000).to_string();
        let mac = self.mac(&[KIND, &issued, &id, &origin]);
        let mac = hex::encode(mac.finalize().into_bytes());
        Ok([KIND, &issued, &id, &origin, &mac].join("."))
    }

    /// The reader whom a token names on a page of `origin`.
    ///
    /// # Errors
    /// [`ReaderTokenError`] says why it names none.
    pub fn reader(
        &self,
        token: &str,
        origin: &str,
        now_ms: i64,
    ) -> Result<Reader, ReaderTokenError> {
        if token.is_empty() {
            return Err(ReaderTokenError::Missing);
        }
        let parts: Vec<_> = token.split('.').collect();
        let [KIND, issued, id, of, signed] = parts[..] else {
            return Err(ReaderTokenError::Forged);
        };
        let mac = self.mac(&[KIND, issued, id, of]);
        let signed = hex::decode(signed).map_err(|_| ReaderTokenError::Forged)?;
        mac.verify_slice(&signed)
            .map_err(|_| ReaderTokenError::Forged)?;
        if of != hex::encode(origin) {
            return Err(ReaderTokenError::OtherOrigin);
        }
        // What is signed here was written here.
        let issued: i64 = issued.parse().map_err(|_| ReaderTokenError::Forged)?;
        match now_ms / 1000 - issued >= i64::from(LIFETIME_S) {
            true => Err(ReaderTokenError::Expired),
            false => Ok(Reader { hash: key_hash(id) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str = "https://news.example";
    const NOW_MS: i64 = 1_795_475_962_991;

    fn tokens() -> Tokens {
        Tokens::new("a".repeat(32))
    }

    #[test]
    fn a_token_names_one_reader_on_one_origin_for_half_a_year() -> Result<(), ReaderTokenError> {
        let lifetime_ms = i64::from(LIFETIME_S) * 1000;
        let token = tokens().new_reader(NEWS, NOW_MS).unwrap();
        let reader = tokens().reader(&token, NEWS, NOW_MS)?;
        let later = NOW_MS + lifetime_ms - 1000;
        assert_eq!(tokens().reader(&token, NEWS, later)?, reader);
        for (origin, now_ms, error) in [
            (NEWS, NOW_MS + lifetime_ms, ReaderTokenError::Expired),
            ("", NOW_MS, ReaderTokenError::OtherOrigin),
            (
                "https://weekly.example",
                NOW_MS,
                ReaderTokenError::OtherOrigin,
            ),
        ] {
            assert_eq!(tokens().reader(&token, origin, now_ms), Err(error));
        }
        let other = tokens().new_reader(NEWS, NOW_MS).unwrap();
        assert_ne!(tokens().reader(&other, NEWS, NOW_MS)?, reader);
        Ok(())
    }

    #[test]
    fn what_was_changed_is_no_token() {
        let token = tokens().new_reader(NEWS, NOW_MS).unwrap();
        let stranger = Tokens::new("b".repeat(32));
        let foreign = stranger.new_reader(NEWS, NOW_MS).unwrap();
        let mut wrong: Vec<String> = vec![foreign, "r1".into(), "ệ".into(), "r1....".into()];
        for n in 0..token.len() {
            let (before, after) = token.split_at(n);
            wrong.push(format!("{before}0{}", &after[1..]));
            wrong.push(format!("{before}{}", &after[1..]));
        }
        for wrong in wrong.iter().filter(|wrong| **wrong != token) {
            let got = tokens().reader(wrong, NEWS, NOW_MS);
            assert_eq!(got, Err(ReaderTokenError::Forged), "{wrong}");
        }
        let none = tokens().reader("", NEWS, NOW_MS);
        assert_eq!(none, Err(ReaderTokenError::Missing));
    }

    #[test]
    fn an_origin_no_host_could_have_gets_none() {
        assert_eq!(tokens().new_reader(&"a".repeat(301), NOW_MS), Err(300));
    }
}
