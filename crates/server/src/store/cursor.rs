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
    /// Comments on the article, newest first: the last one's id.
    Newest(String),
    /// Comments on the article, oldest first: the last one's id.
    Oldest(String),
    /// Comments on the article, best first: the last one's score and id.
    Best(i64, String),
    /// Replies in reading order: the last one's path.
    Replies(String),
}

/// Not a cursor of this server.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("a cursor is taken from `next_cursor` of the page before, in the same order")]
pub struct CursorError;

impl Cursor {
    /// The order of the comments it walks; none for replies, which have only one.
    pub fn order(&self) -> Option<Order> {
        match self {
            Self::Newest(_) => Some(Order::Newest),
            Self::Oldest(_) => Some(Order::Oldest),
            Self::Best(..) => Some(Order::Best),
            Self::Replies(_) => None,
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newest(id) => write!(f, "n{id}"),
            Self::Oldest(id) => write!(f, "o{id}"),
            Self::Best(score, id) => write!(f, "b{id}{score}"),
            Self::Replies(path) => write!(f, "r{path}"),
        }
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(cursor: &str) -> Result<Self, CursorError> {
        let key = cursor.get(1..).ok_or(CursorError)?;
        let id = |key: &str| match key.len() == ID_CHARS && is_path(key) {
            true => Ok(key.to_owned()),
            false => Err(CursorError),
        };
        match &cursor[..1] {
            "n" => id(key).map(Self::Newest),
            "o" => id(key).map(Self::Oldest),
            "b" => {
                let (best, score) = key.split_at_checked(ID_CHARS).ok_or(CursorError)?;
                Ok(Self::Best(
                    score.parse().map_err(|_| CursorError)?,
                    id(best)?,
                ))
            }
            "r" if is_path(key) => Ok(Self::Replies(key.to_owned())),
            _ => Err(CursorError),
        }
    }
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
        for cursor in [
            Cursor::Newest(ID.into()),
            Cursor::Oldest(ID.into()),
            Cursor::Best(12, ID.into()),
            Cursor::Replies(ID.repeat(3)),
        ] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn garbage_is_no_cursor() {
        let long = format!("n{ID}0");
        let short = format!("r{}", &ID[1..]);
        let score = format!("b{ID}x");
        let other = format!("x{ID}");
        for bad in [
            "",
            "n",
            "ệ",
            "b1",
            "n' or 1=1",
            &long,
            &short,
            &score,
            &other,
        ] {
            assert_eq!(bad.parse::<Cursor>(), Err(CursorError), "{bad}");
        }
    }
}
