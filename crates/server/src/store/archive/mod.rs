//! The database as lines of text, and lines of text as the database: what belongs to a newsroom, moved elsewhere.
//!
//! Left out is what must not travel or means nothing elsewhere: the secret that tokens are made with, and sign-ins that
//! are under way.

mod line;
mod restore;
mod snapshot;
mod tables;

pub use line::{Line, Value};
pub use restore::{Restored, Run};
pub use snapshot::Snapshot;
pub use tables::{Column, Kind, LEFT_OUT, TABLES, Table};
