//! The host page's storage, which may be missing, full, or throw: then memory stands in for it
//! until the page is left.

use std::cell::RefCell;

use web_sys::Storage;

thread_local! {
    /// Keys and values.
    static MEMORY: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// Where something was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It outlives the page.
    Stored,
    /// It is gone with the page.
    InMemory,
}

/// What was put under `key`.
pub fn get(key: &str) -> Option<String> {
    let in_memory = MEMORY.with_borrow(|memory| {
        let found = memory.iter().find(|(other, _)| other == key);
        found.map(|(_, value)| value.clone())
    });
    in_memory.or_else(|| storage()?.get_item(key).ok()?)
}

/// Puts `value` under `key`.
pub fn put(key: &str, value: &str) -> Kept {
    forget(key);
    if storage().is_some_and(|storage| storage.set_item(key, value).is_ok()) {
        return Kept::Stored;
    }
    MEMORY.with_borrow_mut(|memory| memory.push((key.to_owned(), value.to_owned())));
    Kept::InMemory
}

/// Puts here what somebody else could not put into the page's storage.
pub fn remember(key: &str, value: &str) {
    let _ = put(key, value);
}

/// Forgets what is under `key`.
pub fn remove(key: &str) {
    forget(key);
    if let Some(storage) = storage() {
        // A storage that cannot forget could not keep either.
        let _ = storage.remove_item(key);
    }
}

fn forget(key: &str) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|(other, _)| other != key));
}

/// All keys that start with `prefix`, in no order; one may come twice, from storage and from memory.
pub fn keys(prefix: &str) -> Vec<String> {
    let mut keys: Vec<String> =
        MEMORY.with_borrow(|memory| memory.iter().map(|(key, _)| key.clone()).collect());
    if let Some(storage) = storage() {
        let count = storage.length().unwrap_or(0);
        keys.extend((0..count).filter_map(|at| storage.key(at).ok()?));
    }
    keys.retain(|key| key.starts_with(prefix));
    keys
}

/// Reading `window.localStorage` alone may throw, in a sandbox or with cookies blocked.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
