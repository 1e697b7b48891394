//! An HTML page: JSON-LD says what the article is, the page what it says.

use model::{Article, Block};
use serde_json::Value;

use super::graph::Graph;
use super::place::address;
use super::{article, lenient, told};
use crate::ParseError;
use crate::address::is_front;
use crate::desk::Desk;
use crate::html::Tree;

/// Where pages keep the text, the surest first.
const TEXTS: [&str; 14] = [
    "article-body",
    "article__body",
    "articlebody",
    "article-content",
    "entry-content",
    "post-content",
    "story-body",
    "fck_detail",
    "detail-content",
    "content-detail",
    "singular-content",
    "maincontent",
    "td-post-content",
    "news-content",
];
/// Most scripts read.
const MAX_SCRIPTS: usize = 50;

/// Reads the article that a page describes and shows.
pub(crate) fn read_page(desk: &mut Desk) -> Result<Article, ParseError> {
    let html = desk.text();
    let tree = desk.source().html.parse(html);
    let scripts: Vec<Value> = (0..tree.len())
        .filter(|at| {
            tree.name(*at) == "script"
                && tree
                    .attribute(*at, "type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
        })
        .take(MAX_SCRIPTS)
        .filter_map(|at| lenient::read(tree.text_at(at + 1).filter(|_| tree.end(at) > at + 1)?))
        .collect();
    let graph = Graph::of_all(&scripts);
    let node = graph.article().ok_or_else(|| ParseError::Field {
        field: ".".to_owned(),
        detail: "an HTML page without JSON-LD of an article in it".to_owned(),
    })?;
    let canonical = tree_canonical(&tree);
    let canonical = canonical.filter(|url| !is_front(url));
    let url = desk.on_page(canonical.or_else(|| address(node, desk)).as_deref());
    let told = told(node, "articleBody", desk);
    let body = shown(&tree, &told, desk);
    article(&graph, &with_language(node, html), url, body, desk)
}

fn tree_canonical(tree: &Tree) -> Option<String> {
    let is_canonical =
        |at: &usize| tree.name(*at) == "link" && tree.attribute(*at, "rel") == Some("canonical");
    let link = (0..tree.len()).find(is_canonical)?;
    tree.attribute(link, "href").map(str::to_owned)
}

/// The text as the page shows it, captions and all; as JSON-LD tells it where the page shows less than half of that.
fn shown(tree: &Tree, told: &[Block], desk: &mut Desk) -> Vec<Block> {
    let length =
        |blocks: &[Block]| crate::inline::plain(&crate::inline::flattened(blocks.to_vec())).len();
    let Some(element) = text_element(tree) else {
        return told.to_vec();
    };
    let found = desk.blocks_in(tree, element);
    match length(&found) * 2 < length(told) {
        true => told.to_vec(),
        false => found,
    }
}

fn text_element(tree: &Tree) -> Option<usize> {
    let elements = || (0..tree.len()).filter(|at| !tree.name(*at).is_empty());
    let marked = elements().find(|at| {
        tree.attribute(*at, "itemprop").is_some_and(|what| {
            what.split_ascii_whitespace()
                .any(|what| what == "articleBody")
        })
    });
    let classed = || {
        TEXTS.iter().find_map(|class| {
            elements().find(|at| tree.is_of(*at, &[class]) && tree.end(*at) > at + 1)
        })
    };
    // Of several articles on a page the longest is the one.
    let named = |name: &str| {
        elements()
            .filter(|at| tree.name(*at) == name)
            .max_by_key(|at| tree.end(*at) - at)
    };
    marked
        .or_else(classed)
        .or_else(|| named("article"))
        .or_else(|| named("main"))
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
