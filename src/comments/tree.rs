//! The thread as a reader sees it: replies under what they answer, the reader's own comments in
//! their places, and a sign wherever more can be asked for.

use std::rc::Rc;

use model::{Comment, CommentId};

use super::{
    forest::Forest,
    outbox::{Entry, Outbox},
    pages::Pages,
};

/// One row of the first level.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A comment with its replies.
    Comment(Node),
    /// More comments follow this cursor.
    More(String),
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
    pub replies: Vec<Node>,
    /// How many replies below it, at any depth, can be asked for; only on the first level.
    pub unseen: u32,
}

/// Whose comment it is, and who has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Anybody's, as everyone sees it.
    Public(Rc<Comment>),
    /// The reader's own, as the backend has it.
    Own(Rc<Comment>, Rc<Entry>),
    /// The reader's own, not yet with the backend.
    Unsent(Rc<Entry>),
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
pub fn rows(pages: Option<&Pages>, outbox: &Outbox) -> Vec<Row> {
    let forest = Forest::grow(pages, outbox);
    let own = forest.own_first.iter().map(|said| forest.node(said));
    let mut rows: Vec<Row> = own.map(Row::Comment).collect();
    let Some(pages) = pages else { return rows };
    for run in pages.runs() {
        let roots = run.roots.iter().filter_map(|id| forest.roots.get(id));
        rows.extend(roots.map(|said| Row::Comment(forest.node(said))));
        rows.extend(run.next.clone().map(Row::More));
    }
    let orphans = forest.orphans.iter().map(|said| forest.node(said));
    rows.extend(orphans.map(Row::Comment));
    rows
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
mod tests;
