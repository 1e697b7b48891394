//! An HTML page: JSON-LD says what the article is, the page what it says.

use model::Article;
use serde_json::Value;

use super::graph::Graph;
use super::place::{address, is_at};
use super::shown::shown;
use super::{article, lenient, told};
use crate::ParseError;
use crate::address::is_front;
use crate::desk::Desk;
use crate::html::Tree;

/// Most scripts read.
const MAX_SCRIPTS: usize = 50;

/// Reads the article that a page describes and shows.
pub(crate) fn read_page(desk: &mut Desk) -> Result<Article, ParseError> {
    let html = desk.text();
    let tree = desk.source().html.parse(html);
    let scripts = scripts(&tree);
    let graph = Graph::of_all(&scripts);
    // Where everything starts that the page does not write out whole.
    let base = first_of(&tree, "base", "href", |_| true).and_then(|href| desk.web(href));
    desk.start_at(base.as_ref());
    let canonical = first_of(&tree, "link", "href", |at| {
        tree.attribute(at, "rel") == Some("canonical")
    })
    .and_then(|href| desk.web(href))
    .filter(|url| !is_front(url.as_str()));
    let here = canonical.as_ref().map(|url| url.as_str());
    let here = here.into_iter().chain([desk.source().address]);
    let here: Vec<&str> = here.collect();
    let node = graph.article(|node| is_at(node, &here, desk));
    let node = node.ok_or_else(|| ParseError::Field {
        field: ".".to_owned(),
        detail: "an HTML page without JSON-LD of an article in it".to_owned(),
    })?;
    let url = canonical.map(String::from).or_else(|| address(node, desk));
    let url = desk.on_page(url.as_deref());
    desk.start_at(base.as_ref());
    let told = told::text(&graph, node, desk);
    let body = shown(&tree, &told, desk);
    article(&graph, &with_language(node, html), url, body, desk)
}

/// What the scripts say that are JSON-LD.
fn scripts(tree: &Tree) -> Vec<Value> {
    let is_told = |at: &usize| {
        let kind = tree.attribute(*at, "type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or(kind).trim_end();
        tree.name(*at) == "script" && kind.eq_ignore_ascii_case("application/ld+json")
    };
    (0..tree.len())
        .filter(is_told)
        .take(MAX_SCRIPTS)
        .filter_map(|at| lenient::read(tree.text_at(at + 1).filter(|_| tree.end(at) > at + 1)?))
        .collect()
}

/// What an attribute holds of the first such element that has it.
fn first_of<'a>(
    tree: &'a Tree,
    name: &str,
    attribute: &str,
    is_wanted: impl Fn(usize) -> bool,
) -> Option<&'a str> {
    (0..tree.len())
        .filter(|at| tree.name(*at) == name && is_wanted(*at))
        .find_map(|at| tree.attribute(at, attribute))
}

/// The language of the page, where its JSON-LD names none.
fn with_language(node: &Value, html: &str) -> Value {
    let mut node = node.clone();
    if let (None, Some(lang), Value::Object(fields)) = (
        node.get("inLanguage").cloned(),
        page_language(html),
        &mut node,
    ) {
        fields.insert("inLanguage".to_owned(), Value::String(lang));
    }
    node
}

/// What `<html lang>` says; that element itself is not in the tree.
fn page_language(html: &str) -> Option<String> {
    let start = html.find("<html").or_else(|| html.find("<HTML"))?;
    let tag = &html[start..start + html[start..].find('>')?];
    let (_, rest) = tag.split_once(" lang=")?;
    let lang = rest
        .trim_start_matches(['"', '\''])
        .split(['"', '\'', ' ', '>'])
        .next()?;
    (!lang.is_empty()).then(|| lang.to_owned())
}
