//! Threads that a server gives as a whole, or flat: nested, ordered and paged here.

use std::collections::{HashMap, HashSet};

use model::{ArticleId, Comment, CommentId, CommentStatus, Order, Thread};

use super::said;
use crate::backend::{BackendError, Page};

/// How many comments on the article a page holds, with all that stands below them.
pub(super) const PAGE: usize = 20;

/// All comments of a thread.
pub(super) struct Whole {
    /// Each comment on the article with all that stands below it, in reading order; oldest first.
    trees: Vec<Vec<Comment>>,
}

impl Whole {
    /// Nests comments that come in any order. What answers nothing that is there stands on the article itself, and so
    /// does what closes a circle; what is removed and has no replies is left out.
    pub fn of(mut comments: Vec<Comment>) -> Self {
        comments.sort_by(|a, b| {
            (a.posted_at_ms, a.id.as_str().len(), &a.id).cmp(&(
                b.posted_at_ms,
                b.id.as_str().len(),
                &b.id,
            ))
        });
        let mut seen = HashSet::new();
        comments.retain(|comment| seen.insert(comment.id.clone()));
        let places: HashMap<CommentId, usize> = comments
            .iter()
            .enumerate()
            .map(|(at, c)| (c.id.clone(), at))
            .collect();
        let mut parents: Vec<Option<usize>> = comments
            .iter()
            .map(|comment| places.get(comment.parent.as_ref()?).copied())
            .collect();
        cut_circles(&mut parents);
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); comments.len()];
        let mut roots = Vec::new();
        for (at, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => children[*parent].push(at),
                None => roots.push(at),
            }
        }
        for (comment, parent) in comments.iter_mut().zip(&parents) {
            if parent.is_none() {
                comment.parent = None;
            }
        }
        let mut comments: Vec<Option<Comment>> = comments.into_iter().map(Some).collect();
        let grown = roots.iter().map(|root| {
            let order = reading_order(*root, &children);
            tree(order.iter().filter_map(|at| comments[*at].take()).collect())
        });
        let trees: Vec<_> = grown.collect();
        Self {
            trees: trees.into_iter().filter(|tree| !tree.is_empty()).collect(),
        }
    }

    /// How many are published.
    pub fn total(&self) -> u32 {
        let published = |comment: &&Comment| comment.status == CommentStatus::Published;
        let count = self.trees.iter().flatten().filter(published).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// All comments in reading order, oldest first.
    pub fn into_comments(self) -> Vec<Comment> {
        self.trees.into_iter().flatten().collect()
    }

    /// One page.
    ///
    /// # Errors
    /// [`BackendError::Gone`] if the comment that it should hold is not there.
    pub fn page(
        &self,
        article: &ArticleId,
        order: Order,
        page: &Page,
    ) -> Result<Thread, BackendError> {
        let mut trees: Vec<&Vec<Comment>> = self.trees.iter().collect();
        if said::newest_first(order) {
            trees.reverse();
        }
        if order == Order::Best {
            trees.sort_by_key(|tree| std::cmp::Reverse(tree[0].likes));
        }
        let start = match page {
            Page::First => 0,
            Page::After(cursor) => cursor.parse().unwrap_or(trees.len()),
            Page::Around(id) => {
                let holds = |tree: &&Vec<Comment>| tree.iter().any(|comment| comment.id == *id);
                trees.iter().position(holds).ok_or(BackendError::Gone)?
            }
        };
        let end = start.saturating_add(PAGE).min(trees.len());
        let shown = trees.get(start..end).unwrap_or_default();
        let comments = shown.iter().flat_map(|tree| tree.iter().cloned()).collect();
        let mut thread = said::thread(article, self.total(), comments);
        thread.next_cursor = (end < trees.len()).then(|| end.to_string());
        Ok(thread)
    }
}

/// Walks up from every comment; where a walk meets itself, that comment answers nothing.
fn cut_circles(parents: &mut [Option<usize>]) {
    // 0: not seen; else the walk that saw it.
    let mut seen = vec![0_usize; parents.len()];
    for start in 0..parents.len() {
        let (walk, mut at) = (start + 1, start);
        while seen[at] == 0 {
            seen[at] = walk;
            match parents[at] {
                Some(parent) if seen[parent] == walk => parents[at] = None,
                Some(parent) => at = parent,
                None => {}
            }
        }
    }
}

/// A comment and all below it: each before its replies, replies in their order.
fn reading_order(root: usize, children: &[Vec<usize>]) -> Vec<usize> {
    let (mut order, mut next) = (Vec::new(), vec![root]);
    while let Some(at) = next.pop() {
        order.push(at);
        next.extend(children[at].iter().rev());
    }
    order
}

