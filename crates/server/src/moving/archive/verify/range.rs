//! Is each value of a row one that this server writes?

use model::{MAX_REPLY_DEPTH, ReportReason};

use crate::store::archive::{Line, Table, Value};
use crate::store::{AccountKind, MAX_SCORE, is_comment_id};

/// The highest count, of whatever.
const MAX_COUNT: i64 = u32::MAX as i64;
/// The highest version: there is room to go on counting, and a page can hold it exactly.
const MAX_VERSION: i64 = (1 << 52) - 1;

/// What in a row by itself is none of what may stand there.
pub(super) fn out_of_range(table: &Table, line: &Line) -> Vec<String> {
    let numbers: &[(&str, i64)] = match table.name {
        "article" => &[
            ("version", MAX_VERSION),
            ("own_version", line.int("version").clamp(0, MAX_VERSION)),
            ("comment_total", MAX_COUNT),
        ],
        "comment" => &[
            ("depth", MAX_REPLY_DEPTH.into()),
            ("reply_count", MAX_COUNT),
            ("likes", MAX_COUNT),
            ("reports", MAX_COUNT),
            ("score", MAX_SCORE),
            ("version", MAX_VERSION),
        ],
        _ => &[],
    };
    let mut wrong: Vec<_> = numbers
        .iter()
        .filter(|(name, most)| !(0..=*most).contains(&line.int(name)))
        .map(|(name, most)| format!("`{name}` is {}, not 0 to {most}", line.int(name)))
        .collect();
    wrong.extend(match table.name {
        "account" => word(line, "kind", &AccountKind::ALL.map(AccountKind::code)),
        "report" => word(line, "reason", &ReportReason::ALL.map(ReportReason::name)),
        "comment" => shown(line),
        _ => None,
    });
    if table.name == "comment" && !is_comment_id(line.text("id")) {
        let id = line.text("id");
        wrong.push(format!("`id`: {id:?} is not 32 digits of hexadecimal"));
    }
    wrong
}

fn word(line: &Line, name: &str, words: &[&str]) -> Option<String> {
    let said = line.text(name);
    (!words.contains(&said)).then(|| format!("`{name}`: {said:?} is none of {words:?}"))
}

/// Readers see what is published, and the places of what is removed above what they see.
fn shown(line: &Line) -> Option<String> {
    // As spelled in `store::archive`.
    let is_shown = match line.get("status") {
        Value::Int(1) => true,
        Value::Int(2) => line.int("reply_count") > 0,
        _ => false,
    };
    let said = line.int("shown") == 1;
    (said != is_shown).then(|| format!("`shown` is {said}, which goes with no such status"))
}
