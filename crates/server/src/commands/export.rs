//! `chuyen export` and `chuyen verify`.

use std::path::Path;

use anyhow::bail;
use server::moving::archive::{self, Manifest};
use server::store::Store;
use server::store::archive::LEFT_OUT;

use super::moderate::safe;

pub async fn run(folder: &Path, store: &Store) -> anyhow::Result<()> {
    let manifest = archive::export(store, folder).await?;
    list(&manifest)?;
    for (table, why) in LEFT_OUT {
        eprintln!("left out: {table}, {why}");
    }
    eprintln!(
        "Keep {} to yourself: it holds what waits for a moderator, and who reported what.",
        folder.display()
    );
    Ok(())
}

pub fn verify(folder: &Path) -> anyhow::Result<()> {
    let verified = archive::verify(folder)?;
    for fault in &verified.faults {
        tell!("{}", safe(&fault.to_string()));
    }
    let more = verified.fault_count - verified.faults.len() as u64;
    if more > 0 {
        tell!("and {more} more");
    }
    match verified.fault_count {
        0 => list(&verified.manifest),
        1 => bail!("1 fault in {}", folder.display()),
        n => bail!("{n} faults in {}", folder.display()),
    }
}

fn list(manifest: &Manifest) -> anyhow::Result<()> {
    for part in &manifest.files {
        let (file, lines, sha256) = (&part.file, part.lines, &part.sha256);
        tell!("{file}\t{lines} lines\tsha256 {sha256}");
    }
    Ok(())
}
