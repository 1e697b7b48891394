//! In a program without adapters to other servers.

use super::{BackendHandle, Place};

/// What `connect` knows; attribute `backend` is one of them.
pub const KINDS: &[&str] = &["own", "none"];

/// None.
pub(super) fn open(_: &str, _: &Place) -> Option<BackendHandle> {
    None
}
