//! The elements of an ANS story's text.

use model::{Block, Cell, Embed, Gallery, Inline, Quote, Related, RichText, Table};
use serde_json::Value;

use super::picture::figure;
use super::related;
use crate::desk::Desk;
use crate::inline::{unlinked, words};
use crate::limits::MAX_OUTER_FRAMES;
use crate::pick::{at, first_text, list, pixels, text, text_at};

/// Elements that are there to say something.
const TELLING: [&str; 9] = [
    "blockquote",
    "endorsement",
    "gallery",
    "header",
    "link_list",
    "list",
    "numeric_rating",
    "pullquote",
    "quote",
];

/// What elements tell that stands elsewhere in the article.
#[derive(Default)]
pub(super) struct Told {
    pub(super) corrections: Vec<String>,
    pub(super) related: Vec<Related>,
}

/// Reads elements.
pub(super) fn blocks(elements: &[Value], desk: &mut Desk, told: &mut Told) -> Vec<Block> {
    inside(elements, 0, desk, told)
}

/// The JSON parser bounds how deep this goes.
fn inside(elements: &[Value], depth: usize, desk: &mut Desk, told: &mut Told) -> Vec<Block> {
    elements
        .iter()
        .flat_map(|element| element_blocks(element, depth, desk, told))
        .collect()
}

/// Reads one element, and counts it if it should say something and does not.
fn element_blocks(element: &Value, depth: usize, desk: &mut Desk, told: &mut Told) -> Vec<Block> {
    let kind = element
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or("none");
    let found = blocks_of(kind, element, depth, (desk, told));
    if found.is_empty() && TELLING.contains(&kind) {
        desk.skip(&format!("empty {kind}"));
    }
    found
}

