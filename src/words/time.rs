//! Moments in words. What time it is comes in as data, so that views stay pure.

use std::fmt;

use model::ZonedTime;

use super::{Words, calendar::rfc3339, fill, lines::words};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// How many days back a reader still counts; older moments are given by their date.
const COUNTED_DAYS: i64 = 7;

/// How much time went by, as far as readers are told: of two that are the same, the same is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Passed {
    /// Too much to be counted, or nobody knows: the moment itself is told.
    #[default]
    Uncounted,
    /// Less than a minute, or something yet to come: two clocks never agree.
    Nothing,
    /// Less than an hour.
    Minutes(i64),
    /// Less than a day.
    Hours(i64),
    /// Less than a week.
    Days(i64),
}

impl Passed {
    /// From one moment to another, both in milliseconds since 1970.
    pub fn between(at_ms: i64, now_ms: i64) -> Self {
        match now_ms.saturating_sub(at_ms) {
            passed if passed < MINUTE_MS => Self::Nothing,
            passed if passed < HOUR_MS => Self::Minutes(passed / MINUTE_MS),
            passed if passed < DAY_MS => Self::Hours(passed / HOUR_MS),
            passed if passed < COUNTED_DAYS * DAY_MS => Self::Days(passed / DAY_MS),
            _ => Self::Uncounted,
        }
    }
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
        /// A date and the time of day: `{day}`, `{month}` and `{year}` in digits, `{date}` without a
        /// leading zero, `{name}` of the month, `{clock}`.
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
            ("date", piece(8, 10).trim_start_matches('0')),
            ("month", month),
            ("year", piece(0, 4)),
            ("name", self.time.months[(place + 11) % 12]),
            ("clock", piece(11, 16)),
        ];
        fill(self.time.moment, &values)
    }

    /// A moment, given in milliseconds since 1970, on a wall in `zone`.
    pub fn moment(&self, at_ms: i64, zone: Zone) -> String {
        let ahead_ms = i64::from((zone.0)(at_ms)) * MINUTE_MS;
        self.laid_out(&rfc3339(at_ms.saturating_add(ahead_ms)))
    }

    /// How long ago it was: "2 giờ trước"; nothing where that is not counted.
    pub fn ago(&self, passed: Passed) -> Option<String> {
        match passed {
            Passed::Uncounted => None,
            Passed::Nothing => Some(self.time.just_now.to_owned()),
            Passed::Minutes(n) => Some(self.count(self.time.minutes, n)),
            Passed::Hours(n) => Some(self.count(self.time.hours, n)),
            Passed::Days(n) => Some(self.count(self.time.days, n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{EN, VI};

    /// 27 May 2023, 11:21:00 UTC.
    const AT_MS: i64 = 1_685_186_460_000;

    #[test]
    fn a_time_is_printed_on_the_wall_it_was_written_at() {
        let time: ZonedTime = "2023-05-27T18:21:00+07:00".parse().unwrap();
        assert_eq!(VI.printed(&time), "27/05/2023 - 18:21");
        assert_eq!(EN.printed(&time), "27 May 2023, 18:21");
        let early: ZonedTime = "2023-05-07T08:05:00+07:00".parse().unwrap();
        assert_eq!(VI.printed(&early), "07/05/2023 - 08:05");
        assert_eq!(EN.printed(&early), "7 May 2023, 08:05");
    }

    #[test]
    fn a_moment_is_told_on_the_reader_s_wall() {
        let hanoi = Zone::new(&|_| 420);
        assert_eq!(VI.moment(AT_MS, hanoi), "27/05/2023 - 18:21");
        assert_eq!(EN.moment(AT_MS, Zone::default()), "27 May 2023, 11:21");
        let west = Zone::new(&|_| -690);
        assert_eq!(VI.moment(AT_MS, west), "26/05/2023 - 23:51");
        let summer = Zone::new(&|at_ms| if at_ms < AT_MS { 0 } else { 60 });
        assert_eq!(EN.moment(AT_MS - 1, summer), "27 May 2023, 11:20");
        assert_eq!(EN.moment(AT_MS, summer), "27 May 2023, 12:21");
    }

    #[test]
    fn how_long_ago_is_counted_up_to_a_week() {
        let after = |ms| Passed::between(AT_MS, AT_MS + ms);
        for (later_ms, said) in [
            (-5 * MINUTE_MS, Some("vừa xong")),
            (MINUTE_MS - 1, Some("vừa xong")),
            (MINUTE_MS, Some("1 phút trước")),
            (2 * HOUR_MS, Some("2 giờ trước")),
            (7 * DAY_MS - 1, Some("6 ngày trước")),
            (7 * DAY_MS, None),
        ] {
            assert_eq!(VI.ago(after(later_ms)).as_deref(), said);
        }
        assert_eq!(EN.ago(after(HOUR_MS)).as_deref(), Some("1 hour ago"));
        assert_eq!(VI.ago(Passed::between(i64::MIN, i64::MAX)), None);
    }
}
