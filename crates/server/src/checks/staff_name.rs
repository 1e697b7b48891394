//! Guests whose names pass for one of the site's staff.
//!
//! Names are compared as a reader takes them in at a glance: without marks, case, spaces and punctuation, and with
//! letters of other scripts as those they look like. The alphabet of looks is the skeleton of Unicode Technical
//! Standard #39, section 4, <https://www.unicode.org/reports/tr39/#Confusable_Detection>.

use model::{Problem, ProblemKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::skeleton;

use super::Candidate;
use crate::config::Staff;
use crate::error::Result;

/// Shortest kept name, in letters, that may not stand beside other words either: "Báo" is in many honest names.
const MIN_WORDS_CHARS: usize = 5;
/// Small capitals, which are no other letter to TR39, and what they look like.
const SMALL_CAPITALS: &str = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";
/// Where alphabets of framed letters begin that no normalization opens: Ⓐ in black, A in a black box, flags.
const FRAMED: [u32; 3] = [0x1f150, 0x1f170, 0x1f1e6];

pub(super) fn check(candidate: &Candidate<'_>) -> Result<()> {
    let Some(name) = candidate.author_name else {
        return Ok(());
    };
    let words = words(name);
    let imitated =
        |staff: &&Staff| passes_for(&words, &staff.name) || passes_for(&words, &staff.badge);
    match candidate.staff.iter().find(imitated) {
        None => Ok(()),
        Some(staff) => Err(Problem::from(ProblemKind::NameReserved)
            .at("author_name", name)
            .because(format!(
                "it looks like {:?} ({}), a name of the site's staff",
                staff.name, staff.badge
            ))
            .into()),
    }
}

/// A letter or digit of a name.
struct Sign {
    /// What it may be taken for: mostly one letter, sometimes another as a capital, sometimes two letters.
    looks: Vec<String>,
    is_digit: bool,
}
/// Letters and digits with nothing between them.
type Word = Vec<Sign>;

/// Are some of these words, without the spaces between them, what `kept` looks like? Digits may follow.
fn passes_for(words: &[Word], kept: &str) -> bool {
    let kept: String = kept.nfkc().flat_map(char::to_lowercase).collect();
    let kept: String = kept.chars().map(|c| look(&c.to_string())).collect();
    if kept.is_empty() {
        return false;
    }
    let alone = kept.chars().count() < MIN_WORDS_CHARS;
    let starts = if alone { 1 } else { words.len() };
    (0..starts).any(|start| words_spell(words.get(start..).unwrap_or_default(), &kept, alone))
}

/// Do the first of these words spell `kept`, or all of them if there must be no others?
fn words_spell(words: &[Word], kept: &str, all: bool) -> bool {
    // How much of it may have been spelled so far.
    let mut spelled = vec![0];
    for (n, word) in words.iter().enumerate() {
        let last = n + 1 == words.len();
        for (at, sign) in word.iter().enumerate() {
            spelled = longer(&spelled, &sign.looks, kept);
            let ends = word[at + 1..].iter().all(|sign| sign.is_digit) && (last || !all);
            if ends && spelled.contains(&kept.len()) {
                return true;
            }
        }
    }
    false
}

fn longer(spelled: &[usize], looks: &[String], kept: &str) -> Vec<usize> {
    let mut longer = Vec::new();
    for at in spelled {
        let rest = &kept[*at..];
        let fitting = looks.iter().filter(|look| rest.starts_with(look.as_str()));
        longer.extend(fitting.map(|look| at + look.len()));
    }
    longer.sort_unstable();
    longer.dedup();
    longer
}

fn words(name: &str) -> Vec<Word> {
    let mut words = vec![Word::new()];
    for c in name.nfkc() {
        match looks(c) {
            looks if !looks.is_empty() => words.last_mut().expect("never empty").push(Sign {
                looks,
                is_digit: c.is_numeric(),
            }),
            _ if is_combining_mark(c) => {}
            _ => words.push(Word::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A letter may look like another one only as a capital, as Greek Τ like T, or only as a small one, as Greek ν like v.
fn looks(c: char) -> Vec<String> {
    let (small, capital) = (c.to_lowercase(), c.to_uppercase());
    let cases = [c.to_string(), small.collect(), capital.collect()];
    let mut looks: Vec<_> = cases.iter().map(|c| look(c)).collect();
    looks.retain(|look| !look.is_empty());
    looks.sort_unstable();
    looks.dedup();
    looks
}

/// The letters and digits that a text looks like, all small.
fn look(text: &str) -> String {
    let unframed: String = text.chars().map(unframed).collect();
    let first: String = skeleton(&unframed).flat_map(char::to_lowercase).collect();
    // Small letters have looks of their own: `m` is spelled `rn`.
    let second = skeleton(&first).flat_map(char::to_lowercase);
    second
        .filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))
        .map(alike)
        .collect()
}

fn unframed(c: char) -> char {
    let of_26 = |first: &u32| (c as u32).checked_sub(*first).filter(|n| *n < 26);
    let letter = FRAMED.iter().find_map(of_26);
    letter.map_or(c, |n| char::from(b'a' + n as u8))
}

fn alike(c: char) -> char {
    let mut pairs = SMALL_CAPITALS.chars();
    while let (Some(small_capital), Some(letter)) = (pairs.next(), pairs.next()) {
        if small_capital == c {
            return alike(letter);
        }
    }
    // The capital I and the digit 1 are small l to TR39.
    if c == 'i' { 'l' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(name: &str) -> bool {
        let kept = [
            ("Toà soạn", "Toà soạn"),
            ("Lê Hoàng Mai", "Biên tập viên"),
            ("Admin", "Quản trị"),
            ("Đông", "Báo"),
        ];
        let staff = kept.map(|(name, badge)| Staff {
            name: name.into(),
            badge: badge.into(),
        });
        let words = words(name);
        let imitated =
            |staff: &Staff| passes_for(&words, &staff.name) || passes_for(&words, &staff.badge);
        !staff.iter().any(imitated)
    }

    #[test]
    fn an_imitation_of_staff_is_found() {
        for name in [
            "Toà soạn",
            "Tòa soạn",
            "toa soan",
            "TOÀ SOẠN",
            "ToàSoạn",
            "T o à  s o ạ n",
            "T.o.a_s.o.a.n",
            "To\u{200b}à so\u{2060}ạn",
            "Tοà sοạn",      // Greek omicron
            "Τοα Ѕоаn",      // Greek and Cyrillic capitals
            "тoa soan",      // Cyrillic small te
            "Тоа ѕоаn",      // Cyrillic but for one letter
            "Ｔｏà ｓｏạｎ", // full width
            "𝐓𝐨𝐚 𝐬𝐨𝐚𝐧",      // mathematical bold
            "ᴛᴏᴀ ꜱᴏᴀɴ",      // small capitals
            "🅃🄾🄰 🅂🄾🄰🄽",
            "🅣🅞🅐 🅢🅞🅐🅝",
            "T0à s0ạn",
            "T\u{336}o\u{336}à soạn",
            "Toà soạn ✔️",
            "Toà soạn báo Đồng Khởi",
            "★ Ban Toà Soạn ★",
            "Toà soạn 2",
            "Toasoan247",
            "Le Hoang Mai",
            "LÊ HOÀNG MAl",
            "Biên-tập-viên Hà",
            "Adrnin",
            "АDМІN",
            "admin_01",
            "Quan tri",
            "Đông",
            "Dong",
            "ВÁО",
        ] {
            assert!(!passes(name), "{name}");
        }
    }

    #[test]
    fn an_honest_name_is_no_imitation() {
        for name in [
            "Lan",
            "Nguyễn Văn Toàn",
            "Trần Thị Soạn",
            "Toàn Sơn",
            "Lê Hoàng Minh",
            "Lê Hoàng Maiio",
            "Lê Hoàng",
            "Hoàng Mai",
            "Nguyễn Gia Bảo",
            "Phạm Đông Anh",
            "Đỗ Quản",
            "Võ Biên Thuỳ",
            "Bad Minton",
            "Badminton",
            "Administrator",
            "Bạn đọc Bến Tre",
            "Soạn Nhạc Sĩ",
            "李明",
            "Иван",
            "12",
            "🙂",
        ] {
            assert!(passes(name), "{name}");
        }
    }

    #[test]
    fn a_name_in_another_script_can_be_kept() {
        for (kept, name, same) in [
            ("Редакция", "РЕДАКЦИЯ", true),
            ("Редакция", "Редактор", false),
            ("编辑部", "编辑部", true),
            ("编辑部", "编辑", false),
            ("★★", "★★", false),
        ] {
            assert_eq!(passes_for(&words(name), kept), same, "{name}");
        }
    }
}
