//! What adapters keep in the reader's browser: in the page's storage, or in memory where that is missing, full, or throws.

use std::cell::RefCell;

use model::CommentId;
use web_sys::Storage;

thread_local! {
    static MEMORY: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// What was put under `key`.
pub(super) fn get(key: &str) -> Option<String> {
    let in_memory = MEMORY.with_borrow(|memory| {
        let found = memory.iter().find(|(other, _)| other == key);
        found.map(|(_, value)| value.clone())
    });
    in_memory.or_else(|| storage()?.get_item(key).ok()?)
}

/// Puts `value` under `key`; it outlives the page, if that is possible.
pub(super) fn put(key: &str, value: &str) {
    forget(key);
    if storage().is_none_or(|storage| storage.set_item(key, value).is_err()) {
        // What is there says less, and still more than nothing once the page is left.
        remember(key, value);
    }
}

/// Puts `value` under `key` until the page is left.
pub(super) fn lend(key: &str, value: &str) {
    remove(key);
    remember(key, value);
}

/// Forgets what is under `key`.
pub(super) fn remove(key: &str) {
    forget(key);
    if let Some(storage) = storage() {
        // A storage that cannot forget could not keep either.
        let _ = storage.remove_item(key);
    }
}

/// All keys that start with `prefix`.
pub(super) fn keys(prefix: &str) -> Vec<String> {
    let mut keys: Vec<String> =
        MEMORY.with_borrow(|memory| memory.iter().map(|(key, _)| key.clone()).collect());
    if let Some(storage) = storage() {
        let count = storage.length().unwrap_or(0);
        keys.extend((0..count).filter_map(|at| storage.key(at).ok()?));
    }
    keys.retain(|key| key.starts_with(prefix));
    keys
}

fn remember(key: &str, value: &str) {
    MEMORY.with_borrow_mut(|memory| memory.push((key.to_owned(), value.to_owned())));
}

fn forget(key: &str) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|(other, _)| other != key));
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The comments that this reader likes, on servers that do not know who likes what.
pub(super) struct Likes(String);

impl Likes {
    /// Of a thread.
    pub fn of(address: &str, article: &model::ArticleId) -> Self {
        Self(format!("chuyen:likes {address} {article}"))
    }

    /// All.
    pub fn all(&self) -> Vec<CommentId> {
        let kept = get(&self.0).unwrap_or_default();
        kept.split(' ').filter_map(|id| id.parse().ok()).collect()
    }

    /// Notes what the reader likes, or no longer.
    pub fn note(&self, comment: &CommentId, liked: bool) {
        let mut all = self.all();
        all.retain(|other| other != comment);
        if liked {
            all.push(comment.clone());
        }
        let all: Vec<&str> = all.iter().map(CommentId::as_str).collect();
        put(&self.0, &all.join(" "));
    }
}
