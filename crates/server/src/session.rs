//! Sessions: what the page of a signed-in reader holds instead of a cookie.
//!
//! Nothing is stored of them. A session names an account and its end, and is signed together with the site and the
//! origin it was given to: a page of another origin that got hold of one cannot use it.

use hmac::Mac;

use crate::store::AccountId;
use crate::token::Tokens;

/// Makes and checks sessions.
pub struct Sessions {
    tokens: Tokens,
}

/// To what a session is bound.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Whose reader it is.
    pub site: &'a str,
    /// The origin of the page, as browsers send it; empty for a program.
    pub origin: &'a str,
}

/// Why a session does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Its time is over.
    Expired,
    /// It was not given to this page.
    Foreign,
}

impl Sessions {
    /// Sessions that only who has the secret of `tokens` can make.
    pub fn new(tokens: Tokens) -> Self {
        Self { tokens }
    }

    /// A session that ends at `ends_at_s`, in seconds since 1970.
    pub fn give(&self, account: &AccountId, page: Page<'_>, ends_at_s: i64) -> String {
        let ends = ends_at_s.to_string();
        let bound = self.bound(page);
        let signature = self.signature(account.as_str(), &ends, &bound);
        let signature = hex::encode(signature.finalize().into_bytes());
        [account.as_str(), &ends, &bound, &signature].join(".")
    }

    /// Whose session it is, used on a page of one of `origins`.
    ///
    /// # Errors
    /// [`Refused`] if it does not count there, or no more.
    pub fn account(
        &self,
        session: &str,
        site: &str,
        origins: &[String],
        now_ms: i64,
    ) -> Result<AccountId, Refused> {
        let parts: Vec<_> = session.split('.').collect();
        let [account, ends, bound, signature] = parts[..] else {
            return Err(Refused::Foreign);
        };
        let signature = hex::decode(signature).map_err(|_| Refused::Foreign)?;
        let expected = self.signature(account, ends, bound);
        expected
            .verify_slice(&signature)
            .map_err(|_| Refused::Foreign)?;
        let is_bound = |origin: &String| self.bound(Page { site, origin }) == bound;
        if !origins.iter().any(is_bound) {
            return Err(Refused::Foreign);
        }
        match ends.parse::<i64>() {
            Ok(ends_at_s) if now_ms < ends_at_s.saturating_mul(1000) => {
                Ok(AccountId::from(account))
            }
            _ => Err(Refused::Expired),
        }
    }

    /// Site and origin, so that the session need not spell them.
    fn bound(&self, page: Page<'_>) -> String {
        let mac = self.tokens.mac(&["session page", page.site, page.origin]);
        hex::encode(&mac.finalize().into_bytes()[..16])
    }

    fn signature(&self, account: &str, ends: &str, bound: &str) -> hmac::Hmac<sha2::Sha256> {
        self.tokens.mac(&["session", account, ends, bound])
    }
}

/// Can it be a session, not the token of one comment?
pub fn looks_like(token: &str) -> bool {
    token.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page<'_> = Page {
        site: "news",
        origin: "https://news.example",
    };

    fn sessions(secret: &str) -> Sessions {
        Sessions::new(Tokens::new(secret.repeat(32)))
    }

    fn whose(session: &str, site: &str, origin: &str, now_ms: i64) -> Result<AccountId, Refused> {
        sessions("a").account(session, site, &[origin.to_owned()], now_ms)
    }

    #[test]
    fn a_session_counts_for_its_page_until_it_ends() {
        let lan = AccountId::from("lan");
        let session = sessions("a").give(&lan, PAGE, 10);
        assert!(looks_like(&session));
        assert_eq!(whose(&session, "news", PAGE.origin, 9_999), Ok(lan));
        let late = whose(&session, "news", PAGE.origin, 10_000);
        assert_eq!(late, Err(Refused::Expired));
        for (site, origin) in [
            ("weekly", PAGE.origin),
            ("news", "https://evil.example"),
            ("news", ""),
        ] {
            assert_eq!(whose(&session, site, origin, 0), Err(Refused::Foreign));
        }
    }

    #[test]
    fn a_session_cannot_be_made_or_changed_by_others() {
        let given = sessions("a").give(&AccountId::from("lan"), PAGE, 10);
        let forged = sessions("b").give(&AccountId::from("lan"), PAGE, 10);
        let longer = given.replacen(".10.", ".99.", 1);
        let another = given.replacen("lan", "mai", 1);
        let cut = &given[..given.len() - 2];
        for wrong in ["", "...", "a.b.c", &forged, &longer, &another, cut] {
            let account = whose(wrong, "news", PAGE.origin, 0);
            assert_eq!(account, Err(Refused::Foreign), "{wrong}");
        }
    }
}
