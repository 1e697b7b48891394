//! IPTC ninjs in its three generations: what 1.x keeps in fields named for their role, 2.x and 3.x keep in lists.

use std::cell::Cell;
use std::collections::HashSet;

use model::{Address, Article, Block, Figure, Related};
use serde_json::Value;

use crate::address::is_web;
use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::media::Media;
use crate::pick::{fields, first_text, list, pixels, text_at};
use crate::{Format, ParseError, Unavailable, article_id};

pub(crate) const FORMAT: Format = Format {
    name: "ninjs",
    title: "IPTC ninjs",
    looks_like,
    read,
};

fn looks_like(value: &Value) -> bool {
    let has = |field: &str| value.get(field).is_some();
    let starts = |start: &str| {
        value
            .as_object()
            .is_some_and(|fields| fields.keys().any(|field| field.starts_with(start)))
    };
    value.get("uri").is_some_and(Value::is_string)
        && (has("headlines")
            || has("bodies")
            || has("versioncreated")
            || has("versionCreated")
            || starts("body_"))
}

/// One of several texts of the same: its role, what it is written in, itself.
#[derive(Clone, Copy)]
struct Text<'a> {
    role: &'a str,
    kind: &'a str,
    value: &'a str,
}

/// Every text called `headline`, `body` or `description`, of whatever generation.
fn texts<'a>(item: &'a Value, one: &str, many: &str) -> Vec<Text<'a>> {
    let field =
        |text: &'a Value, name: &str| text.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut found: Vec<Text> = list(item, many)
        .iter()
        .map(|text| Text {
            role: field(text, "role"),
            kind: first_of(field(text, "contentType"), field(text, "contenttype")),
            value: field(text, "value"),
        })
        .collect();
    for (name, value) in fields(item) {
        let role = match name.strip_prefix(one) {
            Some("") => "main",
            Some(role) => role.strip_prefix('_').unwrap_or(""),
            None => "",
        };
        if let (false, Some(value)) = (role.is_empty(), value.as_str()) {
            found.push(Text {
                role,
                kind: role,
                value,
            });
        }
    }
    found.retain(|text| !text.value.trim().is_empty());
    found
}

fn first_of<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.is_empty() { other } else { one }
}

impl Text<'_> {
    /// Is it HTML? The kinds that agencies write are many, so the text has a say.
    fn is_html(&self) -> bool {
        let kind = self.kind.to_ascii_lowercase();
        self.value.contains('<')
            && !self.is_xml()
            && (kind.contains("html")
                || kind.contains("rich")
                || kind.is_empty()
                || self.value.contains("</p>"))
    }

    /// NITF and other XML: no HTML, though its tags look like some.
    fn is_xml(&self) -> bool {
        let kind = self.kind.to_ascii_lowercase();
        (kind.contains("xml") || kind.contains("nitf")) && !kind.contains("xhtml")
    }
}

/// HTML before plain text before XML; of equals the first.
fn best<'a, 'b>(texts: &'b [Text<'a>]) -> Option<&'b Text<'a>> {
    texts
        .iter()
        .find(|text| text.is_html())
        .or_else(|| texts.iter().find(|text| !text.is_xml()))
        .or(texts.first())
}

/// The summary; what stands under a picture is none.
fn summary<'a>(descriptions: &[Text<'a>]) -> Option<&'a str> {
    let of_role = |is_it: fn(&str) -> bool| {
        let texts = descriptions.iter().filter(|text| is_it(text.role));
        best(&texts.copied().collect::<Vec<_>>()).map(|text| text.value)
    };
    of_role(|role| role == "summary").or_else(|| of_role(|role| role != "caption"))
}

fn headline(item: &Value, desk: &Desk) -> Option<String> {
    let texts = texts(item, "headline", "headlines");
    let main = texts
        .iter()
        .find(|text| text.role == "main")
        .or(texts.first())?;
    desk.plain(main.value)
}

fn by(item: &Value) -> Option<String> {
    first_text(item, &["by", "byline"])
}

