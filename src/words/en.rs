//! English.

use super::{CommentWords, Words, time::TimeWords};

/// English.
pub static EN: Words = Words {
    lang: "en",
    time: TimeWords {
        just_now: "just now",
        minutes: ["1 minute ago", "{n} minutes ago"],
        hours: ["1 hour ago", "{n} hours ago"],
        days: ["1 day ago", "{n} days ago"],
    },
    comments: CommentWords { heading: "Comments" },
};
