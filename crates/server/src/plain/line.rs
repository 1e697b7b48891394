//! What a line of a page is, by how it looks.

use formats::Zone;
use model::ZonedTime;
use unicode_normalization::UnicodeNormalization;

/// What pages say of themselves, in lower case.
pub const CHROME: [&str; 14] = [
    "bình luận",
    "chia sẻ",
    "chia sẻ bài viết",
    "comments",
    "gửi bình luận",
    "in bài viết",
    "lưu bài viết",
    "print",
    "related articles",
    "share",
    "share this article",
    "tin liên quan",
    "xem thêm",
    "ý kiến bạn đọc",
];
/// What is said of a moment and tells nothing more, in lower case.
const LABELS: [&str; 22] = [
    "cập",
    "nhật",
    "đăng",
    "tải",
    "xuất",
    "bản",
    "ngày",
    "giờ",
    "lúc",
    "date",
    "published",
    "posted",
    "updated",
    "on",
    "at",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Longest line that tells when, where or who, in Unicode scalar values.
const SHORT_CHARS: usize = 80;
/// Longest dateline, in Unicode scalar values.
const DATELINE_CHARS: usize = 40;
/// Longest name made of a headline, in bytes.
const SLUG_BYTES: usize = 120;
/// What somebody did who stands in a sign-off, in lower case: writing, and taking the pictures.
const WROTE: [&str; 8] = [
    "tin",
    "bài",
    "text",
    "words",
    "story",
    "by",
    "theo",
    "thực hiện",
];
const PICTURED: [&str; 6] = ["ảnh", "hình", "photo", "photos", "pictures", "video"];
/// What stands between what was done, or between names.
const AND: [&str; 4] = [" và ", " and ", " & ", ","];
/// What stands between two who did different things, or between names.
const BETWEEN_CLAUSES: [&str; 3] = [" - ", " – ", ";"];
/// Dashes behind a dateline.
const DASHES: [&str; 4] = [" - ", " – ", " — ", ": "];

/// Does the page say it of itself?
pub fn is_chrome(line: &str) -> bool {
    let line = line.trim_end_matches([':', '.', '…']).to_lowercase();
    CHROME.contains(&line.as_str())
}

/// The moment that a short line tells if it tells nothing else: `27/05/2023 - 18:21`, `Cập nhật 18h21, 27-5-2023`.
///
/// A word that is not understood may make it another moment, or a sentence, so then it is none.
pub fn moment(line: &str, zone: &dyn Zone) -> Option<ZonedTime> {
    let is_label =
        |word: &&str| LABELS.contains(&word.trim_end_matches(':').to_lowercase().as_str());
    let words = dated(line)?.filter(|word| !is_label(word));
    formats::moment(&words.collect::<Vec<_>>().join(" "), zone)
}

/// Does a short line name a day, whatever else it says?
pub fn names_day(line: &str) -> bool {
    let is_day = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let numbers: Vec<_> = word.split(['/', '-', '.']).collect();
        matches!(numbers[..], [_, _, year] if year.len() == 4)
    };
    dated(line).is_some_and(|mut words| words.any(is_day))
}

/// The words of a line short enough to be a date.
fn dated(line: &str) -> Option<impl Iterator<Item = &str>> {
    let is_between = |c: char| c.is_whitespace() || ",|()".contains(c);
    let words = line.split(is_between).filter(|word| !word.is_empty());
    (line.chars().count() <= SHORT_CHARS).then_some(words)
}

/// Where it was filed from, if the paragraph says so first, and the rest of it.
pub fn dateline(paragraph: &str) -> (Option<&str>, &str) {
    let dashes = DASHES.iter().filter_map(|dash| paragraph.split_once(dash));
    let Some((place, rest)) = dashes.min_by_key(|(place, _)| place.len()) else {
        return (None, paragraph);
    };
    let place = place.trim_matches(['(', ')']);
    let has_letters = place.chars().any(char::is_alphabetic);
    let in_capitals = has_letters && !place.chars().any(char::is_lowercase);
    match in_capitals && place.chars().count() <= DATELINE_CHARS {
        true => (Some(place), rest.trim_start()),
        false => (None, paragraph),
    }
}

/// Who did what: `Tin, ảnh: Hữu Hiệp`, `Bài: Lan Anh - Ảnh: Minh`.
#[derive(Debug, PartialEq)]
pub struct SignOff {
    /// As printed.
    pub line: String,
    /// Who wrote it.
    pub writers: Vec<String>,
    /// Who took the pictures.
    pub photographers: Vec<String>,
}

