//! WordPress REST posts, best asked for with `?_embed`: names and pictures are only there then.

use std::cell::Cell;

use model::{Article, Commenting, Section};
use serde_json::Value;

use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::media::Media;
use crate::pick::{at, fields, first_text, is_true, list, pixels, text, text_at};
use crate::{Format, ParseError, Unavailable, article_id};

pub(crate) const FORMAT: Format = Format {
    name: "wordpress",
    title: "a WordPress REST post",
    looks_like,
    read,
};

/// The post; of a list the first, for a post asked for by its slug comes as a list of one.
fn post(value: &Value) -> &Value {
    value.get(0).unwrap_or(value)
}

fn looks_like(value: &Value) -> bool {
    let post = post(value);
    at(post, "content.rendered").is_some_and(Value::is_string)
        && at(post, "title.rendered").is_some_and(Value::is_string)
}

fn read(value: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    let post = post(value);
    may_be_shown(post, desk)?;
    let link = first_text(post, &["yoast_head_json.canonical", "link"]);
    let url = desk.on_page(link.as_deref());
    let guid = text_at(post, "guid.rendered");
    let site = guid
        .as_deref()
        .filter(|guid| crate::address::is_web(guid))
        .or(link.as_deref());
    let id = text_at(post, "id").and_then(|id| article_id::on_site(site, &id));
    let media: Vec<Media> = list(&post["_embedded"], "wp:featuredmedia")
        .iter()
        .filter_map(|media| featured(media, desk))
        .collect();
    let html = at(post, "content.rendered")
        .and_then(Value::as_str)
        .ok_or(ParseError::Missing {
            format: "wordpress",
            field: "content.rendered",
        })?;
    let body = desk.blocks(html, &media);
    let (section, tags) = terms(post, desk);
    let draft = Draft {
        id,
        url,
        lang: text_at(post, "lang")
            .or_else(|| text_at(post, "yoast_head_json.og_locale"))
            .map(|lang| lang.replace('_', "-")),
        section,
        headline: text_at(post, "title.rendered").and_then(|title| desk.plain(&title)),
        dek: text_at(post, "excerpt.rendered").and_then(|excerpt| summary(&excerpt, desk)),
        byline: authors(post, desk),
        published_at: desk.time_pair(post, "date"),
        updated_at: desk.time_pair(post, "modified"),
        lead_figure: media
            .into_iter()
            .find(|media| !media.is_shown.get())
            .map(|media| media.figure),
        body,
        tags,
        commenting: match text_at(post, "comment_status").as_deref() {
            Some("closed") => Commenting::Closed,
            _ => Commenting::Open,
        },
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

fn may_be_shown(post: &Value, desk: &mut Desk) -> Result<(), ParseError> {
    if is_true(post, "content.protected") {
        return Err(ParseError::Unavailable(Unavailable::Protected));
    }
    match text_at(post, "status").as_deref() {
        None | Some("publish" | "inherit") => Ok(()),
        Some("future") => {
            let until = desk.time_pair(post, "date");
            desk.embargo(until)
        }
        Some(_) => Err(ParseError::Unavailable(Unavailable::Withheld)),
    }
}

/// A summary somebody wrote, without the link that a theme puts after it. What ends in `[…]`, or in dots before such a
/// link, WordPress made of the beginning of the text.
fn summary(html: &str, desk: &Desk) -> Option<String> {
    let (html, is_linked) = without(html, ("<a", "more-link", "</a>"));
    let (html, _) = without(&html, ("<span", "screen-reader-text", "</span>"));
    let words = desk.plain(&html)?;
    let is_cut = words.ends_with("[…]") || words.ends_with("[...]");
    let is_made = is_cut || is_linked && (words.ends_with('…') || words.ends_with("..."));
    (!is_made).then_some(words)
}

/// HTML without the elements of this class, and whether there were any.
fn without(html: &str, (tag, class, end): (&str, &str, &str)) -> (String, bool) {
    let mut kept = String::with_capacity(html.len());
    let (mut rest, mut is_found) = (html, false);
    while let Some(at) = rest.find(tag) {
        let (before, element) = rest.split_at(at);
        let head = element.find('>').unwrap_or(element.len());
        kept.push_str(before);
        rest = &element[head..];
        if !element[..head].contains(class) {
            kept.push_str(&element[..head]);
            continue;
        }
        is_found = true;
        let Some(inside) = rest.find(end) else {
            // Not closed: its words stay.
            rest = rest.strip_prefix('>').unwrap_or(rest);
            break;
        };
        rest = &rest[inside + end.len()..];
    }
    kept.push_str(rest);
    (kept, is_found)
}

fn authors(post: &Value, desk: &Desk) -> Vec<model::Contributor> {
    let known = list(&post["_embedded"], "author")
        .iter()
        .filter_map(|author| {
            let url = text_at(author, "link").and_then(|link| desk.web(&link));
            Some(contributor(desk.plain(&text_at(author, "name")?)?, url))
        });
    known.collect()
}

/// The first category, and every tag.
fn terms(post: &Value, desk: &Desk) -> (Option<Section>, Vec<String>) {
    let all = list(&post["_embedded"], "wp:term")
        .iter()
        .filter_map(Value::as_array)
        .flatten();
    let of = |taxonomy: &'static str| {
        all.clone()
            .filter(move |term| term.get("taxonomy").and_then(Value::as_str) == Some(taxonomy))
    };
    let name = |term: &Value| desk.plain(&text_at(term, "name")?);
    let section = of("category").find_map(|term| {
        let is_none = text_at(term, "slug").as_deref() == Some("uncategorized");
        let url = text_at(term, "link").and_then(|link| desk.web(&link));
        (!is_none).then(|| {
            Some(Section {
                name: name(term)?,
                url,
            })
        })?
    });
    (section, of("post_tag").filter_map(name).collect())
}

/// A picture of the library, in all its sizes.
fn featured(media: &Value, desk: &mut Desk) -> Option<Media> {
    let mut files = Vec::new();
    let mut keys: Vec<String> = text_at(media, "id")
        .map(|id| format!("wp-image-{id}"))
        .into_iter()
        .collect();
    let details = &media["media_details"];
    if let Some(url) = text_at(media, "source_url") {
        files.extend(desk.file(&url, pixels(details, "width"), pixels(details, "height")));
        keys.push(url);
    }
    for (_, size) in details.get("sizes").map(fields).unwrap_or_default() {
        if let Some(url) = text_at(size, "source_url") {
            files.extend(desk.file(&url, pixels(size, "width"), pixels(size, "height")));
            keys.push(url);
        }
    }
    let alt = media.get("alt_text").and_then(text).unwrap_or_default();
    let caption = text_at(media, "caption.rendered");
    let figure = desk.figure(files, alt, caption.as_deref(), None)?;
    Some(Media {
        keys,
        figure,
        is_shown: Cell::new(false),
    })
}
