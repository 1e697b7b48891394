//! A whole HTML document around what was rendered.

use std::collections::BTreeMap;

use chuyen::text::plain;
use chuyen::words::Words;
use model::Article;

use crate::render::{Rendered, in_script};
use crate::routes::{asset_names, built_text};

/// Most characters of a description.
const MAX_DESCRIPTION_CHARS: usize = 200;

/// What the loader needs to bring a fragment to life.
const NEEDED: [&str; 5] = [
    "article.css",
    "islands.js",
    "islands.wasm",
    "touch.js",
    "widget.css",
];
/// Styles of what few articles have.
const RICH: &str = "rich.css";
/// What is in an article that needs them: parts of names of classes.
const RICH_PARTS: [&str; 5] = [
    "chuyen-embed",
    "chuyen-footer-corrections",
    "chuyen-text-gallery",
    "chuyen-text-quote",
    "chuyen-text-scroll",
];

/// The page of an article, at an address from which `up` leads to where the server is.
pub fn document(article: &Article, words: &Words, rendered: &Rendered, up: &str) -> String {
    let names = asset_names();
    let style = |name| {
        let path = names.get(name).map_or("", String::as_str);
        format!("<link rel=\"stylesheet\" href=\"{up}{path}\">")
    };
    let styles: String = ["page.css"]
        .into_iter()
        .chain(sheets(rendered))
        .map(style)
        .collect();
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>{about}{styles}</head><body>\
         <chuyen-article article=\"{id}\" server=\"{up}\" lang=\"{words}\">{article}{below}</chuyen-article>\
         <script async src=\"{up}embed.js\"></script></body></html>",
        lang = escaped(&article.lang),
        title = escaped(&article.headline),
        about = about(article),
        id = escaped(article.id.as_str()),
        words = words.lang,
        article = rendered.article,
        below = below_and_data(rendered),
    )
}

/// What stands under the article, its data, and the names of the files that bring it to life.
pub fn below_and_data(rendered: &Rendered) -> String {
    let needed = asset_names()
        .iter()
        .filter(|(name, _)| NEEDED.contains(&name.as_str()) || *name == RICH && is_rich(rendered));
    let names = in_script(&to_json(&needed.collect::<BTreeMap<_, _>>()));
    let (below, data) = (&rendered.below, &rendered.data);
    format!(
        "{below}<script type=\"application/json\" data-chuyen=\"data\">{data}</script>\
         <script type=\"application/json\" data-chuyen=\"assets\">{names}</script>"
    )
}

/// The styles of the article, and last those of what stands under it.
fn sheets(rendered: &Rendered) -> impl Iterator<Item = &'static str> {
    let rich = Some(RICH).filter(|_| is_rich(rendered));
    ["article.css"]
        .into_iter()
        .chain(rich)
        .chain(["widget.css"])
}

fn is_rich(rendered: &Rendered) -> bool {
    RICH_PARTS
        .iter()
        .any(|part| rendered.article.contains(part))
}

/// The loader, and with it what it would fetch first: the fragment and the styles.
pub fn script(article: &Article, words: &Words, rendered: &Rendered) -> String {
    let paths = sheets(rendered).filter_map(|name| asset_names().get(name));
    let sheets: BTreeMap<_, _> = paths.map(|path| (path, built_text(path))).collect();
    let html = format!("{}{}", rendered.article, below_and_data(rendered));
    let enclosed = to_json(&serde_json::json!({
        "article": article.id, "lang": words.lang, "html": html, "sheets": sheets,
    }));
    let loader = built_text("embed.js");
    format!("document.currentScript.chuyen={enclosed};{loader}")
}

/// What search engines and link previews read. Only absolute addresses mean anything to them.
fn about(article: &Article) -> String {
    let mut head = String::new();
    let mut property = |name: &str, content: &str| {
        if !content.is_empty() {
            head += &format!(
                "<meta property=\"{name}\" content=\"{}\">",
                escaped(content)
            );
        }
    };
    let absolute = article.url.is_absolute();
    let url = Some(article.url.as_str())
        .filter(|_| absolute)
        .unwrap_or_default();
    let description = match &article.dek {
        Some(dek) => dek.clone(),
        None => plain(&article.lead),
    };
    let description: String = description.chars().take(MAX_DESCRIPTION_CHARS).collect();
    property("og:type", "article");
    property("og:title", &article.headline);
    property("og:description", &description);
    property("og:url", url);
    property("article:published_time", &article.published_at.to_string());
    let picture = article.lead_figure.as_ref().map(|figure| &figure.image.url);
    if let Some(picture) = picture.filter(|url| url.is_absolute()) {
        property("og:image", picture.as_str());
    }
    if !url.is_empty() {
        head += &format!("<link rel=\"canonical\" href=\"{}\">", escaped(url));
    }
    if !description.is_empty() {
        let description = escaped(&description);
        head += &format!("<meta name=\"description\" content=\"{description}\">");
    }
    head
}

fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings for keys")
}

/// Text between tags or in an attribute in double quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
