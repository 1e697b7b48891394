//! What is kept of which comment, and under what it stands: made from ids alone, before any text is read again.

use std::collections::HashMap;

use model::MAX_REPLY_DEPTH;
use sha2::{Digest, Sha256};

use super::report::Report;
use super::source::{SourceComment, SourceThread, Standing};

/// Nothing is above.
const NONE: u32 = u32::MAX;

/// What becomes of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is kept.
    Kept,
    /// Its place is kept, as something stands below.
    Place,
    /// Nothing of it is.
    Dropped,
}

/// What is known of a comment without its text. They stand in the order in which they are read.
struct Bone {
    /// What it is known by.
    key: u128,
    parent: u32,
    thread: u32,
    fate: Fate,
    is_done: bool,
}

/// Ids and what leans on what.
pub(super) struct Plan {
    kind: &'static str,
    /// When the first comment was posted of which that is known, in milliseconds since 1970.
    pub first_ms: Option<i64>,
    pub threads: Vec<SourceThread>,
    thread_by_key: HashMap<String, u32>,
    bones: Vec<Bone>,
    by_id: HashMap<u128, u32>,
    /// What each answers, until it is known where that is.
    parents: Vec<Option<u128>>,
}

impl Plan {
    /// Of a file of some kind.
    pub fn new(kind: &'static str) -> Self {
        Self {
            kind,
            first_ms: None,
            threads: Vec::new(),
            thread_by_key: HashMap::new(),
            bones: Vec::new(),
            by_id: HashMap::new(),
            parents: Vec::new(),
        }
    }

    /// How many comments there are.
    pub fn len(&self) -> u64 {
        self.bones.len() as u64
    }

    pub fn add_thread(&mut self, thread: SourceThread) {
        let n = self.thread(&thread.key);
        self.threads[n as usize] = thread;
    }

    pub fn add_comment(&mut self, comment: &SourceComment, report: &mut Report) {
        report.comments += 1;
        self.first_ms = self.first_ms.or(comment.posted_at_ms);
        let n = u32::try_from(self.bones.len()).unwrap_or(NONE);
        let id = hash(&[&comment.scope, &comment.id]);
        let is_double = self.by_id.contains_key(&id);
        let fate = match &comment.standing {
            _ if is_double => {
                report.skip("with an id that came before");
                Fate::Dropped
            }
            Standing::Other(what) => {
                report.skip(what);
                Fate::Dropped
            }
            // Until something is found below it.
            Standing::Gone(_) => Fate::Dropped,
            Standing::Published | Standing::Pending => Fate::Kept,
        };
        if !is_double && !matches!(comment.standing, Standing::Other(_)) {
            self.by_id.insert(id, n);
        }
        let parent = comment.parent.as_ref();
        let parent = parent.map(|parent| hash(&[&comment.scope, parent]));
        self.parents.push(parent);
        let thread = self.thread(&comment.thread);
        let stamp = comment.stamp.to_string();
        self.bones.push(Bone {
            key: hash(&[self.kind, &comment.scope, &comment.id, &stamp]),
            parent: NONE,
            thread,
            fate,
            is_done: false,
        });
    }

    /// Finds what each comment answers; `article_of` tells which threads are one.
    pub fn settle(&mut self, article_of: &[Option<u32>], report: &mut Report) {
        for (n, parent) in std::mem::take(&mut self.parents).into_iter().enumerate() {
            let Some(parent) = parent else { continue };
            let here = article_of[self.bones[n].thread as usize];
            match self.by_id.get(&parent) {
                Some(&above) if above as usize != n => {
                    let there = article_of[self.bones[above as usize].thread as usize];
                    match here == there {
                        true => self.bones[n].parent = above,
                        false => report.elsewhere += 1,
                    }
                }
                Some(_) => report.cycles += 1,
                None => report.orphans += 1,
            }
        }
        self.by_id = HashMap::new();
        self.drop_gone(report);
        self.break_cycles(report);
        self.keep_places();
        self.lift_deep(report);
    }

