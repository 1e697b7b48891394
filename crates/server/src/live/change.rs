//! Something that happened, as it is sent: rendered once for all who are told.

use std::ops::Range;

use axum::body::Bytes;
use model::{ArticleEvent, ArticleId, ArticleState, CommentEvent, ResetEvent, ThreadState};
use serde::Serialize;

use crate::store::Newer;

/// One event.
pub struct Change {
    /// The article's version then.
    pub version: i64,
    /// With the version as its id, for those who look at nothing else.
    whole: Bytes,
    /// Which bytes name the article, as JSON.
    name: Range<usize>,
    /// Bytes before the id.
    id_at: usize,
}

impl Change {
    fn new(name: &str, (id, version): (&ArticleId, i64), data: &impl Serialize) -> Self {
        let data = serde_json::to_string(data).expect("an event has only strings for keys");
        let before = format!("event: {name}\ndata: {{\"article_id\":");
        // JSON has no line breaks of its own.
        let mut whole = format!("event: {name}\ndata: {data}\n");
        debug_assert!(
            whole.starts_with(&before),
            "an event names its article first"
        );
        let id_at = whole.len();
        whole += &format!("id: {version}\n\n");
        Self {
            version,
            whole: whole.into(),
            name: before.len()..before.len() + json(id).len(),
            id_at,
        }
    }

    /// Too much has happened to be told.
    pub fn reset(id: &ArticleId, version: i64) -> Self {
        let data = ResetEvent {
            article_id: id.clone(),
            version,
        };
        Self::new("reset", (id, version), &data)
    }

    /// As it is sent to who has then seen these versions.
    pub fn frames(&self, versions: &[i64]) -> [Option<Bytes>; 2] {
        match versions {
            [_] => [Some(self.whole.clone()), None],
            _ => [Some(self.whole.slice(..self.id_at)), Some(id(versions))],
        }
    }

    /// The same to who knows the article by another name.
    pub fn frames_for(&self, alias: &ArticleId, versions: &[i64]) -> [Option<Bytes>; 2] {
        let (before, after) = (&self.whole[..self.name.start], self.name.end..self.id_at);
        let event = [before, json(alias).as_bytes(), &self.whole[after]].concat();
        [Some(event.into()), Some(id(versions))]
    }

    /// How much memory it takes, in bytes.
    pub fn len(&self) -> usize {
        self.whole.len()
    }
}

fn json(id: &ArticleId) -> String {
    serde_json::to_string(id).expect("an id is a string")
}

/// The end of an event: which versions have been seen with it.
pub fn id(versions: &[i64]) -> Bytes {
    let versions: Vec<_> = versions.iter().map(i64::to_string).collect();
    format!("id: {}\n\n", versions.join(",")).into()
}

/// Everything that `newer` tells, in order, and the version up to which that is all that happened after `from`.
pub fn changes(id: &ArticleId, from: i64, newer: Newer) -> (Vec<Change>, i64) {
    let last = newer.comments.last().map(|last| last.version);
    let to = match last {
        Some(last) if newer.more => last,
        _ => newer.version.max(from),
    };
    let (state, article_state) = match (newer.gone, newer.closed) {
        (true, _) => (ThreadState::Closed, ArticleState::Gone),
        (false, true) => (ThreadState::Closed, ArticleState::Closed),
        (false, false) => (ThreadState::Open, ArticleState::Open),
    };
    let (total, own_version) = (newer.total, newer.own_version);
    let comments = newer.comments.into_iter().map(|changed| {
        let data = CommentEvent {
            article_id: id.clone(),
            version: changed.version,
            total,
            state,
            comment: changed.comment,
        };
        Change::new("comment", (id, changed.version), &data)
    });
    let mut changes: Vec<_> = comments.collect();
    if own_version > from && own_version <= to {
        let data = ArticleEvent {
            article_id: id.clone(),
            version: own_version,
            total,
            state: article_state,
        };
        let at = changes.partition_point(|change| change.version < own_version);
        changes.insert(at, Change::new("article", (id, own_version), &data));
    }
    (changes, to)
}
