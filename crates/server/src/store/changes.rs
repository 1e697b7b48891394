//! Whether anything was written since it was last looked at, by whatever process.
//!
//! SQLite keeps the state of a write-ahead log in a small file that every process maps into memory. Its header changes
//! with every commit, before the commit is acknowledged: <https://www.sqlite.org/walformat.html#the_wal_index_header>.
//! `pragma data_version` answers from the same header, but only through a connection.

use std::fs::File;

/// Bytes of the header.
const HEADER: usize = 48;

/// What a database looked like at a moment; another one looks different after every commit.
pub type Stamp = [u8; HEADER];

/// Watches one database.
#[derive(Debug)]
pub(super) struct Changes {
    index: Option<File>,
}

impl Changes {
    /// Watches the SQLite database in this file, which is open and in WAL mode.
    pub fn of_sqlite(path: &str) -> Self {
        Self {
            index: File::open(format!("{path}-shm")).ok(),
        }
    }

    /// Cannot tell; then every question goes to the database.
    pub fn unknown() -> Self {
        Self { index: None }
    }

    /// What the database looks like now, if that can be told.
    pub fn stamp(&self) -> Option<Stamp> {
        let mut header = [0; HEADER];
        read_start(self.index.as_ref()?, &mut header).then_some(header)
    }
}

#[cfg(unix)]
fn read_start(file: &File, into: &mut [u8]) -> bool {
    std::os::unix::fs::FileExt::read_exact_at(file, into, 0).is_ok()
}

#[cfg(not(unix))]
fn read_start(_: &File, _: &mut [u8]) -> bool {
    false
}
