//! The door from JavaScript: a host page's tag in, article, share bar and thread out.

#[cfg(all(target_arch = "wasm32", feature = "full"))]
mod attributes;
#[cfg(target_arch = "wasm32")]
mod events;
#[cfg(all(target_arch = "wasm32", feature = "full"))]
mod load;
#[cfg(all(target_arch = "wasm32", feature = "full"))]
mod mount;
#[cfg(any(all(target_arch = "wasm32", feature = "full"), test))]
mod options;
#[cfg(target_arch = "wasm32")]
mod plain;
#[cfg(target_arch = "wasm32")]
mod wake;
#[cfg(all(target_arch = "wasm32", feature = "full"))]
mod widget;

#[cfg(all(target_arch = "wasm32", feature = "full"))]
pub use mount::{Mounted, mount};
#[cfg(target_arch = "wasm32")]
pub use wake::{Island, wake};
