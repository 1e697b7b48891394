//! The ways in which moments are written.

use super::LocalTime;

/// Longest moment that is read word by word, in bytes.
const MAX_BYTES: usize = 80;
/// What is said of a day and tells nothing more, in lower case.
const DAYS: [&str; 18] = [
    "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "ngày", "lúc", "mon", "tue",
    "wed", "thu", "fri", "sat", "sun",
];
/// Months as mail writes them, in lower case.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// `Z`, `+07:00`, `+0700` or `+07`, in minutes.
pub(super) fn offset_min(offset: &str) -> Option<i32> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match offset.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replacen(':', "", 1);
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// The same, also by its name: `GMT`, `GMT+7`, `UTC+07:00`.
fn zone_min(zone: &str) -> Option<i32> {
    let is_named = zone
        .get(..3)
        .is_some_and(|name| name.eq_ignore_ascii_case("gmt") || name.eq_ignore_ascii_case("utc"));
    if !is_named {
        return offset_min(zone);
    }
    let offset = &zone[3..];
    if offset.is_empty() {
        return Some(0);
    }
    let (sign, hours) = offset.split_at_checked(1)?;
    offset_min(offset).or_else(|| offset_min(&format!("{sign}0{hours}")))
}

/// A reading of the clock, what it says below a second, and how far it is from UTC, in minutes.
pub(super) fn split(written: &str) -> Option<(LocalTime, &str, Option<i32>)> {
    let written = written.trim();
    year_first(written).or_else(|| {
        let (local, offset) = day_first(written)?;
        Some((local, "", offset))
    })
}

/// RFC 3339 and its neighbours.
fn year_first(written: &str) -> Option<(LocalTime, &str, Option<i32>)> {
    let number = |from: usize, to: usize| {
        let digits = written.get(from..to)?;
        digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse::<u16>().ok())?
    };
    let small = |from: usize| u8::try_from(number(from, from + 2)?).ok();
    let stands = |at: usize, what: &str| written.get(at..at + 1).is_some_and(|c| what.contains(c));
    if !(stands(4, "-") && stands(7, "-")) {
        return None;
    }
    let mut local = LocalTime {
        year: number(0, 4)?.into(),
        month: small(5)?,
        day: small(8)?,
        hour: 0,
        minute: 0,
        second: 0,
    };
    if written.len() == 10 {
        return Some((local, "", None));
    }
    if !(stands(10, "Tt ") && stands(13, ":")) {
        return None;
    }
    (local.hour, local.minute) = (small(11)?, small(14)?);
    let mut at = 16;
    if stands(at, ":") {
        local.second = small(17)?;
        at = 19;
    }
    let rest = &written[at..];
    let digits = rest.strip_prefix('.').map_or(0, |rest| {
        rest.bytes().take_while(u8::is_ascii_digit).count()
    });
    let fraction = if digits == 0 { "" } else { &rest[..=digits] };
    let zone = rest[fraction.len()..].trim();
    match zone {
        "" => Some((local, fraction, None)),
        zone => Some((local, fraction, Some(zone_min(zone)?))),
    }
}

/// `27/05/2023 - 18:21`, `18:21 | 27.05.2023`, `Sat, 27 May 2023 18:21:00 +0700`: the day stands before the month.
///
/// A word that is not understood might make it another moment (`PM`, `EST`), so then it is none.
fn day_first(written: &str) -> Option<(LocalTime, Option<i32>)> {
    if written.len() > MAX_BYTES {
        return None;
    }
    let mut read = Words::default();
    written
        .split(|c: char| c.is_whitespace() || ",|()".contains(c))
        .filter(|word| !matches!(*word, "" | "-" | "–"))
        .try_for_each(|word| read.word(&word.to_lowercase()))?;
    let (year, month, day) = read.date.filter(|_| read.day.is_none())?;
    let [hour, minute, second] = read.clock.unwrap_or_default();
    let local = LocalTime {
        year,
        month,
        day,
        hour,
        minute,
        second,
    };
    Some((local, read.offset))
}

/// What the words of a moment told so far.
#[derive(Default)]
struct Words {
    /// A number alone: the day, if a month comes next.
    day: Option<u8>,
    /// Day and month, if the year comes next.
    of_year: Option<(u8, u8)>,
    date: Option<(i32, u8, u8)>,
    clock: Option<[u8; 3]>,
    offset: Option<i32>,
}

impl Words {
    /// Takes in one more; nothing if it cannot be.
    fn word(&mut self, word: &str) -> Option<()> {
        if DAYS.contains(&word) {
            return Some(());
        }
        if let Some(month) = MONTHS.iter().position(|month| *month == word) {
            self.of_year = Some((self.day.take()?, u8::try_from(month + 1).ok()?));
            return Some(());
        }
        if let Some(clock) = clock(word) {
            return is_first(self.clock.replace(clock));
        }
        if let Some(date) = date(word) {
            // The day of the week, as in "Thứ 7", may have stood before it.
            self.day = None;
            return is_first(self.date.replace(date));
        }
        match (number(word, 1..=2), number(word, 4..=4), self.of_year) {
            (Some(day), _, _) => is_first(self.day.replace(u8::try_from(day).ok()?)),
            (_, Some(year), Some((day, month))) => {
                is_first(self.date.replace((year.into(), month, day)))
            }
            _ => is_first(self.offset.replace(zone_min(word)?)),
        }
    }
}

fn is_first<T>(before: Option<T>) -> Option<()> {
    before.is_none().then_some(())
}

/// A number of so many digits.
fn number(digits: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u16> {
    let is_number = lengths.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

/// `18:21`, `18:21:00` or `18h21`.
fn clock(word: &str) -> Option<[u8; 3]> {
    let mut read = [0; 3];
    let mut count = 0;
    for part in word.split([':', 'h']) {
        *read.get_mut(count)? = u8::try_from(number(part, 1..=2)?).ok()?;
        count += 1;
    }
    (count > 1).then_some(read)
}

/// `27/05/2023`, also with `-` or `.` in it: year, month, day.
fn date(word: &str) -> Option<(i32, u8, u8)> {
    let mut parts = word.split(['/', '-', '.']);
    let mut small = || u8::try_from(number(parts.next()?, 1..=2)?).ok();
    let (day, month) = (small()?, small()?);
    let year = number(parts.next()?, 4..=4)?;
    parts.next().is_none().then_some((year.into(), month, day))
}
