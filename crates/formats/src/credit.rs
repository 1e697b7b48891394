//! Who made it, split from the words it stands among: "… tại hội nghị. Ảnh: Hữu Hiệp".

use model::Inline;

use crate::inline::{is_empty_char, plain, truncate};

/// Longest name of who made something, in bytes; more is a sentence.
const MAX_NAME_BYTES: usize = 120;

/// What stands before the name of who made a picture, lower-case, longest first.
const PICTURE: &[&str] = &[
    "ảnh minh họa:",
    "nguồn ảnh:",
    "ảnh chụp:",
    "ảnh:",
    "photograph:",
    "photo credit:",
    "photo by:",
    "photos:",
    "photo:",
    "picture:",
    "image credit:",
    "image:",
    "credit:",
    "foto:",
    "bild:",
];
/// What stands before who wrote a text, or wrote it and took its pictures.
const TEXT: &[&str] = &[
    "tin, bài và ảnh:",
    "tin, bài, ảnh:",
    "bài và ảnh:",
    "tin và ảnh:",
    "bài, ảnh:",
    "tin, ảnh:",
    "tin - ảnh:",
    "bài - ảnh:",
    "bài:",
    "tin:",
    "text and photos:",
    "text:",
];

/// Takes who made a picture off the end of its caption.
pub(crate) fn split(caption: &mut Vec<Inline>) -> Option<String> {
    let words = plain(caption);
    let (kept, name) = parted(&words)?;
    truncate(caption, kept.len());
    Some(name)
}

/// A caption without who made the picture, and that.
pub(crate) fn parted(words: &str) -> Option<(&str, String)> {
    let (start, name) = labels(words).rfind(|(start, _)| begins(&words[..*start]))?;
    let name = as_name(name)?;
    let kept = words[..start].trim_end_matches(|c: char| is_empty_char(c) || "([–—-|/".contains(c));
    Some((kept, name))
}

/// The line that closes a text, and who is named in it: "Tin, ảnh: Hữu Hiệp".
pub(crate) fn sign_off(words: &str) -> Option<String> {
    let words = words.trim_matches(is_empty_char);
    let label = TEXT
        .iter()
        .chain(PICTURE)
        .find(|label| strip(words, label).is_some())?;
    as_name(strip(words, label)?)
}

/// Is it a picture that this line credits, and not the text?
pub(crate) fn is_of_picture(words: &str) -> bool {
    PICTURE
        .iter()
        .any(|label| strip(words.trim_matches(is_empty_char), label).is_some())
}

/// Every place where a label stands, and what follows it.
fn labels(words: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    words.match_indices(':').filter_map(|(colon, _)| {
        let before = &words[..=colon];
        let label = PICTURE
            .iter()
            .chain(TEXT)
            .find(|label| ends_with(before, label))?;
        let start = start_of(before, label)?;
        Some((start, &words[colon + 1..]))
    })
}

/// Where the label at the end of `words` begins.
fn start_of(words: &str, label: &str) -> Option<usize> {
    let letters = label.chars().count();
    words
        .char_indices()
        .rev()
        .nth(letters - 1)
        .map(|(start, _)| start)
}

fn ends_with(words: &str, label: &str) -> bool {
    start_of(words, label).is_some_and(|start| is_same(&words[start..], label))
}

fn strip<'a>(words: &'a str, label: &str) -> Option<&'a str> {
    let end = words
        .char_indices()
        .nth(label.chars().count())
        .map_or(words.len(), |(end, _)| end);
    is_same(&words[..end], label).then(|| &words[end..])
}

fn is_same(words: &str, label: &str) -> bool {
    words.chars().flat_map(char::to_lowercase).eq(label.chars())
}

/// May a label stand after these words: at the start, after a sentence, in brackets?
fn begins(before: &str) -> bool {
    let trimmed = before.trim_end_matches(is_empty_char);
    trimmed.is_empty()
        || trimmed.ends_with(|c: char| ".!?…\"”»(/[|–—-;,".contains(c))
        || before.ends_with('\n')
}

