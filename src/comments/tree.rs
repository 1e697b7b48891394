//! The thread as a reader sees it: replies under what they answer, the reader's own comments in
//! their places, and a sign wherever more can be asked for.

use std::rc::Rc;

use model::{Comment, CommentId, Order};

use crate::backend::{BackendError, Page};
use crate::words::Passed;

use super::{
    forest::Forest,
    outbox::{Entry, Outbox},
    pages::{Pages, is_gone},
    scene::Open,
    state::{Ask, ThreadState},
    use_now::Now,
};

/// What a thread's rows are made of.
pub struct Known<'a> {
    /// What the backend told.
    pub thread: &'a ThreadState,
    /// The reader's own comments.
    pub outbox: &'a Outbox,
    /// The one form that is open.
    pub open: Option<&'a Open>,
    /// The comment that the server just took, and what stands at it.
    pub taken: Option<&'a (CommentId, &'static str)>,
    /// The comment that the page's address asks for.
    pub marked: Option<&'a CommentId>,
    /// The comments that the reader likes.
    pub liked: &'a [CommentId],
    /// What time it is.
    pub now: Now,
}

/// One row of the first level.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A comment with its replies.
    Comment(Rc<Node>),
    /// More comments can be asked for.
    More(More),
    /// So many were posted meanwhile, and are there to be shown.
    News(u32),
}

/// Where more can be asked for.
#[derive(Clone, Debug)]
pub struct More {
    /// The question.
    pub ask: Ask,
    /// What follows this cursor; none at the first of something.
    pub after: Option<String>,
    /// How many there are, if that is known.
    pub count: Option<u32>,
    /// The answer is under way.
    pub is_asked: bool,
    /// Why there is none.
    pub failure: Option<Rc<BackendError>>,
}

/// A failure is the same if it is one.
impl PartialEq for More {
    fn eq(&self, other: &Self) -> bool {
        self.ask == other.ask
            && self.after == other.after
            && (self.count, self.is_asked) == (other.count, other.is_asked)
            && is_one(self.failure.as_ref(), other.failure.as_ref())
    }
}

impl More {
    /// Asks this of a thread.
    pub fn of(thread: &ThreadState, ask: Ask, after: Option<String>, count: Option<u32>) -> Self {
        Self {
            is_asked: thread.is_asked(&ask),
            failure: thread.failure(&ask).cloned(),
            ask,
            after,
            count,
        }
    }
}

/// A comment and, in reading order, its replies.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Names it as long as the page is open, sent or not.
    pub key: String,
    /// The comment.
    pub said: Said,
    /// 1 on the first level, at most `MAX_REPLY_DEPTH + 1`.
    pub level: u8,
    /// Whom it answers.
    pub answers: Option<String>,
    /// Oldest first.
    pub replies: Vec<Rc<Node>>,
    /// Replies below it, at any depth, that can be asked for; only on the first level.
    pub more: Option<More>,
    /// The form that is open at it.
    pub open: Option<Open>,
    /// What the server just did with it.
    pub taken: Option<&'static str>,
    /// The page's address asks for it.
    pub is_marked: bool,
    /// The reader likes it.
    pub is_liked: bool,
    /// Since it was posted.
    pub passed: Passed,
    /// Its author may still change it on the backend.
    pub is_editable: bool,
}

/// Whose comment it is, and who has it.
#[derive(Clone, Debug)]
pub enum Said {
    /// Anybody's, as everyone sees it.
    Public(Rc<Comment>),
    /// The reader's own, as the backend has it.
    Own(Rc<Comment>, Rc<Entry>),
    /// The reader's own, not yet with the backend.
    Unsent(Rc<Entry>),
}

/// Two say the same if they are one: whoever has something else to say makes a new one.
impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        is_one(self.comment(), other.comment()) && is_one(self.entry(), other.entry())
    }
}

/// Are both there and one, or both not there?
pub fn is_one<T>(this: Option<&Rc<T>>, other: Option<&Rc<T>>) -> bool {
    match (this, other) {
        (Some(this), Some(other)) => Rc::ptr_eq(this, other),
        (this, other) => this.is_none() && other.is_none(),
    }
}

