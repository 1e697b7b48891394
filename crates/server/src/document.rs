//! A whole HTML document around what was rendered.

use std::collections::BTreeMap;

use chuyen::text::plain;
use chuyen::words::Words;
use model::Article;
use percent_encoding::utf8_percent_encode;

use crate::outlets::jsonld::{Beside, figures, news_article};
use crate::render::{RESERVED, Rendered, in_script, turn};
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

/// What surrounds an article on a page of its own.
pub struct Around<'a> {
    /// The interface's words.
    pub words: &'a Words,
    /// Leads from the page to where the server is.
    pub up: &'a str,
    /// The same as a whole address with a `/` at the end, if it is known.
    pub home: Option<&'a str>,
    /// What search engines are told besides.
    pub beside: Beside<'a>,
}

/// The page of an article.
pub fn document(article: &Article, rendered: &Rendered, around: &Around) -> String {
    let head = about(article, around) + &oembed(article, around);
    let data = in_script(&to_json(&news_article(
        &addressed(article, around),
        around.beside,
    )));
    let data = format!("<script type=\"application/ld+json\">{data}</script>");
    whole(article, rendered, around, ("<html", &(head + &data), ""))
}

/// The page of an article that stands in a frame of another: it opens every link elsewhere, tells how tall it is, and
/// leaves what search engines read to the other.
pub fn frame(article: &Article, rendered: &Rendered, around: &Around) -> String {
    let url = escaped(article.url.as_str());
    let head = format!(
        "<base target=\"_blank\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"canonical\" href=\"{url}\">"
    );
    let up = around.up;
    let path = asset_names().get("frame.js").map_or("", String::as_str);
    let script = format!("<script async src=\"{up}{path}\"></script>");
    whole(
        article,
        rendered,
        around,
        ("<html class=\"chuyen-page-framed\"", &head, &script),
    )
}

/// A page that says why there is no article, in `detail` for developers, and maybe offers to ask again.
pub fn absent(
    sentence: &str,
    detail: Option<&str>,
    again: Option<&str>,
    (words, up): (&Words, &str),
) -> String {
    let style = asset_names().get("page.css").map_or("", String::as_str);
    let detail = detail.map(|detail| format!("<p lang=\"en\">{}</p>", escaped(detail)));
    let again = again.map(|again| format!("<p><a href=\"\">{again}</a></p>"));
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">\
         <title>{sentence}</title><link rel=\"stylesheet\" href=\"{up}{style}\"></head>\
         <body><main class=\"chuyen-page-absent\"><h1>{sentence}</h1>{}{}</main></body></html>",
        detail.unwrap_or_default(),
        again.unwrap_or_default(),
        lang = words.lang,
    )
}

/// How the document begins, what else stands in its head, and last in its body.
fn whole(
    article: &Article,
    rendered: &Rendered,
    Around { words, up, .. }: &Around,
    (html, head, last): (&str, &str, &str),
) -> String {
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
        "<!doctype html>{html} lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>{head}{styles}</head><body>\
         <chuyen-article article=\"{id}\" server=\"{up}\" lang=\"{words}\">{article}{below}</chuyen-article>\
         <script async src=\"{up}embed.js\"></script>{last}</body></html>",
        lang = escaped(&article.lang),
        title = escaped(&article.headline),
        id = escaped(article.id.as_str()),
        words = words.lang,
        article = rendered.article,
        below = below_and_data(rendered),
    )
}

/// The article with addresses that lead somewhere from its page, and whole ones if it is known how.
fn addressed(article: &Article, around: &Around) -> Article {
    let mut article = article.clone();
    let home = around.home.unwrap_or(around.up);
    article.map_addresses(&mut |address| turn(address, home));
    article
}

/// Where sites that embed by address ask what to embed: <https://oembed.com>.
fn oembed(article: &Article, around: &Around) -> String {
    let home = around.home.unwrap_or(around.up);
    let page = match around.home {
        Some(home) => article_page(home, article),
        None => article.url.to_string(),
    };
    let page = utf8_percent_encode(&page, RESERVED);
    format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}oembed?format=json&amp;url={page}\" \
         title=\"{}\">",
        escaped(home),
        escaped(&article.headline),
    )
}

/// The page of an article on a server whose whole address is known.
pub fn article_page(home: &str, article: &Article) -> String {
    let id = utf8_percent_encode(article.id.as_str(), RESERVED);
    format!("{home}articles/{id}")
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
fn about(article: &Article, around: &Around) -> String {
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
    property(
        "og:site_name",
        around.beside.publisher.map_or("", |it| it.name.as_str()),
    );
    let mut picture = figures(article)
        .next()
        .map(|figure| figure.image.url.clone());
    if let Some((picture, home)) = picture.as_mut().zip(around.home) {
        turn(picture, home);
    }
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
