//! A reader with an open stream of events.

use std::collections::BTreeMap;
use std::time::Duration;

use model::{ArticleEvent, Comment, CommentEvent, CommentId, CommentStatus, ResetEvent};
use reqwest::{Method, Response};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::TestApp;

/// A test that waits longer has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// An open stream.
pub struct Listening {
    response: Response,
    received: Vec<u8>,
    /// As a browser remembers it: sent when it asks again.
    pub last_id: String,
    /// Lines that mean nothing.
    alive: usize,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// `comment`, `article` or `reset`.
    pub name: String,
    /// The versions that are then known.
    pub id: String,
    /// What happened.
    pub data: String,
}

impl Event {
    fn read<T: DeserializeOwned>(&self, name: &str) -> T {
        assert_eq!(self.name, name, "{}", self.data);
        serde_json::from_str(&self.data).unwrap_or_else(|e| panic!("{e}: {}", self.data))
    }

    /// It must be about a comment.
    pub fn comment(&self) -> CommentEvent {
        self.read("comment")
    }

    /// It must be about the article itself.
    pub fn article(&self) -> ArticleEvent {
        self.read("article")
    }

    /// It must be the news that there is too much news.
    pub fn reset(&self) -> ResetEvent {
        self.read("reset")
    }
}

impl TestApp {
    /// What a stream is answered with.
    pub async fn events(&self, query: &str) -> Response {
        let ask = self.ask(Method::GET, &format!("api/v1/events?{query}"));
        ask.send().await.unwrap()
    }

    /// Opens a stream.
    pub async fn listen(&self, query: &str) -> Listening {
        Listening::to(self.events(query).await)
    }

    /// Opens a stream as a browser does that has lost one.
    pub async fn listen_again(&self, query: &str, last_id: &str) -> Listening {
        let ask = self.ask(Method::GET, &format!("api/v1/events?{query}"));
        Listening::to(ask.header("last-event-id", last_id).send().await.unwrap())
    }
}

impl Listening {
    /// Reads what this answer says.
    pub fn to(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        let headers = response.headers();
        for (name, value) in [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-store"),
            ("access-control-allow-origin", "*"),
            ("x-accel-buffering", "no"),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
        Self {
            response,
            received: Vec::new(),
            last_id: String::new(),
            alive: 0,
        }
    }

    /// The next event; none if the stream has ended as it should.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.received_event() {
                return Some(event);
            }
            self.more().await?;
        }
    }

    /// Waits until the server has said so often that it is still there; there must be no event before.
    pub async fn is_alive(&mut self, times: usize) {
        while self.alive < times {
            self.more().await.expect("the stream goes on");
            assert_eq!(self.received_event(), None);
        }
    }

    fn received_event(&mut self) -> Option<Event> {
        while let Some(at) = self.received.windows(2).position(|end| end == b"\n\n") {
            let block: Vec<u8> = self.received.drain(..at + 2).collect();
            if let Some(event) = self.read(std::str::from_utf8(&block).unwrap()) {
                return Some(event);
            }
        }
        None
    }

    async fn more(&mut self) -> Option<()> {
        let chunk = timeout(PATIENCE, self.response.chunk()).await;
        let chunk = chunk.expect("something happens").unwrap()?;
        self.received.extend_from_slice(&chunk);
        Some(())
    }

    /// The next event, which must come.
    pub async fn event(&mut self) -> Event {
        self.next().await.expect("the stream goes on")
    }

    fn read(&mut self, block: &str) -> Option<Event> {
        let (mut name, mut data) = (String::new(), None);
        for line in block.lines().filter(|line| !line.is_empty()) {
            match line.split_once(": ") {
                Some(("event", text)) => name = text.into(),
                Some(("data", text)) => data = Some(text.to_owned()),
                Some(("id", text)) => self.last_id = text.into(),
                Some(("retry", ms)) => assert!(ms.parse::<u32>().is_ok(), "{ms}"),
                _ => {
                    assert!(line.starts_with(':'), "{line}");
                    self.alive += 1;
                }
            }
        }
        let id = self.last_id.clone();
        data.map(|data| Event { name, id, data })
    }
}

/// What a page shows that heard these events and nothing else.
#[derive(Debug, Default)]
pub struct Heard {
    /// The last word on each comment.
    pub comments: BTreeMap<CommentId, Comment>,
    /// The last event of each version.
    pub versions: Vec<i64>,
    /// Published comments, as last told.
    pub total: u32,
}

impl Heard {
    /// Takes note of an event about a comment, which must be newer than all before.
    pub fn note(&mut self, event: &Event) {
        let told = event.comment();
        let last = self.versions.last().copied().unwrap_or_default();
        assert!(told.version > last, "{} after {last}", told.version);
        assert_ne!(told.comment.status, CommentStatus::Pending);
        self.versions.push(told.version);
        self.total = told.total;
        self.comments.insert(told.comment.id.clone(), told.comment);
    }

    /// What is to be seen: no counts of replies, which change without an event.
    pub fn shown(&self) -> Vec<Comment> {
        let shown = self.comments.values().filter(|comment| {
            comment.status == CommentStatus::Published || comment.reply_count > 0
        });
        without_counts(shown)
    }
}

/// Comments by their ids, without counts of replies.
pub fn without_counts<'a>(comments: impl IntoIterator<Item = &'a Comment>) -> Vec<Comment> {
    let bare = comments.into_iter().map(|comment| Comment {
        reply_count: 0,
        ..comment.clone()
    });
    let mut comments: Vec<_> = bare.collect();
    comments.sort_by(|a, b| a.id.cmp(&b.id));
    comments
}
