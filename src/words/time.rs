//! Moments in words. What time it is comes in as data, so that views stay pure.

use std::fmt;

use model::ZonedTime;

use super::{Words, calendar::rfc3339, fill, lines::words};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// How many days back a reader still counts; older moments are given by their date.
const COUNTED_DAYS: i64 = 7;

/// What the clock on the reader's wall shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// Now, in milliseconds since 1970; none where a page is made for later readers, who then see
    /// moments instead of "two hours ago".
    pub now_ms: Option<i64>,
    /// Where the wall is.
    pub zone: Zone,
}

/// A place's local time: how far it is ahead of UTC, in minutes, at a moment in milliseconds since 1970.
#[derive(Clone, Copy)]
pub struct Zone(&'static (dyn Fn(i64) -> i32 + Sync));

impl Zone {
    /// The place whose local time is ahead like that.
    pub const fn new(offset_min: &'static (dyn Fn(i64) -> i32 + Sync)) -> Self {
        Self(offset_min)
    }
}

/// UTC.
impl Default for Zone {
    fn default() -> Self {
        Self::new(&|_| 0)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zone").finish_non_exhaustive()
    }
}

/// Two are the same if they are one.
impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::addr_eq(self.0, other.0)
    }
}

words! {
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
        /// A date and the time of day: `{day}`, `{month}` and `{year}` in digits, `{name}` of the month, `{clock}`.
        pub moment: &'static str,
        /// Names of the months, if dates are printed with them.
        pub months: [&'static str; 12],
    }
}

impl Words {
    /// A moment as a newspaper prints it, on the wall it was written at: `27/05/2023 - 18:21`.
    pub fn printed(&self, time: &ZonedTime) -> String {
        self.laid_out(time.as_str())
    }

    /// The same of a time as RFC 3339 writes it.
    fn laid_out(&self, time: &str) -> String {
        let piece = |from, to| time.get(from..to).unwrap_or_default();
        let month = piece(5, 7);
        let place: usize = month.parse().unwrap_or(1);
        let values = [
            ("day", piece(8, 10)),
            ("month", month),
            ("year", piece(0, 4)),
            ("name", self.time.months[(place + 11) % 12]),
            ("clock", piece(11, 16)),
        ];
        fill(self.time.moment, &values)
    }

    /// A moment, given in milliseconds since 1970, on the reader's wall.
    pub fn moment(&self, at_ms: i64, clock: Clock) -> String {
        let ahead_ms = i64::from((clock.zone.0)(at_ms)) * MINUTE_MS;
        self.laid_out(&rfc3339(at_ms.saturating_add(ahead_ms)))
    }

    /// How long ago it was: "2 giờ trước"; the moment itself after a week, or where nobody knows
    /// what time it is. A moment yet to come is "just now": two clocks never agree.
    pub fn ago(&self, at_ms: i64, clock: Clock) -> String {
        let Some(now_ms) = clock.now_ms else {
            return self.moment(at_ms, clock);
        };
        match now_ms.saturating_sub(at_ms) {
            passed if passed < MINUTE_MS => self.time.just_now.to_owned(),
            passed if passed < HOUR_MS => self.count(self.time.minutes, passed / MINUTE_MS),
            passed if passed < DAY_MS => self.count(self.time.hours, passed / HOUR_MS),
            passed if passed < COUNTED_DAYS * DAY_MS => self.count(self.time.days, passed / DAY_MS),
            _ => self.moment(at_ms, clock),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{EN, VI};

    /// 27 May 2023, 11:21:00 UTC.
    const AT_MS: i64 = 1_685_186_460_000;

    fn clock(later_ms: i64) -> Clock {
        Clock {
            now_ms: Some(AT_MS + later_ms),
            zone: Zone::new(&|_| 420),
        }
    }

    #[test]
    fn a_time_is_printed_on_the_wall_it_was_written_at() {
        let time: ZonedTime = "2023-05-27T18:21:00+07:00".parse().unwrap();
        assert_eq!(VI.printed(&time), "27/05/2023 - 18:21");
        assert_eq!(EN.printed(&time), "27 May 2023, 18:21");
    }

    #[test]
    fn a_moment_is_told_on_the_reader_s_wall() {
        assert_eq!(VI.moment(AT_MS, clock(0)), "27/05/2023 - 18:21");
        assert_eq!(EN.moment(AT_MS, Clock::default()), "27 May 2023, 11:21");
        let west = Clock {
            zone: Zone::new(&|_| -690),
            ..Clock::default()
        };
        assert_eq!(VI.moment(AT_MS, west), "26/05/2023 - 23:51");
        let summer = Clock {
            zone: Zone::new(&|at_ms| if at_ms < AT_MS { 0 } else { 60 }),
            ..Clock::default()
        };
        assert_eq!(EN.moment(AT_MS - 1, summer), "27 May 2023, 11:20");
        assert_eq!(EN.moment(AT_MS, summer), "27 May 2023, 12:21");
    }

    #[test]
    fn how_long_ago_is_counted_up_to_a_week() {
        for (later_ms, said) in [
            (-5 * MINUTE_MS, "vừa xong"),
            (MINUTE_MS - 1, "vừa xong"),
            (MINUTE_MS, "1 phút trước"),
            (2 * HOUR_MS, "2 giờ trước"),
            (7 * DAY_MS - 1, "6 ngày trước"),
            (7 * DAY_MS, "27/05/2023 - 18:21"),
        ] {
            assert_eq!(VI.ago(AT_MS, clock(later_ms)), said);
        }
        assert_eq!(EN.ago(AT_MS, clock(HOUR_MS)), "1 hour ago");
        assert_eq!(VI.ago(AT_MS, Clock::default()), "27/05/2023 - 11:21");
    }
}
