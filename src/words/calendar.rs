//! Moments by the calendar: natively by the rules of it, in a browser by its own, which need not be shipped.

/// What four digits of a year can say, in milliseconds since 1970.
const YEARS_MS: [i64; 2] = [-62_167_219_200_000, 253_402_300_799_999];

/// A moment in milliseconds since 1970 as RFC 3339 writes it, in UTC: `2023-05-27T11:21:00Z`.
pub fn rfc3339(at_ms: i64) -> String {
    let [first, last] = YEARS_MS;
    written(at_ms.clamp(first, last))
}

#[cfg(target_arch = "wasm32")]
fn written(at_ms: i64) -> String {
    let at = js_sys::Date::new(&(at_ms as f64).into());
    let text = String::from(at.to_iso_string());
    // It tells milliseconds too.
    match text.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => text,
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn written(at_ms: i64) -> String {
    const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
    let (year, month, day) = civil(at_ms.div_euclid(DAY_MS));
    let seconds = at_ms.rem_euclid(DAY_MS) / 1_000;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Year, month and day of a count of days since 1970, in the proleptic Gregorian calendar.
#[cfg(not(target_arch = "wasm32"))]
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

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
        assert_eq!(rfc3339(1_685_186_460_000), "2023-05-27T11:21:00Z");
        assert_eq!(rfc3339(i64::MIN), "0000-01-01T00:00:00Z");
        assert_eq!(rfc3339(i64::MAX), "9999-12-31T23:59:59Z");
    }
}
