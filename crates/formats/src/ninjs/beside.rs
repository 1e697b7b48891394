//! What stands beside a text: pictures, films and other items.

use std::cell::Cell;
use std::collections::HashSet;

use model::{Address, Block, Related};
use serde_json::Value;

use super::text::{best, headline, texts};
use super::{by, may_be_shown};
use crate::address::is_web;
use crate::desk::Desk;
use crate::media::{Media, is_picture_file, marks};
use crate::pick::{fields, first_text, pixels, text_at};

/// What the names of files end in that are played.
const PLAYED: [&str; 11] = [
    "m3u8", "m4a", "m4v", "mov", "mp3", "mp4", "oga", "ogg", "ogv", "wav", "webm",
];

/// A part of an item with its name.
pub(super) type Named<'a> = (String, &'a Value);

/// Other items with their names, which 1.x keeps as keys: those that may be shown, and the others.
pub(super) fn associations<'a>(
    item: &'a Value,
    desk: &mut Desk,
) -> (Vec<Named<'a>>, Vec<Named<'a>>) {
    let (shown, withheld): (Vec<_>, Vec<_>) = named(item, "associations")
        .into_iter()
        .partition(|(_, one)| may_be_shown(one, desk).is_ok());
    for _ in &withheld {
        desk.skip("association that may not be shown");
    }
    (shown, withheld)
}

/// What may not be shown beside the text may not be shown by it.
pub(super) fn drop_withheld(body: &mut Vec<Block>, withheld: &[Named], desk: &Desk) {
    let files: HashSet<_> = withheld
        .iter()
        .flat_map(|(_, one)| named(one, "renditions"))
        .filter_map(|(_, file)| desk.web(&text_at(file, "href")?))
        .flat_map(|url| marks(url.as_str()))
        .collect();
    let may_stand = |url: &Address| !marks(url.as_str()).iter().any(|mark| files.contains(mark));
    body.retain_mut(|block| match block {
        Block::Figure(figure) => may_stand(&figure.image.url),
        Block::Embed(embed) => may_stand(&embed.url),
        Block::Gallery(gallery) => {
            gallery.figures.retain(|one| may_stand(&one.image.url));
            !gallery.figures.is_empty()
        }
        _ => true,
    });
}

fn named<'a>(item: &'a Value, field: &str) -> Vec<Named<'a>> {
    match item.get(field) {
        Some(named @ Value::Object(_)) => fields(named)
            .into_iter()
            .map(|(name, one)| (name.to_owned(), one))
            .collect(),
        Some(Value::Array(list)) => list
            .iter()
            .map(|one| (text_at(one, "name").unwrap_or_default(), one))
            .collect(),
        _ => Vec::new(),
    }
}

fn kind(item: &Value) -> Option<&str> {
    item.get("type").and_then(Value::as_str)
}

pub(super) fn is_picture(item: &Value) -> bool {
    matches!(kind(item), Some("picture" | "graphic"))
}

pub(super) fn is_played(item: &Value) -> bool {
    matches!(kind(item), Some("video" | "audio"))
}

/// What a rendition is, if it says so.
fn form(rendition: &Value) -> Option<String> {
    first_text(rendition, &["contentType", "contenttype", "mimetype"])
}

/// Is this file played? Where nothing says what it is, its name does.
fn is_film(rendition: &Value, href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let is_named_so = || {
        path.rsplit_once('.')
            .is_some_and(|(_, end)| PLAYED.contains(&end.to_lowercase().as_str()))
    };
    match form(rendition) {
        Some(form) => form.starts_with("video/") || form.starts_with("audio/"),
        None => is_named_so(),
    }
}

fn is_image(rendition: &Value, href: &str) -> bool {
    form(rendition).map_or(!is_film(rendition, href), |form| form.starts_with("image/"))
}

/// What is said of an item, as HTML.
fn description(item: &Value) -> Option<String> {
    let descriptions = texts(item, "description", "descriptions");
    best(&descriptions).map(|text| match text.is_html() {
        true => text.value.to_owned(),
        false => text.value.replace('&', "&amp;").replace('<', "&lt;"),
    })
}

/// The pictures of an item in all sizes, its description under them.
pub(super) fn pictured(name: &str, item: &Value, desk: &mut Desk) -> Option<Media> {
    let mut keys: Vec<String> = std::iter::once(name.to_owned())
        .chain(text_at(item, "uri"))
        .filter(|key| !key.is_empty())
        .collect();
    let mut files = Vec::new();
    for (_, rendition) in named(item, "renditions") {
        let Some(href) = text_at(rendition, "href").filter(|href| is_image(rendition, href)) else {
            continue;
        };
        files.extend(desk.file(
            &href,
            pixels(rendition, "width"),
            pixels(rendition, "height"),
        ));
        keys.push(href);
    }
    let caption = description(item);
    let figure = desk.figure(files, String::new(), caption.as_deref(), by(item))?;
    Some(Media {
        keys,
        figure,
        is_shown: Cell::new(false),
    })
}

/// The film or sound that an item is: a file to play, else a page that does.
pub(super) fn film(item: &Value, desk: &Desk) -> Option<Block> {
    let title = headline(item, desk);
    let renditions = named(item, "renditions");
    let of = |is_it: fn(&Value, &str) -> bool| {
        renditions.iter().find_map(|(_, rendition)| {
            let href = text_at(rendition, "href").filter(|href| is_it(rendition, href))?;
            desk.embed(&href, title.as_deref(), None)
        })
    };
    let is_no_picture = |rendition: &Value, href: &str| match form(rendition) {
        Some(form) => !form.starts_with("image/"),
        None => !is_picture_file(href),
    };
    of(is_film).or_else(|| of(is_no_picture)).map(Block::Embed)
}

/// A film beside the text with what is said of it; its still, where it is not there itself.
pub(super) fn played(item: &Value, desk: &mut Desk) -> Vec<Block> {
    let Some(film) = film(item, desk) else {
        desk.skip("association without a file");
        let still = pictured("", item, desk).map(|media| Block::Figure(media.figure));
        return still.into_iter().collect();
    };
    let words = description(item).map(|words| desk.line(&words));
    let words = words.filter(|words| !words.is_empty());
    std::iter::once(film)
        .chain(words.map(Block::Paragraph))
        .collect()
}

pub(super) fn related(item: &Value, desk: &mut Desk) -> Option<Related> {
    let url = text_at(item, "uri")
        .filter(|uri| is_web(uri))
        .and_then(|uri| desk.web(&uri));
    match (headline(item, desk), url) {
        (Some(headline), Some(url)) => Some(Related { headline, url }),
        _ => {
            desk.skip(&format!(
                "association of type {}",
                kind(item).unwrap_or("none")
            ));
            None
        }
    }
}
