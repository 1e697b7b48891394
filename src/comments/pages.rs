//! What is known of a thread: every comment that any answer brought, in which order the first
//! level stands, and where more can be asked for.
//!
//! Answers come late, twice and out of order; whatever comes, the same answers make the same thread.

use std::rc::Rc;

use model::{Comment, CommentId, CommentStatus, RichText, Thread, ThreadState};

use super::by_id::ById;

/// The known part of a thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// May readers comment?
    pub state: ThreadState,
    /// Published comments in the whole thread.
    pub total: u32,
    version: i64,
    known: ById<Known>,
    runs: Vec<Run>,
    branches: ById<Branch>,
    /// What others posted meanwhile and no page brought, oldest first.
    news: Vec<CommentId>,
}

/// Comments on the article that follow each other without a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// In the order the backend gave them.
    pub roots: Vec<CommentId>,
    /// Asks for what follows; none at the end of the thread.
    pub next: Option<String>,
}

/// How far the replies below a comment are known.
#[derive(Clone, Debug, PartialEq)]
enum Branch {
    /// More follows this cursor.
    Until(String),
    /// All.
    Whole,
}

/// Is it removed, and no place kept for replies?
pub fn is_gone(comment: &Comment) -> bool {
    comment.status == CommentStatus::Removed && comment.reply_count == 0
}

/// A comment and the version of the thread it was seen in.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    version: i64,
    comment: Rc<Comment>,
}

impl Pages {
    /// Begins with the first page of a thread.
    pub fn first(thread: Thread) -> Self {
        let mut pages = Self {
            state: thread.state,
            total: thread.total,
            version: thread.version,
            known: ById::default(),
            runs: Vec::new(),
            branches: ById::default(),
            news: Vec::new(),
        };
        let run = pages.learn(thread);
        pages.runs.push(run);
        pages
    }

    /// The first page of the same thread, anew or in another order; what is known of its branches stays.
    pub fn restart(&mut self, thread: Thread) {
        let run = self.learn(thread);
        self.runs = vec![run];
    }

    /// Somebody posted, changed, removed or liked a comment. What is new waits to be asked for, and what is removed keeps its
    /// place: nothing moves under the reader's eyes, and an answer that they are writing stays.
    pub fn heard(&mut self, news: Thread) {
        for comment in news.comments {
            let known = self.known.get(&comment.id);
            match known.map(|known| known.version) {
                Some(seen) if seen >= news.version => continue,
                None if is_gone(&comment) => continue,
                Some(_) => {}
                None => {
                    self.news.push(comment.id.clone());
                    self.count_up(comment.parent.clone(), news.version);
                }
            }
            self.know(comment, news.version);
        }
        self.learn_state(news.version, news.total, news.state);
    }

    /// Comments that wait to be shown, oldest first.
    pub fn news(&self) -> &[CommentId] {
        &self.news
    }

    /// Shows the comments on the article that wait, before all others or, if `is_oldest_first`, after them. Replies are
    /// asked for where they stand.
    pub fn show_news(&mut self, is_oldest_first: bool) {
        for id in std::mem::take(&mut self.news) {
            match self.get(&id) {
                Some(comment) if comment.parent.is_some() => self.news.push(id),
                Some(comment) if !is_gone(comment) => self.show(id, is_oldest_first),
                Some(_) | None => {}
            }
        }
    }

    fn show(&mut self, id: CommentId, is_last: bool) {
        match is_last {
            true => self.runs.last_mut().map(|run| run.roots.push(id)),
            false => self.runs.first_mut().map(|run| run.roots.insert(0, id)),
        };
    }

    /// The newest version that is known in part.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// The page after `cursor`; dropped if that place is no longer open.
    pub fn after(&mut self, cursor: &str, thread: Thread) {
        let run = self.learn(thread);
        let open = |run: &Run| run.next.as_deref() == Some(cursor);
        if let Some(at) = self.runs.iter().position(open) {
            self.runs.insert(at + 1, run);
            // Nothing lies between a page and the one its cursor asked for.
            self.join(at);
            self.close_gaps();
        }
    }

    /// A page from somewhere in the middle, in place of an earlier one that is still apart.
    pub fn around(&mut self, thread: Thread) {
        let run = self.learn(thread);
        self.runs.truncate(1);
        self.runs.push(run);
        self.close_gaps();
    }

    /// A page of the replies below `root`.
    pub fn replies(&mut self, root: &CommentId, thread: Thread) {
        let page = self.learn(thread);
        let branch = page.next.map_or(Branch::Whole, Branch::Until);
        self.branches.insert(root.clone(), branch);
    }

    /// The author's own comment was published.
    pub fn posted(&mut self, comment: &Comment) {
        // A comment on the article is one more that waits: it stands before the others, as its author's.
        if comment.parent.is_some() {
            self.news.retain(|id| *id != comment.id);
        }
        if comment.status != CommentStatus::Published || self.known.get(&comment.id).is_some() {
            return;
        }
        self.total = self.total.saturating_add(1);
    }

    /// The author's own comment has another text. One that waits for a moderator leaves in public what was there.
    pub fn edited(&mut self, comment: &Comment) {
        if comment.status != CommentStatus::Published {
            return;
        }
        if let Some(known) = self.known.get_mut(&comment.id) {
            known.comment = Rc::new(Comment {
                reply_count: known.comment.reply_count,
                ..comment.clone()
            });
        }
    }

