//! OpenID Connect, without a cookie: the page of the reader asks how the sign-in stands, while the reader is at the
//! provider in another window. Only `state` tells who belongs to whom, so whoever comes back is asked whether it was
//! they who began: somebody else may have, and sent them there.

use hmac::Mac;
use model::{OidcChallenge, SignInWaits, SignedIn};
use url::Url;

use super::challenge::{self, Challenge, VALID_S};
use super::provider::{Bond, Failure, Provider};
use super::{LONG_S, SignIn, checked_name, unavailable};
use crate::app::App;
use crate::clock;
use crate::config::Site;
use crate::error::{Error, Result};
use crate::store::{AccountKind, Awaited, Reader, Sent, Standing};
use crate::token;

/// Seconds between two questions how a sign-in stands.
const INTERVAL_S: u32 = 3;

/// A reader who is on the way back, and what they are asked.
pub(crate) struct Asked<'a> {
    /// What the provider is called.
    pub provider: &'a str,
    /// Where they are about to sign in: the origin of a page, or the site of a program.
    pub place: String,
    /// What that page shows.
    pub user_code: String,
}

/// What becomes of a reader on one of the pages.
pub(crate) enum Step<'a> {
    /// They go to the provider.
    Leave(Url),
    /// They are asked whether it was they who began.
    Ask(Asked<'a>),
    /// They are signed in.
    Done,
    /// Nobody waits for them, any more or at all.
    Gone,
    /// The provider does not say who they are.
    Unknown,
    /// The name that the provider says is not allowed.
    BadName(Error),
}

/// Where below the public address readers come back to.
pub(super) const CALLBACK: &str = "sign-in/callback";

/// Begins a sign-in for a page of `origin`.
///
/// # Errors
/// `SignInUnavailable` if the site has no provider.
pub(crate) async fn begin(app: &App, site: &Site, origin: &str) -> Result<OidcChallenge> {
    let sign_in = &app.sign_in;
    let (Some(_), Some(home)) = (sign_in.providers.get(&site.id), &sign_in.home) else {
        let what = "provider of OpenID Connect; `[site.oidc]` sets one";
        return Err(unavailable(site, what));
    };
    let challenge = Challenge::new();
    let user_part = sign_in.derived("oidc page", &challenge.name);
    let state = sign_in.state(&user_part);
    let sent = Sent {
        id_hash: challenge.hash,
        state_hash: token::key_hash(&state),
        site: site.id.clone(),
        origin: origin.to_owned(),
        expires_at_ms: challenge.expires_at_ms,
        now_ms: challenge.now_ms,
    };
    app.store.add_oidc(sent).await?;
    Ok(OidcChallenge {
        challenge: challenge.name,
        url: format!("{home}sign-in/{user_part}"),
        user_code: sign_in.user_code(&state),
        interval_s: INTERVAL_S,
        expires_in_s: VALID_S,
    })
}

/// How a sign-in stands that a page of `origin` began.
///
/// # Errors
/// `NotFound` if it is over, or was told before.
pub(crate) async fn poll(
    app: &App,
    challenge: &str,
    origin: &str,
) -> Result<std::result::Result<SignedIn, SignInWaits>> {
    let now_ms = clock::now_ms();
    let hash = challenge::hash(challenge);
    match app.store.take_oidc(hash, origin, now_ms).await? {
        Standing::Done(account) => Ok(Ok(app.sign_in.signed_in(&account, origin, LONG_S))),
        Standing::Waiting { expires_at_ms } => {
            let left_s = (expires_at_ms - now_ms)
                .max(0)
                .unsigned_abs()
                .div_ceil(1000);
            Ok(Err(SignInWaits {
                interval_s: INTERVAL_S,
                expires_in_s: u32::try_from(left_s).unwrap_or(VALID_S),
            }))
        }
        Standing::Gone => Err(Error::not_found()),
    }
}

