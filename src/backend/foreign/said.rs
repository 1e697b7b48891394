//! What servers of others say, in our words.

use model::{
    ArticleId, Block, Comment, CommentId, CommentStatus, Inline, Order, Posted, Problem,
    ProblemKind, RichText, Thread, ThreadState,
};
use serde::{Deserialize, Deserializer, de};

use super::fetch::Told;
use crate::backend::BackendError;

/// Seconds to wait after a server said "too fast" but not for how long.
const TOO_FAST_S: u32 = 60;

/// A refusal of this kind, because of this field.
pub(super) fn refused(kind: ProblemKind, field: &str) -> BackendError {
    let problem = Problem::from(kind);
    BackendError::Refused(Box::new(match field {
        "" => problem,
        field => problem.at(field, ""),
    }))
}

/// A refusal of a field with so many characters at least, or at most.
pub(super) fn limited(kind: ProblemKind, field: &str, limit: usize) -> BackendError {
    let problem = Problem::from(kind).at(field, "").limit(limit);
    BackendError::Refused(Box::new(problem))
}

/// The server takes comments only of those who are signed in there.
pub(super) fn sign_in() -> BackendError {
    refused(ProblemKind::SignInUnavailable, "")
}

/// The reader is too fast.
pub(super) fn too_fast(told: &Told) -> BackendError {
    BackendError::RateLimited {
        retry_after_s: told.retry_after_s.unwrap_or(TOO_FAST_S),
    }
}

/// What a status alone says, where the adapter knows no better.
pub(super) fn by_status(told: &Told) -> BackendError {
    match told.status {
        401 => sign_in(),
        404 | 410 => BackendError::Gone,
        413 => refused(ProblemKind::TooLarge, "text"),
        429 => too_fast(told),
        408 | 425 | 500.. => BackendError::Unavailable {
            status: told.status,
        },
        200..300 => BackendError::Protocol {
            url: told.url.clone(),
            detail: "not what was asked for".to_owned(),
        },
        _ => BackendError::Refused(Box::new(
            Problem::from(ProblemKind::Other).because(&told.text),
        )),
    }
}

/// A comment that was taken. The draft's key stands for the right over it: it finds it again.
pub(super) fn posted(comment: Comment, key: Option<&str>) -> Posted {
    Posted {
        comment,
        edit_token: key.unwrap_or_default().to_owned(),
        editable_for_s: 0,
    }
}

/// A page of a thread on a server that counts no versions.
pub(super) fn thread(article: &ArticleId, total: u32, comments: Vec<Comment>) -> Thread {
    Thread {
        article_id: article.clone(),
        version: 0,
        state: ThreadState::Open,
        total,
        comments,
        next_cursor: None,
    }
}

/// What stands for the article in an answer that is about one branch: nobody reads it there.
pub(super) fn nowhere() -> ArticleId {
    "branch".parse().expect("it is an id")
}

/// What the page is called, for servers that name a thread when its first comment comes.
pub(super) fn title() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let title = document.map(|document| document.title());
    title
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| "-".to_owned())
}

/// What the browser calls itself.
pub(super) fn browser() -> String {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator
        .and_then(|navigator| navigator.user_agent().ok())
        .unwrap_or_default()
}

/// Everything but oldest first.
pub(super) fn newest_first(order: Order) -> bool {
    order != Order::Oldest
}

/// A text as it was typed.
pub(super) fn as_typed(text: &str) -> RichText {
    let line = |line: &str| Block::Paragraph(vec![Inline::Text(line.to_owned())]);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    RichText(lines.map(line).collect())
}

/// A removed comment keeps its place, and nothing else.
pub(super) fn removed(comment: Comment) -> Comment {
    let mut comment = comment;
    comment.status = CommentStatus::Removed;
    comment.author.name.clear();
    comment.body = RichText::default();
    comment
}

/// A name in which a server wrote `&amp;`, `&lt;` and `&gt;`, because it meant it for HTML.
pub(super) fn unescaped(name: &str) -> String {
    name.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#039;", "'")
        .replace("&amp;", "&")
}

/// An id that comes as a number or as text; 0 and nothing are none.
pub(super) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<CommentId>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(u64),
        Text(String),
        None,
    }
    let written = match Written::deserialize(from)? {
        Written::Number(0) | Written::None => return Ok(None),
        Written::Number(number) => number.to_string(),
        Written::Text(text) if text.is_empty() || text == "0" => return Ok(None),
        Written::Text(text) => text,
    };
    written.parse().map(Some).map_err(de::Error::custom)
}

/// A moment as RFC 3339 writes it, in milliseconds since 1970; without a zone it is UTC.
pub(super) fn moment(written: &str) -> Option<i64> {
    let number = |from: usize, to: usize| written.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let rest = written.get(19..)?;
    let digits = rest.strip_prefix('.').unwrap_or_default();
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let zone = match rest.strip_prefix('.') {
        Some(rest) => rest.get(digits.len()..)?,
        None => rest,
    };
    let ms = format!("{digits:0<3}").get(..3)?.parse::<i64>().ok()?;
    let offset_min = match zone.as_bytes() {
        [] | [b'Z'] => 0,
        [sign, ..] => {
            let hours: i64 = zone.get(1..3)?.parse().ok()?;
            let minutes: i64 = zone.get(zone.len() - 2..)?.parse().ok()?;
            let minutes = hours * 60 + minutes;
            if *sign == b'-' { -minutes } else { minutes }
        }
    };
    // Days since 1970, by years that begin in March.
    let (y, m) = match month > 2 {
        true => (year, month - 3),
        false => (year - 1, month + 9),
    };
    let (era, of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let of_year = (153 * m + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let minutes = (days * 24 + hour) * 60 + minute - offset_min;
    Some((minutes * 60 + second) * 1_000 + ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_and_without_fraction_and_zone() {
        for (written, ms) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2019-02-08T15:28:33", 1_549_639_713_000),
            ("2026-11-23T17:29:37.495501903Z", 1_795_454_977_495),
            ("2023-05-27T18:21:00+07:00", 1_685_186_460_000),
            ("2024-02-29T00:00:00.5-0130", 1_709_170_200_500),
        ] {
            assert_eq!(moment(written), Some(ms), "{written}");
        }
        for bad in ["", "2023-05-27", "gestern", "2023-05-27Tab:cd:efZ"] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }

    #[test]
    fn ids_come_as_numbers_and_as_text() {
        #[derive(Deserialize)]
        struct It {
            #[serde(deserialize_with = "id")]
            id: Option<CommentId>,
        }
        let read = |json: &str| serde_json::from_str::<It>(json).map(|it| it.id);
        assert_eq!(read(r#"{"id":7}"#).ok(), Some("7".parse().ok()));
        assert_eq!(read(r#"{"id":"a-b"}"#).ok(), Some("a-b".parse().ok()));
        for none in [r#"{"id":0}"#, r#"{"id":null}"#, r#"{"id":""}"#] {
            assert_eq!(read(none).ok(), Some(None), "{none}");
        }
        assert!(read(r#"{"id":"a b"}"#).is_err());
    }
}
