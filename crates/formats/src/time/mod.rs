//! Moments as foreign articles write them.

mod written;

use model::ZonedTime;

use written::{offset_min, split};

/// A reading of a clock on some wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The year, 0 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60.
    pub second: u8,
}

impl LocalTime {
    /// The moment, in epoch milliseconds, at which a clock at UTC shows this.
    pub fn utc_ms(&self) -> i64 {
        let days = days(self.year.into(), self.month.into(), self.day.into());
        let seconds =
            i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        (days * 86_400 + seconds) * 1000
    }
}

/// Where the clock hangs that a time without a zone was read from.
pub trait Zone {
    /// How far that clock is ahead of UTC at this reading, in minutes, -1 439 to 1 439.
    fn offset_min(&self, local: &LocalTime) -> i32;
}

/// A clock that is always so many minutes ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedOffset(pub i32);

impl FixedOffset {
    /// UTC itself.
    pub const UTC: Self = Self(0);
}

impl Zone for FixedOffset {
    fn offset_min(&self, _local: &LocalTime) -> i32 {
        self.0
    }
}

/// Reads `Z` or `±HH:MM`.
impl std::str::FromStr for FixedOffset {
    type Err = NoOffset;
    fn from_str(offset: &str) -> Result<Self, NoOffset> {
        offset_min(offset)
            .map(Self)
            .ok_or_else(|| NoOffset(offset.to_owned()))
    }
}

/// Neither `Z` nor `±HH:MM`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an offset from UTC is written like +07:00, not `{0}`")]
pub struct NoOffset(String);

/// Reads a moment, also one without a zone, or a day alone, which begins at midnight.
pub(crate) fn read(written: &str, zone: &dyn Zone) -> Option<ZonedTime> {
    let (local, fraction, offset) = split(written)?;
    let offset = offset.unwrap_or_else(|| zone.offset_min(&local));
    zoned(&local, fraction, offset)
}

/// Writes a reading of the clock down.
fn zoned(local: &LocalTime, fraction: &str, offset_min: i32) -> Option<ZonedTime> {
    let LocalTime {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = local;
    let sign = if offset_min < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset_min.abs() / 60, offset_min.abs() % 60);
    let dot = if fraction.is_empty() { "" } else { "." };
    let written =
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{dot}{fraction}");
    let written = match offset_min {
        0 => written + "Z",
        _ => format!("{written}{sign}{hours:02}:{minutes:02}"),
    };
    written.parse().ok()
}

/// A moment given twice, as the clock on the wall and in UTC: the difference is that record's own zone.
pub(crate) fn read_pair(
    local: Option<&str>,
    utc: Option<&str>,
    zone: &dyn Zone,
) -> Option<ZonedTime> {
    let utc_only = utc
        .and_then(|utc| read(utc, &FixedOffset::UTC))
        .filter(|utc| utc.year() != "0000");
    let Some(here) = local
        .and_then(|local| read(local, zone))
        .filter(|here| here.year() != "0000")
    else {
        return utc_only;
    };
    let Some(utc) = utc_only else {
        return Some(here);
    };
    let (wall, _, _) = split(local?)?;
    let apart = (wall.utc_ms() - to_ms(&utc)) / 1000;
    match i32::try_from(apart) {
        Ok(apart) if apart % 60 == 0 && apart.abs() <= 15 * 3600 => zoned(&wall, "", apart / 60),
        _ => Some(utc),
    }
}

/// A moment from epoch milliseconds, as the clock in `zone` shows it.
pub(crate) fn from_ms(ms: i64, zone: &dyn Zone) -> Option<ZonedTime> {
    let utc = civil(ms);
    let guess = zone.offset_min(&utc);
    // The zone is asked for what its clock shows, which is known once the zone is: the second answer stands.
    let offset = zone.offset_min(&civil(ms + i64::from(guess) * 60_000));
    zoned(&civil(ms + i64::from(offset) * 60_000), "", offset)
}

/// Epoch milliseconds of a moment.
pub(crate) fn to_ms(time: &ZonedTime) -> i64 {
    let Some((local, fraction, offset)) = split(time.as_str()) else {
        return 0;
    };
    let ms: i64 = format!("{fraction:0<3}")
        .get(..3)
        .and_then(|ms| ms.parse().ok())
        .unwrap_or(0);
    local.utc_ms() - i64::from(offset.unwrap_or(0)) * 60_000 + ms
}

