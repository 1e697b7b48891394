//! Values as JSON-LD wraps them.

use serde_json::Value;

use super::graph::Graph;
use crate::pick::{list, text};

/// What stands in a field: one thing, several, or a list that says that it is one.
pub(super) fn all<'a>(node: &'a Value, field: &str) -> &'a [Value] {
    let all = list(node, field);
    match all {
        [one] if one.get("@list").is_some() => list(one, "@list"),
        [one] if one.get("@set").is_some() => list(one, "@set"),
        all => all,
    }
}

/// Text, alone or as a value.
pub(super) fn said(value: &Value) -> Option<String> {
    text(value).or_else(|| text(value.get("@value")?))
}

/// The address of a thing: itself, or the first that one of its fields names.
pub(super) fn url_of(value: &Value, fields: &[&str]) -> Option<String> {
    let first = |field: &&str| {
        let one = all(value, field).first()?;
        said(one).or_else(|| text(one.get("@id")?))
    };
    said(value).or_else(|| fields.iter().find_map(first))
}

/// What somebody is called: a name alone, a person, an organisation; their names may be lists, or in parts.
pub(super) fn names(graph: &Graph, somebody: &Value) -> Vec<String> {
    let somebody = graph.joined(somebody);
    if let Some(name) = said(somebody) {
        return vec![name];
    }
    let named: Vec<_> = all(somebody, "name").iter().filter_map(said).collect();
    if !named.is_empty() {
        return named;
    }
    let part = |field: &&str| said(all(somebody, field).first()?);
    let parts: Vec<_> = ["givenName", "familyName"]
        .iter()
        .filter_map(part)
        .collect();
    match parts.is_empty() {
        true => Vec::new(),
        false => vec![parts.join(" ")],
    }
}
