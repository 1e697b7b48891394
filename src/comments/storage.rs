//! What the reader's browser keeps of one thread: drafts, and comments on their way.
//!
//! Keys start with `chuyen:`; a space parts their pieces, for neither URLs nor ids hold one. Every
//! entry has a key of its own, so that two tabs never overwrite each other's.

use std::{cell::RefCell, rc::Rc};

use model::{ArticleId, CommentId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::json;

use super::{
    local::{self, Kept},
    outbox::{ENTRY_KEPT_FOR_MS, Entry, Stand},
};

const DRAFT: &str = "chuyen:draft";
const ENTRY: &str = "chuyen:outbox";
const NAME: &str = "chuyen:name";

/// How long a draft is kept that nobody comes back to: 30 days.
const DRAFT_KEPT_FOR_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

/// What is kept of one thread.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadStorage {
    /// Server and article.
    thread: Rc<str>,
}

/// Which composer a draft belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The one under the article.
    Article,
    /// The one under this comment.
    Reply(CommentId),
    /// The one that holds the reader's own comment with this key.
    Edit(String),
}

/// What is in a composer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// The text as typed.
    pub text: String,
    /// The name as typed.
    pub author_name: String,
    /// When it was last changed, in milliseconds by this device's clock.
    pub kept_at_ms: i64,
}

/// The name a reader gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownName {
    /// The name.
    pub name: String,
    /// They want it remembered.
    pub remember: bool,
}

thread_local! {
    static LAST_NAME: RefCell<Option<KnownName>> = const { RefCell::new(None) };
}

/// What everything kept says.
#[derive(Deserialize)]
struct Age {
    kept_at_ms: i64,
}

impl ThreadStorage {
    /// Of the thread on `article`, which the backend at `address` keeps.
    pub fn new(address: &str, article: &ArticleId) -> Self {
        Self {
            thread: format!("{address} {article}").into(),
        }
    }

    /// What was typed at `place` and not sent.
    pub fn draft(&self, place: &Place) -> Option<KeptDraft> {
        read(&self.draft_key(place))
    }

    /// Keeps what is typed at `place`, if anything is.
    pub fn keep_draft(&self, place: &Place, draft: &KeptDraft) {
        if draft.text.is_empty() && draft.author_name.is_empty() {
            self.forget_draft(place);
        } else {
            write(&self.draft_key(place), draft);
        }
    }

    /// Forgets what was typed at `place`.
    pub fn forget_draft(&self, place: &Place) {
        local::remove(&self.draft_key(place));
    }

    /// Forgets the draft that became this comment, if it could not be forgotten when it was sent.
    pub fn forget_draft_of(&self, entry: &Entry) {
        let place = entry.parent.clone().map_or(Place::Article, Place::Reply);
        let became = |draft: KeptDraft| draft.text.trim() == entry.text;
        if self.draft(&place).is_some_and(became) {
            self.forget_draft(&place);
        }
    }

    /// Is this text on its way? Then it is kept as a draft only because there was no room for more.
    pub fn is_on_its_way(&self, text: &str, now_ms: i64) -> bool {
        self.entries(now_ms)
            .iter()
            .any(|entry| matches!(entry.stand, Stand::Unsent) && entry.text == text.trim())
    }

    /// The reader's own comments, in no order; those that nothing can be done about any more are forgotten.
    /// What cannot be read stays: another version may.
    pub fn entries(&self, now_ms: i64) -> Vec<Entry> {
        let mut entries = Vec::new();
        for key in local::keys(&format!("{ENTRY} {} ", self.thread)) {
            match read::<Entry>(&key) {
                Some(entry) if entry.is_over(now_ms) => local::remove(&key),
                Some(entry) => entries.push(entry),
                None => {}
            }
        }
        entries
    }

    /// Keeps an own comment as it is now.
    pub fn keep_entry(&self, entry: &Entry) -> Kept {
        write(&self.entry_key(&entry.key), entry)
    }

    /// Forgets the own comment with this key.
    pub fn forget_entry(&self, key: &str) {
        local::remove(&self.entry_key(key));
    }

    fn draft_key(&self, place: &Place) -> String {
        let thread = &self.thread;
        match place {
            Place::Article => format!("{DRAFT} {thread} article"),
            Place::Reply(comment) => format!("{DRAFT} {thread} reply {comment}"),
            Place::Edit(key) => format!("{DRAFT} {thread} edit {key}"),
        }
    }

    fn entry_key(&self, key: &str) -> String {
        format!("{ENTRY} {} {key}", self.thread)
    }
}

/// Forgets what was kept of any thread that nobody came back to.
pub fn forget_old(now_ms: i64) {
    for (prefix, kept_for_ms) in [(DRAFT, DRAFT_KEPT_FOR_MS), (ENTRY, ENTRY_KEPT_FOR_MS)] {
        for key in local::keys(prefix) {
            let old = |age: Age| now_ms - age.kept_at_ms > kept_for_ms;
            if read(&key).is_some_and(old) {
                local::remove(&key);
            }
        }
    }
}

/// The name the reader last gave.
pub fn known_name() -> Option<KnownName> {
    let remembered = local::get(NAME).map(|name| KnownName {
        name,
        remember: true,
    });
    remembered.or_else(|| LAST_NAME.with_borrow(Clone::clone))
}

/// Knows the reader's name: until the page is left, or from now on if that is what they want.
pub fn know_name(known: KnownName) {
    if known.remember {
        local::put(NAME, &known.name);
    } else {
        local::remove(NAME);
    }
    LAST_NAME.set(Some(known));
}

fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
    json::read(&local::get(key)?).ok()
}

fn write(key: &str, value: &impl Serialize) -> Kept {
    local::put(key, &json::write(value))
}
