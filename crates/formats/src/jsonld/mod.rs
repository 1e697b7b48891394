//! schema.org articles as JSON-LD: alone, in a graph, or inside the HTML page they describe.

mod graph;
mod lenient;
mod page;
mod paid;
mod place;
mod shown;
mod told;
mod values;

pub(crate) use page::read_page;

use model::{Article, Block, Contributor, Correction, Figure, Section, ZonedTime};
use serde_json::Value;

use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::pick::{first_text, list, pixels, text, text_at};
use crate::{Format, ParseError, Unavailable, article_id};

use graph::Graph;
use paid::is_paid;
use place::{address, is_at};
use told::told;
use values::{all, names, said, url_of};

pub(crate) const FORMAT: Format = Format {
    name: "jsonld",
    title: "schema.org JSON-LD",
    looks_like,
    read,
};

/// Most authors named: each is compared with those before.
const MAX_AUTHORS: usize = 64;

fn looks_like(value: &Value) -> bool {
    let is_typed = |node: &Value| node.get("@type").is_some() || node.get("@context").is_some();
    let context = value
        .get("@context")
        .map(Value::to_string)
        .unwrap_or_default();
    context.contains("schema.org")
        || value.get("@graph").is_some()
        || value
            .as_array()
            .is_some_and(|nodes| nodes.iter().any(is_typed))
}

fn read(value: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    let graph = Graph::of(value);
    let here = [desk.source().address];
    let node = graph.article(|node| is_at(node, &here, desk));
    let node = node.ok_or(ParseError::Missing {
        format: FORMAT.name,
        field: "@type NewsArticle",
    })?;
    let url = desk.on_page(address(node, desk).as_deref());
    let body = told::text(&graph, node, desk);
    article(&graph, node, url, body, desk)
}

/// Makes an article of what is said about it and the text that was found.
fn article(
    graph: &Graph,
    node: &Value,
    url: Option<model::Address>,
    mut body: Vec<Block>,
    desk: &mut Desk,
) -> Result<Article, ParseError> {
    if is_paid(graph, node) {
        return Err(ParseError::Unavailable(Unavailable::Protected));
    }
    let published_at = desk.time(node, &["datePublished", "dateCreated"]);
    let updated_at = desk.time(node, &["dateModified"]);
    if published_at.is_some() {
        desk.embargo(published_at.clone())?;
    }
    let words = |field: &str| text_at(node, field).map(|text| desk.decoded(&text));
    let (headline, dek) = (
        words("headline").or_else(|| words("name")),
        words("description")
            .or_else(|| words("alternativeHeadline"))
            .or_else(|| words("abstract")),
    );
    let (section, dateline) = (
        list(node, "articleSection").iter().find_map(text),
        words("dateline"),
    );
    let id = first_text(node, &["identifier", "identifier.value"])
        .and_then(|id| article_id::on_site(url.as_ref().map(|url| url.as_str()), &id));
    body.extend(told(node, "backstory", desk));
    let at_time = updated_at.clone().or_else(|| published_at.clone());
    let draft = Draft {
        id,
        lang: first_text(
            node,
            &["inLanguage", "inLanguage.alternateName", "inLanguage.name"],
        ),
        section: section.map(|name| Section {
            name: desk.decoded(&name),
            url: None,
        }),
        headline,
        dek,
        byline: authors(graph, node, desk),
        corrections: corrections(node, at_time.as_ref(), desk),
        lead_figure: picture(graph, node, desk),
        tags: keywords(node, desk),
        rights: rights(graph, node, desk),
        published_at,
        updated_at,
        dateline,
        url,
        body,
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

/// Everyone who is named as the author, once.
fn authors(graph: &Graph, node: &Value, desk: &mut Desk) -> Vec<Contributor> {
    let mut found = Vec::<Contributor>::new();
    for author in all(node, "author") {
        let author = graph.joined(author);
        let url = first_text(author, &["url", "sameAs"]).and_then(|url| desk.web(&url));
        for name in names(graph, author) {
            let name = desk.decoded(&name);
            // Some give the address of a profile for a name.
            if crate::address::is_web(&name) || found.iter().any(|other| other.name == name) {
                continue;
            }
            match found.len() < MAX_AUTHORS {
                true => found.push(contributor(name, url.clone())),
                false => desk.skip(&format!("author after the first {MAX_AUTHORS}")),
            }
        }
    }
    found
}

/// The first picture: others are the same in other shapes, as a rule.
fn picture(graph: &Graph, node: &Value, desk: &mut Desk) -> Option<Figure> {
    let images = all(node, "image");
    let image = graph.joined(images.first()?);
    if images.len() > 1 {
        desk.skip("image of the article after the first");
    }
    let url = url_of(image, &["url", "contentUrl"]).or_else(|| text_at(image, "@id"))?;
    let file = desk.file(&url, pixels(image, "width"), pixels(image, "height"))?;
    let caption = text_at(image, "caption").map(|caption| escaped(&desk.decoded(&caption)));
    let made_by = |field: &str| {
        let makers = all(image, field).iter();
        let makers: Vec<_> = makers.flat_map(|maker| names(graph, maker)).collect();
        Some(makers.join(", ")).filter(|names| !names.is_empty())
    };
    let by = text_at(image, "creditText")
        .or_else(|| {
            ["creator", "author", "copyrightHolder"]
                .into_iter()
                .find_map(made_by)
        })
        .or_else(|| text_at(image, "copyrightNotice"))
        .map(|by| desk.decoded(&by));
    desk.figure(vec![file], String::new(), caption.as_deref(), by)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn corrections(node: &Value, at_time: Option<&ZonedTime>, desk: &mut Desk) -> Vec<Correction> {
    let mut found = Vec::new();
    for correction in list(node, "correction") {
        let said = match correction {
            Value::String(_) => text(correction),
            _ => first_text(correction, &["text", "name"]),
        };
        let dated = desk.time(correction, &["datePublished"]);
        let at = dated.or_else(|| at_time.cloned());
        match (said, at) {
            // It may be no more than the address of a page.
            (Some(said), Some(at)) => found.push(Correction {
                at,
                text: desk.line(&escaped(&desk.decoded(&said))),
            }),
            _ => desk.skip("correction without a text or a date"),
        }
    }
    found
}

/// Words with commas between them, a list of words, or defined terms.
fn keywords(node: &Value, desk: &Desk) -> Vec<String> {
    let words = match node.get("keywords") {
        Some(Value::String(words)) => words.split(',').map(str::to_owned).collect(),
        _ => all(node, "keywords")
            .iter()
            .filter_map(|word| said(word).or_else(|| text_at(word, "name")))
            .collect::<Vec<_>>(),
    };
    let words = words.iter().map(|word| desk.decoded(word));
    words.filter(|word| !word.is_empty()).collect()
}

fn rights(graph: &Graph, node: &Value, desk: &Desk) -> Option<String> {
    if let Some(notice) = first_text(node, &["copyrightNotice", "creditText"]) {
        return Some(desk.decoded(&notice));
    }
    let holders = all(node, "copyrightHolder").iter();
    let holders: Vec<_> = holders.flat_map(|holder| names(graph, holder)).collect();
    let names = Some(desk.decoded(&holders.join(", "))).filter(|names| !names.is_empty())?;
    match text_at(node, "copyrightYear") {
        Some(year) => Some(format!("© {year} {names}")),
        None => Some(format!("© {names}")),
    }
}
