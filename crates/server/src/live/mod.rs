//! Readers with an open page, and what they are told of: every change of the articles they look at.
//!
//! One task ([`watch`]) notices what was written, by whatever process, reads it once and renders it once. Each stream has
//! a short queue of what it has still to send; what is in it, all of them share. A stream whose reader does not keep up
//! is closed: the browser asks again, from the version it has seen ([`catch_up`]).

pub mod catch_up;
mod change;
mod stream;
mod watch;

pub use stream::Stream;
pub use watch::watch;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::{ArticleId, Problem, ProblemKind};
use tokio::sync::{Notify, mpsc};

use crate::client::Client;
use crate::config::Config;
use crate::error::Result;
use change::Change;

/// Most events that wait to be sent on one stream.
const QUEUE: usize = 256;
/// Most comments that are told one by one, fewer than wait in a queue: after more, readers load the thread anew.
const COMMENTS: usize = 200;
/// How long who is one too many may wait, in seconds.
const RETRY_AFTER_S: u32 = 30;

/// Every open stream.
pub struct Live {
    per_address: u32,
    most: u32,
    keep_alive: Duration,
    open: Mutex<Open>,
    /// Somebody looks at an article that nobody looked at.
    joined: Notify,
}

/// What a reader asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// The article.
    pub id: ArticleId,
    /// By which name it was asked for, if by another.
    pub alias: Option<ArticleId>,
}

#[derive(Default)]
struct Open {
    is_closed: bool,
    last_number: u64,
    rooms: HashMap<ArticleId, Room>,
    readers: HashMap<u64, Reader>,
    /// Streams that are not over, by who asked; one that is closed counts until its connection is.
    by_address: HashMap<Client, u32>,
    total: u32,
}

/// An article that somebody looks at.
struct Room {
    /// Everything up to this version has been told.
    version: i64,
    /// The readers who have it, and at which places of their lists: it may be there under several names.
    places: BTreeSet<(u64, u8)>,
}

struct Reader {
    queue: mpsc::Sender<Message>,
    articles: Arc<[Subject]>,
}

/// What a stream has still to send.
enum Message {
    /// Something happened to the article at this place.
    Change(u8, Arc<Change>),
    /// Nothing did, for a while.
    Alive,
}

impl Live {
    /// Nobody yet.
    pub fn new(config: &Config) -> Self {
        Self {
            per_address: config.streams_per_address.get(),
            most: config.streams.get(),
            keep_alive: Duration::from_secs(config.keep_alive_s.get().into()),
            open: Mutex::default(),
            joined: Notify::new(),
        }
    }

    /// Opens a stream that tells of these articles from now on, whose versions were read just before.
    ///
    /// # Errors
    /// If there are too many, or the server is shutting down.
    pub fn join(self: &Arc<Self>, client: Client, articles: Vec<(Subject, i64)>) -> Result<Stream> {
        let mut open = self.lock();
        let of_client = open.by_address.get(&client).copied().unwrap_or_default();
        self.allow(&open, of_client)?;
        open.by_address.insert(client, of_client + 1);
        open.total += 1;
        open.last_number += 1;
        let number = open.last_number;
        let mut versions = Vec::with_capacity(articles.len());
        for (place, (subject, version)) in (0..).zip(&articles) {
            let room = open.rooms.entry(subject.id.clone()).or_insert_with(|| {
                // What was written since it was read has still to be noticed.
                self.joined.notify_one();
                Room {
                    version: *version,
                    places: BTreeSet::new(),
                }
            });
            room.places.insert((number, place));
            versions.push(room.version.max(*version));
        }
        let articles: Arc<[_]> = articles.into_iter().map(|(subject, _)| subject).collect();
        let (queue, messages) = mpsc::channel(QUEUE);
        let reader = Reader {
            queue,
            articles: articles.clone(),
        };
        open.readers.insert(number, reader);
        let seat = stream::Seat {
            live: self.clone(),
            client,
            number,
        };
        Ok(Stream::new(seat, articles, versions, messages))
    }

    fn allow(&self, open: &Open, of_client: u32) -> Result<()> {
        let refuse = |kind: ProblemKind, limit: u32, why: String| {
            let problem = Problem::from(kind).limit(limit as usize).because(why);
            Err(Problem {
                retry_after_s: Some(RETRY_AFTER_S),
                ..problem
            }
            .into())
        };
        let (per_address, most) = (self.per_address, self.most);
        if open.is_closed {
            return Err(Problem::from(ProblemKind::Unavailable).into());
        }
        if of_client >= per_address {
            let why = format!("one address may have {per_address} streams open");
            return refuse(ProblemKind::RateLimited, per_address, why);
        }
        if open.total >= most {
            let why = format!("{most} streams are open, which is all there may be");
            return refuse(ProblemKind::Unavailable, most, why);
        }
        Ok(())
    }

    /// How many streams are open.
    pub fn streams(&self) -> u32 {
        self.lock().total
    }

    /// Ends every stream; no new one is opened.
    pub fn close(&self) {
        let mut open = self.lock();
        open.is_closed = true;
        open.rooms.clear();
        // With its sender gone a stream ends.
        open.readers.clear();
    }

    /// A stream is over.
    fn leave(&self, number: u64, client: Client) {
        let mut open = self.lock();
        open.drop_reader(number);
        open.total -= 1;
        if let Some(streams) = open.by_address.get_mut(&client) {
            *streams -= 1;
            if *streams == 0 {
                open.by_address.remove(&client);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.lock().readers.is_empty()
    }

    /// The articles that somebody looks at, and up to which version everything has been told.
    fn told(&self) -> Vec<(ArticleId, i64)> {
        let open = self.lock();
        let rooms = open.rooms.iter();
        rooms.map(|(id, room)| (id.clone(), room.version)).collect()
    }

    /// Tells what happened to an article after version `from` and up to `to`; false if something else was told last.
    fn publish(&self, id: &ArticleId, (from, to): (i64, i64), changes: Vec<Change>) -> bool {
        let mut open = self.lock();
        let open = &mut *open;
        let Some(room) = open.rooms.get_mut(id) else {
            return true; // Nobody looks any more.
        };
        if room.version != from {
            return false;
        }
        room.version = to;
        let mut slow = Vec::new();
        for change in changes.into_iter().map(Arc::new) {
            for (number, place) in &room.places {
                let message = Message::Change(*place, change.clone());
                if !open.readers.get(number).is_some_and(|to| to.takes(message)) {
                    slow.push(*number);
                }
            }
        }
        slow.into_iter().for_each(|number| open.drop_reader(number));
        true
    }

    fn keep_alive(&self) {
        let mut open = self.lock();
        let readers = open.readers.iter();
        let slow = readers.filter(|(_, reader)| !reader.takes(Message::Alive));
        let slow: Vec<_> = slow.map(|(number, _)| *number).collect();
        slow.into_iter().for_each(|number| open.drop_reader(number));
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        // What a panic left behind is at worst a reader too many.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// Has it room for one more?
    fn takes(&self, message: Message) -> bool {
        self.queue.try_send(message).is_ok()
    }
}

impl Open {
    fn drop_reader(&mut self, number: u64) {
        let Some(reader) = self.readers.remove(&number) else {
            return;
        };
        for (place, subject) in (0..).zip(reader.articles.iter()) {
            if let Some(room) = self.rooms.get_mut(&subject.id) {
                room.places.remove(&(number, place));
                if room.places.is_empty() {
                    self.rooms.remove(&subject.id);
                }
            }
        }
    }
}
