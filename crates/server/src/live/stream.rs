//! One open stream, as the body of an answer.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use tokio::sync::mpsc;

use super::change::{self, Change};
use super::{Live, Message, Subject};
use crate::client::Client;

/// A line that means nothing.
const ALIVE: Bytes = Bytes::from_static(b":\n\n");
/// How long a browser waits before it asks again, in milliseconds, and over how long that is spread: when a server
/// starts anew, not everybody comes at once.
const RETRY_MS: u64 = 2_000;
const SPREAD_MS: u64 = 3_000;

/// The events of some articles, in the bytes of `text/event-stream`.
pub struct Stream {
    seat: Seat,
    articles: Arc<[Subject]>,
    /// By article, up to which version its reader knows everything.
    versions: Box<[i64]>,
    /// To be sent first.
    ready: VecDeque<Bytes>,
    messages: mpsc::Receiver<Message>,
}

/// A reader's place among the others; given up when it is dropped.
pub(super) struct Seat {
    pub live: Arc<Live>,
    pub client: Client,
    pub number: u64,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.live.leave(self.number, self.client);
    }
}

impl Stream {
    pub(super) fn new(
        seat: Seat,
        articles: Arc<[Subject]>,
        versions: Vec<i64>,
        messages: mpsc::Receiver<Message>,
    ) -> Self {
        Self {
            seat,
            articles,
            versions: versions.into(),
            ready: VecDeque::new(),
            messages,
        }
    }

    /// The articles, in the order in which they were asked for.
    pub(super) fn articles(&self) -> Arc<[Subject]> {
        self.articles.clone()
    }

    /// By article, up to which version everything is known.
    pub(super) fn versions(&mut self) -> &mut [i64] {
        &mut self.versions
    }

    /// Begins with how to ask again: a browser remembers an id even without an event.
    pub fn greet(&mut self) {
        let retry_ms = RETRY_MS + self.seat.number % SPREAD_MS;
        self.ready.push_back(format!("retry: {retry_ms}\n").into());
        self.ready.push_back(change::id(&self.versions));
    }

    /// Sends a change of the article at `place`, unless it is known.
    pub(super) fn tell(&mut self, place: usize, change: &Change) {
        let Some(version) = self.versions.get_mut(place) else {
            return;
        };
        if change.version <= *version {
            return;
        }
        *version = change.version;
        let frames = match &self.articles[place].alias {
            Some(alias) => change.frames_for(alias, &self.versions),
            None => change.frames(&self.versions),
        };
        self.ready.extend(frames.into_iter().flatten());
    }
}

impl futures_core::Stream for Stream {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(bytes) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(bytes)));
            }
            match ready!(self.messages.poll_recv(cx)) {
                Some(Message::Change(place, change)) => self.tell(place.into(), &change),
                Some(Message::Alive) => self.ready.push_back(ALIVE),
                None => return Poll::Ready(None),
            }
        }
    }
}
