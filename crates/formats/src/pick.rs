//! What stands in foreign JSON, whose fields are strings here, numbers there, lists of either elsewhere.

use serde_json::Value;

/// Text that says something; a number as it is written.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The text at a path such as `headlines.basic`.
pub(crate) fn text_at(value: &Value, path: &str) -> Option<String> {
    text(at(value, path)?)
}

/// The first of these paths at which there is text.
pub(crate) fn first_text(value: &Value, paths: &[&str]) -> Option<String> {
    paths.iter().find_map(|path| text_at(value, path))
}

/// What stands at a path; a number in it picks from a list.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, name| match value {
        Value::Array(list) => list.get(name.parse::<usize>().ok()?),
        other => other.get(name),
    })
}

/// The list there; one thing alone is a list of one, nothing one of none.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    match value.get(name) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
    }
}

/// A number of pixels, also if it is written as text.
pub(crate) fn pixels(value: &Value, name: &str) -> Option<u32> {
    match value.get(name)? {
        Value::Number(number) => number
            .as_f64()
            .filter(|n| (1.0..1e6).contains(n))
            .map(|n| n as u32),
        Value::String(text) => text.trim().trim_end_matches("px").parse().ok(),
        Value::Object(object) => pixels(&Value::Object(object.clone()), "value"),
        _ => None,
    }
}

/// Is it true there?
pub(crate) fn is_true(value: &Value, path: &str) -> bool {
    at(value, path).and_then(Value::as_bool) == Some(true)
}

/// The fields of an object by name: in one order, whatever keeps them.
pub(crate) fn fields(value: &Value) -> Vec<(&str, &Value)> {
    let mut fields: Vec<_> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    fields.sort_by_key(|(name, _)| *name);
    fields
}
