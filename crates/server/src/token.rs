//! Secrets: what proves who wrote a comment, and what is kept of a key.

use hmac::{Hmac, KeyInit, Mac};
use model::{ArticleId, CommentId};
use sha2::{Digest, Sha256};

/// Random bytes in a secret.
const SECRET_BYTES: usize = 32;

/// Makes and checks the tokens with which authors edit their comments.
#[derive(Clone)]
pub struct Tokens {
    secret: String,
}

impl Tokens {
    /// Tokens that only who knows `secret` can make.
    pub fn new(secret: String) -> Self {
        Self { secret }
    }

    /// Proves authorship of one comment. Nothing is stored, so a repeat can be given it again.
    pub fn edit_token(&self, id: &CommentId) -> String {
        let mac = self.mac(&["edit", id.as_str()]);
        hex::encode(mac.finalize().into_bytes())
    }

    /// Does `token` prove authorship of the comment? Takes as long for every wrong token.
    pub fn proves(&self, token: &str, id: &CommentId) -> bool {
        let mac = self.mac(&["edit", id.as_str()]);
        hex::decode(token).is_ok_and(|token| mac.verify_slice(&token).is_ok())
    }

    /// What a request is remembered by: a repeat has the same, another text has not, and nobody can
    /// guess a removed text from it.
    pub fn request_hash(
        &self,
        article: &ArticleId,
        parent: Option<&CommentId>,
        text: &str,
    ) -> String {
        let parent = parent.map_or("", CommentId::as_str);
        let mac = self.mac(&["request", article.as_str(), parent, text]);
        hex::encode(mac.finalize().into_bytes())
    }

    pub(crate) fn mac(&self, parts: &[&str]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes())
            .expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part.as_bytes());
        }
        mac
    }
}

/// What is stored of a key that has enough randomness of its own.
pub fn key_hash(key: &str) -> String {
    hex::encode(Sha256::digest(key))
}

/// A new secret, in hexadecimal.
pub fn new_secret() -> String {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes).expect("the operating system has randomness to give");
    hex::encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_proves_one_comment_only() -> Result<(), model::IdError> {
        let tokens = Tokens::new("a".repeat(32));
        let (mine, other) = ("c1".parse()?, "c2".parse()?);
        let token = tokens.edit_token(&mine);
        assert!(tokens.proves(&token, &mine));
        assert!(!tokens.proves(&token, &other));
        assert!(!Tokens::new("b".repeat(32)).proves(&token, &mine));
        for wrong in ["", "zz", "ệ", &token[1..], &token[2..]] {
            assert!(!tokens.proves(wrong, &mine), "{wrong}");
        }
        Ok(())
    }

    #[test]
    fn parts_of_a_request_do_not_run_together() -> Result<(), model::IdError> {
        let tokens = Tokens::new("a".repeat(32));
        let (article, parent): (ArticleId, CommentId) = ("a".parse()?, "b".parse()?);
        assert_ne!(
            tokens.request_hash(&article, Some(&parent), "c"),
            tokens.request_hash(&article, None, "bc")
        );
        Ok(())
    }
}
