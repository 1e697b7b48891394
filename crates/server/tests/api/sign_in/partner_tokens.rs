//! A partner, and the tokens that it signs.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use server::config::{Config, JwtAlgorithm, PartnerJwt};

pub const AUDIENCE: &str = "https://comments.example";
pub const SHARED: &str = "a secret that the partner shares: 32 bytes";

/// A partner's key, made for the test.
pub struct Partner(pub Ed25519KeyPair);

impl Partner {
    pub fn new() -> Self {
        let random = ring::rand::SystemRandom::new();
        let key = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        Self(Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap())
    }

    pub fn public(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// The public key as `openssl pkey -pubout` writes it.
    pub fn pem(&self) -> String {
        let der = [
            b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00",
            self.public(),
        ]
        .concat();
        format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            STANDARD.encode(der)
        )
    }

    pub fn token(&self, claims: &Value) -> String {
        let said = said(&json!({ "alg": "EdDSA", "typ": "JWT" }), claims);
        let signature = URL_SAFE_NO_PAD.encode(self.0.sign(said.as_bytes()));
        format!("{said}.{signature}")
    }

    /// A server that believes it.
    pub fn setup(&self, config: &mut Config) {
        config.sites[0].partner_jwt = Some(PartnerJwt {
            algorithm: Some(JwtAlgorithm::EdDSA),
            key: URL_SAFE_NO_PAD.encode(self.public()).as_str().into(),
            audience: AUDIENCE.into(),
        });
    }
}

pub fn shared(config: &mut Config) {
    config.sites[0].partner_jwt = Some(PartnerJwt {
        algorithm: Some(JwtAlgorithm::HS256),
        key: SHARED.into(),
        audience: AUDIENCE.into(),
    });
}

pub fn said(header: &Value, claims: &Value) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    format!("{}.{}", part(header), part(claims))
}

pub fn hs256(secret: &[u8], claims: &Value) -> String {
    let said = said(&json!({ "alg": "HS256" }), claims);
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
    let signature = ring::hmac::sign(&key, said.as_bytes());
    format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature))
}

pub fn now_s() -> i64 {
    server::clock::now_ms() / 1000
}

/// What a good token says.
pub fn claims() -> Value {
    json!({ "sub": "reader-7", "name": "Lan", "aud": AUDIENCE, "exp": now_s() + 120, "iat": now_s() })
}

/// The same but for one claim; `null` leaves it out.
pub fn but(name: &str, value: Value) -> Value {
    let mut claims = claims();
    let fields = claims.as_object_mut().unwrap();
    match value {
        Value::Null => fields.remove(name),
        value => fields.insert(name.into(), value),
    };
    claims
}
