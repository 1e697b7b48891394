//! A sign-in that has begun and is not finished: its name is known to the page of the reader alone.

use crate::clock;
use crate::token;

/// Seconds in which a sign-in must be finished.
pub(crate) const VALID_S: u32 = 10 * 60;

/// A sign-in that has begun.
pub(crate) struct Challenge {
    /// What the page of the reader is given.
    pub name: String,
    /// What is stored of it.
    pub hash: String,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
    /// When it ends, in milliseconds since 1970.
    pub expires_at_ms: i64,
}

impl Challenge {
    /// A new one that nobody can guess.
    pub fn new() -> Self {
        let name = token::new_secret();
        let now_ms = clock::now_ms();
        Self {
            hash: hash(&name),
            name,
            now_ms,
            expires_at_ms: now_ms + i64::from(VALID_S) * 1000,
        }
    }
}

/// What is stored of a challenge.
pub(crate) fn hash(challenge: &str) -> String {
    token::key_hash(challenge)
}
