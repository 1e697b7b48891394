//! The queries behind what readers ask for, so that their plans can be looked at.

use super::{article, comment, thread};

/// What each answers, and its SQL. What is around a comment is read by its id, those of its ancestors, and a page.
pub const READS: [(&str, &str); 6] = [
    ("newest", thread::NEWEST),
    ("oldest", thread::OLDEST),
    ("best", thread::BEST),
    ("replies", thread::REPLIES),
    ("comment", comment::BY_ID),
    ("counts", article::COUNTED),
];
