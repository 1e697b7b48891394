//! A token (JWT) by which the embedding page vouches for its reader.

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use model::{MAX_ID_CHARS, Problem, ProblemKind, SignedIn};
use serde::Deserialize;

use super::{SignIn, checked_name, unavailable};
use crate::app::App;
use crate::clock;
use crate::config::{JwtAlgorithm, PartnerJwt, Site};
use crate::error::{Error, Result};
use crate::store::{AccountKind, Reader};

/// Seconds in which a session is good that a partner vouched for: it can take its word back only by not giving it again.
const GOOD_FOR_S: u32 = 60 * 60;
/// Seconds for which a token may be good: it is made for the page that is being opened.
const MAX_AHEAD_S: i64 = 5 * 60;
/// Seconds by which clocks may differ.
const LEEWAY_S: i64 = 30;

/// Checks the tokens of one site.
pub(super) struct Partner {
    key: DecodingKey,
    rules: Validation,
}

/// What is read of a token; `rules` see to it that what it must say is there. Times may have fractions.
#[derive(Deserialize)]
struct Claims {
    sub: Option<String>,
    exp: Option<f64>,
    iat: Option<f64>,
    name: Option<String>,
}

/// Of whom a token speaks.
struct Vouched {
    subject: String,
    name: String,
}

impl Partner {
    /// One algorithm and one audience, as they are set.
    pub fn new(config: &PartnerJwt) -> Self {
        let bytes = config.key_bytes().unwrap_or_default();
        let (algorithm, key) = match config.algorithm {
            Some(JwtAlgorithm::HS256) => (Algorithm::HS256, DecodingKey::from_secret(&bytes)),
            _ => (Algorithm::EdDSA, DecodingKey::from_ed_der(&bytes)),
        };
        let mut rules = Validation::new(algorithm);
        rules.set_audience(&[&config.audience]);
        rules.set_required_spec_claims(&["exp", "aud", "sub"]);
        rules.validate_nbf = true;
        rules.leeway = LEEWAY_S.unsigned_abs();
        Self { key, rules }
    }

    fn read(&self, site: &Site, token: &str) -> Result<Vouched> {
        let data = jsonwebtoken::decode::<Claims>(token, &self.key, &self.rules);
        let data = data.map_err(|error| refused(why(error.kind())))?;
        // Extensions that must be understood are not.
        if data.header.crit.is_some() {
            return Err(refused("it has critical extensions (`crit`)"));
        }
        let (claims, now_s) = (data.claims, clock::now_ms() / 1000);
        let is_after =
            |time_s: Option<f64>, limit_s: i64| time_s.is_some_and(|s| s > limit_s as f64);
        if is_after(claims.exp, now_s + MAX_AHEAD_S + LEEWAY_S) {
            return Err(refused("its end (`exp`) is more than 300 s ahead"));
        }
        if is_after(claims.iat, now_s + LEEWAY_S) {
            return Err(refused("it was made (`iat`) in the future"));
        }
        let subject = claims.sub.unwrap_or_default();
        if subject.is_empty() || subject.chars().count() > MAX_ID_CHARS {
            return Err(refused("its reader (`sub`) has 1 to 200 characters"));
        }
        let name = claims
            .name
            .ok_or_else(|| refused("it names nobody (`name`)"))?;
        let name = checked_name(&name, site)?;
        Ok(Vouched { subject, name })
    }
}

/// Signs in the reader of whom a token speaks.
///
/// # Errors
/// [`ProblemKind::SignInUnavailable`] if the site has no partner, [`ProblemKind::WrongToken`] with the rule that the
/// token breaks, or what is wrong with the name in it.
pub(crate) async fn sign_in(app: &App, site: &Site, origin: &str, token: &str) -> Result<SignedIn> {
    let sign_in: &SignIn = &app.sign_in;
    let partner = sign_in.partners.get(&site.id);
    let partner =
        partner.ok_or_else(|| unavailable(site, "partner; `[site.partner_jwt]` sets one"))?;
    let vouched = partner.read(site, token)?;
    let reader = Reader {
        site: site.id.clone(),
        kind: AccountKind::Partner,
        subject_hash: sign_in.subject_hash(site, AccountKind::Partner, &vouched.subject),
        name: vouched.name,
        now_ms: clock::now_ms(),
    };
    let account = app.store.sign_in(reader).await?;
    Ok(sign_in.signed_in(&account, origin, GOOD_FOR_S))
}

/// Which rule a token breaks; never what it says.
fn why(error: &ErrorKind) -> &'static str {
    match error {
        ErrorKind::InvalidAlgorithm | ErrorKind::MissingAlgorithm => {
            "it is not signed with the algorithm that is set for the site"
        }
        ErrorKind::InvalidSignature => "its signature is not that of the site's key",
        ErrorKind::MissingRequiredClaim(_) => "it must say `exp`, `aud` and `sub`",
        ErrorKind::ExpiredSignature => "its time (`exp`) is over",
        ErrorKind::ImmatureSignature => "its time (`nbf`) has not begun",
        ErrorKind::InvalidAudience => "it is for another audience (`aud`)",
        _ => "it is no JWT that can be read",
    }
}

fn refused(why: &str) -> Error {
    // A token is a secret: its value is not repeated.
    let problem = Problem::from(ProblemKind::WrongToken).at("token", "");
    problem.because(why).into()
}
