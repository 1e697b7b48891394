//! Nodes that refer to one another by `@id`.

use std::collections::HashMap;

use serde_json::Value;

/// Most nodes looked through for an article.
const MAX_NODES: usize = 1_000;
/// Kinds of articles, the most telling first; what ends in `NewsArticle` is one as well.
const ARTICLES: [&str; 9] = [
    "NewsArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "Report",
    "SocialMediaPosting",
    "TechArticle",
    "ScholarlyArticle",
    "SatiricalArticle",
];

/// Everything that a piece of JSON-LD describes.
pub(super) struct Graph<'a> {
    nodes: Vec<&'a Value>,
    by_id: HashMap<&'a str, &'a Value>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        Self::of_all(std::slice::from_ref(value))
    }

    /// One graph of several scripts.
    pub(super) fn of_all(values: &'a [Value]) -> Self {
        let mut nodes = Vec::new();
        let mut next: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = next.pop().filter(|_| nodes.len() < MAX_NODES) {
            match value {
                Value::Array(list) => next.extend(list.iter().rev()),
                Value::Object(_) => {
                    nodes.push(value);
                    next.extend(value.get("mainEntity"));
                    next.extend(value.get("@graph"));
                }
                _ => {}
            }
        }
        // Of two with one name the one that says more than its name.
        let mut by_id = HashMap::new();
        for node in &nodes {
            if let (Some(id), true) = (node.get("@id").and_then(Value::as_str), is_told(node)) {
                by_id.entry(id).or_insert(*node);
            }
        }
        Self { nodes, by_id }
    }

    /// The article that is described: of several the one that is meant, else the one whose kind tells most.
    pub(super) fn article(&self, is_meant: impl Fn(&Value) -> bool) -> Option<&'a Value> {
        let is_of = |node: &Value, kind: &str| {
            types(node).any(|of| of == kind || of.ends_with("NewsArticle") && kind == "NewsArticle")
        };
        let by_kind = |is_meant: &dyn Fn(&Value) -> bool| {
            ARTICLES.iter().find_map(|kind| {
                let mut nodes = self.nodes.iter().copied();
                nodes.find(|node| is_of(node, kind) && is_meant(node))
            })
        };
        by_kind(&is_meant).or_else(|| by_kind(&|_| true))
    }

    /// What a reference leads to; anything else is itself.
    pub(super) fn joined<'b>(&self, value: &'b Value) -> &'b Value
    where
        'a: 'b,
    {
        let id = value
            .get("@id")
            .and_then(Value::as_str)
            .filter(|_| !is_told(value));
        id.and_then(|id| self.by_id.get(id))
            .copied()
            .unwrap_or(value)
    }
}

/// Does it say more than its name?
fn is_told(node: &Value) -> bool {
    node.as_object().is_some_and(|fields| {
        fields
            .keys()
            .any(|field| field != "@id" && field != "@type")
    })
}

/// The types of a node, their namespace aside.
fn types(node: &Value) -> impl Iterator<Item = &str> {
    let types = match node.get("@type") {
        Some(Value::Array(types)) => types.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    types
        .iter()
        .filter_map(Value::as_str)
        .map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}
