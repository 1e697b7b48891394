//! `chuyen article import`.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use model::{Image, Section};
use server::articles::served;
use server::config::{Config, Site};
use server::plain::{self, Page};
use server::store::Store;

use super::article::put;
use super::known_site;
use crate::cli::ImportPage;

pub async fn run(import: &ImportPage, config: &Config, store: &Store) -> anyhow::Result<()> {
    let site = site(import.site.as_deref(), config)?;
    let text = text(&import.file)?;
    let pictures = match &import.pictures {
        Some(file) => pictures(file)?,
        None => Vec::new(),
    };
    let read = plain::read(&Page {
        text: &text,
        zone: &site.time_zone(),
        front: &front(import, site)?,
        pictures: &pictures,
    });
    let read = read.with_context(|| import.file.display().to_string())?;
    for line in &read.left_out {
        eprintln!("left out: {line}");
    }
    if read.without_picture > 0 {
        eprintln!(
            "{} captions have no picture and stand as lines: `--pictures` brings them",
            read.without_picture
        );
    }
    let mut article = read.article;
    article.id = import.id.clone().unwrap_or(article.id);
    article.url = import.address.clone().unwrap_or(article.url);
    article.rights.clone_from(&import.rights);
    let section = |name: &String| Section {
        name: name.clone(),
        url: None,
    };
    article.section = import.section.as_ref().map(section);
    let article = article.checked()?;
    match import.print {
        true => {
            tell!("{}", serde_json::to_string_pretty(&article)?);
            Ok(())
        }
        false => put(&served(article, &site.id), &site.id, store).await,
    }
}

/// A site by its name, or the only one there is.
fn site<'a>(name: Option<&str>, config: &'a Config) -> anyhow::Result<&'a Site> {
    match (name, config.sites.as_slice()) {
        (None, [only]) => Ok(only),
        (name, sites) => {
            let name = known_site(config, name.unwrap_or_default())?;
            let site = sites.iter().find(|site| site.id == name);
            site.context("the site is configured")
        }
    }
}

/// Below which the address of the article is made up.
fn front(import: &ImportPage, site: &Site) -> anyhow::Result<String> {
    let publisher = site.publisher.as_ref().and_then(|it| it.url.as_ref());
    let front = publisher.map(|url| url.as_str());
    let front = front.or(site.origins.first().map(|origin| origin.as_str()));
    // Then none has to be made up.
    let front = front.or(import.address.as_ref().map(|url| url.as_str()));
    let front = front.with_context(|| {
        format!("site {:?} has neither a publisher's url nor an origin: name the article's page with --address", site.id)
    })?;
    Ok(front.to_owned())
}

/// What a file says, or what is piped in.
pub fn text(file: &Path) -> anyhow::Result<String> {
    if file != Path::new("-") {
        return std::fs::read_to_string(file).with_context(|| file.display().to_string());
    }
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .context("what is piped in")?;
    Ok(text)
}

fn pictures(file: &Path) -> anyhow::Result<Vec<Image>> {
    let json = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&json).with_context(|| file.display().to_string())
}