    /// What stood on a page that was deleted is not shown again.
    fn drop_gone(&mut self, report: &mut Report) {
        for bone in &mut self.bones {
            if bone.fate == Fate::Kept && self.threads[bone.thread as usize].is_gone {
                bone.fate = Fate::Dropped;
                report.skip("on a page that was deleted");
            }
        }
    }

    /// Goes up from each comment; who meets its own way again stands on the article.
    fn break_cycles(&mut self, report: &mut Report) {
        // On which way a comment was met.
        let mut met = vec![NONE; self.bones.len()];
        for start in 0..self.bones.len() {
            let way = start as u32;
            let mut at = way;
            while at != NONE && met[at as usize] == NONE {
                met[at as usize] = way;
                let above = self.bones[at as usize].parent;
                if above != NONE && met[above as usize] == way {
                    self.bones[at as usize].parent = NONE;
                    report.cycles += 1;
                    break;
                }
                at = above;
            }
        }
    }

    /// What stands above a comment that is kept has a place at least.
    fn keep_places(&mut self) {
        for start in 0..self.bones.len() {
            if self.bones[start].fate != Fate::Kept {
                continue;
            }
            let mut at = self.bones[start].parent;
            while at != NONE && self.bones[at as usize].fate == Fate::Dropped {
                self.bones[at as usize].fate = Fate::Place;
                at = self.bones[at as usize].parent;
            }
        }
    }

    /// Lets what is too deep answer the last that may be answered, as it will be stored: so it need not wait for all that
    /// it stands under, and the file is read as often as a thread is deep at most.
    fn lift_deep(&mut self, report: &mut Report) {
        let mut depths = vec![u32::MAX; self.bones.len()];
        let mut way = Vec::new();
        for start in 0..self.bones.len() {
            let mut at = start as u32;
            while at != NONE && depths[at as usize] == u32::MAX {
                way.push(at);
                at = self.bones[at as usize].parent;
            }
            let mut depth = match at {
                NONE => 0,
                known => depths[known as usize] + 1,
            };
            while let Some(n) = way.pop() {
                depths[n as usize] = depth;
                if depth > u32::from(MAX_REPLY_DEPTH) {
                    // That is as deep as may be, or was lifted before: above it is what may be answered.
                    let above = self.bones[n as usize].parent;
                    self.bones[n as usize].parent = self.bones[above as usize].parent;
                }
                depth += 1;
            }
            let is_deep = depths[start] > u32::from(MAX_REPLY_DEPTH);
            report.deep += u64::from(is_deep && self.bones[start].fate != Fate::Dropped);
        }
    }

    /// Which thread, and what becomes of it?
    pub fn of(&self, n: u64) -> Option<(usize, Fate)> {
        let bone = self.bones.get(usize::try_from(n).ok()?)?;
        Some((bone.thread as usize, bone.fate))
    }

    /// What a comment is known by, and what it answers, if it answers what is here. Neither says on which article that
    /// is: it is the same comment wherever it goes.
    pub fn keys(&self, n: u64) -> Option<(String, Option<String>)> {
        let bone = self.bones.get(usize::try_from(n).ok()?)?;
        let parent = self.bones.get(bone.parent as usize);
        // Not to be mistaken for the hash of a key that a reader sent.
        let key = |bone: &Bone| format!("import {:032x}", bone.key);
        Some((key(bone), parent.map(key)))
    }

    /// May it be stored now: not done, and what it answers is?
    pub fn is_next(&self, n: u64) -> bool {
        let Some(bone) = usize::try_from(n).ok().and_then(|n| self.bones.get(n)) else {
            return false;
        };
        !bone.is_done && (bone.parent == NONE || self.bones[bone.parent as usize].is_done)
    }

    /// Is it stored, or will it never be?
    pub fn is_done(&self, n: u64) -> bool {
        let bone = usize::try_from(n).ok().and_then(|n| self.bones.get(n));
        bone.is_none_or(|bone| bone.is_done)
    }

    /// It is stored, or never will be.
    pub fn done(&mut self, n: u64) {
        if let Some(bone) = usize::try_from(n).ok().and_then(|n| self.bones.get_mut(n)) {
            bone.is_done = true;
        }
    }

