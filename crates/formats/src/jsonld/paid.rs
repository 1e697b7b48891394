//! Whether an article is there for everyone.

use serde_json::Value;

use super::graph::Graph;
use crate::pick::list;

/// Only for those who pay, or a part of it is: what is there may hold that part, and shown cannot be taken back.
pub(super) fn is_paid(graph: &Graph, node: &Value) -> bool {
    let is_walled = |node: &Value| node.get("isAccessibleForFree").is_some_and(is_no);
    is_walled(node)
        || list(node, "hasPart")
            .iter()
            .any(|part| is_walled(graph.joined(part)))
}

/// Is it said, and anything but yes?
fn is_no(said: &Value) -> bool {
    match said {
        Value::Null => false,
        Value::Bool(is_free) => !is_free,
        Value::Number(number) => number.as_f64() != Some(1.0),
        Value::String(said) => {
            let said = said.trim().to_ascii_lowercase();
            !["true", "yes", "1"].contains(&said.rsplit('/').next().unwrap_or(&said))
        }
        Value::Array(all) => all.iter().any(is_no),
        Value::Object(fields) => {
            let inside = fields.get("@value").or_else(|| fields.get("@id"));
            inside.is_none_or(is_no)
        }
    }
}