/// The reader opened the page they were given.
///
/// # Errors
/// Only if the database fails.
pub(crate) async fn leave<'a>(app: &'a App, user_part: &str) -> Result<Step<'a>> {
    let state = app.sign_in.state(user_part);
    let (awaited, provider) = match awaited(app, &state).await? {
        Ok(found) => found,
        Err(step) => return Ok(step),
    };
    let url = provider.url(app.sign_in.bond(state)).await;
    Ok(url.map_or_else(|failure| unknown(&awaited, &failure), Step::Leave))
}

/// The reader came back from the provider, which calls itself `issuer` if it does.
///
/// # Errors
/// Only if the database fails.
pub(crate) async fn back<'a>(app: &'a App, state: &str, issuer: Option<&str>) -> Result<Step<'a>> {
    let (awaited, provider) = match awaited(app, state).await? {
        Ok(found) => found,
        Err(step) => return Ok(step),
    };
    // Else another provider could pass off its codes as those of this one (RFC 9207).
    if issuer.is_some_and(|issuer| issuer != provider.issuer()) {
        return Ok(Step::Unknown);
    }
    let place = match awaited.origin.is_empty() {
        true => awaited.site,
        false => awaited.origin,
    };
    Ok(Step::Ask(Asked {
        provider: provider.name(),
        place,
        user_code: app.sign_in.user_code(state),
    }))
}

/// The reader said that it was they who began. Only their browser has the code, so nobody else can say so for them.
///
/// # Errors
/// Only if the database fails.
pub(crate) async fn confirm<'a>(app: &'a App, state: &str, code: String) -> Result<Step<'a>> {
    let (awaited, provider) = match awaited(app, state).await? {
        Ok(found) => found,
        Err(step) => return Ok(step),
    };
    let bond = app.sign_in.bond(state.to_owned());
    let identity = match provider.identity(code, bond).await {
        Ok(identity) => identity,
        Err(failure) => return Ok(unknown(&awaited, &failure)),
    };
    let site = app.site(&awaited.site);
    let name = match checked_name(&identity.name, site) {
        Ok(name) => name,
        Err(error) => return Ok(Step::BadName(error)),
    };
    let subject = format!("{}\n{}", provider.issuer(), identity.subject);
    let reader = Reader {
        subject_hash: app.sign_in.subject_hash(site, AccountKind::Oidc, &subject),
        site: awaited.site,
        kind: AccountKind::Oidc,
        name,
        now_ms: clock::now_ms(),
    };
    let is_first = app
        .store
        .finish_oidc(token::key_hash(state), reader)
        .await?;
    Ok(if is_first { Step::Done } else { Step::Gone })
}

impl SignIn {
    fn state(&self, user_part: &str) -> String {
        self.derived("oidc state", user_part)
    }

    /// The provider is shown nonce and verifier at different times, and who knows the state knows neither.
    fn bond(&self, state: String) -> Bond {
        Bond {
            nonce: self.derived("oidc nonce", &state),
            verifier: self.derived("oidc verifier", &state),
            state,
        }
    }

    /// Four digits to compare, two by two.
    fn user_code(&self, state: &str) -> String {
        let mac = self.tokens.mac(&["oidc user code", state]).finalize();
        let bytes = mac.into_bytes();
        format!("{:02}-{:02}", bytes[0] % 100, bytes[1] % 100)
    }
}

/// Where a reader belongs, and who knows them.
async fn awaited<'a>(
    app: &'a App,
    state: &str,
) -> Result<std::result::Result<(Awaited, &'a Provider), Step<'a>>> {
    let hash = token::key_hash(state);
    let awaited = app.store.oidc(&hash, clock::now_ms()).await?;
    Ok(match awaited {
        None => Err(Step::Gone),
        Some(awaited) if awaited.is_done => Err(Step::Done),
        Some(awaited) => match app.sign_in.providers.get(&awaited.site) {
            Some(provider) => Ok((awaited, provider)),
            None => Err(Step::Gone),
        },
    })
}

fn unknown<'a>(awaited: &Awaited, failure: &Failure) -> Step<'a> {
    tracing::warn!(site = awaited.site, cause = %failure, "a reader cannot sign in");
    Step::Unknown
}