impl Said {
    /// The comment as the backend has it.
    pub fn comment(&self) -> Option<&Rc<Comment>> {
        match self {
            Self::Public(comment) | Self::Own(comment, _) => Some(comment),
            Self::Unsent(_) => None,
        }
    }

    /// What the reader wants of it, if it is their own.
    pub fn entry(&self) -> Option<&Rc<Entry>> {
        match self {
            Self::Public(_) => None,
            Self::Own(_, entry) | Self::Unsent(entry) => Some(entry),
        }
    }

    /// Who said it; empty once removed.
    pub fn author_name(&self) -> &str {
        match self {
            Self::Public(comment) | Self::Own(comment, _) => &comment.author.name,
            Self::Unsent(entry) => &entry.author_name,
        }
    }

    /// An own comment keeps its name when it gets an id, so that its place on the page stays its own.
    pub fn key(&self) -> String {
        match self {
            Self::Public(comment) => comment.id.to_string(),
            Self::Own(_, entry) | Self::Unsent(entry) => entry.key.clone(),
        }
    }

    /// What it answers.
    pub fn parent(&self) -> Option<&CommentId> {
        match self {
            Self::Public(comment) | Self::Own(comment, _) => comment.parent.as_ref(),
            Self::Unsent(entry) => entry.parent.as_ref(),
        }
    }

    /// Oldest first, what is not sent last.
    pub fn age(&self) -> (bool, i64, &str) {
        match self {
            Self::Public(comment) | Self::Own(comment, _) => {
                (false, comment.posted_at_ms, comment.id.as_str())
            }
            Self::Unsent(entry) => (true, entry.kept_at_ms, &entry.key),
        }
    }
}

/// Nests what is known. The reader's own comments that no page brought stand first, newest first,
/// and so do own replies to a comment that is not known.
pub fn rows(known: &Known) -> Vec<Row> {
    let forest = Forest::grow(known);
    let row = |said| Row::Comment(Rc::new(forest.node(said)));
    let mut rows: Vec<Row> = forest.own_first.iter().map(row).collect();
    let Some(pages) = &known.thread.pages else {
        return rows;
    };
    let news = offered(known, pages).map(Row::News);
    let (above, below) = match known.thread.order {
        Order::Oldest => (None, news),
        Order::Newest | Order::Best => (news, None),
    };
    rows.extend(above);
    for run in pages.runs() {
        let roots = run.roots.iter().filter_map(|id| forest.roots.get(id));
        rows.extend(roots.map(row));
        rows.extend(run.next.clone().map(|cursor| {
            let ask = Ask::Page(Page::After(cursor.clone()));
            Row::More(More::of(known.thread, ask, Some(cursor), None))
        }));
    }
    rows.extend(below);
    rows.extend(forest.orphans.iter().map(row));
    rows
}

/// What others posted on the article meanwhile; nothing where the next page will bring it.
fn offered(known: &Known, pages: &Pages) -> Option<u32> {
    let is_offered = |id: &&CommentId| {
        let comment = pages.get(id).filter(|comment| !is_gone(comment));
        comment.is_some_and(|comment| comment.parent.is_none()) && known.outbox.of(id).is_none()
    };
    let count = pages.news().iter().filter(is_offered).count();
    let comes = known.thread.order == Order::Oldest
        && pages.runs().last().is_some_and(|run| run.next.is_some());
    // While one of the reader's own is on its way, it may be the one that is news.
    let waits = count > 0 && !comes && !known.outbox.is_posting();
    waits.then(|| u32::try_from(count).unwrap_or(u32::MAX))
}

/// The nodes of all rows in reading order.
pub fn flat(rows: &[Row]) -> Vec<&Node> {
    fn walk<'a>(node: &'a Node, into: &mut Vec<&'a Node>) {
        into.push(node);
        node.replies.iter().for_each(|reply| walk(reply, into));
    }
    let mut nodes = Vec::new();
    for row in rows {
        if let Row::Comment(node) = row {
            walk(node, &mut nodes);
        }
    }
    nodes
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod live;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
