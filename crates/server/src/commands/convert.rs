//! `chuyen article convert`.

use anyhow::Context;
use chuyen::words::{VI, Words};
use model::Article;
use serde_json::Value;
use server::articles::{Foreign, foreign};
use server::outlets::jsonfeed;
use server::outlets::jsonld::{Beside, news_article};
use server::render;

use super::import_page::text;
use crate::cli::{Convert, To};

pub fn run(convert: &Convert) -> anyhow::Result<()> {
    let reading = foreign(&Foreign {
        text: text(&convert.file)?,
        format: convert.from.clone(),
        address: convert.address.clone().unwrap_or_default(),
        zone: convert.zone.clone(),
        flat_captions: convert.flat_captions,
    });
    let reading = reading.with_context(|| convert.file.display().to_string())?;
    for skipped in &reading.skipped {
        eprintln!("left out: {skipped}");
    }
    tell!("{}", printed(reading.article, convert.to)?);
    Ok(())
}

fn printed(article: Article, to: To) -> serde_json::Result<String> {
    let pretty = |value: Value| serde_json::to_string_pretty(&value);
    match to {
        To::Json => serde_json::to_string_pretty(&article),
        To::Jsonld => pretty(news_article(
            &article,
            Beside {
                whole: true,
                ..Beside::default()
            },
        )),
        To::Jsonfeed => pretty(jsonfeed::feed(&article)),
        To::Html => {
            let words = Words::of(&article.lang).unwrap_or(&VI);
            Ok(render::article(article, words))
        }
    }
}
