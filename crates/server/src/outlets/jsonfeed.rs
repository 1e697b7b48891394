//! An article as a feed of one item: JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.

use chuyen::text::plain;
use model::{Article, Block, Inline, RichText};
use serde_json::{Map, Value, json};

use super::html;
use super::jsonld::figures;

/// The version of the format, as it names itself.
const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// A feed with this article.
pub fn feed(article: &Article) -> Value {
    json!({ "version": VERSION, "title": article.headline, "language": article.lang, "items": [item(article)] })
}

fn item(article: &Article) -> Value {
    let author = |name: &str, url: Option<&str>| match url {
        Some(url) => json!({ "name": name, "url": url }),
        None => json!({ "name": name }),
    };
    let authors = article.byline.iter().map(|by| {
        let url = by.url.as_ref().map(|url| url.as_str());
        author(&by.name, url)
    });
    let summary = article.dek.clone().unwrap_or_else(|| plain(&lead(article)));
    let tags = article
        .section
        .iter()
        .map(|section| &section.name)
        .chain(&article.tags);
    let picture = figures(article)
        .next()
        .map(|figure| figure.image.url.as_str());
    let fields = [
        ("id", json!(article.id)),
        ("url", json!(article.url)),
        ("title", json!(article.headline)),
        ("summary", json!(summary)),
        ("content_html", json!(content(article))),
        ("date_published", json!(article.published_at)),
        ("date_modified", json!(article.updated_at)),
        ("authors", authors.collect()),
        ("tags", tags.map(|tag| json!(tag)).collect()),
        ("language", json!(article.lang)),
        ("image", json!(picture)),
        ("_chuyen", ours(article)),
    ];
    let said = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    let fields = fields.into_iter().filter(|(_, value)| said(value));
    Value::Object(
        fields
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}

/// What the format has no words for, most of it to tell what is what in the text. The format lets every program add
/// its own under a name that begins with `_`.
fn ours(article: &Article) -> Value {
    let mut ours = Map::new();
    let mut say = |name: &str, value: Value| {
        if !matches!(&value, Value::Null | Value::Bool(false))
            && value.as_array().is_none_or(|items| !items.is_empty())
        {
            ours.insert(name.to_owned(), value);
        }
    };
    let roles = article.byline.iter().filter(|by| by.role.is_some());
    say("id", json!(article.id));
    say("section", json!(article.section));
    say("kicker", json!(article.kicker));
    say("byline", roles.map(|by| json!(by)).collect());
    say("lead_figure", json!(article.lead_figure.is_some()));
    say("dateline", json!(article.dateline));
    say("sign_off", json!(article.sign_off));
    say("corrections", json!(article.corrections));
    say("related", json!(article.related));
    say("rights", json!(article.rights));
    say("commenting", json!(article.commenting));
    Value::Object(ours)
}

/// The first paragraph, after the dateline.
fn lead(article: &Article) -> Vec<Inline> {
    let filed = article.dateline.iter();
    let filed = filed.map(|it| Inline::Text(format!("{it} - ")));
    filed.chain(article.lead.iter().cloned()).collect()
}

/// The whole text: what stands above it, its first paragraph, the rest, what was corrected in it, and the line that
/// closes it.
fn content(article: &Article) -> String {
    let mut blocks = Vec::new();
    blocks.extend(article.lead_figure.clone().map(Block::Figure));
    if !article.lead.is_empty() {
        blocks.push(Block::Paragraph(lead(article)));
    }
    blocks.extend(article.body.0.iter().cloned());
    let corrections = article.corrections.iter();
    blocks.extend(corrections.map(|it| Block::Paragraph(it.text.clone())));
    if let Some(sign_off) = &article.sign_off {
        blocks.push(Block::Paragraph(vec![Inline::Text(sign_off.clone())]));
    }
    html(&RichText(blocks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Correction;

    #[test]
    fn the_seed_is_a_feed_of_one_item() {
        let article = include_str!("../../../../articles/bdk-27052023.json");
        let mut article: Article = serde_json::from_str(article).unwrap();
        article.corrections.push(Correction {
            at: article.published_at.clone(),
            text: vec![Inline::Text("Đã sửa tên.".into())],
        });
        let feed = feed(&article);
        assert_eq!(feed["version"], VERSION);
        let item = &feed["items"][0];
        assert_eq!(item["id"], "bdk-27052023");
        assert_eq!(item["date_published"], "2023-05-27T18:21:00+07:00");
        assert_eq!(item["tags"], json!(["Thời sự – Chính trị"]));
        let html = item["content_html"].as_str().unwrap();
        assert!(html.starts_with("<p>BDK.VN - Chiều 27-5-2023"));
        assert!(html.contains("<figcaption>Chủ trì điều hành hội nghị."));
        assert!(html.ends_with("<p>Đã sửa tên.</p><p>Tin, ảnh:\u{a0}Hữu Hiệp</p>"));
        assert!(item.get("date_modified").is_none());
    }
}
