//! Moments in words. What time it is comes in as data, so that views stay pure.

use std::fmt;

use model::ZonedTime;

use super::Words;

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

impl Words {
    /// A moment as a newspaper prints it, on the wall it was written at: `27/05/2023 - 18:21`.
    pub fn printed(&self, time: &ZonedTime) -> String {
        let month: usize = time.month().parse().unwrap_or(1);
        self.time
            .moment
            .replace("{day}", time.day())
            .replace("{month}", time.month())
            .replace("{year}", time.year())
            .replace("{name}", self.time.months[(month - 1) % 12])
            .replace("{clock}", time.clock())
    }

    /// A moment, given in milliseconds since 1970, on the reader's wall.
    pub fn moment(&self, at_ms: i64, clock: Clock) -> String {
        rfc3339(at_ms, (clock.zone.0)(at_ms))
            .parse()
            .map_or_else(|_| String::new(), |time| self.printed(&time))
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

/// A moment in milliseconds since 1970 as `<time datetime>` has it: `2023-05-27T11:21:00Z`.
pub fn datetime(at_ms: i64) -> String {
    rfc3339(at_ms, 0)
}

fn rfc3339(at_ms: i64, utc_offset_min: i32) -> String {
    let local_ms = at_ms.saturating_add(i64::from(utc_offset_min) * MINUTE_MS);
    let (year, month, day) = civil(local_ms.div_euclid(DAY_MS));
    let seconds = local_ms.rem_euclid(DAY_MS) / 1000;
    let zone = match utc_offset_min {
        0 => "Z".to_owned(),
        min => format!(
            "{}{:02}:{:02}",
            if min < 0 { '-' } else { '+' },
            min.abs() / 60,
            min.abs() % 60
        ),
    };
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}{zone}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Year, month and day of a count of days since 1970, in the proleptic Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years are counted from March, so that the leap day ends one: then months follow a straight line.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
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

    #[test]
    fn days_are_named_as_the_calendar_names_them() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (19_782, (2024, 2, 29)),
            (19_783, (2024, 3, 1)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(civil(days), date);
        }
        assert_eq!(datetime(AT_MS), "2023-05-27T11:21:00Z");
    }
}
