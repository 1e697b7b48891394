//! Where in a JSON text something went wrong, as a path: `body[3].figure.image.width`.
//!
//! The parser tells line and column only. A parser that keeps the path with it would be built into
//! the widget beside the plain one: a tenth of what readers download, for a message hardly any sees.

use std::fmt::Write;

use serde_json::Error;

/// What the reader of the text stands in.
enum Inside<'a> {
    /// An object, at the value of this key; at none before the first.
    Object(Option<&'a str>),
    /// An array, at this item.
    Array(usize),
}

/// The path of the field at fault; `.` for the whole.
pub(crate) fn of(error: &Error, json: &str) -> String {
    let read = &json[..offset(error, json)];
    let message = error.to_string();
    // A field that is missing is noticed once its object is closed; of all else the parser has just
    // read the value, and perhaps the bracket after it.
    let read = match message.starts_with("missing field") {
        true => read,
        false => read.trim_end_matches(|c: char| c.is_whitespace() || c == '}' || c == ']'),
    };
    let (mut path, ends_in_key) = walk(read);
    if message.starts_with("unknown variant") && ends_in_key {
        // No field, but the name of a kind that nobody knows.
        path.pop();
    }
    written(&path)
}

/// How many bytes the parser had read; a column counts bytes.
fn offset(error: &Error, json: &str) -> usize {
    let line: usize = json
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    json.floor_char_boundary(line + error.column())
}

/// Follows the brackets, keys and commas of a text that is JSON as far as it goes; the path there,
/// and whether the text ends in a key.
fn walk(read: &str) -> (Vec<Inside<'_>>, bool) {
    let (mut path, mut at) = (Vec::new(), 0);
    let (mut in_key, mut ends_in_key) = (false, false);
    while let Some(byte) = read.as_bytes().get(at) {
        ends_in_key = false;
        match (byte, path.last_mut()) {
            (b'{', _) => {
                path.push(Inside::Object(None));
                in_key = true;
            }
            (b'[', _) => {
                path.push(Inside::Array(0));
                in_key = false;
            }
            (b'}' | b']', _) => {
                path.pop();
                in_key = false;
            }
            (b',', Some(Inside::Array(item))) => *item += 1,
            (b',', Some(Inside::Object(_))) => in_key = true,
            (b'"', inside) => {
                let text = string(&read[at + 1..]);
                if let (true, Some(Inside::Object(key))) = (in_key, inside) {
                    *key = Some(text);
                    (in_key, ends_in_key) = (false, true);
                }
                at += text.len() + 1;
            }
            _ => {}
        }
        at += 1;
    }
    (path, ends_in_key)
}

/// A string up to its closing quote, escapes as written.
fn string(rest: &str) -> &str {
    let mut escaped = false;
    let end = rest.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    &rest[..end.unwrap_or(rest.len())]
}

fn written(path: &[Inside]) -> String {
    let mut out = String::new();
    for inside in path {
        match inside {
            Inside::Object(Some(key)) if out.is_empty() => out.push_str(key),
            Inside::Object(Some(key)) => write!(out, ".{key}").expect("a string takes every write"),
            Inside::Array(item) => write!(out, "[{item}]").expect("a string takes every write"),
            Inside::Object(None) => {}
        }
    }
    if out.is_empty() {
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use model::Article;

    use super::*;

    #[test]
    fn a_path_follows_keys_and_items() {
        for (read, path) in [
            ("", "."),
            (r#"{"#, "."),
            (r#"{"a": 1, "b": [true, {"c\"}": "]"#, r#"b[1].c\"}"#),
            (r#"{"a": [[], [1, "x,y"#, "a[1][1]"),
            (r#"{"a": {"b": 1}, "c""#, "c"),
            (r#"[{"ệ": [{}]}, "#, "[1]"),
        ] {
            assert_eq!(written(&walk(read).0), path, "{read}");
        }
    }

    #[test]
    fn a_kind_nobody_knows_is_told_from_a_value_nobody_knows() {
        for (json, path) in [
            (r#"{"body": [{"poll": []}]}"#, "body[0]"),
            (r#"{"body": ["poll"]}"#, "body[0]"),
            (r#"{"body": [], "commenting": "maybe"}"#, "commenting"),
            (r#"{"commenting": "maybe", "body": []}"#, "commenting"),
        ] {
            let error = serde_json::from_str::<Article>(json).expect_err(json);
            assert_eq!(of(&error, json), path, "{error}");
        }
    }
}
