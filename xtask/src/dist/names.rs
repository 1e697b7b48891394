//! Names that change with the content.

use anyhow::{Result, bail};
use sha2::{Digest, Sha256};

/// Bytes of the digest in a name: ten hexadecimal digits, enough to tell every build from every other.
const DIGEST_BYTES: usize = 5;

/// `assets/chuyen.js` → `assets/chuyen-0123456789.js`.
pub fn hashed(plain: &str, content: &[u8]) -> String {
    let (stem, extension) = plain.rsplit_once('.').expect("an asset has an extension");
    format!("{stem}-{}.{extension}", digest(content))
}

/// Puts the hashed name in the place of the plain one, which the loader spells once, in double quotes, or not at all if
/// the server tells it.
///
/// # Errors
/// If the loader spells it more than once.
pub fn point(loader: &str, plain: &str, hashed: &str) -> Result<String> {
    let plain = format!("\"{plain}\"");
    match loader.matches(&plain).count() {
        0 => Ok(loader.to_owned()),
        1 => Ok(loader.replace(&plain, &format!("\"{hashed}\""))),
        count => bail!("the loader may spell {plain} once, and does {count} times"),
    }
}

/// The start of the content's SHA-256, in hexadecimal.
pub fn digest(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(DIGEST_BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content() {
        assert_eq!(hashed("assets/a.css", b"abc"), "assets/a-ba7816bf8f.css");
        assert_ne!(
            hashed("assets/a.css", b"abd"),
            hashed("assets/a.css", b"abc")
        );
    }

    #[test]
    fn the_loader_is_pointed_at_hashed_names() {
        let pointed = point(r#"load("assets/a.js")"#, "assets/a.js", "assets/a-1.js");
        assert_eq!(pointed.unwrap(), r#"load("assets/a-1.js")"#);
    }

    #[test]
    fn a_loader_with_two_names_is_an_error() {
        assert!(
            point(
                r#""assets/a.js" "assets/a.js""#,
                "assets/a.js",
                "assets/a-1.js"
            )
            .is_err()
        );
    }
}
