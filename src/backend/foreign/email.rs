//! The e-mail address a reader gives to servers that want one. It goes to such a server and nowhere else.

use super::kept;

const EMAIL: &str = "chuyen:email";

/// The address that the reader last gave, as typed; empty if none.
pub fn given() -> String {
    kept::get(EMAIL).unwrap_or_default()
}

/// Takes an address: until the page is left, or from now on if it is to be remembered.
pub fn give(email: &str, remember: bool) {
    match (email, remember) {
        ("", _) => kept::remove(EMAIL),
        (email, true) => {
            kept::remove(EMAIL); // not the old one, where this one has no room
            kept::put(EMAIL, email);
        }
        (email, false) => kept::lend(EMAIL, email),
    }
}
