//! Grows the tree of a thread from what is known of it.

use std::rc::Rc;

use model::{Comment, CommentId, CommentStatus, MAX_REPLY_DEPTH};

use crate::words::Passed;

use super::{
    by_id::ById,
    outbox::Entry,
    pages::Pages,
    state::Ask,
    tree::{Known, More, Node, Said},
};

/// Everything known, sorted by what it answers.
pub struct Forest<'a> {
    /// Comments on the article that a page brought.
    pub roots: ById<Said>,
    /// Own comments on the article that no page brought, and own replies to nobody known.
    pub own_first: Vec<Said>,
    /// Replies to nobody known.
    pub orphans: Vec<Said>,
    replies: ById<Vec<Said>>,
    known: &'a Known<'a>,
}

impl<'a> Forest<'a> {
    /// Sorts all comments.
    pub fn grow(known: &'a Known) -> Self {
        let (pages, outbox) = (known.thread.pages.as_ref(), known.outbox);
        let mut forest = Self {
            known,
            roots: ById::default(),
            replies: ById::default(),
            own_first: Vec::new(),
            orphans: Vec::new(),
        };
        let mut all: Vec<Said> = Vec::new();
        let waits = |id: &CommentId| pages.is_some_and(|pages| pages.news().contains(id));
        for comment in pages.iter().flat_map(|pages| pages.comments()) {
            match outbox.of(&comment.id) {
                Some(own) => all.push(Said::Own(latest(comment, own), own.clone())),
                None if waits(&comment.id) => {}
                None => all.push(Said::Public(comment.clone())),
            }
        }
        let brought = |id: &CommentId| pages.is_some_and(|pages| pages.get(id).is_some());
        for entry in outbox.entries() {
            match &entry.posted {
                Some(posted) if brought(&posted.comment.id) => {}
                Some(posted) => {
                    let comment = Rc::new(posted.comment.clone());
                    all.push(Said::Own(comment, entry.clone()));
                }
                None => all.push(Said::Unsent(entry.clone())),
            }
        }
        all.sort_by(|a, b| a.age().cmp(&b.age()));
        let there = |id: &CommentId| brought(id) || outbox.of(id).is_some();
        for said in all {
            let public = said.comment().filter(|comment| brought(&comment.id));
            match (said.parent().cloned(), public.cloned()) {
                (Some(parent), _) if there(&parent) => match forest.replies.get_mut(&parent) {
                    Some(replies) => replies.push(said),
                    None => forest.replies.insert(parent, vec![said]),
                },
                (None, Some(comment)) if !waits(&comment.id) => {
                    forest.roots.insert(comment.id.clone(), said);
                }
                _ if said.entry().is_some() => forest.own_first.insert(0, said),
                _ => forest.orphans.push(said),
            }
        }
        forest
    }

    /// A comment of the first level with all that stands below it.
    pub fn node(&self, said: &Said) -> Node {
        self.node_at(
            said,
            1,
            said.entry().and_then(|own| own.parent_name.clone()),
        )
    }

    fn node_at(&self, said: &Said, level: u8, answers: Option<String>) -> Node {
        let replies = if level < MAX_REPLY_DEPTH {
            let below = self.below(said).iter();
            below
                .map(|reply| Rc::new(self.node_at(reply, level + 1, answered(said))))
                .collect()
        } else {
            self.levelled(said, level)
        };
        let mut node = self.leaf(said, level, answers);
        if level == 1 {
            node.more = self.more(said, &replies);
        }
        node.replies = replies;
        node
    }

    /// A comment alone.
    fn leaf(&self, said: &Said, level: u8, answers: Option<String>) -> Node {
        let known = self.known;
        let key = said.key();
        let id = said.comment().map(|comment| &comment.id);
        let taken = known.taken.filter(|(taken, _)| Some(taken) == id);
        Node {
            open: known.open.filter(|open| open.key() == key).cloned(),
            taken: taken.map(|(_, note)| *note),
            is_marked: id.is_some() && known.marked == id,
            is_liked: id.is_some_and(|id| known.liked.contains(id)),
            passed: match (said.comment(), known.now.wall_ms) {
                (None, _) => Passed::Nothing,
                (Some(_), None) => Passed::Uncounted,
                (Some(comment), Some(now)) => Passed::between(comment.posted_at_ms, now),
            },
            is_editable: said
                .entry()
                .is_some_and(|own| own.is_editable(known.now.device_ms)),
            key,
            said: said.clone(),
            level,
            answers,
            replies: Vec::new(),
            more: None,
        }
    }

    /// All below the deepest level that has one, on one level, in reading order.
    fn levelled(&self, said: &Said, level: u8) -> Vec<Rc<Node>> {
        let mut nodes = Vec::new();
        let mut next: Vec<(Said, Option<String>)> = Vec::new();
        let ahead = |said: &Said, next: &mut Vec<(Said, Option<String>)>| {
            let below = self.below(said).iter().rev();
            next.extend(below.map(|reply| (reply.clone(), answered(said))));
        };
        ahead(said, &mut next);
        while let Some((reply, answers)) = next.pop() {
            ahead(&reply, &mut next);
            nodes.push(Rc::new(self.leaf(&reply, level + 1, answers)));
        }
        nodes
    }

    fn below(&self, said: &Said) -> &[Said] {
        let replies = said
            .comment()
            .and_then(|comment| self.replies.get(&comment.id));
        replies.map_or(&[], Vec::as_slice)
    }

    /// The replies that the backend counts below a comment and no page brought yet.
    fn more(&self, said: &Said, replies: &[Rc<Node>]) -> Option<More> {
        let pages = self.known.thread.pages.as_ref()?;
        let public = pages.get(&said.comment()?.id)?;
        if pages.is_whole(&public.id) {
            return None;
        }
        fn seen(replies: &[Rc<Node>], pages: &Pages) -> u32 {
            let one = |node: &Rc<Node>| {
                let brought = node
                    .said
                    .comment()
                    .is_some_and(|c| pages.get(&c.id).is_some());
                u32::from(brought) + seen(&node.replies, pages)
            };
            replies.iter().map(one).sum()
        }
        let count = public.reply_count.saturating_sub(seen(replies, pages));
        let after = pages.cursor(&public.id).map(str::to_owned);
        let ask = Ask::Replies(public.id.clone());
        (count > 0).then(|| More::of(self.known.thread, ask, after, Some(count)))
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
