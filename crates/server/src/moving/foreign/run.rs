//! Reads a file twice: once for its ids, and again for its texts, which are stored a batch at a time.

use std::collections::HashMap;
use std::path::PathBuf;

use model::{ArticleId, CommentId, CommentStatus, RichText};

use super::places::{Places, absolute};
use super::plan::{Fate, Plan};
use super::report::{Report, Unplaced};
use super::source::{Piece, Source, SourceComment, Standing, System};
use super::text;
use crate::clock::now_ms;
use crate::moving::{Fault, MovingError, Result, progress};
use crate::store::{ImportedComment, Store};

/// Comments in one transaction: what a run that is broken off may have to do again.
pub const BATCH: usize = 500;
/// The last time that can be written in every zone with four digits of a year, in milliseconds since 1970.
const MAX_MS: i64 = 253_402_207_200_000;

/// What is read, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose file it is.
    pub system: System,
    /// The file.
    pub file: PathBuf,
    /// Which thread belongs to which article.
    pub places: Places,
    /// What those are called who gave no name.
    pub anonymous: String,
    /// Only tell what would happen.
    pub dry_run: bool,
}

/// A run under way.
struct Run<'r> {
    store: &'r Store,
    options: &'r Options,
    plan: Plan,
    source: Source,
    report: Report,
    /// For each thread, which of [`Run::targets`].
    article_of: Vec<Option<u32>>,
    targets: Targets,
    batch: Vec<ImportedComment>,
}

/// Articles that threads belong to.
#[derive(Default)]
struct Targets {
    ids: Vec<ArticleId>,
    number_of: HashMap<ArticleId, u32>,
}

impl Targets {
    /// Which it is, and was it known before?
    fn number(&mut self, id: ArticleId) -> (u32, bool) {
        if let Some(n) = self.number_of.get(&id) {
            return (*n, true);
        }
        let n = self.ids.len() as u32;
        self.number_of.insert(id.clone(), n);
        self.ids.push(id);
        (n, false)
    }
}

/// Brings the comments of a file into the threads of articles that are here. Broken off, it goes on when it is run again;
/// run once more, it changes nothing. Addresses of readers, of any kind, are not taken over.
///
/// # Errors
/// [`MovingError`] if the file cannot be read or is not what it should be, or the database fails; what was brought
/// before that stays.
pub async fn import(store: &Store, options: &Options) -> Result<Report> {
    if let Some(id) = options.places.missing(store).await? {
        return Err(MovingError::NoArticle(id.clone()));
    }
    let source = Source::open(options.system, &options.file).await?;
    let mut run = Run {
        store,
        options,
        plan: Plan::new(source.kind()),
        source,
        report: Report::default(),
        article_of: Vec::new(),
        targets: Targets::default(),
        batch: Vec::with_capacity(BATCH),
    };
    run.read_ids().await?;
    run.find_places().await?;
    run.plan.settle(&run.article_of, &mut run.report);
    // Once is enough where answers come after what they answer.
    while run.read_texts().await? {}
    Ok(run.report)
}

