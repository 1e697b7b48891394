//! One provider of OpenID Connect: where readers are sent, and what it says of those who come back.

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, TokenResponse,
};
use thiserror::Error;
use tokio::sync::Mutex;
use url::Url;

use super::http::Http;
use crate::config::Oidc;

/// How long what a provider says of itself is believed.
const BELIEVED: Duration = Duration::from_secs(60 * 60);
/// Signatures that are believed: each can be checked with a public key of the provider.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A provider.
pub(super) struct Provider {
    config: Oidc,
    callback: RedirectUrl,
    http: Http,
    known: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

/// What binds a reader who comes back to the one who was sent. Only this server can make them.
pub(super) struct Bond {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Who came back.
pub(super) struct Identity {
    /// Tells them apart from all others at this provider.
    pub subject: String,
    /// As the provider names them.
    pub name: String,
}

/// Why nobody knows who came back.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The provider does not say what it should of itself.
    #[error("discovery: {0}")]
    Discovery(String),
    /// The provider takes the code for nothing.
    #[error("token endpoint: {0}")]
    Token(String),
    /// The provider says nothing of the reader.
    #[error("no ID token")]
    NoIdToken,
    /// What it says is not to be believed.
    #[error("ID token: {0}")]
    Claims(#[from] ClaimsVerificationError),
    /// The reader has no name there.
    #[error("no name in the ID token; `scopes` may ask for one")]
    NoName,
}

type Ready = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// A provider that sends readers back to `callback`.
    pub fn new(config: Oidc, callback: &Url, http: Http) -> Self {
        Self {
            config,
            callback: RedirectUrl::from_url(callback.clone()),
            http,
            known: Mutex::default(),
        }
    }

    /// What readers know it as.
    pub fn name(&self) -> &str {
        &self.config.name
    }

    /// Its address.
    pub fn issuer(&self) -> &str {
        &self.config.issuer
    }

    /// Where a reader signs in.
    pub async fn url(&self, bond: Bond) -> Result<Url, Failure> {
        let client = self.client(&*self.metadata(BELIEVED).await?);
        let verifier = PkceCodeVerifier::new(bond.verifier);
        let request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new(bond.state),
            || Nonce::new(bond.nonce),
        );
        let scopes = self.config.scopes.iter().cloned().map(Scope::new);
        let (url, _, _) = request
            .add_scopes(scopes)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url)
    }

    /// Who comes back with a code.
    pub async fn identity(&self, code: String, bond: Bond) -> Result<Identity, Failure> {
        let nonce = Nonce::new(bond.nonce);
        let metadata = self.metadata(BELIEVED).await?;
        let token = self.id_token(&metadata, code, bond.verifier).await?;
        if let Ok(claims) = self.claims(&metadata, &token, &nonce) {
            return identity(claims);
        }
        // Its keys may have changed since they were fetched.
        let metadata = self.metadata(Duration::ZERO).await?;
        identity(self.claims(&metadata, &token, &nonce)?)
    }

    async fn id_token(
        &self,
        metadata: &CoreProviderMetadata,
        code: String,
        verifier: String,
    ) -> Result<CoreIdToken, Failure> {
        let client = self.client(metadata);
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|e| Failure::Discovery(e.to_string()))?;
        let answer = request
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&self.http)
            .await;
        let answer = answer.map_err(|error| {
            Failure::Token(match error {
                // What cannot be read may be a token.
                RequestTokenError::Parse(error, _) => format!("cannot read {}", error.path()),
                error => chain(&error),
            })
        })?;
        answer.id_token().cloned().ok_or(Failure::NoIdToken)
    }

    fn claims<'a>(
        &self,
        metadata: &CoreProviderMetadata,
        token: &'a CoreIdToken,
        nonce: &Nonce,
    ) -> Result<&'a CoreIdTokenClaims, ClaimsVerificationError> {
        let client = self.client(metadata);
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
        token.claims(&verifier, nonce)
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Ready {
        let id = ClientId::new(self.config.client_id.clone());
        let secret = self.config.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.reveal().to_owned()));
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret);
        let client = client.set_redirect_uri(self.callback.clone());
        let methods = metadata.token_endpoint_auth_methods_supported();
        let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
        match takes(CoreClientAuthMethod::ClientSecretBasic) {
            true => client,
            false => client.set_auth_type(AuthType::RequestBody),
        }
    }

    /// What the provider says of itself, unless that is older than `age`.
    async fn metadata(&self, age: Duration) -> Result<Arc<CoreProviderMetadata>, Failure> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &*known
            && at.elapsed() < age
        {
            return Ok(metadata.clone());
        }
        let failed = |e: &dyn Error| Failure::Discovery(chain(e));
        let issuer = IssuerUrl::new(self.config.issuer.clone()).map_err(|e| failed(&e))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.http).await;
        let metadata = Arc::new(metadata.map_err(|e| failed(&e))?);
        *known = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }
}

fn identity(claims: &CoreIdTokenClaims) -> Result<Identity, Failure> {
    let full = claims.name().and_then(|name| {
        let first = || name.iter().next().map(|(_, name)| name);
        Some(name.get(None).or_else(first)?.as_str())
    });
    let short = || claims.preferred_username().map(|name| name.as_str());
    let name = full.or_else(short).ok_or(Failure::NoName)?;
    Ok(Identity {
        subject: claims.subject().to_string(),
        name: name.to_owned(),
    })
}

/// An error and what led to it.
fn chain(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told += &format!(": {cause}");
        source = cause.source();
    }
    told
}
