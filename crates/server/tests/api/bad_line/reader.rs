//! One reader: writes, edits, takes back, leaves the page and comes back; the widget's own outbox sees to the rest.
//!
//! Waits are told to the outbox, not waited.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;

use chuyen::comments::outbox::{Answer, Change, Entry, Moment, Next, Outbox, Phase, Stand, Step};
use chuyen::json;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use model::Draft;
use yew::Reducible;

use super::backend::Backend;
use super::dice::Dice;
use super::line::{Line, Passage};

/// A step that fails so often will never do: of two, the line lets one through.
const TRIES: u32 = 60;

/// A step under way: whose it is, what it is, what came of it.
type UnderWay = Pin<Box<dyn Future<Output = (String, Step, Answer)>>>;

/// One reader.
pub struct Reader {
    number: usize,
    dice: Dice,
    backend: Backend,
    outbox: Rc<Outbox>,
    /// What a browser keeps, under the key of each comment.
    storage: BTreeMap<String, String>,
    now_ms: i64,
    /// How many comments are still to be written.
    unwritten: usize,
    /// How often the page is still left.
    visits: usize,
    written: BTreeMap<String, Written>,
}

/// A comment as its author wants it.
#[derive(Debug)]
pub struct Written {
    /// Its last text.
    pub text: String,
    /// How often it was edited.
    pub edits: usize,
    /// Its author took it back.
    pub is_cancelled: bool,
    edits_to_come: usize,
    is_to_be_cancelled: bool,
    is_to_be_restored: bool,
}

/// How it ended.
pub struct Done {
    /// Every comment by its key.
    pub written: BTreeMap<String, Written>,
    /// What the outbox then holds.
    pub outbox: Rc<Outbox>,
    /// What became of every request.
    pub passages: Vec<Passage>,
}

impl Reader {
    /// The `number`th of all, who writes `unwritten` comments.
    pub fn new(seed: u64, number: usize, unwritten: usize, line: &Line) -> Self {
        Self {
            number,
            dice: Dice::new(seed, 2 * number),
            backend: Backend::at(line.address),
            outbox: Rc::default(),
            storage: BTreeMap::new(),
            now_ms: 1_000_000,
            unwritten,
            visits: 3,
            written: BTreeMap::new(),
        }
    }

    /// Goes on until everything is as its author wants it.
    pub async fn be(mut self, line: &Line) -> Done {
        let mut under_way = FuturesUnordered::<UnderWay>::new();
        loop {
            self.wish();
            if self.visits > 0 && self.dice.in_hundred(2) {
                self.come_back();
                under_way.clear();
            }
            match self.outbox.next() {
                Next::Take(entry, step) => under_way.push(self.take(&entry, step)),
                Next::Wait(until_ms) if under_way.is_empty() => self.wait(until_ms),
                Next::Wait(_) | Next::Rest => match under_way.next().await {
                    Some((key, step, answer)) => self.hear(&key, &step, answer),
                    None if self.has_wishes() => {}
                    None => break,
                },
            }
        }
        Done {
            written: self.written,
            outbox: self.outbox,
            passages: line.end().await,
        }
    }

    fn has_wishes(&self) -> bool {
        let open = |w: &Written| w.edits_to_come > 0 || w.is_to_be_cancelled;
        self.unwritten > 0 || self.written.values().any(open)
    }

    /// What comes to their mind now, which may be nothing.
    fn wish(&mut self) {
        if self.unwritten > 0 && self.dice.in_hundred(40) {
            self.write();
        }
        if self.dice.in_hundred(40)
            && let Some(entry) = self.choose(|written| written.edits_to_come > 0)
        {
            self.edit(&entry);
        }
        if self.dice.in_hundred(15)
            && let Some(entry) = self.choose(|written| written.is_to_be_cancelled)
        {
            self.cancel(&entry);
        }
        if self.dice.in_hundred(15)
            && let Some(entry) = self.choose(|w| w.is_cancelled && w.is_to_be_restored)
        {
            self.restore(&entry);
        }
    }

