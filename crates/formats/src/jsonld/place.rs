//! Where an article stands: its own page, by which its thread is known.

use serde_json::Value;

use crate::address::{host, is_front, is_same_page, is_web};
use crate::desk::Desk;
use crate::pick::{first_text, text_at};

/// Whose address stands for the article's own in an example that many copied.
const EXAMPLE: &str = "google.com";

/// The page of an article, as far as it is told: text, or a page with an id.
///
/// A page that all articles of a site name, such as its front page, is none of them.
pub(super) fn address(node: &Value, desk: &Desk) -> Option<String> {
    let told = |paths: &[&str]| first_text(node, paths);
    let url = told(&["url", "url.@id"]).filter(|url| desk.web(url).is_some());
    let site = url.as_ref().and_then(|url| desk.web(url));
    let site = site.as_ref().and_then(|url| host(url.as_str()));
    let main = told(&[
        "mainEntityOfPage",
        "mainEntityOfPage.@id",
        "mainEntityOfPage.url",
    ])
    .filter(|main| {
        is_web(main)
            && match site {
                Some(_) => host(main) == site,
                None => host(main) != Some(EXAMPLE),
            }
    });
    let named = text_at(node, "@id").filter(|id| is_web(id));
    [main, url, named]
        .into_iter()
        .flatten()
        .find(|url| !is_front(url))
}

/// Does it say that it stands at one of these pages?
pub(super) fn is_at(node: &Value, pages: &[&str], desk: &Desk) -> bool {
    let at = |path: &str| {
        // What is no address of its own starts at the page, as does that of everything else on it.
        let written = text_at(node, path).filter(|url| path.starts_with("url") || is_web(url));
        let url = written.and_then(|url| desk.web(&url));
        url.is_some_and(|url| pages.iter().any(|page| is_same_page(url.as_str(), page)))
    };
    [
        "url",
        "url.@id",
        "@id",
        "mainEntityOfPage",
        "mainEntityOfPage.@id",
        "mainEntityOfPage.url",
    ]
    .into_iter()
    .any(at)
}
