//! Reads a file of an export line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::moving::{Fault, MovingError, Result};
use crate::store::archive::{Line, Table};

/// Longest line, in bytes: an article of the largest size, and room for all else that is known of it.
const MAX_LINE_BYTES: u64 = 8 * 1024 * 1024;

/// A file of an export.
pub(super) struct Lines {
    table: &'static Table,
    path: PathBuf,
    file: BufReader<File>,
    hash: Sha256,
    line: Vec<u8>,
    /// Lines read so far.
    pub lines: u64,
    /// Bytes read so far.
    pub bytes: u64,
}

impl Lines {
    pub fn open(table: &'static Table, folder: &Path) -> Result<Self> {
        let path = folder.join(table.file);
        let file = File::open(&path).map_err(MovingError::at(&path))?;
        Ok(Self {
            table,
            file: BufReader::new(file),
            path,
            hash: Sha256::new(),
            line: Vec::new(),
            lines: 0,
            bytes: 0,
        })
    }

    /// The next line, or what is wrong with it; none at the end.
    pub fn next(&mut self) -> Result<Option<std::result::Result<Line, Fault>>> {
        self.line.clear();
        let mut limited = (&mut self.file).take(MAX_LINE_BYTES);
        let read = limited.read_until(b'\n', &mut self.line);
        match read.map_err(MovingError::at(&self.path))? {
            0 => return Ok(None),
            bytes => self.bytes += bytes as u64,
        }
        self.lines += 1;
        self.hash.update(&self.line);
        Ok(Some(self.parsed()))
    }

    fn parsed(&self) -> std::result::Result<Line, Fault> {
        let Some(line) = self.line.strip_suffix(b"\n") else {
            let what = match self.line.len() as u64 {
                MAX_LINE_BYTES => format!("longer than {MAX_LINE_BYTES} bytes"),
                _ => "the file ends in the middle of this line".to_owned(),
            };
            return Err(self.fault(what));
        };
        let text = std::str::from_utf8(line).map_err(|e| self.fault(e.to_string()))?;
        Line::parse(self.table, text).map_err(|what| self.fault(what))
    }

    /// Something is wrong with the line that was read last.
    pub fn fault(&self, what: String) -> Fault {
        self.fault_at(self.lines, what)
    }

    /// Something is wrong with a line, or with the file if that is 0.
    pub fn fault_at(&self, line: u64, what: String) -> Fault {
        Fault {
            file: self.table.file.to_owned(),
            line,
            what,
        }
    }

    /// SHA-256 of what was read, in hexadecimal.
    pub fn hash(&self) -> String {
        hex::encode(self.hash.clone().finalize())
    }
}
