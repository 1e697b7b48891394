//! JSON Feed 1.0 and 1.1: one item of a feed.

mod ours;

use std::collections::HashSet;

use model::{Article, Block, Figure, Related};
use serde_json::Value;

use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::inline::{flattened, plain, unlinked};
use crate::media::is_same;
use crate::pick::{first_text, list, text, text_at};
use crate::{Format, ParseError, article_id};

pub(crate) const FORMAT: Format = Format {
    name: "jsonfeed",
    title: "a JSON Feed",
    looks_like,
    read,
};

/// Longest headline made of a text that has none, in characters.
const MAX_HEADLINE_CHARS: usize = 100;

/// By its version; some write only the number there, and are told by their items.
fn looks_like(value: &Value) -> bool {
    let version = value
        .get("version")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let is_item = |item: &Value| {
        item.get("id").is_some()
            && (item.get("content_html").is_some() || item.get("content_text").is_some())
    };
    version.starts_with("https://jsonfeed.org/version/")
        || !version.is_empty() && list(value, "items").first().is_some_and(is_item)
}

/// The item whose page or id was asked for, else the newest, which stands first.
fn item<'a>(feed: &'a Value, desk: &Desk) -> Option<&'a Value> {
    let items = list(feed, "items");
    let address = desk.source().address;
    let is_asked = |item: &&Value| {
        ["url", "id"]
            .iter()
            .any(|field| text_at(item, field).as_deref() == Some(address))
    };
    items.iter().find(is_asked).or(items.first())
}

fn read(feed: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    let item = item(feed, desk).ok_or(ParseError::Missing {
        format: FORMAT.name,
        field: "items",
    })?;
    let home = text_at(feed, "home_page_url");
    if let Some(home) = &home {
        desk.on_page(Some(home));
    }
    let url = desk.on_page(text_at(item, "url").as_deref());
    let id = text_at(item, "id").ok_or(ParseError::Missing {
        format: FORMAT.name,
        field: "id",
    })?;
    let site = url.as_ref().map(|url| url.as_str()).or(home.as_deref());
    let text_of = |field: &str| item.get(field).and_then(Value::as_str);
    let html = text_of("content_html");
    let mut body = match (
        html.filter(|html| !html.trim().is_empty()),
        text_of("content_text"),
    ) {
        (Some(html), _) => desk.blocks(html, &[]),
        (None, Some(text)) => desk.paragraphs(text),
        (None, None) if html.is_some() => Vec::new(),
        (None, None) => {
            return Err(ParseError::Missing {
                format: FORMAT.name,
                field: "content_html",
            });
        }
    };
    let headline = match text_at(item, "title") {
        Some(title) => Some(desk.decoded(&title)),
        None => first_words(&body),
    };
    if text_at(item, "title").is_none() {
        drop_first_words(&mut body, headline.as_deref());
    }
    let lead_figure = first_text(item, &["image", "banner_image"])
        .and_then(|url| desk.file(&url, None, None))
        .and_then(|file| desk.figure(vec![file], String::new(), None, None));
    let attached = attachments(item, desk);
    add_unseen(&mut body, attached, lead_figure.as_ref());
    let draft = Draft {
        id: ours::id(item).or_else(|| article_id::on_site(site, &id)),
        url,
        lang: text_at(item, "language").or_else(|| text_at(feed, "language")),
        headline,
        dek: text_at(item, "summary").map(|summary| desk.decoded(&summary)),
        byline: authors(item, feed, desk),
        published_at: desk.time(item, &["date_published"]),
        updated_at: desk.time(item, &["date_modified"]),
        lead_figure,
        related: text_at(item, "external_url")
            .and_then(|url| desk.web(&url))
            .map(|url| Related {
                headline: url.to_string(),
                url,
            })
            .into_iter()
            .collect(),
        body,
        tags: list(item, "tags").iter().filter_map(text).collect(),
        ..Draft::default()
    };
    let article = draft.finish(FORMAT.name, desk)?;
    ours::restored(article, item)
}

/// Of the item, else of the feed; version 1.0 knew one.
fn authors(item: &Value, feed: &Value, desk: &Desk) -> Vec<model::Contributor> {
    let found = [
        (item, "authors"),
        (item, "author"),
        (feed, "authors"),
        (feed, "author"),
    ]
    .into_iter()
    .find_map(|(of, field)| {
        let authors = list(of, field).iter().filter_map(|author| {
            let url = text_at(author, "url").and_then(|url| desk.web(&url));
            Some(contributor(text_at(author, "name")?, url))
        });
        Some(authors.collect::<Vec<_>>()).filter(|authors| !authors.is_empty())
    });
    found.unwrap_or_default()
}

/// Microposts have no title: the first words stand for one.
fn first_words(body: &[Block]) -> Option<String> {
    let words = plain(&flattened(body.iter().take(1).cloned().collect()));
    let line = words.lines().next()?.trim();
    let cut = line
        .char_indices()
        .nth(MAX_HEADLINE_CHARS)
        .map(|(end, _)| end);
    match cut {
        None => Some(line.to_owned()),
        Some(end) => {
            let kept = line[..end]
                .rsplit_once(' ')
                .map_or(&line[..end], |(kept, _)| kept);
            Some(format!("{kept}…"))
        }
    }
    .filter(|line| !line.is_empty())
}

/// A first paragraph that is the headline would be read twice. It stays if it says more, or leads somewhere.
fn drop_first_words(body: &mut Vec<Block>, headline: Option<&str>) {
    if let Some(Block::Paragraph(text)) = body.first()
        && headline == Some(plain(text).trim())
        && unlinked(text.clone()) == *text
    {
        body.remove(0);
    }
}

/// Adds what is attached; a picture that stands above the text or in it is often attached as well.
fn add_unseen(body: &mut Vec<Block>, attached: Vec<Block>, lead: Option<&Figure>) {
    let in_text: HashSet<String> = body
        .iter()
        .flat_map(|block| match block {
            Block::Figure(figure) => std::slice::from_ref(figure),
            Block::Gallery(gallery) => &gallery.figures,
            _ => &[],
        })
        .map(|figure| figure.image.url.to_string())
        .collect();
    body.extend(attached.into_iter().filter(|block| match block {
        Block::Figure(figure) => {
            !in_text.contains(figure.image.url.as_str())
                && !lead.is_some_and(|lead| is_same(lead, figure))
        }
        _ => true,
    }));
}

/// What comes with the text to hear or see; of several files with one title the first, the others are the same in another form.
fn attachments(item: &Value, desk: &mut Desk) -> Vec<Block> {
    let mut titles = HashSet::new();
    let mut found = Vec::new();
    for attachment in list(item, "attachments") {
        let title = text_at(attachment, "title");
        if title.clone().is_some_and(|title| !titles.insert(title)) {
            continue;
        }
        let Some(url) = text_at(attachment, "url") else {
            desk.skip("attachment without an address");
            continue;
        };
        let kind = text_at(attachment, "mime_type").unwrap_or_default();
        found.extend(match kind.starts_with("image/") {
            true => desk
                .file(&url, None, None)
                .and_then(|file| desk.figure(vec![file], title.unwrap_or_default(), None, None))
                .map(Block::Figure),
            false => desk.embed(&url, title.as_deref(), None).map(Block::Embed),
        });
    }
    found
}