    fn write(&mut self) {
        self.unwritten -= 1;
        let key = format!("reader-{:02}-comment-{:04}", self.number, self.unwritten);
        let written = Written {
            text: format!("{key} 0"),
            edits: 0,
            is_cancelled: false,
            edits_to_come: [0, 0, 0, 1, 1, 2, 3][self.dice.below(7)],
            is_to_be_cancelled: self.dice.in_hundred(15),
            is_to_be_restored: self.dice.in_hundred(30),
        };
        let draft = Draft {
            key: None,
            text: written.text.clone(),
            parent: None,
            author_name: format!("Lan {}", self.number),
        };
        self.written.insert(key.clone(), written);
        let entry = Entry::new(key.clone(), draft, None, self.now_ms);
        self.change(&key, Some(entry));
    }

    fn edit(&mut self, entry: &Entry) {
        let back = self.dice.in_hundred(20);
        let written = self.written.get_mut(&entry.key).unwrap();
        written.edits_to_come -= 1;
        written.edits += 1;
        // Some think better of it and say again what they said first.
        let number = if back { 0 } else { written.edits };
        written.text = format!("{} {number}", entry.key);
        let after = entry.clone().rewritten(written.text.clone());
        self.change(&entry.key, Some(after));
    }

    fn cancel(&mut self, entry: &Entry) {
        let written = self.written.get_mut(&entry.key).unwrap();
        written.edits_to_come = 0;
        written.is_to_be_cancelled = false;
        written.is_cancelled = true;
        let after = entry.clone().withdrawn(self.now_ms);
        self.change(&entry.key, Some(after));
    }

    /// Has it again, if there is time for that.
    fn restore(&mut self, entry: &Entry) {
        let written = self.written.get_mut(&entry.key).unwrap();
        written.is_to_be_restored = false;
        if entry.undo_until_ms > 0 {
            written.is_cancelled = false;
            self.change(&entry.key, Some(entry.clone().restored()));
        }
    }

    /// A comment that something is to be done with: every other time one that is just on its way, if there is one.
    fn choose(&mut self, is_meant: impl Fn(&Written) -> bool) -> Option<Entry> {
        let meant = |entry: &&Rc<Entry>| is_meant(&self.written[&entry.key]);
        let all: Vec<_> = self.outbox.entries().iter().filter(meant).collect();
        let is_moving = |e: &Entry| matches!(e.phase, Phase::Sending | Phase::Held { .. });
        let mut some = all.clone();
        some.retain(|entry| is_moving(entry) && !matches!(entry.stand, Stand::Settled));
        let these = match self.dice.in_hundred(50) && !some.is_empty() {
            true => some,
            false => all,
        };
        let one = (!these.is_empty()).then(|| self.dice.below(these.len()))?;
        Some(Entry::clone(these[one]))
    }

    /// Everything the page knew is forgotten but what was kept, and what was under way is given up.
    fn come_back(&mut self) {
        self.visits -= 1;
        let kept = self.storage.values();
        let kept = kept.map(|entry| json::read(entry).unwrap()).collect();
        self.outbox = Rc::<Outbox>::default().reduce(Change::Found(kept));
    }

    fn take(&mut self, entry: &Entry, step: Step) -> UnderWay {
        self.change(&entry.key, Some(entry.clone().sending()));
        let (backend, key) = (self.backend.clone(), entry.key.clone());
        Box::pin(async move {
            let answer = backend.take(key.clone(), step.clone()).await;
            (key, step, answer)
        })
    }

    fn wait(&mut self, until_ms: i64) {
        let change = match self.dice.in_hundred(20) {
            true => Change::Release,
            false => {
                self.now_ms = self.now_ms.max(until_ms);
                Change::Elapsed(self.now_ms)
            }
        };
        self.outbox = self.outbox.clone().reduce(change);
    }

    fn hear(&mut self, key: &str, step: &Step, answer: Answer) {
        let Some(before) = self.outbox.get(key) else {
            return;
        };
        let moment = Moment {
            now_ms: self.now_ms,
            chance: self.dice.unit(),
        };
        let after = Entry::clone(before).answered(step, answer, moment);
        let tries = after.as_ref().map_or(0, |entry| entry.tries);
        assert!(tries < TRIES, "{step:?} fails for ever: {after:?}");
        self.change(key, after);
    }

    /// Kept first, then done.
    fn change(&mut self, key: &str, after: Option<Entry>) {
        let change = match after {
            Some(entry) => {
                self.storage.insert(key.to_owned(), json::write(&entry));
                Change::Put(Rc::new(entry))
            }
            None => {
                self.storage.remove(key);
                Change::Drop(key.to_owned())
            }
        };
        self.outbox = self.outbox.clone().reduce(change);
    }
}
