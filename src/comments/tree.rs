//! The thread as a reader sees it: replies under what they answer, the reader's own comments in
//! their places, and a sign wherever more can be asked for.

use std::{collections::BTreeMap, rc::Rc};

use model::{Comment, CommentId, CommentStatus, MAX_REPLY_DEPTH};

use super::{
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
    fn key(&self) -> String {
        match self {
            Self::Public(comment) => comment.id.to_string(),
            Self::Own(_, entry) | Self::Unsent(entry) => entry.key.clone(),
        }
    }

    fn parent(&self) -> Option<&CommentId> {
        match self {
            Self::Public(comment) | Self::Own(comment, _) => comment.parent.as_ref(),
            Self::Unsent(entry) => entry.parent.as_ref(),
        }
    }

    /// Oldest first, what is not sent last.
    fn age(&self) -> (bool, i64, String) {
        match self {
            Self::Public(comment) | Self::Own(comment, _) => {
                (false, comment.posted_at_ms, comment.id.to_string())
            }
            Self::Unsent(entry) => (true, entry.kept_at_ms, entry.key.clone()),
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

/// Everything known, sorted by what it answers.
struct Forest<'a> {
    pages: Option<&'a Pages>,
    roots: BTreeMap<CommentId, Said>,
    replies: BTreeMap<CommentId, Vec<Said>>,
    /// Own comments on the article that no page brought, and own replies to nobody known.
    own_first: Vec<Said>,
    /// Replies to nobody known.
    orphans: Vec<Said>,
}

impl<'a> Forest<'a> {
    fn grow(pages: Option<&'a Pages>, outbox: &Outbox) -> Self {
        let mut forest = Self {
            pages,
            roots: BTreeMap::new(),
            replies: BTreeMap::new(),
            own_first: Vec::new(),
            orphans: Vec::new(),
        };
        let mut all: Vec<Said> = Vec::new();
        for comment in pages.iter().flat_map(|pages| pages.comments()) {
            let entry = outbox.of(&comment.id).cloned();
            all.push(match entry {
                Some(entry) => Said::Own(latest(comment, &entry), entry),
                None => Said::Public(comment.clone()),
            });
        }
        let known = |id: &CommentId| pages.is_some_and(|pages| pages.get(id).is_some());
        for entry in outbox.entries() {
            match &entry.posted {
                Some(posted) if known(&posted.comment.id) => {}
                Some(posted) => {
                    let comment = Rc::new(posted.comment.clone());
                    all.push(Said::Own(comment, entry.clone()));
                }
                None => all.push(Said::Unsent(entry.clone())),
            }
        }
        all.sort_by_cached_key(Said::age);
        let there = |id: &CommentId| known(id) || outbox.of(id).is_some();
        for said in all {
            let brought = said.comment().filter(|comment| known(&comment.id));
            match (said.parent().cloned(), brought.cloned()) {
                (Some(parent), _) if there(&parent) => {
                    forest.replies.entry(parent).or_default().push(said);
                }
                (None, Some(comment)) => {
                    forest.roots.insert(comment.id.clone(), said);
                }
                _ if said.entry().is_some() => forest.own_first.insert(0, said),
                _ => forest.orphans.push(said),
            }
        }
        forest
    }

    fn node(&self, said: &Said) -> Node {
        self.node_at(
            said,
            1,
            said.entry().and_then(|own| own.parent_name.clone()),
        )
    }

    fn node_at(&self, said: &Said, level: u8, answers: Option<String>) -> Node {
        let below = self.below(said);
        let replies: Vec<Node> = if level < MAX_REPLY_DEPTH {
            below
                .iter()
                .map(|reply| self.node_at(reply, level + 1, answered(said)))
                .collect()
        } else {
            self.levelled(said, level)
        };
        Node {
            key: said.key(),
            unseen: if level == 1 {
                self.unseen(said, &replies)
            } else {
                0
            },
            said: said.clone(),
            level,
            answers,
            replies,
        }
    }

    /// All below the deepest level that has one, on one level, in reading order.
    fn levelled(&self, said: &Said, level: u8) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut next: Vec<(Said, Option<String>)> = Vec::new();
        let ahead = |said: &Said, next: &mut Vec<(Said, Option<String>)>| {
            let below = self.below(said).iter().rev();
            next.extend(below.map(|reply| (reply.clone(), answered(said))));
        };
        ahead(said, &mut next);
        while let Some((reply, answers)) = next.pop() {
            ahead(&reply, &mut next);
            nodes.push(Node {
                key: reply.key(),
                said: reply,
                level: level + 1,
                answers,
                replies: Vec::new(),
                unseen: 0,
            });
        }
        nodes
    }

    fn below(&self, said: &Said) -> &[Said] {
        let replies = said
            .comment()
            .and_then(|comment| self.replies.get(&comment.id));
        replies.map_or(&[], Vec::as_slice)
    }

    /// How many replies the backend counts below a comment that no page brought yet.
    fn unseen(&self, said: &Said, replies: &[Node]) -> u32 {
        let public = said.comment().zip(self.pages).and_then(|(comment, pages)| {
            let public = pages.get(&comment.id)?;
            (!pages.is_whole(&comment.id)).then_some((public, pages))
        });
        let Some((public, pages)) = public else {
            return 0;
        };
        fn seen(replies: &[Node], pages: &Pages) -> u32 {
            let one = |node: &Node| {
                let brought = node
                    .said
                    .comment()
                    .is_some_and(|c| pages.get(&c.id).is_some());
                u32::from(brought) + seen(&node.replies, pages)
            };
            replies.iter().map(one).sum()
        }
        public.reply_count.saturating_sub(seen(replies, pages))
    }
}

/// Of two copies of an own comment, the one that was written later; what was taken down stays so.
fn latest(public: &Rc<Comment>, entry: &Entry) -> Rc<Comment> {
    match &entry.posted {
        Some(posted)
            if public.status != CommentStatus::Removed
                && posted.comment.edited_at_ms > public.edited_at_ms =>
        {
            Rc::new(posted.comment.clone())
        }
        _ => public.clone(),
    }
}

fn answered(said: &Said) -> Option<String> {
    Some(said.author_name().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