/// Counts what stands below each comment of a tree in reading order, and leaves out what nobody needs to see.
fn tree(mut comments: Vec<Comment>) -> Vec<Comment> {
    let places: HashMap<CommentId, usize> = comments
        .iter()
        .enumerate()
        .map(|(at, c)| (c.id.clone(), at))
        .collect();
    let mut counts = vec![0_u32; comments.len()];
    let mut stays = vec![true; comments.len()];
    for at in (0..comments.len()).rev() {
        stays[at] = comments[at].status != CommentStatus::Removed || counts[at] > 0;
        let parent = comments[at]
            .parent
            .as_ref()
            .and_then(|parent| places.get(parent));
        if let (true, Some(parent)) = (stays[at], parent) {
            counts[*parent] += counts[at] + 1;
        }
    }
    for (comment, count) in comments.iter_mut().zip(&counts) {
        comment.reply_count = *count;
    }
    let mut stays = stays.into_iter();
    comments.retain(|_| stays.next().unwrap_or(true));
    comments
}

#[cfg(test)]
mod tests {
    use model::{Author, RichText};

    use super::*;

    fn comment(id: &str, parent: &str, at: i64) -> Comment {
        Comment {
            id: id.parse().unwrap(),
            parent: parent.parse().ok(),
            author: Author {
                name: "Lan".into(),
                badge: None,
            },
            body: RichText::default(),
            status: CommentStatus::Published,
            posted_at_ms: at,
            edited_at_ms: None,
            likes: 0,
            reply_count: 0,
        }
    }

    fn outline(whole: &Whole, order: Order, page: &Page) -> String {
        let article = "a".parse().unwrap();
        let thread = whole.page(&article, order, page).unwrap();
        let shown = thread.comments.iter().map(|c| {
            let parent = c.parent.as_ref().map_or("", |parent| parent.as_str());
            format!("{parent}>{}:{}", c.id, c.reply_count)
        });
        let all: Vec<_> = shown.collect();
        format!(
            "{} {}",
            all.join(" "),
            thread.next_cursor.unwrap_or_default()
        )
    }

    #[test]
    fn flat_comments_are_nested_and_counted() {
        let whole = Whole::of(vec![
            comment("4", "3", 4),
            comment("2", "1", 2),
            comment("1", "", 1),
            comment("3", "1", 3),
            comment("5", "", 5),
            comment("5", "", 5),
        ]);
        let first = Page::First;
        assert_eq!(
            outline(&whole, Order::Oldest, &first),
            ">1:3 1>2:0 1>3:1 3>4:0 >5:0 "
        );
        assert_eq!(
            outline(&whole, Order::Newest, &first),
            ">5:0 >1:3 1>2:0 1>3:1 3>4:0 "
        );
        assert_eq!(whole.total(), 5);
    }

    #[test]
    fn orphans_and_circles_stand_on_the_article() {
        let whole = Whole::of(vec![
            comment("1", "gone", 1),
            comment("2", "3", 2),
            comment("3", "2", 3),
            comment("4", "4", 4),
        ]);
        let shown = outline(&whole, Order::Oldest, &Page::First);
        for id in ["1", "2", "3", "4"] {
            assert!(shown.contains(&format!(">{id}:")), "{id} in {shown}");
        }
        assert_eq!(whole.total(), 4);
    }

    #[test]
    fn what_is_removed_keeps_its_place_only_while_it_is_answered() {
        let mut all = vec![
            comment("1", "", 1),
            comment("2", "1", 2),
            comment("3", "", 3),
        ];
        for at in [0, 2] {
            all[at].status = CommentStatus::Removed;
        }
        let whole = Whole::of(all);
        assert_eq!(outline(&whole, Order::Oldest, &Page::First), ">1:1 1>2:0 ");
        assert_eq!(whole.total(), 1);
    }

    #[test]
    fn pages_follow_each_other_and_one_is_found_around_a_comment() {
        let many: Vec<_> = (0..50).map(|n| comment(&format!("c{n}"), "", n)).collect();
        let whole = Whole::of(many);
        let after = |cursor: &str| Page::After(cursor.into());
        assert!(outline(&whole, Order::Newest, &Page::First).ends_with(">c30:0 20"));
        assert!(outline(&whole, Order::Newest, &after("40")).ends_with(">c0:0 "));
        let around = Page::Around("c7".parse().unwrap());
        assert!(outline(&whole, Order::Newest, &around).starts_with(">c7:0"));
        let missing = Page::Around("no".parse().unwrap());
        let article = "a".parse().unwrap();
        assert_eq!(
            whole.page(&article, Order::Newest, &missing),
            Err(BackendError::Gone)
        );
        assert_eq!(outline(&whole, Order::Newest, &after("odd")), " ");
    }

    #[test]
    fn a_long_chain_of_replies_takes_no_deep_stack() {
        let chain: Vec<_> = (0..20_000_i64)
            .map(|n| comment(&format!("c{n}"), &format!("c{}", n - 1), n))
            .collect();
        assert_eq!(Whole::of(chain).total(), 20_000);
    }
}
