//! Moments in words. What time it is comes in as data, so that views stay pure.

/// What the reader's clock shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Now, in milliseconds since 1970; none where a page is made for later readers, who then see
    /// moments instead of "two hours ago".
    pub now_ms: Option<i64>,
    /// How far local time is ahead of UTC, in minutes.
    pub utc_offset_min: i32,
}

/// Words for moments.
pub struct TimeWords {
    /// Less than a minute ago.
    pub just_now: &'static str,
    /// One minute ago, and `{n}` minutes ago.
    pub minutes: [&'static str; 2],
    /// One hour ago, and `{n}` hours ago.
    pub hours: [&'static str; 2],
    /// One day ago, and `{n}` days ago.
    pub days: [&'static str; 2],
}
