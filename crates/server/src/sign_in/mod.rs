//! How readers say who they are. No way of them needs a cookie: each ends in a session that the page keeps itself.

mod challenge;
pub(crate) mod email;
mod http;
mod mailer;
pub(crate) mod oidc;
pub(crate) mod partner;
mod provider;

use std::collections::{BTreeSet, HashMap};

use axum::http::HeaderMap;
use hmac::Mac;
use model::{CommentId, Problem, ProblemKind, SignInKind, SignInMethod, SignInMethods, SignedIn};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use url::Url;

use http::Http;
use partner::Partner;
use provider::Provider;

use crate::app::App;
use crate::checks;
use crate::config::{Config, Site};
use crate::error::{Error, Result};
use crate::session::{self, Page, Refused, Sessions};
use crate::store::{Account, AccountKind};
use crate::token::{Tokens, key_hash};
use crate::{clock, origin};

/// Seconds in which a session is good that the reader proved to this server: 30 days.
pub(crate) const LONG_S: u32 = 30 * 24 * 60 * 60;

/// Everything that signs readers in.
pub struct SignIn {
    tokens: Tokens,
    sessions: Sessions,
    mail: Option<email::Codes>,
    /// By site.
    partners: HashMap<String, Partner>,
    /// By site.
    providers: HashMap<String, Provider>,
    /// Where readers reach this server, with a `/` at the end.
    home: Option<Url>,
    /// Sites whose readers can sign in.
    offering: BTreeSet<String>,
}

