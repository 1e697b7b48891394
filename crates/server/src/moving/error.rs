//! Why something could not be moved.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use model::ArticleId;
use thiserror::Error;

use crate::store;

/// What moving answers with.
pub type Result<T> = std::result::Result<T, MovingError>;

/// Why something could not be moved.
#[derive(Debug, Error)]
pub enum MovingError {
    /// The database failed or refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file could not be read or written.
    #[error("{}: {cause}", .path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// An export is written into a folder of its own.
    #[error("{} is not empty; an export needs a folder of its own", .0.display())]
    NotEmpty(PathBuf),
    /// A file is not what it should be.
    #[error("{0}")]
    Fault(Fault),
    /// Everything is to go where there is nothing.
    #[error("there is no article {0}")]
    NoArticle(ArticleId),
    /// An export is not as it was written.
    #[error("{0} in the export; `chuyen verify` names them")]
    Damaged(Faults),
}

/// How many things are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faults(pub u64);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("1 fault"),
            n => write!(f, "{n} faults"),
        }
    }
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In which file.
    pub file: String,
    /// On which line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// What.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what),
            line => write!(f, "{}:{line}: {}", self.file, self.what),
        }
    }
}

impl MovingError {
    /// A file could not be read or written.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File { path, cause }
    }
}
