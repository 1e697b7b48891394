//! Moving house: a newsroom's articles and threads out of this server and into it, and comments in from others.

pub mod archive;
mod error;
pub mod foreign;
pub mod progress;

pub use error::{Fault, MovingError, Result};