impl SignOff {
    /// Reads a line as a sign-off, if it is one.
    pub fn read(line: &str) -> Option<Self> {
        if line.chars().count() > SHORT_CHARS {
            return None;
        }
        let mut read = Self {
            line: line.to_owned(),
            writers: Vec::new(),
            photographers: Vec::new(),
        };
        let (mut wrote, mut pictured) = (false, false);
        for clause in divided(line, &BETWEEN_CLAUSES) {
            let names = match clause.split_once(':') {
                Some((done, names)) => {
                    (wrote, pictured) = done_by(done)?;
                    names
                }
                None => clause.as_str(),
            };
            let names = divided(names, &AND);
            // A number is nobody's name.
            let has_number = names
                .iter()
                .any(|it| it.contains(|c: char| c.is_ascii_digit()));
            if !(wrote || pictured) || names.is_empty() || has_number {
                return None;
            }
            if wrote {
                read.writers.extend_from_slice(&names);
            }
            if pictured {
                read.photographers.extend(names);
            }
        }
        (wrote || pictured).then_some(read)
    }

    /// Who made the pictures.
    pub fn credit(&self) -> Option<String> {
        let names = self.photographers.join(", ");
        Some(names).filter(|names| !names.is_empty())
    }
}

/// Whether somebody wrote and took pictures who did this; nothing if it is anything else.
fn done_by(done: &str) -> Option<(bool, bool)> {
    let done = divided(&done.to_lowercase(), &AND);
    let among = |words: &[&str], done: &String| words.contains(&done.as_str());
    let is_known = |done: &String| among(&WROTE, done) || among(&PICTURED, done);
    let any = |words: &[&str]| done.iter().any(|done| among(words, done));
    (!done.is_empty() && done.iter().all(is_known)).then(|| (any(&WROTE), any(&PICTURED)))
}

fn divided(list: &str, between: &[&str]) -> Vec<String> {
    let list = between
        .iter()
        .fold(list.to_owned(), |list, it| list.replace(it, "\n"));
    let parts = list
        .split('\n')
        .map(|part| part.trim().trim_end_matches('.'));
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Letters that Vietnamese has and its neighbours have not.
pub fn is_vietnamese(text: &str) -> bool {
    text.nfd()
        .any(|c| matches!(c, 'đ' | 'Đ' | '\u{309}' | '\u{31b}' | '\u{323}'))
}

/// A name for an address: letters without their marks, with `-` between words.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfd().flat_map(char::to_lowercase) {
        match c {
            'đ' => slug.push('d'),
            c if c.is_ascii_alphanumeric() => slug.push(c),
            '\u{300}'..='\u{36f}' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(SLUG_BYTES);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use formats::FixedOffset;

    use super::*;

    #[test]
    fn dates_are_read_as_newspapers_print_them() {
        for (line, read_as) in [
            ("27/05/2023 - 18:21", "2023-05-27T18:21:00+07:00"),
            ("Thứ bảy, 27-5-2023, 18h21", "2023-05-27T18:21:00+07:00"),
            ("18:21 | 27.05.2023", "2023-05-27T18:21:00+07:00"),
            ("27/05/2023", "2023-05-27T00:00:00+07:00"),
            ("Chiều nay", ""),
            ("27/05", ""),
        ] {
            let read = moment(line, &FixedOffset(7 * 60)).map_or_else(String::new, String::from);
            assert_eq!(read, read_as, "{line}");
            assert_eq!(names_day(line), !read_as.is_empty(), "{line}");
        }
        let sentence = "Chiều 27-5-2023, Ban Thường vụ Tỉnh ủy đã tổ chức Hội nghị sơ kết nửa nhiệm kỳ thực hiện";
        assert!(!names_day(sentence), "a paragraph is no date");
    }

    #[test]
    fn a_dateline_is_in_capitals_before_a_dash() {
        assert_eq!(
            dateline("BDK.VN - Chiều nay"),
            (Some("BDK.VN"), "Chiều nay")
        );
        assert_eq!(dateline("(TTXVN) – Sáng"), (Some("TTXVN"), "Sáng"));
        let none = "Bí thư Tỉnh ủy - Chủ tịch HĐND nói";
        assert_eq!(dateline(none), (None, none));
    }

    #[test]
    fn a_sign_off_says_who_did_what() {
        let read = |line| {
            let read = SignOff::read(line)?;
            Some((read.writers.join("|"), read.photographers.join("|")))
        };
        for (line, writers, photographers) in [
            ("Tin, ảnh: Hữu Hiệp", "Hữu Hiệp", "Hữu Hiệp"),
            ("Bài: Lan Anh - Ảnh: Minh", "Lan Anh", "Minh"),
            ("Bài, ảnh: Lan Anh - Minh", "Lan Anh|Minh", "Lan Anh|Minh"),
            ("Photos: A. Binh and C. Dung", "", "A. Binh|C. Dung"),
        ] {
            let names = (writers.to_owned(), photographers.to_owned());
            assert_eq!(read(line), Some(names), "{line}");
        }
        for line in [
            "Bí thư Tỉnh ủy đề nghị: Các đơn vị",
            "Hữu Hiệp",
            "Tin:",
            "Tin, thơ: Lan",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_headline_becomes_a_name() {
        assert_eq!(slug("Đại hội XI: “Mưa” đầu mùa!"), "dai-hoi-xi-mua-dau-mua");
        assert!(slug(&"ầ ".repeat(500)).len() <= SLUG_BYTES);
    }
}