impl Run<'_> {
    async fn read_ids(&mut self) -> Result<()> {
        let bar = self.source.bar("looking");
        while let Some(piece) = self.source.next().await? {
            bar.set_position(self.source.position());
            match piece {
                Piece::Thread(thread) => {
                    self.report.threads += 1;
                    self.plan.add_thread(thread);
                }
                Piece::Comment(comment) => self.plan.add_comment(&comment, &mut self.report),
            }
        }
        bar.finish_and_clear();
        Ok(())
    }

    async fn find_places(&mut self) -> Result<()> {
        // Of each thread, which of those that are told to have no place.
        let mut told = Vec::with_capacity(self.plan.threads.len());
        for thread in &self.plan.threads {
            let (mut target, mut unplaced) = (None, None);
            // What is gone with its page needs none.
            if !thread.is_gone {
                match self.options.places.find(self.store, thread).await? {
                    Ok(id) => {
                        let (n, is_known) = self.targets.number(id);
                        self.report.joined += u64::from(is_known);
                        target = Some(n);
                    }
                    Err(why) => {
                        unplaced = Some(self.report.unplaced.len());
                        self.report.unplaced.push(Unplaced::new(thread, why));
                    }
                }
            }
            self.article_of.push(target);
            told.push(unplaced);
        }
        for n in 0..self.plan.len() {
            if let Some((thread, _)) = self.plan.of(n)
                && let Some(unplaced) = told[thread]
            {
                self.report.unplaced[unplaced].comments += 1;
            }
        }
        Ok(())
    }

    /// Stores what can be stored now; is there more?
    async fn read_texts(&mut self) -> Result<bool> {
        let bar = progress::things("importing", self.plan.len());
        self.source.rewind(&self.options.file).await?;
        let (mut n, mut waits) = (0, false);
        // Those that come before any with a time have that of the first that has one.
        let mut last_ms = self.plan.first_ms.unwrap_or_default();
        while let Some(piece) = self.source.next().await? {
            let Piece::Comment(comment) = piece else {
                continue;
            };
            let at_ms = comment.posted_at_ms.unwrap_or(last_ms).clamp(0, MAX_MS);
            last_ms = at_ms;
            match self.plan.is_next(n) {
                true => {
                    self.take(n, comment, at_ms).await?;
                    self.plan.done(n);
                }
                false => waits |= !self.plan.is_done(n),
            }
            n += 1;
            bar.set_position(n);
        }
        if n != self.plan.len() {
            let what = format!(
                "it had {} comments a moment ago and has {n}",
                self.plan.len()
            );
            return Err(MovingError::Fault(Fault {
                file: self.options.file.display().to_string(),
                line: 0,
                what,
            }));
        }
        self.store_batch().await?;
        bar.finish_and_clear();
        Ok(waits)
    }

    async fn take(&mut self, n: u64, comment: SourceComment, at_ms: i64) -> Result<()> {
        let Some((thread, fate)) = self.plan.of(n) else {
            return Ok(());
        };
        let target = self.article_of[thread];
        let is_told = target.is_some() || self.plan.threads[thread].is_gone;
        if is_told && fate == Fate::Dropped {
            // Others were counted when they were first seen.
            if let Standing::Gone(why) = comment.standing {
                self.report.skip(why);
            }
            return Ok(());
        }
        let Some(target) = target else {
            return Ok(());
        };
        let article = self.targets.ids[target as usize].clone();
        let ready = self.ready((n, &comment), (thread, article), at_ms);
        self.batch.extend(ready);
        match self.batch.len() {
            BATCH => self.store_batch().await,
            _ => Ok(()),
        }
    }

    fn ready(
        &mut self,
        (n, comment): (u64, &SourceComment),
        (thread, article_id): (usize, ArticleId),
        at_ms: i64,
    ) -> Option<ImportedComment> {
        let (key, parent_key) = self.plan.keys(n)?;
        match (comment.posted_at_ms, self.plan.first_ms) {
            (Some(_), _) => {}
            (None, Some(_)) => self.report.timeless += 1,
            (None, None) => self.report.undated += 1,
        }
        let mut ready = ImportedComment {
            id: id(at_ms, &comment.id, &key),
            key,
            article_id,
            parent_key,
            author_name: String::new(),
            source: String::new(),
            body: RichText::default(),
            status: CommentStatus::Removed,
            likes: 0,
            posted_at_ms: at_ms,
            edited_at_ms: None,
        };
        let status = match &comment.standing {
            Standing::Published => CommentStatus::Published,
            Standing::Pending => CommentStatus::Pending,
            Standing::Gone(why) => {
                self.report.place(why);
                return Some(ready);
            }
            Standing::Other(_) => return Some(ready),
        };
        let link = absolute(
            &self.plan.threads[thread].link,
            self.options.places.base.as_deref(),
        );
        let said = text::said(&comment.text, &link);
        self.report.texts_cut += u64::from(said.is_cut);
        if said.source.trim().is_empty() {
            self.report.textless += 1;
            return Some(ready);
        }
        self.report.pending += u64::from(status == CommentStatus::Pending);
        let name = text::name(&comment.author);
        self.report.nameless += u64::from(name.is_none());
        let (name, is_cut) = name.unwrap_or_else(|| (self.options.anonymous.clone(), false));
        self.report.names_cut += u64::from(is_cut);
        ready.author_name = name;
        ready.source = said.source;
        ready.body = said.body;
        ready.status = status;
        ready.likes = comment.likes;
        let edited_at_ms = comment.edited_at_ms;
        ready.edited_at_ms = edited_at_ms.map(|edited_at_ms| edited_at_ms.clamp(at_ms, MAX_MS));
        Some(ready)
    }

    async fn store_batch(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        if self.options.dry_run {
            for comment in &batch {
                match self.store.is_imported(&comment.key).await? {
                    true => self.report.unchanged += 1,
                    false => self.report.added += 1,
                }
            }
            return Ok(());
        }
        if !batch.is_empty() {
            let imported = self.store.import(batch, now_ms()).await?;
            self.report.added += imported.added;
            self.report.unchanged += imported.unchanged;
        }
        Ok(())
    }
}

/// Sorts by time, and among comments of one moment by the number they had.
fn id(at_ms: i64, number: &str, key: &str) -> CommentId {
    let number = number.parse::<u64>().unwrap_or_default() & u64::from(u32::MAX);
    let hash = key.rsplit(' ').next().unwrap_or_default();
    let id = format!("{at_ms:012x}{number:08x}{}", &hash[..12]);
    id.try_into().expect("hexadecimal digits make an id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_time_can_be_written() {
        let last = jiff::Timestamp::from_millisecond(MAX_MS);
        assert!(last.is_ok_and(|last| last.to_string().starts_with("9999-")));
        assert!(jiff::Timestamp::from_millisecond(MAX_MS + 1).is_err());
    }
}
