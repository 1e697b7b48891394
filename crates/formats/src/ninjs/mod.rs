//! IPTC ninjs in its three generations: what 1.x keeps in fields named for their role, 2.x and 3.x keep in lists.

mod beside;
mod text;

use model::{Article, Block, Figure};
use serde_json::Value;

use crate::address::is_web;
use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::media::Media;
use crate::pick::{first_text, list, text_at};
use crate::{Format, ParseError, Unavailable, article_id};

use beside::{associations, drop_withheld, film, is_picture, is_played, pictured, played, related};
use text::{headline, summary, texts};

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
    let mut body = match text::body(item, desk) {
        Some(text) if text.is_html() || text.is_xml() => desk.blocks(text.value, &media),
        Some(text) => desk.paragraphs(text.value),
        None => Vec::new(),
    };
    drop_withheld(&mut body, &withheld, desk);
    let description = summary(&texts(item, "description", "descriptions"));
    // A picture alone is an article of one picture, a film one of that.
    let own_film = is_played(item).then(|| film(item, desk)).flatten();
    let own = match &own_film {
        Some(_) => None,
        None => pictured("", item, desk).map(|media| media.figure),
    };
    if is_played(item) && own_film.is_none() {
        desk.skip("film without a file");
    }
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
            .flat_map(|(_, one)| played(one, desk)),
    );
    body.splice(..0, own_film);
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