    /// The author's own comment is removed: its place stays while it has replies.
    pub fn removed(&mut self, comment: &Comment) {
        let known = self.known.get(&comment.id);
        let public = known.map_or(comment, |known| &known.comment);
        if public.status == CommentStatus::Published {
            self.total = self.total.saturating_sub(1);
        }
        let Some(known) = known else { return };
        let parent = known.comment.parent.clone();
        if known.comment.reply_count > 0 {
            let mut blank = Comment::clone(&known.comment);
            blank.status = CommentStatus::Removed;
            blank.author.name.clear();
            blank.body = RichText::default();
            let (id, waits) = (&blank.id, self.news.len());
            self.news.retain(|other| other != id);
            // It stood there as its author's; now it stands as everybody's.
            if self.news.len() < waits && blank.parent.is_none() {
                self.show(id.clone(), false);
            }
            self.know(blank, self.version);
            return;
        }
        self.known.remove(&comment.id);
        self.news.retain(|id| *id != comment.id);
        for run in &mut self.runs {
            run.roots.retain(|root| *root != comment.id);
        }
        self.count_down(parent);
    }

    /// So many readers like a comment.
    pub fn liked(&mut self, id: &CommentId, likes: u32) {
        if let Some(known) = self.known.get_mut(id) {
            Rc::make_mut(&mut known.comment).likes = likes;
        }
    }

    /// The comment with this id.
    pub fn get(&self, id: &CommentId) -> Option<&Rc<Comment>> {
        self.known.get(id).map(|known| &known.comment)
    }

    /// Every known comment.
    pub fn comments(&self) -> impl Iterator<Item = &Rc<Comment>> {
        self.known.values().map(|known| &known.comment)
    }

    /// The first level, with a gap after each run that has a `next`.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The cursor for more replies below `root`; none before any were asked for.
    pub fn cursor(&self, root: &CommentId) -> Option<&str> {
        match self.branches.get(root) {
            Some(Branch::Until(cursor)) => Some(cursor),
            Some(Branch::Whole) | None => None,
        }
    }

    /// Are all replies below `root` known?
    pub fn is_whole(&self, root: &CommentId) -> bool {
        self.branches.get(root) == Some(&Branch::Whole)
    }

    /// Takes in every comment of a page, and returns the comments on the article in it.
    fn learn(&mut self, thread: Thread) -> Run {
        self.learn_state(thread.version, thread.total, thread.state);
        let mut roots: Vec<CommentId> = Vec::new();
        for comment in thread.comments {
            if comment.parent.is_none() && !roots.contains(&comment.id) {
                roots.push(comment.id.clone());
            }
            let later = self.known.get(&comment.id).is_some_and(|known| {
                let age = (thread.version, comment.edited_at_ms);
                (known.version, known.comment.edited_at_ms) > age
            });
            self.news.retain(|id| *id != comment.id);
            if !later {
                self.know(comment, thread.version);
            }
        }
        Run {
            roots,
            next: thread.next_cursor,
        }
    }

    fn learn_state(&mut self, version: i64, total: u32, state: ThreadState) {
        if version >= self.version {
            (self.version, self.total, self.state) = (version, total, state);
        }
    }

    fn know(&mut self, comment: Comment, version: i64) {
        let (id, comment) = (comment.id.clone(), Rc::new(comment));
        self.known.insert(id, Known { version, comment });
    }

    /// Joins neighbouring runs that overlap.
    fn close_gaps(&mut self) {
        let mut at = 0;
        while at + 1 < self.runs.len() {
            let (run, next) = (&self.runs[at], &self.runs[at + 1]);
            if next.roots.iter().any(|root| run.roots.contains(root)) {
                self.join(at);
            } else {
                at += 1;
            }
        }
    }

    /// Makes one run of two neighbours, which ends where the one that reaches further ends.
    fn join(&mut self, at: usize) {
        let next = self.runs.remove(at + 1);
        let run = &mut self.runs[at];
        let found = |run: &Run, root: &CommentId| run.roots.iter().position(|r| r == root);
        if next
            .roots
            .last()
            .is_none_or(|last| found(run, last).is_none())
        {
            run.next = next.next;
        }
        let overlap = next.roots.iter().find_map(|root| found(run, root));
        let mut place = overlap.unwrap_or(run.roots.len());
        for root in next.roots {
            match found(run, &root) {
                Some(at) => place = at + 1,
                None => {
                    run.roots.insert(place, root);
                    place += 1;
                }
            }
        }
    }

    /// One comment more below each of these, and not all of them known.
    fn count_up(&mut self, parent: Option<CommentId>, version: i64) {
        let mut next = parent;
        // No chain is longer than what is known, even if a backend answers with a circle.
        for _ in 0..self.known.len() {
            let Some(id) = next else { return };
            self.branches.remove(&id);
            let Some(known) = self.known.get_mut(&id) else {
                return;
            };
            if known.version < version {
                known.version = version;
                let comment = Rc::make_mut(&mut known.comment);
                comment.reply_count = comment.reply_count.saturating_add(1);
            }
            next = known.comment.parent.clone();
        }
    }

    /// One comment less below each of these.
    fn count_down(&mut self, parent: Option<CommentId>) {
        let mut next = parent;
        // No chain is longer than what is known, even if a backend answers with a circle.
        for _ in 0..self.known.len() {
            let Some(known) = next.and_then(|id| self.known.get_mut(&id)) else {
                return;
            };
            let comment = Rc::make_mut(&mut known.comment);
            comment.reply_count = comment.reply_count.saturating_sub(1);
            next = comment.parent.clone();
        }
    }
}
