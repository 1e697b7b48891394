//! The JSON that Isso reads from others: threads, each with its comments.

use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use serde::{Deserialize, Deserializer};

use super::{Piece, SourceComment, SourceThread, Standing, Text, wall_clock_ms};
use crate::moving::{Fault, MovingError, Result};

/// Largest file, in bytes: it is read whole.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Threads that were read.
pub(in super::super) struct Generic {
    /// Not yet handed over, in reverse.
    threads: Vec<Thread>,
    /// Of the thread that was handed over last, its link and what is left of it in reverse.
    comments: (String, Vec<Comment>),
    size: u64,
    given: u64,
}

#[derive(Deserialize)]
struct Thread {
    id: String,
    #[serde(default, deserialize_with = "maybe")]
    title: String,
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
struct Comment {
    id: Id,
    #[serde(default)]
    parent: Option<Id>,
    #[serde(default, deserialize_with = "maybe")]
    author: String,
    #[serde(deserialize_with = "maybe")]
    text: String,
    #[serde(deserialize_with = "maybe")]
    created: String,
}

/// As whoever wrote the file counted.
#[derive(Deserialize)]
#[serde(untagged, expecting = "an id is a number or a string")]
enum Id {
    Number(i64),
    Text(String),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// A string, empty for null.
fn maybe<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<String, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// Does a file begin as such JSON does?
pub(super) fn is_one(path: &Path) -> Result<bool> {
    let file = File::open(path).map_err(MovingError::at(path))?;
    let bytes = BufReader::new(file).bytes().take(64);
    let first = bytes
        .map_while(|b| b.ok())
        .find(|b| !b.is_ascii_whitespace());
    Ok(first == Some(b'['))
}

impl Generic {
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(MovingError::at(path))?;
        let fault = |line: usize, what: String| {
            MovingError::Fault(Fault {
                file: path.display().to_string(),
                line: line as u64,
                what,
            })
        };
        let bytes = file.metadata().map_err(MovingError::at(path))?.len();
        if bytes > MAX_BYTES {
            return Err(fault(0, format!("{bytes} bytes, allowed are {MAX_BYTES}")));
        }
        let read = serde_json::from_reader(BufReader::new(file));
        let mut threads: Vec<Thread> = read.map_err(|e| fault(e.line(), e.to_string()))?;
        let size = threads
            .iter()
            .map(|thread| thread.comments.len() as u64 + 1);
        let size = size.sum();
        threads.reverse();
        Ok(Self {
            threads,
            comments: (String::new(), Vec::new()),
            size,
            given: 0,
        })
    }

    /// How many pieces there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many of them were read.
    pub fn position(&self) -> u64 {
        self.given
    }

    pub fn next(&mut self) -> Option<Piece> {
        if let Some(comment) = self.comments.1.pop() {
            self.given += 1;
            return Some(Piece::Comment(said(comment, &self.comments.0)));
        }
        let mut thread = self.threads.pop()?;
        self.given += 1;
        thread.comments.reverse();
        self.comments = (thread.id.clone(), thread.comments);
        Some(Piece::Thread(SourceThread {
            key: thread.id.clone(),
            link: thread.id,
            id: String::new(),
            title: thread.title,
            is_gone: false,
        }))
    }
}

fn said(comment: Comment, thread: &str) -> SourceComment {
    let posted_at_ms = wall_clock_ms(&comment.created);
    SourceComment {
        id: comment.id.to_string(),
        scope: thread.to_owned(),
        stamp: posted_at_ms.unwrap_or_default(),
        thread: thread.to_owned(),
        parent: comment.parent.map(|parent| parent.to_string()),
        author: comment.author,
        text: Text::Markdown(comment.text),
        standing: Standing::Published,
        likes: 0,
        posted_at_ms,
        edited_at_ms: None,
    }
}