/// Days since 1970-01-01 in the Gregorian calendar; the year begins in March, so that the leap day ends it.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// What a clock at UTC shows.
fn civil(ms: i64) -> LocalTime {
    let seconds = ms.div_euclid(1000);
    let (days, second) = (
        seconds.div_euclid(86_400) + 719_468,
        seconds.rem_euclid(86_400),
    );
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let moved = (5 * of_year + 2) / 153;
    let month = (moved + 2) % 12 + 1;
    let narrow = |n: i64| u8::try_from(n).unwrap_or(0);
    LocalTime {
        year: i32::try_from(year + era * 400 + i64::from(month <= 2)).unwrap_or(0),
        month: narrow(month),
        day: narrow(of_year - (153 * moved + 2) / 5 + 1),
        hour: narrow(second / 3600),
        minute: narrow(second / 60 % 60),
        second: narrow(second % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIETNAM: FixedOffset = FixedOffset(420);

    fn written(time: Option<ZonedTime>) -> String {
        time.map_or_else(String::new, String::from)
    }

    #[test]
    fn a_time_is_kept_as_its_own_clock_shows_it() {
        for (given, read_as) in [
            ("2024-01-05T08:00:00+08:00", "2024-01-05T08:00:00+08:00"),
            ("2015-06-25T09:50:50.52Z", "2015-06-25T09:50:50.52Z"),
            ("2021-11-17T10:03:27.000+0000", "2021-11-17T10:03:27.000Z"),
            ("2023-05-27 18:21", "2023-05-27T18:21:00+07:00"),
            ("2023-05-27T18:21:05", "2023-05-27T18:21:05+07:00"),
            ("2018-01-23", "2018-01-23T00:00:00+07:00"),
            ("20230527T182105.5Z", "2023-05-27T18:21:05.5Z"),
            (
                "2023-05-27T18:21:05,52+0700",
                "2023-05-27T18:21:05.52+07:00",
            ),
            ("January 5, 2024", "2024-01-05T00:00:00+07:00"),
            ("2023-02-29", ""),
            ("2023-05-27T18:21:00 wrong", ""),
            ("", ""),
        ] {
            assert_eq!(written(read(given, &VIETNAM)), read_as, "{given}");
        }
    }

    #[test]
    fn a_time_is_read_as_newspapers_and_mail_write_it() {
        for given in [
            "27/05/2023 - 18:21",
            "27/05/2023 | 18:21:00",
            "27-5-2023, 18h21",
            "18:21 27/05/2023",
            "18:21 | 27.05.2023",
            "Thứ bảy, 27/5/2023, 18:21 (GMT+7)",
            "Thứ 7, ngày 27/05/2023 18:21",
            "27/05/2023 11:21 UTC",
            "2023-05-27T18:21:00 GMT+7",
            "2023-05-27 18:21 UTC+07:00",
            "Sat, 27 May 2023 18:21:00 +0700",
            "27 May 2023 11:21 GMT",
            "27/05/2023 18:21:00 (GMT +7)",
            "18:21, 27/05/2023 UTC +07:00",
            "27/05/2023 18:21 +7",
            "2023-05-27T18:21:00 +7",
            "20230527T112100Z",
            "20230527T182100+0700",
            "20230527T1821",
            "2023-05-27T18:21:00,000+0700",
            "2023-05-27T18:21:00+07:00[Asia/Ho_Chi_Minh]",
            "May 27, 2023 18:21",
            "Saturday, 27 May 2023, 18:21",
            "Sat May 27 2023 18:21:00 GMT+0700 (Indochina Time)",
            "Sat, 27 May 2023 11:21:00 +0000 (UTC)",
        ] {
            let time = read(given, &VIETNAM).map(|time| to_ms(&time));
            assert_eq!(time, Some(1_685_186_460_000), "{given}");
        }
        assert_eq!(
            written(read("27/05/2023", &VIETNAM)),
            "2023-05-27T00:00:00+07:00"
        );
    }

    #[test]
    fn what_could_be_another_time_is_none() {
        for given in [
            "05/27/2023 18:21",
            "27/05/23",
            "27/05",
            "18:21",
            "06:21 PM 27/05/2023",
            "27/05/2023 18:21 EST",
            "27/05/2023 - 28/05/2023",
            "27/05/2023 18:21 18:22",
            "31/02/2023",
            "27/05/2023 25:00",
            "27 Mai 2023",
            "27/05/2023 6",
            "27/05/2023 18:21 GMTé",
            "1685186460",
            "27/05/2023 +0700 - 18:21 +07",
            "27/05/2023 18:21 GMT+7 +8",
            "27/05/2023 18:21 +8 GMT",
            "27/05/2023 18:21 (PM)",
            "May 27 28, 2023",
            "27 May 27 2023",
            "2023-05-27T18:21[Europe/Paris]",
            "20230527T1821007",
            "20230527",
            "2023052",
        ] {
            assert_eq!(written(read(given, &VIETNAM)), "", "{given}");
        }
    }

    #[test]
    fn the_zone_of_a_record_is_what_its_two_times_are_apart() {
        let pair = |local, utc| written(read_pair(Some(local), Some(utc), &VIETNAM));
        assert_eq!(
            pair("2020-05-07T21:38:08", "2020-05-07T19:38:08"),
            "2020-05-07T21:38:08+02:00"
        );
        assert_eq!(
            pair("2020-05-07T21:38:08", "2020-05-07T21:38:08"),
            "2020-05-07T21:38:08Z"
        );
        assert_eq!(
            pair("2020-05-07T21:38:08", "0000-00-00T00:00:00"),
            "2020-05-07T21:38:08+07:00"
        );
        assert_eq!(
            pair("2020-05-07T21:38:08", "2010-01-01T00:00:00"),
            "2010-01-01T00:00:00Z"
        );
    }

    #[test]
    fn milliseconds_and_calendar_agree() {
        for ms in [
            0,
            951_782_400_000,
            1_729_123_200_000,
            -86_400_000,
            4_102_444_799_000,
        ] {
            let time = from_ms(ms, &VIETNAM).expect("a moment");
            assert_eq!(to_ms(&time), ms, "{time}");
        }
        assert_eq!(
            written(from_ms(1_685_186_460_000, &VIETNAM)),
            "2023-05-27T18:21:00+07:00"
        );
    }
}
