//! Where a page ended: opaque to clients, a key of an index here.

use std::fmt;
use std::str::FromStr;

use model::Order;
use thiserror::Error;

/// Length of an id minted by this server: a UUID in hexadecimal.
pub(super) const ID_CHARS: usize = 32;

/// The last key of a page, and in what order it was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Cursor {
    /// Comments on the article.
    Root(Order, RootKey),
    /// Replies in reading order: the last one's path.
    Replies(String),
}

/// What comments on an article are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RootKey {
    /// When it was posted, or its score, as the order wants it.
    pub(super) rank: i64,
    /// Among equals, the id.
    pub(super) id: String,
}

/// Not a cursor of this server.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("a cursor is taken from `next_cursor` of the page before, in the same order")]
pub struct CursorError;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (order, key) = match self {
            Self::Replies(path) => return write!(f, "r{path}"),
            Self::Root(Order::Newest, key) => ("n", key),
            Self::Root(Order::Oldest, key) => ("o", key),
            Self::Root(Order::Best, key) => ("b", key),
        };
        write!(f, "{order}{}{}", key.id, key.rank)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(cursor: &str) -> Result<Self, CursorError> {
        let (kind, key) = cursor.split_at_checked(1).ok_or(CursorError)?;
        let order = match kind {
            "r" if is_path(key) => return Ok(Self::Replies(key.to_owned())),
            "n" => Order::Newest,
            "o" => Order::Oldest,
            "b" => Order::Best,
            _ => return Err(CursorError),
        };
        match key.split_at_checked(ID_CHARS) {
            Some((id, rank)) if is_path(id) => {
                let rank = rank.parse().map_err(|_| CursorError)?;
                let id = id.to_owned();
                Ok(Self::Root(order, RootKey { rank, id }))
            }
            _ => Err(CursorError),
        }
    }
}

/// Is an id of the form that this server gives comments?
pub fn is_comment_id(id: &str) -> bool {
    id.len() == ID_CHARS && is_path(id)
}

/// Ids of this server, one after the other?
pub(super) fn is_path(path: &str) -> bool {
    let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    !path.is_empty() && path.len().is_multiple_of(ID_CHARS) && path.bytes().all(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0198b2c3d4e5f60718293a4b5c6d7e8f";

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let key = |rank| RootKey {
            rank,
            id: ID.into(),
        };
        for cursor in [
            Cursor::Root(Order::Newest, key(1_795_475_962_991)),
            Cursor::Root(Order::Oldest, key(0)),
            Cursor::Root(Order::Best, key(-12)),
            Cursor::Replies(ID.repeat(3)),
        ] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn garbage_is_no_cursor() {
        let none = format!("n{ID}");
        let short = format!("r{}", &ID[1..]);
        let score = format!("b{ID}x");
        let other = format!("x{ID}1");
        for bad in [
            "",
            "n",
            "ệ",
            "b1",
            "n' or 1=1",
            &none,
            &short,
            &score,
            &other,
        ] {
            assert_eq!(bad.parse::<Cursor>(), Err(CursorError), "{bad}");
        }
    }
}
