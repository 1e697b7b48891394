//! Ghost's Content API: one post, or the answer with posts in it.

use model::{Article, Section};
use serde_json::Value;

use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::pick::{first_text, list, text_at};
use crate::{Format, ParseError, Unavailable, article_id};

pub(crate) const FORMAT: Format = Format {
    name: "ghost",
    title: "a Ghost post",
    looks_like,
    read,
};

fn post(value: &Value) -> &Value {
    value
        .get("posts")
        .and_then(|posts| posts.get(0))
        .unwrap_or(value)
}

fn looks_like(value: &Value) -> bool {
    let post = post(value);
    let has = |field: &str| post.get(field).is_some();
    match value.get("posts").is_some_and(Value::is_array) {
        true => has("html") || has("uuid"),
        false => has("uuid") && has("html") && has("slug"),
    }
}

fn read(value: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    let post = post(value);
    let url = desk.on_page(first_text(post, &["canonical_url", "url"]).as_deref());
    let html = may_be_shown(post, desk)?;
    // In exports the site's own address is left open.
    let site = crate::address::origin(
        url.as_ref()
            .map_or(desk.source().address, |url| url.as_str()),
    );
    let html = html.replace("__GHOST_URL__", site.as_deref().unwrap_or_default());
    let (html, cut) = for_everybody(&html);
    (0..cut).for_each(|_| desk.skip("part for members"));
    // One that Ghost made itself is of the whole text.
    let summaries = match cut {
        0 => ["custom_excerpt", "excerpt"].as_slice(),
        _ => &["custom_excerpt"],
    };
    let files = text_at(post, "feature_image").and_then(|url| desk.file(&url, None, None));
    let alt = text_at(post, "feature_image_alt").unwrap_or_default();
    let caption = text_at(post, "feature_image_caption");
    let lead_figure = files.and_then(|file| desk.figure(vec![file], alt, caption.as_deref(), None));
    let body = desk.blocks(&html, &[]);
    let is_public = |tag: &&Value| text_at(tag, "visibility").as_deref() != Some("internal");
    let name = |tag: &Value| text_at(tag, "name").filter(|name| !name.starts_with('#'));
    let draft = Draft {
        id: first_text(post, &["id", "uuid"]).and_then(|id| article_id::of(&id)),
        url,
        lang: text_at(post, "locale"),
        section: post.get("primary_tag").filter(is_public).and_then(|tag| {
            let url = text_at(tag, "url").and_then(|url| desk.web(&url));
            Some(Section {
                name: name(tag)?,
                url,
            })
        }),
        headline: text_at(post, "title"),
        dek: first_text(post, summaries),
        byline: list(post, "authors")
            .iter()
            .filter_map(|author| {
                Some(contributor(
                    text_at(author, "name")?,
                    text_at(author, "url").and_then(|url| desk.web(&url)),
                ))
            })
            .collect(),
        published_at: desk.time(post, &["published_at"]),
        updated_at: desk.time(post, &["updated_at"]),
        lead_figure,
        body,
        tags: list(post, "tags")
            .iter()
            .filter(is_public)
            .filter_map(name)
            .collect(),
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

/// The text, if all of it is there for everybody.
fn may_be_shown<'a>(post: &'a Value, desk: &mut Desk) -> Result<&'a str, ParseError> {
    match text_at(post, "status").as_deref() {
        None | Some("published") => {}
        Some("scheduled") => {
            let until = desk.time(post, &["published_at"]);
            desk.embargo(until)?
        }
        Some(_) => return Err(ParseError::Unavailable(Unavailable::Withheld)),
    }
    // What is for members comes whole to one who may read it; this answer is shown to everybody, so it has to say so.
    let is_public = text_at(post, "visibility").is_none_or(|who| who == "public");
    let may_be_read = post
        .get("access")
        .and_then(Value::as_bool)
        .unwrap_or(is_public);
    match post.get("html").and_then(Value::as_str) {
        Some(html) if may_be_read => Ok(html),
        None if is_public && may_be_read => Err(ParseError::Missing {
            format: FORMAT.name,
            field: "html",
        }),
        _ => Err(ParseError::Unavailable(Unavailable::Protected)),
    }
}

/// A text without its parts for members, and how many those are: in exports and for administrators they stand in it,
/// between comments. What is not said to be for others as well is for members, and one that is not closed ends with the text.
fn for_everybody(html: &str) -> (String, usize) {
    let mut shown = String::with_capacity(html.len());
    let (mut cut, mut is_cut) = (0, false);
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let (before, comment) = rest.split_at(start);
        let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
        let (comment, after) = comment.split_at(end);
        if !is_cut {
            shown.push_str(before);
        }
        let said = comment.trim_start_matches("<!--").trim_start();
        if said.starts_with("kg-gated-block:end") {
            is_cut = false;
        } else if said.starts_with("kg-gated-block:begin") && !is_cut {
            is_cut = !said.contains("nonMember:true");
            cut += usize::from(is_cut);
        }
        rest = after;
    }
    if !is_cut {
        shown.push_str(rest);
    }
    (shown, cut)
}
