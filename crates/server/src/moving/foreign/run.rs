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
/// Largest time that an id can hold, in milliseconds since 1970.
const MAX_MS: i64 = (1 << 48) - 1;

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
    report: Report,
    /// For each thread, which of [`Run::targets`].
    article_of: Vec<Option<u32>>,
    targets: Vec<ArticleId>,
    target_of: HashMap<ArticleId, u32>,
    batch: Vec<ImportedComment>,
}

/// Brings the comments of a file into the threads of articles that are here. Broken off, it goes on when it is run again;
/// run once more, it changes nothing. Addresses of readers, of any kind, are not taken over.
///
/// # Errors
/// [`MovingError`] if the file cannot be read or is not what it should be, or the database fails; what was brought
/// before that stays.
pub async fn import(store: &Store, options: &Options) -> Result<Report> {
    let source = Source::open(options.system, &options.file).await?;
    let mut run = Run {
        store,
        options,
        plan: Plan::new(source.kind()),
        report: Report::default(),
        article_of: Vec::new(),
        targets: Vec::new(),
        target_of: HashMap::new(),
        batch: Vec::with_capacity(BATCH),
    };
    run.read_ids(source).await?;
    run.find_places().await?;
    run.plan.settle(&run.article_of, &mut run.report);
    // Twice is enough where answers come after what they answer.
    while run.read_texts().await? {}
    Ok(run.report)
}

impl Run<'_> {
    async fn source(&self) -> Result<Source> {
        Source::open(self.options.system, &self.options.file).await
    }

    async fn read_ids(&mut self, mut source: Source) -> Result<()> {
        let path = &self.options.file;
        let bytes = std::fs::metadata(path).map_err(MovingError::at(path))?;
        let bar = progress::bytes("looking", bytes.len());
        while let Some(piece) = source.next().await? {
            bar.set_position(source.position());
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
        for thread in &self.plan.threads {
            let found = self.options.places.find(self.store, thread).await?;
            let target = match found {
                Ok(id) => {
                    let known = self.target_of.get(&id).copied();
                    self.report.joined += u64::from(known.is_some());
                    Some(match known {
                        Some(n) => n,
                        None => {
                            let n = self.targets.len() as u32;
                            self.target_of.insert(id.clone(), n);
                            self.targets.push(id);
                            n
                        }
                    })
                }
                Err(why) => {
                    let mut names =
                        [&thread.link, &thread.id, &thread.title, &thread.key].into_iter();
                    let name = names.find(|name| !name.is_empty());
                    self.report.unplaced.push(Unplaced {
                        link: name.cloned().unwrap_or_default(),
                        why,
                        comments: 0,
                    });
                    None
                }
            };
            self.article_of.push(target);
        }
        let mut unplaced = 0;
        let mut of_thread = Vec::with_capacity(self.article_of.len());
        for target in &self.article_of {
            of_thread.push(unplaced);
            unplaced += usize::from(target.is_none());
        }
        for n in 0..self.plan.len() {
            let Some((thread, ..)) = self.plan.of(n) else {
                break;
            };
            if self.article_of[thread].is_none() {
                self.report.unplaced[of_thread[thread]].comments += 1;
            }
        }
        Ok(())
    }

    /// Stores what can be stored now; is there more?
    async fn read_texts(&mut self) -> Result<bool> {
        let bar = progress::things("importing", self.plan.len());
        let mut source = self.source().await?;
        let (mut n, mut last_ms, mut waits) = (0, 0, false);
        while let Some(piece) = source.next().await? {
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
        let Some(target) = self.article_of[thread] else {
            return Ok(());
        };
        if fate == Fate::Dropped {
            // Others were counted when they were first seen.
            if let Standing::Gone(why) = comment.standing {
                self.report.skip(why);
            }
            return Ok(());
        }
        let article = self.targets[target as usize].clone();
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
        self.report.timeless += u64::from(comment.posted_at_ms.is_none());
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
        ready.edited_at_ms = comment.edited_at_ms;
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