    fn thread(&mut self, key: &str) -> u32 {
        if let Some(n) = self.thread_by_key.get(key) {
            return *n;
        }
        let n = self.threads.len() as u32;
        self.threads.push(SourceThread {
            key: key.to_owned(),
            ..SourceThread::default()
        });
        self.thread_by_key.insert(key.to_owned(), n);
        n
    }
}

fn hash(parts: &[&str]) -> u128 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    u128::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::super::source::Text;
    use super::*;

    /// `(id, parent)`, in the order of a file; a parent of 0 is none.
    fn plan(comments: &[(u32, u32, Standing)]) -> (Plan, Report) {
        let (mut plan, mut report) = (Plan::new("disqus"), Report::default());
        for (id, parent, standing) in comments {
            let comment = SourceComment {
                id: id.to_string(),
                scope: String::new(),
                stamp: 0,
                thread: "1".into(),
                parent: Some(parent.to_string()).filter(|parent| parent != "0"),
                author: String::new(),
                text: Text::Markdown(String::new()),
                standing: standing.clone(),
                likes: 0,
                posted_at_ms: None,
                edited_at_ms: None,
            };
            plan.add_comment(&comment, &mut report);
        }
        plan.settle(&[Some(0)], &mut report);
        (plan, report)
    }

    fn fates(plan: &Plan) -> Vec<Fate> {
        plan.bones.iter().map(|bone| bone.fate).collect()
    }

    const UP: Standing = Standing::Published;
    const GONE: Standing = Standing::Gone("deleted");

    #[test]
    fn what_is_gone_keeps_its_place_only_above_what_is_kept() {
        let (plan, _) = plan(&[(1, 0, GONE), (2, 1, GONE), (3, 2, UP), (4, 1, GONE)]);
        assert_eq!(
            fates(&plan),
            [Fate::Place, Fate::Place, Fate::Kept, Fate::Dropped]
        );
    }

    #[test]
    fn cycles_are_broken_once_each_and_orphans_stand_on_the_article() {
        let (plan, report) = plan(&[
            (1, 2, UP),
            (2, 3, UP),
            (3, 1, UP),
            (4, 1, UP),
            (5, 5, UP),
            (6, 99, UP),
        ]);
        assert_eq!((report.cycles, report.orphans), (2, 1));
        let roots = plan.bones.iter().filter(|bone| bone.parent == NONE).count();
        assert_eq!(roots, 3);
    }

    #[test]
    fn an_answer_waits_for_what_it_answers() {
        let (mut plan, _) = plan(&[(1, 2, UP), (2, 0, UP)]);
        assert!(!plan.is_next(0) && plan.is_next(1));
        plan.done(1);
        assert!(plan.is_next(0) && !plan.is_next(1) && !plan.is_next(2));
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_is_walked_without_recursion() {
        let chain: Vec<_> = (1..=100_000).map(|n| (n, n - 1, UP)).collect();
        let (_, report) = plan(&chain);
        assert_eq!(report.deep, 100_000 - 9);
    }

    #[test]
    fn a_chain_is_read_no_more_often_than_a_thread_is_deep_even_backwards() {
        let chain: Vec<_> = (1..=500).rev().map(|n| (n, n - 1, UP)).collect();
        let (mut plan, report) = plan(&chain);
        assert_eq!(report.deep, 500 - 9);
        let mut passes = 0;
        while (0..plan.len()).any(|n| !plan.is_done(n)) {
            passes += 1;
            let all = 0..plan.len();
            all.for_each(|n| {
                if plan.is_next(n) {
                    plan.done(n)
                }
            });
        }
        assert_eq!(passes, usize::from(MAX_REPLY_DEPTH) + 1);
        // The eighth is the last that is answered: it stands 7 deep.
        let eighth = 500 - 8;
        let answers = plan.bones.iter().filter(|bone| bone.parent == eighth);
        assert_eq!(answers.count(), 500 - 8);
    }

    #[test]
    fn the_same_id_twice_is_one_comment() {
        let (plan, report) = plan(&[(1, 0, UP), (1, 0, UP)]);
        assert_eq!(fates(&plan), [Fate::Kept, Fate::Dropped]);
        assert!(
            report
                .to_string()
                .contains("with an id that came before: 1"),
            "{report}"
        );
    }
}
