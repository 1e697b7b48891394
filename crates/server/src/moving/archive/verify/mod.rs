//! Checks an export: that it is whole, that nobody has changed it, and that it fits together.

mod range;
mod sense;

use std::path::Path;

use super::manifest::{MANIFEST, Manifest, Part};
use super::read::Lines;
use crate::moving::{Fault, Result, progress};
use crate::store::archive::Table;
use range::out_of_range;
use sense::Sense;

/// Most faults that are named; the others are only counted.
pub const MOST_FAULTS: usize = 100;

/// What an export was found to be.
#[derive(Debug)]
pub struct Verified {
    /// What it consists of.
    pub manifest: Manifest,
    /// The first things that are wrong, [`MOST_FAULTS`] at most.
    pub faults: Vec<Fault>,
    /// How many things are wrong.
    pub fault_count: u64,
}

impl Verified {
    fn add(&mut self, fault: Fault) {
        self.fault_count += 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }
}

/// Reads every line of the export in a folder.
///
/// # Errors
/// [`crate::moving::MovingError`] if a file cannot be read or the manifest is none.
pub fn verify(folder: &Path) -> Result<Verified> {
    let mut verified = Verified {
        manifest: Manifest::read(folder)?,
        faults: Vec::new(),
        fault_count: 0,
    };
    let manifest = verified.manifest.clone();
    let parts = &manifest.files;
    let whole = |what: String| Fault {
        file: MANIFEST.to_owned(),
        line: 0,
        what,
    };
    for part in parts {
        if !manifest.tables().any(|table| table.file == part.file) {
            verified.add(whole(format!("{:?} is no file of an export", part.file)));
        }
    }
    let mut sense = Sense::default();
    for table in manifest.tables() {
        match parts.iter().find(|part| part.file == table.file) {
            Some(part) => check(table, part, folder, &mut sense, &mut verified)?,
            None => verified.add(whole(format!("{} is missing", table.file))),
        }
    }
    for (file, line, what) in sense.finish() {
        let file = file.to_owned();
        verified.add(Fault { file, line, what });
    }
    Ok(verified)
}

fn check(
    table: &'static Table,
    part: &Part,
    folder: &Path,
    sense: &mut Sense,
    verified: &mut Verified,
) -> Result<()> {
    let bar = progress::bytes(table.name, part.bytes);
    let mut lines = Lines::open(table, folder)?;
    let mut last = Vec::new();
    while let Some(line) = lines.next()? {
        bar.set_position(lines.bytes);
        let line = match line {
            Ok(line) => line,
            Err(fault) => {
                verified.add(fault);
                continue;
            }
        };
        let key: Vec<String> = line.key().into_iter().map(str::to_owned).collect();
        if lines.lines > 1 && key <= last {
            let what = format!(
                "`{}` does not come after that of the line before",
                table.key[0]
            );
            verified.add(lines.fault(what));
        }
        last = key;
        let wrong = out_of_range(table, &line);
        let wrong = wrong
            .into_iter()
            .chain(sense.take(table, lines.lines, &line));
        for what in wrong {
            verified.add(lines.fault(what));
        }
    }
    bar.finish_and_clear();
    let found = (lines.lines, lines.bytes, lines.hash());
    for (what, said, found) in [
        ("lines", part.lines.to_string(), found.0.to_string()),
        ("bytes", part.bytes.to_string(), found.1.to_string()),
        ("sha256", part.sha256.clone(), found.2),
    ] {
        if said != found {
            let what = format!("`{what}` is {found}, the manifest says {said}");
            verified.add(lines.fault_at(0, what));
        }
    }
    Ok(())
}