fn blocks_of(
    kind: &str,
    element: &Value,
    depth: usize,
    (desk, told): (&mut Desk, &mut Told),
) -> Vec<Block> {
    let content = || {
        element
            .get("content")
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    match kind {
        "text" => desk.blocks(content(), &[]),
        "raw_html" => raw(content(), desk),
        "header" => heading(element, desk),
        "list" => list_of(element, depth, desk, told),
        "blockquote" | "quote" | "pullquote" => {
            let mut body = desk.blocks(content(), &[]);
            body.extend(inside(
                list(element, "content_elements"),
                depth + 1,
                desk,
                told,
            ));
            let citation =
                text_at(element, "citation.content").map(|citation| desk.line(&citation));
            quote(body, citation.unwrap_or_default(), depth)
        }
        "image" => figure(element, desk)
            .map(Block::Figure)
            .into_iter()
            .collect(),
        "gallery" => gallery(element, desk),
        "table" => table(element, desk),
        "element_group" => inside(list(element, "content_elements"), depth, desk, told),
        "divider" => vec![Block::Rule],
        "code" => vec![Block::Code {
            language: text_at(element, "language"),
            text: content().to_owned(),
        }],
        "interstitial_link" => link(element, desk)
            .map(Block::Paragraph)
            .into_iter()
            .collect(),
        "link_list" => links(element, desk),
        "correction" => {
            told.corrections.extend(text_at(element, "text"));
            Vec::new()
        }
        "numeric_rating" => rating(element),
        "endorsement" => text_at(element, "endorsement")
            .map(|text| Block::Paragraph(vec![Inline::Strong(words(&text))]))
            .into_iter()
            .collect(),
        "story" => {
            told.related.extend(related(element, desk));
            Vec::new()
        }
        kind => elsewhere(element, kind, desk),
    }
}

fn heading(element: &Value, desk: &mut Desk) -> Vec<Block> {
    let level = element
        .get("level")
        .and_then(Value::as_u64)
        .unwrap_or(2)
        .clamp(2, 4);
    let text = text_at(element, "content")
        .map(|content| desk.line(&content))
        .unwrap_or_default();
    match text.is_empty() {
        true => Vec::new(),
        false => vec![Block::Heading {
            level: u8::try_from(level).unwrap_or(2),
            text,
        }],
    }
}

/// Markup somebody typed in: what is harmless of it stays.
fn raw(html: &str, desk: &mut Desk) -> Vec<Block> {
    let found = desk.blocks(html, &[]);
    if found.is_empty() {
        desk.skip("raw_html");
    }
    found
}

fn list_of(element: &Value, depth: usize, desk: &mut Desk, told: &mut Told) -> Vec<Block> {
    let items: Vec<Vec<Block>> = list(element, "items")
        .iter()
        .map(|item| element_blocks(item, depth + 1, desk, told))
        .collect();
    if depth >= MAX_OUTER_FRAMES {
        return items.concat();
    }
    let mut texts = Vec::<RichText>::new();
    for item in items {
        let is_list = matches!(
            item.as_slice(),
            [Block::BulletList(_) | Block::NumberedList(_)]
        );
        match texts.last_mut() {
            // A list straight in a list belongs to the item before.
            Some(before) if is_list => before.0.extend(item),
            _ if item.is_empty() => {}
            _ => texts.push(RichText(item)),
        }
    }
    match (texts.is_empty(), text_at(element, "list_type").as_deref()) {
        (true, _) => Vec::new(),
        (false, Some("ordered")) => vec![Block::NumberedList(texts)],
        (false, _) => vec![Block::BulletList(texts)],
    }
}

fn quote(mut body: Vec<Block>, source: Vec<Inline>, depth: usize) -> Vec<Block> {
    if body.is_empty() || depth >= MAX_OUTER_FRAMES {
        body.extend((!source.is_empty()).then_some(Block::Paragraph(source)));
        return body;
    }
    vec![Block::Quote(Quote {
        body: RichText(body),
        source,
    })]
}

fn gallery(element: &Value, desk: &mut Desk) -> Vec<Block> {
    let figures: Vec<_> = list(element, "content_elements")
        .iter()
        .filter_map(|image| figure(image, desk))
        .collect();
    let caption = first_text(element, &["description.basic", "headlines.basic"])
        .map(|caption| desk.line(&caption))
        .unwrap_or_default();
    match figures.is_empty() {
        true => Vec::new(),
        false => vec![Block::Gallery(Gallery { figures, caption })],
    }
}

fn table(element: &Value, desk: &mut Desk) -> Vec<Block> {
    let mut cells =
        |row: &[Value]| -> Vec<Cell> { row.iter().map(|it| Cell(cell(it, desk))).collect() };
    let head = cells(list(element, "header"));
    let rows: Vec<_> = list(element, "rows")
        .iter()
        .filter_map(Value::as_array)
        .map(|row| cells(row))
        .collect();
    vec![Block::Table(Table {
        caption: Vec::new(),
        head,
        rows,
    })]
}

/// A text, as an element or alone; of a picture, which no cell can hold, its words.
fn cell(cell: &Value, desk: &mut Desk) -> Vec<Inline> {
    if cell.get("type").and_then(Value::as_str) == Some("image") {
        desk.skip("image in a table");
        return desk
            .line(&first_text(cell, &["caption", "subtitle", "alt_text"]).unwrap_or_default());
    }
    let said = text(cell).or_else(|| text_at(cell, "content"));
    desk.line(&said.unwrap_or_default())
}

fn link(element: &Value, desk: &mut Desk) -> Option<Vec<Inline>> {
    let text = desk.line(&text_at(element, "content").unwrap_or_default());
    if text.is_empty() {
        desk.skip("link without words");
        return None;
    }
    match text_at(element, "url").and_then(|url| desk.address(&url)) {
        Some(url) => Some(vec![Inline::Link {
            url,
            text: unlinked(text),
        }]),
        None => Some(text),
    }
}

fn links(element: &Value, desk: &mut Desk) -> Vec<Block> {
    let items: Vec<_> = list(element, "items")
        .iter()
        .filter_map(|item| link(item, desk))
        .map(|line| RichText(vec![Block::Paragraph(line)]))
        .collect();
    let title = text_at(element, "title")
        .map(|title| Block::Paragraph(vec![Inline::Strong(words(&title))]));
    let list = (!items.is_empty()).then_some(Block::BulletList(items));
    title.into_iter().chain(list).collect()
}

fn rating(element: &Value) -> Vec<Block> {
    let number = |field: &str| text_at(element, field);
    let Some(given) = number("numeric_rating") else {
        return Vec::new();
    };
    let most = number("max")
        .map(|most| format!("/{most}"))
        .unwrap_or_default();
    let units = number("units")
        .map(|units| format!(" {units}"))
        .unwrap_or_default();
    vec![Block::Paragraph(words(&format!("{given}{most}{units}")))]
}

/// What lives on another site, or is only referred to.
fn elsewhere(element: &Value, kind: &str, desk: &mut Desk) -> Vec<Block> {
    let found = match kind {
        "oembed_response" => oembed(&element["raw_oembed"], desk),
        "video" | "audio" => {
            let title = text_at(element, "headlines.basic");
            let url = first_text(element, &["canonical_url", "streams.0.url", "url"]);
            url.and_then(|url| desk.embed(&url, title.as_deref(), None))
        }
        "custom_embed" => text_at(element, "embed.url").and_then(|url| {
            desk.embed(
                &url,
                text_at(element, "embed.config.title").as_deref(),
                None,
            )
        }),
        "reference" => text_at(element, "referent.id")
            .filter(|id| crate::address::is_web(id))
            .and_then(|url| desk.embed(&url, None, None)),
        _ => None,
    };
    if found.is_none() {
        desk.skip(&format!("element {kind}"));
    }
    found.map(Block::Embed).into_iter().collect()
}

/// What a provider answered: its player, if that is one that is known, else a link to its page.
fn oembed(answer: &Value, desk: &mut Desk) -> Option<Embed> {
    let title = text_at(answer, "title");
    let html = at(answer, "html")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let player = desk
        .blocks(html, &[])
        .into_iter()
        .find_map(|block| match block {
            Block::Embed(embed) => Some(embed),
            _ => None,
        });
    let page = || {
        let url = first_text(answer, &["url", "author_url", "provider_url"])?;
        desk.embed(
            &url,
            title.as_deref(),
            pixels(answer, "width").zip(pixels(answer, "height")),
        )
    };
    let found = player.or_else(page)?;
    let provider = text_at(answer, "provider_name");
    Some(Embed {
        title: title.unwrap_or(found.title),
        provider: provider.unwrap_or(found.provider),
        ..found
    })
}
