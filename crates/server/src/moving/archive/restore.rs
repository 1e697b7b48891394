//! Brings an export into a database.

use std::path::Path;

use super::manifest::Manifest;
use super::read::Lines;
use super::verify::verify;
use crate::moving::error::Faults;
use crate::moving::{Fault, MovingError, Result, progress};
use crate::store::archive::{Line, Restored, Run, TABLES, Table};
use crate::store::{Error, Refusal, Store};

/// Rows in one transaction.
const BATCH: usize = 500;
/// The setting that holds the mark of the export that is being brought in.
const UNDER_WAY: &str = "import";

/// What became of the rows of each file.
pub type Summary = Vec<(&'static str, Restored)>;

/// Brings an export into a database that has none of its articles. Broken off, it goes on when it is run again, whatever
/// became meanwhile of what was brought; run once more, it changes nothing. An article is public once everything is there.
///
/// # Errors
/// [`MovingError::Damaged`] if the export is not as it was written, [`MovingError::Fault`] names the line in whose place
/// the database has something else, or that somebody wrote to meanwhile; what was brought stays.
pub async fn restore(store: &Store, folder: &Path) -> Result<Summary> {
    let verified = verify(folder)?;
    if verified.fault_count > 0 {
        return Err(MovingError::Damaged(Faults(verified.fault_count)));
    }
    let manifest = verified.manifest;
    let run = begin(store, folder, &manifest).await?;
    let brought = bring(store, folder, &manifest, run).await;
    if let (Run::First, Err(MovingError::Fault(_))) = (run, &brought) {
        // It was refused, not broken off.
        store.keep(UNDER_WAY, None).await?;
    }
    let summary = brought?;
    let changed = publish(store, folder).await?;
    store.keep(UNDER_WAY, None).await?;
    match changed {
        Some(fault) => Err(MovingError::Fault(fault)),
        None => Ok(summary),
    }
}

/// Notes that the export is being brought in, unless something stands in the place of one of its articles.
async fn begin(store: &Store, folder: &Path, manifest: &Manifest) -> Result<Run> {
    let mark = manifest.mark();
    if store.kept(UNDER_WAY).await?.as_ref() == Some(&mark) {
        return Ok(Run::Further);
    }
    let articles = &TABLES[0];
    for_each_batch(articles, folder, async |first, lines| {
        let room = store.has_room(&lines).await;
        room.map_err(|e| at(articles, first, e))
    })
    .await?;
    store.keep(UNDER_WAY, Some(mark)).await?;
    Ok(Run::First)
}

/// Brings everything but what makes articles public.
async fn bring(store: &Store, folder: &Path, manifest: &Manifest, run: Run) -> Result<Summary> {
    let mut summary = Summary::new();
    for table in manifest.tables() {
        let mut restored = Restored::default();
        for_each_batch(table, folder, async |first, lines| {
            let done = store
                .restore(lines, run)
                .await
                .map_err(|e| at(table, first, e))?;
            restored.added += done.added;
            restored.unchanged += done.unchanged;
            Ok(())
        })
        .await?;
        summary.push((table.file, restored));
    }
    Ok(summary)
}

/// Makes articles public; names the first that somebody wrote to while its thread came.
async fn publish(store: &Store, folder: &Path) -> Result<Option<Fault>> {
    let articles = &TABLES[0];
    let mut changed = Vec::new();
    for_each_batch(articles, folder, async |first, lines| {
        let of_batch = store.publish_restored(lines).await?;
        changed.extend(of_batch.into_iter().map(|n| first + n as u64));
        Ok(())
    })
    .await?;
    let mut what = "written to while its thread was brought in: it stays as it is now".to_owned();
    if changed.len() > 1 {
        what += &format!(", and so do {} others", changed.len() - 1);
    }
    Ok(changed.first().map(|line| Fault {
        file: articles.file.to_owned(),
        line: *line,
        what,
    }))
}

/// Hands over the lines of a file, with the number of the first of them.
async fn for_each_batch(
    table: &'static Table,
    folder: &Path,
    mut take: impl AsyncFnMut(u64, Vec<Line>) -> Result<()>,
) -> Result<()> {
    let mut lines = Lines::open(table, folder)?;
    let path = folder.join(table.file);
    let bytes = std::fs::metadata(&path).map_err(MovingError::at(&path))?;
    let bar = progress::bytes(table.name, bytes.len());
    let mut batch = Vec::with_capacity(BATCH);
    let mut first = 1;
    loop {
        let line = lines.next()?;
        let is_end = line.is_none();
        batch.extend(line.transpose().map_err(MovingError::Fault)?);
        if batch.len() == BATCH || is_end && !batch.is_empty() {
            let next = first + batch.len() as u64;
            take(first, std::mem::take(&mut batch)).await?;
            first = next;
            bar.set_position(lines.bytes);
        }
        if is_end {
            bar.finish_and_clear();
            return Ok(());
        }
    }
}

fn at(table: &Table, first: u64, error: Error) -> MovingError {
    match error {
        Error::Refused(Refusal::Differs(n, what)) => MovingError::Fault(Fault {
            file: table.file.to_owned(),
            line: first + n as u64,
            what,
        }),
        other => other.into(),
    }
}
