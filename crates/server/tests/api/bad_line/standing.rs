//! What stands in the end, held against what its authors want.

use std::collections::{BTreeMap, BTreeSet};

use chuyen::comments::outbox::{Entry, Stand};
use futures_util::future::join_all;
use model::{Comment, Posted};

use super::fate::Fate;
use super::line::Passage;
use super::reader::{Done, Written};
use crate::common::TestApp;
use crate::common::asking::{read, said};

/// No fate was spared any kind of request that matters, or the line was not bad enough to tell anything.
pub fn everything_happened(readers: &[Done]) {
    let passages = || readers.iter().flat_map(|reader| &reader.passages);
    for method in ["POST", "PATCH"] {
        let met: BTreeSet<_> = passages()
            .filter(|passage| passage.method == method)
            .map(|passage| passage.fate)
            .collect();
        for fate in Fate::ALL.map(Some).into_iter().chain([None]) {
            assert!(met.contains(&fate), "no {method} met {fate:?}");
        }
    }
    let written = || readers.iter().flat_map(|reader| reader.written.values());
    assert!(written().filter(|written| written.edits > 0).count() > 300);
    assert!(written().filter(|written| written.is_cancelled).count() > 50);
}

/// Every comment that was not taken back stands once, as it was last written, and its author knows; no other stands.
pub fn each_stands_once(readers: &[Done], thread: &[Comment]) {
    let mut standing = BTreeMap::<String, Vec<String>>::new();
    for comment in thread {
        let said = said(comment);
        let key = said.split(' ').next().unwrap_or_default().to_owned();
        standing.entry(key).or_default().push(said);
    }
    let mut wrong = Vec::new();
    for reader in readers {
        for (key, written) in &reader.written {
            let stands = standing.remove(key).unwrap_or_default();
            let wanted: &[_] = match written.is_cancelled {
                true => &[],
                false => std::slice::from_ref(&written.text),
            };
            let entry = reader.outbox.get(key);
            if stands != wanted || !knows(written, entry.map(|entry| &**entry)) {
                let known = entry.map(|entry| (&entry.text, &entry.stand));
                let way = way(&reader.passages, key);
                let line = format!("wanted {wanted:?}, stands {stands:?}, known {known:?}: {way}");
                wrong.push(line);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(standing.is_empty(), "nobody wrote {standing:?}");
}

fn knows(written: &Written, entry: Option<&Entry>) -> bool {
    match entry {
        None => written.is_cancelled,
        Some(entry) => {
            let posted = entry.posted.as_ref();
            !written.is_cancelled
                && entry.stand == Stand::Settled
                && posted.is_some_and(|posted| said(&posted.comment) == written.text)
        }
    }
}

/// What became of every request about a comment.
fn way(passages: &[Passage], key: &str) -> String {
    let about = passages.iter().filter(|passage| passage.about == key);
    let way = about.map(|passage| match passage.fate {
        Some(fate) => format!("{} {fate:?}", passage.method),
        None => format!("{} of before arrives", passage.method),
    });
    way.collect::<Vec<_>>().join(", ")
}

/// Every author can change every comment of theirs with what the outbox kept; says what the comments then are.
pub async fn each_can_still_be_edited(app: &TestApp, readers: &[Done]) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for reader in readers {
        let edits = reader.outbox.entries().iter().map(async |entry| {
            let posted = entry.posted.clone().unwrap();
            let posted = Posted {
                comment: posted.comment,
                edit_token: posted.edit_token,
                editable_for_s: 0,
            };
            let text = format!("{} at last", entry.key);
            let edited: Posted = read(app.edit(&posted, &text).await, 200).await;
            assert_eq!(edited.comment.id, posted.comment.id);
            text
        });
        texts.extend(join_all(edits).await);
    }
    texts
}