/// Why nobody could sign in on a server that is set up like this.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The mail server cannot be written to.
    #[error("cannot send mail: {0}")]
    Mail(#[from] lettre::transport::smtp::Error),
    /// No provider of OpenID Connect can be asked.
    #[error("cannot ask a provider of OpenID Connect: {0}")]
    Http(#[from] std::io::Error),
}

impl SignIn {
    /// Prepares what is configured; nobody is asked yet.
    ///
    /// # Errors
    /// [`OpenError`] if this machine has not got what that needs, such as root certificates.
    pub fn open(config: &Config, tokens: Tokens) -> std::result::Result<Self, OpenError> {
        let home = config.public_url.as_deref().and_then(folder);
        let mut sign_in = Self {
            sessions: Sessions::new(tokens.clone()),
            mail: config.smtp.as_ref().map(email::Codes::open).transpose()?,
            partners: by_site(config, |site| site.partner_jwt.as_ref().map(Partner::new)),
            providers: match &home {
                Some(home) => providers(config, home)?,
                None => HashMap::new(),
            },
            home,
            tokens,
            offering: BTreeSet::new(),
        };
        let offers = |site: &&Site| !sign_in.methods(site).methods.is_empty();
        let offering = config.sites.iter().filter(offers);
        sign_in.offering = offering.map(|site| site.id.clone()).collect();
        Ok(sign_in)
    }

    /// Can readers of a site sign in?
    pub fn is_offered(&self, site: &str) -> bool {
        self.offering.contains(site)
    }

    /// Tells what is rendered for the same sites, but where others sign readers in, apart; nothing if none does.
    pub fn mark(&self) -> String {
        let sites = self.offering.iter().map(String::as_str);
        let sites: Vec<_> = sites.collect();
        match sites.is_empty() {
            true => String::new(),
            false => format!("-{}", &key_hash(&sites.join(" "))[..8]),
        }
    }

    /// What a site offers.
    pub fn methods(&self, site: &Site) -> SignInMethods {
        let method = |kind| SignInMethod { kind, name: None };
        let email = self.mail.as_ref().map(|_| method(SignInKind::Email));
        let partner = self.partners.get(&site.id);
        let partner = partner.map(|_| method(SignInKind::Partner));
        let oidc = self.providers.get(&site.id).map(|provider| SignInMethod {
            kind: SignInKind::Oidc,
            name: Some(provider.name().to_owned()),
        });
        SignInMethods {
            methods: [email, partner, oidc].into_iter().flatten().collect(),
        }
    }

    /// Forgets clients whose hour is over.
    pub fn forget(&self) {
        if let Some(mail) = &self.mail {
            mail.forget();
        }
    }

    /// What the page of a reader is given who has just signed in.
    pub(crate) fn signed_in(&self, account: &Account, origin: &str, good_for_s: u32) -> SignedIn {
        let page = Page {
            site: &account.site,
            origin,
        };
        let ends_at_s = clock::now_ms() / 1000 + i64::from(good_for_s);
        SignedIn {
            session: self.sessions.give(&account.id, page, ends_at_s),
            name: account.name.clone(),
            expires_in_s: good_for_s,
        }
    }

    /// Nobody else can make it of `from`.
    fn derived(&self, what: &str, from: &str) -> String {
        hex::encode(self.tokens.mac(&[what, from]).finalize().into_bytes())
    }

    /// Tells readers of a site apart, and nothing else: nobody can read `subject` from it.
    pub(crate) fn subject_hash(&self, site: &Site, kind: AccountKind, subject: &str) -> String {
        let kind = format!("account {kind:?}");
        let mac = self.tokens.mac(&[&kind, &site.id, subject]);
        hex::encode(mac.finalize().into_bytes())
    }
}

/// Whose comment it will be; nobody's, without a session.
///
/// # Errors
/// [`ProblemKind::SessionExpired`] or [`ProblemKind::SessionForeign`] if the session does not count here.
pub(crate) async fn author(
    app: &App,
    headers: &HeaderMap,
    site: &str,
    session: Option<&str>,
) -> Result<Option<Account>> {
    let Some(session) = session else {
        return Ok(None);
    };
    let origins = origin::possible(headers);
    let sessions = &app.sign_in.sessions;
    let id = sessions
        .account(session, site, &origins, clock::now_ms())
        .map_err(refused)?;
    let account = app.store.account(&id).await?;
    // The account of a reader may have been deleted.
    account.map(Some).ok_or_else(|| refused(Refused::Expired))
}

/// Is `token` the session of the reader who wrote the comment?
///
/// # Errors
/// As [`author`].
pub(crate) async fn wrote(
    app: &App,
    headers: &HeaderMap,
    token: &str,
    comment: &CommentId,
) -> Result<bool> {
    if !session::looks_like(token) {
        return Ok(false);
    }
    let Some(stored) = app.store.comment(comment).await? else {
        return Ok(false);
    };
    match author(app, headers, &stored.site, Some(token)).await? {
        Some(account) => Ok(app.store.wrote(&account.id, comment).await?),
        None => Ok(false),
    }
}

/// The name of a reader, checked as those of guests on the site are.
///
/// # Errors
/// The problem names the field `name`.
pub(crate) fn checked_name(name: &str, site: &Site) -> Result<String> {
    let name: String = name.nfc().collect();
    let checked = || {
        let name = model::checked_name(&name)?;
        checks::run_name(&name, &site.staff)?;
        Ok(name)
    };
    checked().map_err(|error: Error| {
        let problem = Problem {
            field: Some("name".to_owned()),
            ..error.problem()
        };
        problem.into()
    })
}

/// A way to sign in that the site does not offer.
pub(crate) fn unavailable(site: &Site, what: &str) -> Error {
    let problem = Problem::from(ProblemKind::SignInUnavailable);
    problem
        .because(format!("site {:?} has no {what}", site.id))
        .into()
}

/// An address below which others are.
fn folder(url: &str) -> Option<Url> {
    Url::parse(&format!("{}/", url.trim_end_matches('/'))).ok()
}

fn providers(config: &Config, home: &Url) -> std::io::Result<HashMap<String, Provider>> {
    if config.sites.iter().all(|site| site.oidc.is_none()) {
        return Ok(HashMap::new());
    }
    let http = Http::new()?;
    let callback = home
        .join(oidc::CALLBACK)
        .expect("the configuration was checked");
    Ok(by_site(config, |site| {
        let oidc = site.oidc.clone()?;
        Some(Provider::new(oidc, &callback, http.clone()))
    }))
}

/// What some sites have.
fn by_site<T>(config: &Config, of: impl Fn(&Site) -> Option<T>) -> HashMap<String, T> {
    let sites = config.sites.iter();
    sites
        .filter_map(|site| Some((site.id.clone(), of(site)?)))
        .collect()
}

fn refused(why: Refused) -> Error {
    let (kind, why) = match why {
        Refused::Expired => (ProblemKind::SessionExpired, "sign in again"),
        Refused::Foreign => (
            ProblemKind::SessionForeign,
            "a session is good for the origin and the site where it was given",
        ),
    };
    // A session is a secret: its value is not repeated.
    Problem::from(kind).at("session", "").because(why).into()
}
