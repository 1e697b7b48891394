//! Arc XP ANS 0.10: a story of typed elements.

mod element;
mod picture;
mod promo;

use model::{Article, Commenting, Correction, Related, Section, ZonedTime};
use serde_json::Value;

use crate::address::is_web;
use crate::desk::Desk;
use crate::draft::{Draft, contributor};
use crate::pick::{at, first_text, list, text_at};
use crate::{Format, ParseError, Unavailable, article_id};

pub(crate) const FORMAT: Format = Format {
    name: "ans",
    title: "an Arc XP ANS story",
    looks_like,
    read,
};

/// What newsrooms call what only some may read, in lower case. The words are theirs to choose, so a strange one says nothing.
const FOR_PAYERS: [&str; 9] = [
    "exclusive",
    "locked",
    "member",
    "members",
    "paid",
    "premium",
    "registered",
    "subscriber",
    "subscribers",
];

fn looks_like(value: &Value) -> bool {
    value.get("type").and_then(Value::as_str) == Some("story")
        && value.get("content_elements").is_some_and(Value::is_array)
}

fn read(story: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    may_be_shown(story, desk)?;
    // Often relative to a site. Where that is no address, only the newsroom's own list of sites knows it; then to where
    // the story came from.
    let mut sites = ["website_url", "canonical_website"]
        .iter()
        .filter_map(|field| text_at(story, field));
    desk.on_page(sites.find(|site| is_web(site)).as_deref());
    let url = desk.on_page(first_text(story, &["canonical_url", "website_url"]).as_deref());
    let updated_at = desk.time(story, &["last_updated_date"]);
    let published_at = desk.time(
        story,
        &[
            "first_publish_date",
            "display_date",
            "publish_date",
            "created_date",
        ],
    );
    let mut told = element::Told::default();
    let mut body = element::blocks(list(story, "content_elements"), desk, &mut told);
    let promoted = ["promo_items.lead_art", "promo_items.basic"]
        .iter()
        .find_map(|path| at(story, path).filter(|item| !item.is_null()));
    let lead_figure = promoted.and_then(|item| promo::above(item, &mut body, desk, &mut told));
    let at_time = updated_at.clone().or_else(|| published_at.clone());
    let draft = Draft {
        id: text_at(story, "_id").and_then(|id| article_id::of(&id)),
        url,
        lang: text_at(story, "language"),
        section: section(story, desk),
        kicker: first_text(story, &["label.basic.text", "label.basic"]),
        headline: text_at(story, "headlines.basic").and_then(|headline| desk.plain(&headline)),
        dek: first_text(story, &["subheadlines.basic", "description.basic"])
            .and_then(|dek| desk.plain(&dek)),
        byline: authors(story, desk),
        corrections: corrections(story, told.corrections, at_time.as_ref(), desk),
        published_at,
        updated_at,
        lead_figure,
        body,
        tags: tags(story),
        related: list(&story["related_content"], "basic")
            .iter()
            .filter_map(|item| related(item, desk))
            .chain(told.related)
            .collect(),
        rights: text_at(story, "copyright"),
        commenting: match at(story, "comments.allow_comments").and_then(Value::as_bool) {
            Some(false) => Commenting::Closed,
            _ => Commenting::Open,
        },
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

fn may_be_shown(story: &Value, desk: &Desk) -> Result<(), ParseError> {
    desk.embargoes(story, &["embargo_date"])?;
    if let Some(embargo) = at(story, "content_restrictions.embargo").filter(|one| !one.is_null())
        && embargo.get("active").and_then(Value::as_bool) != Some(false)
    {
        // One without an end goes on.
        let ends = ["end_time", "end_date"];
        if ends.iter().all(|end| text_at(embargo, end).is_none()) {
            desk.embargo(None)?;
        }
        desk.embargoes(embargo, &ends)?;
    }
    let code = text_at(story, "content_restrictions.content_code");
    if code.is_some_and(|code| FOR_PAYERS.contains(&code.to_lowercase().as_str())) {
        return Err(ParseError::Unavailable(Unavailable::Protected));
    }
    match text_at(story, "status").as_deref() {
        None | Some("published") => Ok(()),
        Some(_) => Err(ParseError::Unavailable(Unavailable::Withheld)),
    }
}

/// The main section; where that is only referred to, the first that is told.
fn section(story: &Value, desk: &Desk) -> Option<Section> {
    let main = at(story, "taxonomy.primary_section").into_iter();
    let sites = story
        .get("websites")
        .map(crate::pick::fields)
        .unwrap_or_default();
    let of_sites = sites
        .iter()
        .filter_map(|(_, site)| site.get("website_section"));
    let all = main
        .chain(list(&story["taxonomy"], "sections"))
        .chain(of_sites);
    let site = text_at(story, "canonical_website");
    let named: Vec<&Value> = all
        .filter(|section| text_at(section, "name").is_some())
        .collect();
    let is_of_site = |section: &&&Value| text_at(section, "_website") == site;
    let section = named.iter().find(is_of_site).or(named.first())?;
    let url = text_at(section, "_id")
        .filter(|path| path.starts_with('/'))
        .and_then(|path| desk.web(&path));
    Some(Section {
        name: text_at(section, "name")?,
        url,
    })
}

fn authors(story: &Value, desk: &Desk) -> Vec<model::Contributor> {
    let by = list(&story["credits"], "by").iter().filter_map(|author| {
        let url = text_at(author, "url").and_then(|url| desk.web(&url));
        Some(contributor(first_text(author, &["byline", "name"])?, url))
    });
    by.collect()
}

fn tags(story: &Value) -> Vec<String> {
    let of = |list_name: &str, fields: &[&str]| -> Vec<String> {
        list(&story["taxonomy"], list_name)
            .iter()
            .filter_map(|tag| first_text(tag, fields))
            .collect()
    };
    let tags = of("tags", &["text", "slug"]);
    match tags.is_empty() {
        true => of("keywords", &["keyword"]),
        false => tags,
    }
}

/// Those of the story and those in its text; they tell no date of their own.
fn corrections(
    story: &Value,
    mut texts: Vec<String>,
    at: Option<&ZonedTime>,
    desk: &mut Desk,
) -> Vec<Correction> {
    texts.extend(
        list(story, "corrections")
            .iter()
            .filter_map(|correction| text_at(correction, "text")),
    );
    let Some(at) = at else {
        texts
            .iter()
            .for_each(|_| desk.skip("correction without a date"));
        return Vec::new();
    };
    texts
        .iter()
        .map(|text| Correction {
            at: at.clone(),
            text: desk.line(text),
        })
        .collect()
}

/// Another story, if what is told of it is enough to lead there.
pub(super) fn related(item: &Value, desk: &mut Desk) -> Option<Related> {
    let headline = first_text(
        item,
        &["headlines.basic", "referent.referent_properties.headline"],
    );
    let url = first_text(item, &["canonical_url", "website_url"]).and_then(|url| desk.web(&url));
    match (headline, url) {
        (Some(headline), Some(url)) => Some(Related { headline, url }),
        _ => {
            desk.skip("related story without headline or address");
            None
        }
    }
}