/// Without what closes the line: the dot of a sentence, and brackets that were opened before.
fn closed(name: &str) -> &str {
    let count = |bracket: char| name.matches(bracket).count();
    let (mut round, mut square) = (
        count(')').saturating_sub(count('(')),
        count(']').saturating_sub(count('[')),
    );
    let mut name = name.trim_end_matches(is_empty_char);
    loop {
        let shorter = if let Some(rest) = name.strip_suffix(')').filter(|_| round > 0) {
            round -= 1;
            rest
        } else if let Some(rest) = name.strip_suffix(']').filter(|_| square > 0) {
            square -= 1;
            rest
        } else {
            match name.strip_suffix('.').filter(|rest| !is_initials(rest)) {
                Some(rest) => rest,
                None => return name,
            }
        };
        name = shorter.trim_end_matches(is_empty_char);
    }
}

/// Does it end in initials, whose last dot is theirs: "T.H"?
fn is_initials(name: &str) -> bool {
    let word = name.rsplit(is_empty_char).next().unwrap_or(name);
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

/// A name, without what closes the line; nothing if it is a sentence.
fn as_name(words: &str) -> Option<String> {
    let name = words.trim_start_matches(|c: char| is_empty_char(c) || ")].".contains(c));
    let name = closed(name);
    let is_name = !name.is_empty()
        && name.len() <= MAX_NAME_BYTES
        && !name.contains(['\n', ':'])
        && !name.contains(". ");
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::words;

    #[test]
    fn the_name_is_taken_off_the_caption() {
        for (written, caption, name) in [
            (
                "Đại biểu tham dự. Ảnh: Hữu Hiệp",
                "Đại biểu tham dự.",
                Some("Hữu Hiệp"),
            ),
            (
                "Đại biểu tham dự (Ảnh: Hữu Hiệp).",
                "Đại biểu tham dự",
                Some("Hữu Hiệp"),
            ),
            (
                "The harbour. (Photo: A. B. Jones/AP)",
                "The harbour. (Photo: A. B. Jones/AP)",
                None,
            ),
            (
                "The harbour. Photo: Ann Jones/AP",
                "The harbour.",
                Some("Ann Jones/AP"),
            ),
            ("Cảng. Ảnh: A (TTXVN)", "Cảng.", Some("A (TTXVN)")),
            ("Cảng (Ảnh: A (TTXVN)).", "Cảng", Some("A (TTXVN)")),
            ("Cảng [Photo: Ann [AP]]", "Cảng", Some("Ann [AP]")),
            ("Cảng. Photo: Ann (AP).", "Cảng.", Some("Ann (AP)")),
            ("Cảng. Ảnh: T.H.", "Cảng.", Some("T.H.")),
            ("Cảng. Ảnh: Báo A.B.", "Cảng.", Some("Báo A.B.")),
            ("Cảng. Ảnh: bao.vn.", "Cảng.", Some("bao.vn")),
            ("ẢNH: TTXVN", "", Some("TTXVN")),
            ("Toàn cảnh – Ảnh: N.V.A", "Toàn cảnh", Some("N.V.A")),
            ("Hình ảnh: một thành phố", "Hình ảnh: một thành phố", None),
            ("Không có ai", "Không có ai", None),
        ] {
            let mut line = words(written);
            assert_eq!(split(&mut line).as_deref(), name, "{written}");
            assert_eq!(plain(&line), caption, "{written}");
        }
    }

    #[test]
    fn a_label_in_another_face_is_a_label() {
        let mut line = vec![
            Inline::Text("Mưa. ".into()),
            Inline::Emphasis(vec![Inline::Text("Ảnh: ".into())]),
            Inline::Strong(vec![Inline::Text("Hữu Hiệp".into())]),
        ];
        assert_eq!(split(&mut line).as_deref(), Some("Hữu Hiệp"));
        assert_eq!(line, words("Mưa."));
    }

    #[test]
    fn the_line_that_closes_a_text_names_its_author() {
        assert_eq!(sign_off("Tin, ảnh: Hữu Hiệp").as_deref(), Some("Hữu Hiệp"));
        assert_eq!(sign_off("Bài: Một câu. Hai câu"), None);
        assert_eq!(sign_off("Hội nghị bế mạc"), None);
    }
}
