//! What a feed that we made says besides: extension `_chuyen`.
//!
//! What stands in the feed itself is the article, for somebody may have changed it since; the extension tells what is
//! what in it, and what of it does not agree with the text is not taken.

use model::{
    Article, ArticleId, Block, Commenting, Contributor, Correction, Inline, Related, Section,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ParseError;
use crate::html::of_page;
use crate::inline::plain;

/// Most corrections looked for: each is compared with the end of the text.
const MAX_CORRECTIONS: usize = 64;

/// Our field of an item, if it is as we write it.
fn field<T: DeserializeOwned>(item: &Value, name: &str) -> Option<T> {
    serde_json::from_value(item.get("_chuyen")?.get(name)?.clone()).ok()
}

/// The id that the article has where it comes from.
pub(super) fn id(item: &Value) -> Option<ArticleId> {
    field(item, "id")
}

/// The article with each part where it was.
pub(super) fn restored(mut article: Article, item: &Value) -> Result<Article, ParseError> {
    if item.get("_chuyen").is_none() {
        return Ok(article);
    }
    article.kicker = field(item, "kicker").filter(|kicker: &String| !kicker.is_empty());
    article.rights = field(item, "rights");
    article.commenting = field::<Commenting>(item, "commenting").unwrap_or_default();
    let related: Vec<Related> = field(item, "related").unwrap_or_default();
    article.related.extend(related);
    roles(&mut article, field(item, "byline").unwrap_or_default());
    section(&mut article, field(item, "section"));
    beginning(&mut article, item);
    sign_off(&mut article, field(item, "sign_off"));
    corrections(&mut article, field(item, "corrections").unwrap_or_default());
    players(&mut article.body.0);
    Ok(article.checked()?)
}

fn roles(article: &mut Article, told: Vec<Contributor>) {
    for by in &mut article.byline {
        let same = told.iter().find(|told| told.name == by.name);
        by.role = same.and_then(|told| told.role.clone());
    }
}

/// It goes out as the first topic.
fn section(article: &mut Article, section: Option<Section>) {
    article.section = section.filter(|section| article.tags.first() == Some(&section.name));
    if article.section.is_some() {
        article.tags.remove(0);
    }
}

/// What stands above the text, the dateline, and the first paragraph.
fn beginning(article: &mut Article, item: &Value) {
    let is_above = field(item, "lead_figure") == Some(true) && article.lead.is_empty();
    if is_above && let Some(Block::Figure(_)) = article.body.0.first() {
        if let Block::Figure(figure) = article.body.0.remove(0) {
            article.lead_figure = Some(figure);
        }
        if let Some(Block::Paragraph(lead)) = article.body.0.first_mut() {
            article.lead = std::mem::take(lead);
            article.body.0.remove(0);
        }
    }
    let Some(dateline) = field::<String>(item, "dateline") else {
        return;
    };
    if let Some(Inline::Text(first)) = article.lead.first_mut()
        && let Some(rest) = first.strip_prefix(&format!("{dateline} - "))
    {
        *first = rest.to_owned();
        if first.is_empty() {
            article.lead.remove(0);
        }
        article.dateline = Some(dateline);
    }
}

/// One that does not show to be one.
fn sign_off(article: &mut Article, sign_off: Option<String>) {
    let last = article.body.0.last();
    let is_last =
        |line: &String| matches!(last, Some(Block::Paragraph(text)) if plain(text) == *line);
    if let Some(line) = sign_off.filter(is_last) {
        article.body.0.pop();
        article.sign_off = Some(line);
    }
}

/// They stand at the end; one whose words were changed since stays there.
fn corrections(article: &mut Article, mut told: Vec<Correction>) {
    told.truncate(MAX_CORRECTIONS);
    let body = &mut article.body.0;
    let start = body.len().saturating_sub(told.len());
    told.retain(|correction| {
        let words = plain(&correction.text);
        let is_it = |block: &Block| matches!(block, Block::Paragraph(text) if plain(text) == words);
        let found = body[start..].iter().position(is_it);
        found.map(|at| body.remove(start + at)).is_some()
    });
    article.corrections = told;
}

/// Links to what plays, as they go out, play again.
fn players(body: &mut [Block]) {
    for block in body {
        if let Block::Embed(embed) = block
            && let Some(page) = of_page(embed.url.as_str())
        {
            embed.frame = page.frame;
        }
    }
}
