//! A moment as a newspaper prints it: the clock on its own wall, and how far that is from UTC.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Local date and time with its UTC offset, written as RFC 3339 (`2023-05-27T18:21:00+07:00`).
///
/// Kept as written, because `18:21` in Bến Tre must not become `11:21` for a reader elsewhere.
///
/// # Example
/// ```
/// let time: model::ZonedTime = "2023-05-27T18:21:00+07:00".parse()?;
/// assert_eq!((time.day(), time.month(), time.year(), time.clock()), ("27", "05", "2023", "18:21"));
/// # Ok::<(), model::ZonedTimeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")), schema(value_type = String, format = DateTime))]
#[serde(try_from = "String", into = "String")]
pub struct ZonedTime(String);

/// Not `YYYY-MM-DDTHH:MM:SS`, optional fraction, then `Z` or `±HH:MM`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("a time is written like 2023-05-27T18:21:00+07:00, with its zone, not `{0}`")]
pub struct ZonedTimeError(String);

impl ZonedTime {
    /// Four digits.
    pub fn year(&self) -> &str {
        &self.0[0..4]
    }
    /// `01` to `12`.
    pub fn month(&self) -> &str {
        &self.0[5..7]
    }
    /// `01` to `31`.
    pub fn day(&self) -> &str {
        &self.0[8..10]
    }
    /// Hour and minute, `18:21`.
    pub fn clock(&self) -> &str {
        &self.0[11..16]
    }
    /// The whole, as in `<time datetime>`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Is it the `date-time` of RFC 3339 §5.6, its numbers in range?
fn is_rfc3339(time: &str) -> bool {
    let fits = |from: usize, len: usize, low: u32, high: u32| {
        time.get(from..from + len)
            .filter(|s| s.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|s| s.parse().ok())
            .is_some_and(|n: u32| (low..=high).contains(&n))
    };
    let stands = |at: usize, what: &str| time.get(at..at + 1).is_some_and(|c| what.contains(c));
    let date = fits(0, 4, 0, 9999)
        && stands(4, "-")
        && fits(5, 2, 1, 12)
        && stands(7, "-")
        && fits(8, 2, 1, 31);
    let clock = stands(10, "T")
        && fits(11, 2, 0, 23)
        && stands(13, ":")
        && fits(14, 2, 0, 59)
        && stands(16, ":")
        && fits(17, 2, 0, 60);
    if !(date && clock && day_exists(time)) {
        return false;
    }
    let fraction = match time[19..].strip_prefix('.') {
        None => 0,
        Some(rest) => match rest.bytes().take_while(u8::is_ascii_digit).count() {
            0 => return false,
            digits => digits + 1,
        },
    };
    let zone = 19 + fraction;
    match &time[zone..] {
        "Z" => true,
        offset => {
            offset.len() == 6
                && stands(zone, "+-")
                && fits(zone + 1, 2, 0, 23)
                && stands(zone + 3, ":")
                && fits(zone + 4, 2, 0, 59)
        }
    }
}

/// Does the month have that day? Called once the digits are known to be there.
fn day_exists(time: &str) -> bool {
    let number = |from: usize, to: usize| time[from..to].parse().unwrap_or(0_u32);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    day <= match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl TryFrom<String> for ZonedTime {
    type Error = ZonedTimeError;
    fn try_from(time: String) -> Result<Self, ZonedTimeError> {
        if is_rfc3339(&time) {
            Ok(Self(time))
        } else {
            Err(ZonedTimeError(time))
        }
    }
}

impl std::str::FromStr for ZonedTime {
    type Err = ZonedTimeError;
    fn from_str(time: &str) -> Result<Self, ZonedTimeError> {
        Self::try_from(time.to_owned())
    }
}

impl From<ZonedTime> for String {
    fn from(time: ZonedTime) -> Self {
        time.0
    }
}

impl fmt::Display for ZonedTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_needs_its_zone_and_a_day_that_exists() {
        for good in [
            "2023-05-27T18:21:00+07:00",
            "2024-02-29T00:00:00Z",
            "2023-05-27T18:21:00.123-03:30",
        ] {
            assert!(good.parse::<ZonedTime>().is_ok(), "{good}");
        }
        for bad in [
            "2023-05-27T18:21:00",
            "2023-05-27",
            "27/05/2023 - 18:21",
            "2023-02-29T00:00:00Z",
            "2023-13-01T00:00:00Z",
            "2023-05-27T24:00:00Z",
            "2023-05-27T18:21:00.Z",
            "2023-05-27T18:21:00+7:00",
            "",
            "ngày 27 tháng 5 năm 2023",
        ] {
            assert!(bad.parse::<ZonedTime>().is_err(), "{bad}");
        }
    }
}
