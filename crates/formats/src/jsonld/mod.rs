//! schema.org articles as JSON-LD: alone, in a graph, or inside the HTML page they describe.

mod graph;
mod lenient;
mod page;
mod paid;
mod place;
mod shown;

pub(crate) use page::read_page;

use model::{Article, Block, Contributor, Correction, Figure, Section, ZonedTime};
use serde_json::Value;

use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::pick::{at, first_text, list, pixels, text, text_at};
use crate::{Format, ParseError, Unavailable, article_id};

use graph::Graph;
use paid::is_paid;
use place::{address, is_at};

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
    let body = told(node, "articleBody", desk);
    article(&graph, node, url, body, desk)
}

/// The paragraphs of a text. It is plain by the book, but some put their HTML there.
fn told(node: &Value, field: &str, desk: &mut Desk) -> Vec<Block> {
    let text = text_at(node, field).unwrap_or_default();
    match text.contains("</p>") || text.contains("<br") {
        true => desk.blocks(&text, &[]),
        false => desk.paragraphs(&desk.decoded_lines(&text)),
    }
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
        tags: keywords(node),
        rights: rights(graph, node),
        published_at,
        updated_at,
        dateline,
        url,
        body,
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

/// A name, a person, an organisation, or several of these; their names may be lists.
fn authors(graph: &Graph, node: &Value, desk: &mut Desk) -> Vec<Contributor> {
    let mut found = Vec::<Contributor>::new();
    for author in list(node, "author") {
        let author = graph.joined(author);
        let url = first_text(author, &["url", "sameAs"]).and_then(|url| desk.web(&url));
        let names: Vec<String> = match author {
            Value::String(_) => text(author).into_iter().collect(),
            _ => list(author, "name").iter().filter_map(text).collect(),
        };
        for name in names {
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
    let images = list(node, "image");
    let image = graph.joined(images.first()?);
    if images.len() > 1 {
        desk.skip("image of the article after the first");
    }
    let url = match image {
        Value::String(_) => text(image),
        _ => first_text(image, &["url", "contentUrl", "url.@id", "@id"]),
    };
    let file = desk.file(&url?, pixels(image, "width"), pixels(image, "height"))?;
    let caption = text_at(image, "caption").map(|caption| escaped(&desk.decoded(&caption)));
    let by = first_text(
        image,
        &[
            "creditText",
            "creator.name",
            "author.name",
            "copyrightHolder.name",
            "copyrightNotice",
        ],
    );
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
fn keywords(node: &Value) -> Vec<String> {
    let split = |text: String| {
        text.split(',')
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
    };
    match node.get("keywords") {
        Some(Value::String(words)) => split(words.clone()),
        _ => list(node, "keywords")
            .iter()
            .filter_map(|word| text(word).or_else(|| text_at(word, "name")))
            .collect(),
    }
}

fn rights(graph: &Graph, node: &Value) -> Option<String> {
    if let Some(notice) = first_text(node, &["copyrightNotice", "creditText"]) {
        return Some(notice);
    }
    let holder = graph.joined(at(node, "copyrightHolder")?);
    let name = text(holder).or_else(|| text_at(holder, "name"))?;
    match text_at(node, "copyrightYear") {
        Some(year) => Some(format!("© {year} {name}")),
        None => Some(format!("© {name}")),
    }
}
