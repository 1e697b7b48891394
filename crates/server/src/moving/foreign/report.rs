//! What became of everything in a file.

use std::collections::BTreeMap;
use std::fmt;

use super::source::SourceThread;
use crate::counted::counted;

/// What became of everything in a file: nothing is left out without a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Threads in the file.
    pub threads: u64,
    /// Comments in the file.
    pub comments: u64,
    /// New here.
    pub added: u64,
    /// Here already.
    pub unchanged: u64,
    /// Of these two, waiting for a moderator.
    pub pending: u64,
    /// Of these two, only the place of what was taken away, by why it was.
    pub places: BTreeMap<String, u64>,
    /// Left out, by why.
    pub skipped: BTreeMap<String, u64>,
    /// Answers to what is not in the file: they stand on the article.
    pub orphans: u64,
    /// Answers to each other in a circle: one of each circle stands on the article.
    pub cycles: u64,
    /// Answers to a comment on another article: they stand on their own.
    pub elsewhere: u64,
    /// Deeper than threads go here: they stand one level up.
    pub deep: u64,
    /// Names cut to what is allowed.
    pub names_cut: u64,
    /// Without a name.
    pub nameless: u64,
    /// Texts cut to what is allowed.
    pub texts_cut: u64,
    /// Without a text: their places are kept if something stands below.
    pub textless: u64,
    /// Without a time: they have that of the comment before, or of the first that has one.
    pub timeless: u64,
    /// Without a time in a file in which no comment has one: they are the oldest there can be.
    pub undated: u64,
    /// Threads that share an article with another.
    pub joined: u64,
    /// Threads without an article.
    pub unplaced: Vec<Unplaced>,
}

/// A thread without an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    /// Its page, or what else names it.
    pub link: String,
    /// Why there is none.
    pub why: String,
    /// How many comments it has.
    pub comments: u64,
}

impl Unplaced {
    pub(super) fn new(thread: &SourceThread, why: String) -> Self {
        let names = [&thread.link, &thread.id, &thread.title, &thread.key];
        let name = names.into_iter().find(|name| !name.is_empty());
        Self {
            link: name.cloned().unwrap_or_default(),
            why,
            comments: 0,
        }
    }
}

impl Report {
    pub(super) fn skip(&mut self, why: &str) {
        // Whoever wrote the file may have named any number of kinds.
        const MOST: usize = 50;
        let why = match self.skipped.len() < MOST || self.skipped.contains_key(why) {
            true => why.chars().filter(|c| !c.is_control()).take(40).collect(),
            false => "other".to_owned(),
        };
        *self.skipped.entry(why).or_default() += 1;
    }

    pub(super) fn place(&mut self, why: &str) {
        *self.places.entry(why.to_owned()).or_default() += 1;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (comments, threads) = (
            counted(self.comments, "comment"),
            counted(self.threads, "thread"),
        );
        writeln!(f, "{comments} in {threads}")?;
        writeln!(f, "{} new, {} here already", self.added, self.unchanged)?;
        for (what, count) in [
            ("of these, waiting for a moderator", self.pending),
            (
                "answers to what is not there, now on the article",
                self.orphans,
            ),
            ("answers in a circle, now on the article", self.cycles),
            (
                "answers to another article's comments, now on their own",
                self.elsewhere,
            ),
            ("too deep, now one level up", self.deep),
            ("names cut", self.names_cut),
            ("without a name", self.nameless),
            ("texts cut", self.texts_cut),
            ("without a text", self.textless),
            (
                "without a time, now with that of a comment beside them",
                self.timeless,
            ),
            (
                "without a time, like all in the file, now in 1970",
                self.undated,
            ),
            ("threads joined with another", self.joined),
        ] {
            if count > 0 {
                writeln!(f, "{what}: {count}")?;
            }
        }
        for (why, count) in &self.places {
            writeln!(f, "{why}, place kept for what is below: {count}")?;
        }
        for (why, count) in &self.skipped {
            writeln!(f, "skipped, {why}: {count}")?;
        }
        let left: u64 = self.unplaced.iter().map(|thread| thread.comments).sum();
        if left > 0 {
            let threads = self
                .unplaced
                .iter()
                .filter(|thread| thread.comments > 0)
                .count() as u64;
            let (left, threads) = (counted(left, "comment"), counted(threads, "thread"));
            writeln!(f, "without an article: {left} in {threads}")?;
        }
        for thread in self.unplaced.iter().filter(|thread| thread.comments > 0) {
            let comments = counted(thread.comments, "comment");
            writeln!(f, "  {}\t{comments}\t{}", thread.link, thread.why)?;
        }
        Ok(())
    }
}
