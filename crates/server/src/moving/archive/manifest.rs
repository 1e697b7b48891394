//! What an export consists of.

use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::moving::{Fault, MovingError, Result};
use crate::store::archive::{TABLES, Table};

/// The file it is in, which is written last.
pub const MANIFEST: &str = "manifest.json";
/// What an export calls itself.
pub const FORMAT: &str = "chuyen-export";
/// Which of its versions this program writes; it reads the earlier ones too.
pub const VERSION: u32 = 2;

/// What an export consists of. It says nothing of when and by whom, so that the same newsroom gives the same export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// Its files.
    pub files: Vec<Part>,
}

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub file: String,
    /// How many lines it has.
    pub lines: u64,
    /// How many bytes.
    pub bytes: u64,
    /// SHA-256 of these, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The tables that an export of its version holds.
    pub fn tables(&self) -> impl Iterator<Item = &'static Table> + use<> {
        let version = self.version;
        TABLES.iter().filter(move |table| table.since <= version)
    }

    /// What the export is known by.
    pub fn mark(&self) -> String {
        hex::encode(Sha256::digest(self.to_json()))
    }

    /// As it is written.
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self);
        json.expect("a manifest has only strings for keys") + "\n"
    }

    /// Reads that of the export in a folder.
    ///
    /// # Errors
    /// [`MovingError::File`] if it is not there, [`MovingError::Fault`] if it is none that this program knows.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(MANIFEST);
        let json = std::fs::read_to_string(&path).map_err(MovingError::at(&path))?;
        let fault = |line: usize, what: String| {
            MovingError::Fault(Fault {
                file: MANIFEST.to_owned(),
                line: line as u64,
                what,
            })
        };
        let read: Self = serde_json::from_str(&json).map_err(|e| fault(e.line(), e.to_string()))?;
        match (read.format.as_str(), read.version) {
            (FORMAT, 1..=VERSION) => Ok(read),
            (FORMAT, version) => {
                let what = format!("`version` is {version}, this program reads 1 to {VERSION}");
                Err(fault(0, what))
            }
            (format, _) => {
                let what = format!("`format` is {format:?}, expected {FORMAT:?}");
                Err(fault(0, what))
            }
        }
    }
}
