//! Data as JSON text: what travels, and what a reader's browser keeps.
//!
//! In a browser its own parser does the reading, which saves shipping another one; elsewhere `serde_json` does.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod read;
#[cfg(target_arch = "wasm32")]
mod write;

#[cfg(not(target_arch = "wasm32"))]
pub use native::{read, write};
#[cfg(target_arch = "wasm32")]
pub use read::read;
#[cfg(target_arch = "wasm32")]
pub use write::write;

use thiserror::Error;

/// The text is not what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not the JSON that was expected: {0}")]
pub struct Unreadable(String);
