//! All of a newsroom as a folder of JSON Lines, and back.

mod export;
mod manifest;
mod read;
mod restore;
mod verify;

pub use export::export;
pub use manifest::{FORMAT, MANIFEST, Manifest, Part, VERSION};
pub use restore::{Summary, restore};
pub use verify::{MOST_FAULTS, Verified, verify};
