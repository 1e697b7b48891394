//! The reader's own comments: what they want of each, and how far that is.

mod answer;
mod entry;
mod retry;
mod wish;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use model::CommentId;
use yew::Reducible;

pub use answer::Moment;
pub use entry::{Answer, Deed, ENTRY_KEPT_FOR_MS, Entry, Phase, Stand, Standing, Step};

/// The reader's own comments on one article, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    entries: Vec<Rc<Entry>>,
}

/// What happens to an outbox.
pub enum Change {
    /// What was kept from an earlier visit is there.
    Found(Vec<Entry>),
    /// An entry is new, or no longer what it was.
    Put(Rc<Entry>),
    /// The entry with this key is no more.
    Drop(String),
    /// The network is back, or the reader: what waits need wait no longer.
    Release,
    /// It is this moment now, in milliseconds by this device's clock.
    Elapsed(i64),
}

/// What the outbox does next.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Takes this entry's step.
    Take(Rc<Entry>, Step),
    /// Waits until this moment, in milliseconds by this device's clock.
    Wait(i64),
    /// Nothing: all is done, or an answer is awaited.
    Rest,
}

/// Two hold the same if their entries are: one that changes is another.
impl PartialEq for Outbox {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.entries.iter().zip(&other.entries);
        self.entries.len() == other.entries.len()
            && pairs.all(|(this, other)| Rc::ptr_eq(this, other))
    }
}

impl Outbox {
    /// All entries, oldest first.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// The entry with this key.
    pub fn get(&self, key: &str) -> Option<&Rc<Entry>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entry that stands as this comment.
    pub fn of(&self, id: &CommentId) -> Option<&Rc<Entry>> {
        self.entries.iter().find(|entry| entry.id() == Some(id))
    }

    /// Is a comment on its way that the backend may have already?
    pub fn is_posting(&self) -> bool {
        let is_unknown =
            |entry: &Rc<Entry>| matches!(entry.stand, Stand::Unsent) && entry.posted.is_none();
        self.entries.iter().any(is_unknown)
    }

    /// One step at a time, in the order they were written. What the author wants comes before questions, and
    /// does not wait for the answer to one.
    pub fn next(&self) -> Next {
        let under_way = |e: &&Rc<Entry>| matches!(e.phase, Phase::Sending);
        let asks = |entry: &Entry| matches!(entry.step(), Some(Step::Ask(_)));
        let is_asking = self
            .entries
            .iter()
            .filter(under_way)
            .any(|e| matches!(e.stand, Stand::Settled));
        let is_busy = self
            .entries
            .iter()
            .filter(under_way)
            .any(|e| !matches!(e.stand, Stand::Settled));
        let due = || {
            self.entries
                .iter()
                .filter(|e| matches!(e.phase, Phase::Due) && e.undo_until_ms == 0)
        };
        let wish = due().find(|entry| !asks(entry) && entry.step().is_some());
        let question = due().find(|entry| asks(entry));
        let next = match (wish, question) {
            _ if is_busy => return Next::Rest,
            (Some(wish), _) => Some(wish),
            (None, _) if is_asking => return Next::Rest,
            (None, question) => question,
        };
        if let Some((entry, step)) = next.and_then(|entry| Some((entry, entry.step()?))) {
            return Next::Take(entry.clone(), step);
        }
        let waits = self.entries.iter().filter_map(|entry| match entry.phase {
            _ if entry.undo_until_ms > 0 => Some(entry.undo_until_ms),
            Phase::Held { until_ms, .. } => Some(until_ms),
            _ => None,
        });
        waits.min().map_or(Next::Rest, Next::Wait)
    }
}

impl Reducible for Outbox {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut entries = self.entries.clone();
        match change {
            Change::Found(found) => {
                for entry in found {
                    if !entries.iter().any(|known| known.key == entry.key) {
                        entries.push(Rc::new(entry));
                    }
                }
                entries.sort_by(|a, b| (a.kept_at_ms, &a.key).cmp(&(b.kept_at_ms, &b.key)));
            }
            Change::Put(entry) => match entries.iter_mut().find(|e| e.key == entry.key) {
                Some(place) => *place = entry,
                None => entries.push(entry),
            },
            Change::Drop(key) => entries.retain(|entry| entry.key != key),
            Change::Release => entries.iter_mut().for_each(|entry| {
                *entry = Rc::new(Entry::clone(entry).released());
            }),
            Change::Elapsed(now_ms) => entries.iter_mut().for_each(|entry| {
                *entry = Rc::new(Entry::clone(entry).at(now_ms));
            }),
        }
        Rc::new(Self { entries })
    }
}