fn read(item: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    may_be_shown(item, desk)?;
    let uri = text_at(item, "uri").ok_or(ParseError::Missing {
        format: FORMAT.name,
        field: "uri",
    })?;
    let others = ["altIds", "altids"]
        .iter()
        .flat_map(|field| list(item, field))
        .filter_map(|id| text_at(id, "value"))
        .chain(text_at(item, "altids.url"));
    let page = std::iter::once(uri.clone())
        .chain(others)
        .find(|id| is_web(id));
    let url = desk.on_page(page.as_deref());
    let (associated, withheld) = associations(item, desk);
    let media: Vec<Media> = associated
        .iter()
        .filter(|(_, one)| is_picture(one))
        .filter_map(|(name, one)| pictured(name, one, desk))
        .collect();
    let mut body = match best(&texts(item, "body", "bodies")) {
        Some(text) if text.is_html() || text.is_xml() => desk.blocks(text.value, &media),
        Some(text) => desk.paragraphs(text.value),
        None => Vec::new(),
    };
    drop_withheld(&mut body, &withheld, desk);
    let description = summary(&texts(item, "description", "descriptions"));
    // A picture alone is an article of one picture.
    let own = pictured("", item, desk).map(|media| media.figure);
    let is_own = own.is_some();
    let mut beside: Vec<Figure> = own
        .into_iter()
        .chain(
            media
                .into_iter()
                .filter(|media| !media.is_shown.get())
                .map(|media| media.figure),
        )
        .collect();
    let lead_figure = (!beside.is_empty()).then(|| beside.remove(0));
    body.extend(beside.into_iter().map(Block::Figure));
    body.extend(
        associated
            .iter()
            .filter(|(_, one)| is_played(one))
            .filter_map(|(_, one)| played(one, desk)),
    );
    let rest = associated
        .iter()
        .filter(|(_, one)| !is_picture(one) && !is_played(one));
    let related = rest.filter_map(|(_, one)| related(one, desk)).collect();
    let draft = Draft {
        id: article_id::of(&uri),
        url,
        lang: text_at(item, "language"),
        kicker: text_at(item, "slugline"),
        headline: headline(item, desk),
        dek: description
            .filter(|_| !is_own)
            .and_then(|text| desk.plain(text)),
        byline: by(item)
            .map(|name| contributor(name, None))
            .into_iter()
            .collect(),
        published_at: desk.time(
            item,
            &[
                "firstCreated",
                "firstcreated",
                "contentCreated",
                "contentcreated",
            ],
        ),
        updated_at: desk.time(item, &["versionCreated", "versioncreated"]),
        lead_figure,
        body,
        tags: ["subjects", "subject"]
            .iter()
            .flat_map(|field| list(item, field))
            .filter_map(|subject| text_at(subject, "name"))
            .collect(),
        related,
        rights: rights(item),
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

fn may_be_shown(item: &Value, desk: &Desk) -> Result<(), ParseError> {
    let status = first_text(item, &["pubStatus", "pubstatus"]);
    if status.is_some_and(|status| status != "usable") {
        return Err(ParseError::Unavailable(Unavailable::Withheld));
    }
    desk.embargoes(item, &["embargoedUntil", "embargoeduntil", "embargoed"])
}

fn rights(item: &Value) -> Option<String> {
    let holder = || {
        first_text(item, &["copyrightHolder", "copyrightholder"])
            .map(|holder| format!("© {holder}"))
    };
    first_text(item, &["copyrightNotice", "copyrightnotice"]).or_else(holder)
}

/// A part of an item with its name.
type Named<'a> = (String, &'a Value);

/// Other items with their names, which 1.x keeps as keys: those that may be shown, and the others.
fn associations<'a>(item: &'a Value, desk: &mut Desk) -> (Vec<Named<'a>>, Vec<Named<'a>>) {
    let (shown, withheld): (Vec<_>, Vec<_>) = named(item, "associations")
        .into_iter()
        .partition(|(_, one)| may_be_shown(one, desk).is_ok());
    for _ in &withheld {
        desk.skip("association that may not be shown");
    }
    (shown, withheld)
}

/// What may not be shown beside the text may not be shown by it.
fn drop_withheld(body: &mut Vec<Block>, withheld: &[Named], desk: &Desk) {
    // A picture may have come to be asked for over https: since.
    let place = |url: &Address| {
        url.as_str()
            .split_once(':')
            .map(|(_, rest)| rest.to_owned())
    };
    let files: HashSet<_> = withheld
        .iter()
        .flat_map(|(_, one)| named(one, "renditions"))
        .filter_map(|(_, file)| place(&desk.web(&text_at(file, "href")?)?))
        .collect();
    let may_stand = |url: &Address| place(url).is_none_or(|place| !files.contains(&place));
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

fn is_picture(item: &Value) -> bool {
    matches!(kind(item), Some("picture" | "graphic"))
}

fn is_played(item: &Value) -> bool {
    matches!(kind(item), Some("video" | "audio"))
}

/// The pictures of an item in all sizes, its description under them.
fn pictured(name: &str, item: &Value, desk: &mut Desk) -> Option<Media> {
    let mut keys: Vec<String> = std::iter::once(name.to_owned())
        .chain(text_at(item, "uri"))
        .filter(|key| !key.is_empty())
        .collect();
    let mut files = Vec::new();
    for (_, rendition) in named(item, "renditions") {
        let kind = first_text(rendition, &["contentType", "contenttype", "mimetype"]);
        let Some(href) = text_at(rendition, "href")
            .filter(|_| kind.is_none_or(|kind| kind.starts_with("image/")))
        else {
            continue;
        };
        files.extend(desk.file(
            &href,
            pixels(rendition, "width"),
            pixels(rendition, "height"),
        ));
        keys.push(href);
    }
    let descriptions = texts(item, "description", "descriptions");
    let caption = best(&descriptions).map(|text| match text.is_html() {
        true => text.value.to_owned(),
        false => text.value.replace('&', "&amp;").replace('<', "&lt;"),
    });
    let figure = desk.figure(files, String::new(), caption.as_deref(), by(item))?;
    Some(Media {
        keys,
        figure,
        is_shown: Cell::new(false),
    })
}

fn played(item: &Value, desk: &mut Desk) -> Option<Block> {
    let title = headline(item, desk);
    let found = named(item, "renditions")
        .into_iter()
        .find_map(|(_, rendition)| {
            desk.embed(&text_at(rendition, "href")?, title.as_deref(), None)
        });
    if found.is_none() {
        desk.skip("association without a file");
    }
    found.map(Block::Embed)
}

fn related(item: &Value, desk: &mut Desk) -> Option<Related> {
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
