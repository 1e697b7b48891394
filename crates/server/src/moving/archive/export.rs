//! Writes an export.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::manifest::{FORMAT, MANIFEST, Manifest, Part, VERSION};
use crate::moving::{MovingError, Result, progress};
use crate::store::Store;
use crate::store::archive::{Snapshot, TABLES, Table};

/// Writes everything that belongs to the newsroom, as it is at this moment, into a new or empty folder. Others may go on
/// writing to the database.
///
/// # Errors
/// [`MovingError`] if the folder is not empty, a file cannot be written, or the database fails. Without
/// [`MANIFEST`] what is there is no export.
pub async fn export(store: &Store, folder: &Path) -> Result<Manifest> {
    std::fs::create_dir_all(folder).map_err(MovingError::at(folder))?;
    let mut entries = std::fs::read_dir(folder).map_err(MovingError::at(folder))?;
    if entries.next().is_some() {
        return Err(MovingError::NotEmpty(folder.to_owned()));
    }
    let mut snapshot = store.snapshot().await?;
    let mut files = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        files.push(write(&mut snapshot, table, folder).await?);
    }
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        files,
    };
    let path = folder.join(MANIFEST);
    let mut file = create(&path)?;
    let written = file.write_all(manifest.to_json().as_bytes());
    let written = written.and_then(|()| file.sync_all());
    written.map_err(MovingError::at(&path))?;
    Ok(manifest)
}

async fn write(snapshot: &mut Snapshot, table: &'static Table, folder: &Path) -> Result<Part> {
    let bar = progress::things(table.name, snapshot.count(table).await?);
    let path = folder.join(table.file);
    let mut file = BufWriter::new(create(&path)?);
    let mut hash = Sha256::new();
    let (mut lines, mut bytes) = (0, 0);
    snapshot
        .each(table, |line| {
            let line = line.to_json() + "\n";
            hash.update(&line);
            lines += 1;
            bytes += line.len() as u64;
            bar.inc(1);
            file.write_all(line.as_bytes())
                .map_err(MovingError::at(&path))
        })
        .await?;
    let written = file.flush().and_then(|()| file.get_ref().sync_all());
    written.map_err(MovingError::at(&path))?;
    bar.finish_and_clear();
    Ok(Part {
        file: table.file.to_owned(),
        lines,
        bytes,
        sha256: hex::encode(hash.finalize()),
    })
}

/// What waits for a moderator and who reported what is nobody else's business.
fn create(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(MovingError::at(path))
}
