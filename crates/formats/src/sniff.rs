//! Which format an article is written in.

use serde_json::Value;

use crate::pick::at;
use crate::{FORMATS, Format, ParseError};

/// Is it written so?
type Looks = fn(&Value) -> bool;

/// What is known, so that it can be named, and not read: other formats, and answers with no article in them.
const UNREAD: &[(&str, Looks)] = &[
    ("Portable Text", |value| {
        value
            .as_array()
            .and_then(|list| list.first())
            .is_some_and(|block| block.get("_type").is_some())
    }),
    ("ProseMirror", |value| {
        value.get("type").and_then(Value::as_str) == Some("doc")
            && value.get("content").is_some_and(Value::is_array)
    }),
    ("Apple News", |value| {
        value.get("components").is_some_and(Value::is_array) && value.get("identifier").is_some()
    }),
    ("an empty list", |value| {
        value.as_array().is_some_and(Vec::is_empty)
    }),
    ("an error of WordPress", |value| {
        value.get("code").is_some_and(Value::is_string)
            && ["message", "data"]
                .iter()
                .all(|field| value.get(field).is_some())
    }),
    ("an error of Ghost", |value| {
        let errors = value.get("errors");
        errors.is_some_and(|errors| at(errors, "0.message").is_some())
    }),
    ("an answer of Ghost without posts", |value| {
        let list = |name| value.get(name).and_then(Value::as_array);
        list("posts").is_some_and(Vec::is_empty) || list("pages").is_some()
    }),
    ("a part of an ANS story", |value| {
        let kind = value.get("type").and_then(Value::as_str);
        let is_ans = || value.get("version").and_then(Value::as_str);
        matches!(kind, Some("gallery" | "image" | "video" | "audio"))
            && is_ans().is_some_and(|version| version.starts_with("0."))
    }),
    ("an empty Editor.js document", |value| {
        let blocks = value.get("blocks").and_then(Value::as_array);
        blocks.is_some_and(Vec::is_empty)
    }),
];

/// The format of this name.
pub(crate) fn named(name: &str) -> Result<&'static Format, ParseError> {
    FORMATS
        .iter()
        .find(|format| format.name == name)
        .ok_or_else(|| unknown(name))
}

fn unknown(declared: &str) -> ParseError {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    ParseError::UnknownFormat {
        declared: declared.to_owned(),
        allowed: names.join(", "),
    }
}

/// The format the article shows to be; our own if it shows nothing, which then says what is missing.
pub(crate) fn found(value: &Value) -> Result<&'static Format, ParseError> {
    let unread = || UNREAD.iter().find(|(_, looks)| looks(value));
    match (
        FORMATS.iter().find(|format| (format.looks_like)(value)),
        unread(),
    ) {
        (Some(format), _) => Ok(format),
        (None, Some((name, _))) => Err(unknown(name)),
        (None, None) => named("chuyen"),
    }
}

/// The declared format, unless the article shows to be of another.
pub(crate) fn confirmed(
    declared: &'static Format,
    value: &Value,
) -> Result<&'static Format, ParseError> {
    if (declared.looks_like)(value) {
        return Ok(declared);
    }
    let read = FORMATS
        .iter()
        .find(|format| (format.looks_like)(value))
        .map(|format| format.title);
    let unread = || {
        UNREAD
            .iter()
            .find(|(_, looks)| looks(value))
            .map(|(name, _)| *name)
    };
    match read.or_else(unread) {
        Some(found) => Err(ParseError::WrongFormat {
            declared: declared.name,
            found,
        }),
        None => Ok(declared),
    }
}
