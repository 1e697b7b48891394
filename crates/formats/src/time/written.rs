//! The ways in which moments are written.

use super::LocalTime;

/// Longest moment that is read word by word, in bytes.
const MAX_BYTES: usize = 80;
/// What is said of a day and tells nothing more, in lower case.
const DAYS: [&str; 25] = [
    "thứ",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "chủ",
    "nhật",
    "ngày",
    "lúc",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Months in lower case; mail writes their first three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
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

/// The same, also in one figure and by its name: `+7`, `GMT`, `GMT+7`, `UTC+07:00`.
fn zone_min(zone: &str) -> Option<i32> {
    let is_named = zone
        .get(..3)
        .is_some_and(|name| name.eq_ignore_ascii_case("gmt") || name.eq_ignore_ascii_case("utc"));
    let offset = if is_named { &zone[3..] } else { zone };
    if offset.is_empty() {
        return is_named.then_some(0);
    }
    let (sign, hours) = offset.split_at_checked(1)?;
    offset_min(offset).or_else(|| offset_min(&format!("{sign}0{hours}")))
}

/// A reading of the clock, the figures below a second, and how far it is from UTC, in minutes.
type Reading<'a> = (LocalTime, &'a str, Option<i32>);

/// Reads a moment, however it is written.
pub(super) fn split(written: &str) -> Option<Reading<'_>> {
    let written = written.trim();
    if let Some((time, _)) = bracketed(written, ('[', ']')) {
        // What a place alone would mean, only a list of all zones tells.
        return year_first(time).filter(|(.., offset)| offset.is_some());
    }
    year_first(written).or_else(|| {
        let (local, offset) = day_first(written).or_else(|| {
            // A name beside an offset tells nothing more.
            let (time, _) = bracketed(written, ('(', ')'))?;
            day_first(time).filter(|(_, offset)| offset.is_some())
        })?;
        Some((local, "", offset))
    })
}

/// What stands before the brackets that end a text, and in them.
fn bracketed(text: &str, (open, close): (char, char)) -> Option<(&str, &str)> {
    text.strip_suffix(close)?.rsplit_once(open)
}

/// RFC 3339 and its neighbours, also without marks between the figures.
fn year_first(written: &str) -> Option<Reading<'_>> {
    let stands = |at: usize, what: &str| written.get(at..at + 1).is_some_and(|c| what.contains(c));
    let is_compact = stands(8, "Tt");
    let (date, clock) = match is_compact {
        true => ([0, 4, 6], [9, 11, 13]),
        false => ([0, 5, 8], [11, 14, 17]),
    };
    let small = |from: usize| u8::try_from(figures(written, from, 2)?).ok();
    if !(is_compact || stands(4, "-") && stands(7, "-")) {
        return None;
    }
    let mut local = LocalTime {
        year: figures(written, date[0], 4)?.into(),
        month: small(date[1])?,
        day: small(date[2])?,
        hour: 0,
        minute: 0,
        second: 0,
    };
    if written.len() == 10 && !is_compact {
        return Some((local, "", None));
    }
    if !(is_compact || stands(10, "Tt ") && stands(13, ":")) {
        return None;
    }
    (local.hour, local.minute) = (small(clock[0])?, small(clock[1])?);
    let mut at = clock[1] + 2;
    let has_seconds = match is_compact {
        true => written.get(at..at + 1).is_some_and(is_figures),
        false => stands(at, ":"),
    };
    if has_seconds {
        local.second = small(clock[2])?;
        at = clock[2] + 2;
    }
    let (fraction, offset) = after_seconds(&written[at..])?;
    Some((local, fraction, offset))
}

/// So many figures as a number.
fn figures(written: &str, from: usize, count: usize) -> Option<u16> {
    let figures = written.get(from..from + count)?;
    is_figures(figures).then(|| figures.parse().ok())?
}

fn is_figures(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// The figures below a second, and the zone.
fn after_seconds(rest: &str) -> Option<(&str, Option<i32>)> {
    let below = rest.strip_prefix(['.', ',']).unwrap_or_default();
    let count = below.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, zone) = match count {
        0 => ("", rest),
        _ => below.split_at(count),
    };
    match zone.trim() {
        "" => Some((fraction, None)),
        zone => Some((fraction, Some(zone_min(zone)?))),
    }
}

/// `27/05/2023 - 18:21`, `18:21 | 27.05.2023`, `Sat, 27 May 2023 18:21:00 +0700`: the day stands before the month, unless
/// that has its name.
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
    let (year, month, day) = read
        .date
        .filter(|_| read.day.is_none() && read.month.is_none())?;
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
    /// A month that stands before its day.
    month: Option<u8>,
    /// Day and month, if the year comes next.
    of_year: Option<(u8, u8)>,
    date: Option<(i32, u8, u8)>,
    clock: Option<[u8; 3]>,
    offset: Option<i32>,
    /// Was the last word `GMT` alone? What follows may belong to it.
    is_after_name: bool,
}

impl Words {
    /// Takes in one more; nothing if it cannot be.
    fn word(&mut self, word: &str) -> Option<()> {
        let is_after_name = std::mem::take(&mut self.is_after_name);
        if DAYS.contains(&word) {
            return Some(());
        }
        if let Some(month) = month(word) {
            return match self.day.take() {
                Some(day) => is_first(self.of_year.replace((day, month))),
                None => is_first(self.month.replace(month)),
            };
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
            (Some(day), _, _) => self.day(u8::try_from(day).ok()?),
            (_, Some(year), Some((day, month))) => {
                is_first(self.date.replace((year.into(), month, day)))
            }
            _ => self.zone(word, is_after_name),
        }
    }

    fn day(&mut self, day: u8) -> Option<()> {
        match self.month.take() {
            Some(month) => is_first(self.of_year.replace((day, month))),
            None => is_first(self.day.replace(day)),
        }
    }

    fn zone(&mut self, word: &str, is_after_name: bool) -> Option<()> {
        let offset = zone_min(word)?;
        if is_after_name && word.starts_with(['+', '-']) {
            self.offset = None;
        }
        self.is_after_name = matches!(word, "gmt" | "utc");
        is_first(self.offset.replace(offset))
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

fn month(word: &str) -> Option<u8> {
    let is_short = word.len() == 3;
    let at = MONTHS
        .iter()
        .position(|month| *month == word || is_short && month.starts_with(word))?;
    u8::try_from(at + 1).ok()
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
