//! Keys with which a provider signs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};

/// A key, with the name of it that goes into tokens.
pub enum Key {
    Rsa(Box<RsaKeyPair>, Value),
    Ed25519(Ed25519KeyPair),
    /// No key: the client's secret signs.
    Shared(&'static str),
    /// Nothing signs.
    Nothing,
}

impl Key {
    pub fn rsa() -> Self {
        let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
        let part = |number: &rsa::BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
        let jwk = json!({
            "kty": "RSA", "kid": kid(), "alg": "RS256", "use": "sig", "n": part(key.n()), "e": part(key.e()),
        });
        let der = key.to_pkcs1_der().unwrap();
        Self::Rsa(Box::new(RsaKeyPair::from_der(der.as_bytes()).unwrap()), jwk)
    }

    pub fn ed25519() -> Self {
        let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::Ed25519(Ed25519KeyPair::from_pkcs8(der.as_ref()).unwrap())
    }

    pub fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(..) => "RS256",
            Self::Ed25519(_) => "EdDSA",
            Self::Shared(_) => "HS256",
            Self::Nothing => "none",
        }
    }

    /// What it shows of itself.
    pub fn jwk(&self) -> Value {
        match self {
            Self::Rsa(_, jwk) => jwk.clone(),
            Self::Ed25519(key) => {
                let x = URL_SAFE_NO_PAD.encode(key.public_key());
                json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "x": x })
            }
            Self::Shared(_) | Self::Nothing => Value::Null,
        }
    }

    /// A JWT that says `claims`.
    pub fn token(&self, claims: &Value) -> String {
        let mut header = json!({ "alg": self.algorithm() });
        if let Self::Rsa(_, jwk) = self {
            header["kid"] = jwk["kid"].clone();
        }
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let said = format!("{}.{}", part(&header), part(claims));
        let signature = match self {
            Self::Rsa(key, _) => {
                let mut signature = vec![0; key.public().modulus_len()];
                let random = SystemRandom::new();
                let signed = key.sign(&RSA_PKCS1_SHA256, &random, said.as_bytes(), &mut signature);
                signed.unwrap();
                signature
            }
            Self::Ed25519(key) => key.sign(said.as_bytes()).as_ref().to_vec(),
            Self::Shared(secret) => {
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
                ring::hmac::sign(&key, said.as_bytes()).as_ref().to_vec()
            }
            Self::Nothing => Vec::new(),
        };
        format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn kid() -> String {
    uuid::Uuid::now_v7().to_string()
}
