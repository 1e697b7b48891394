//! `chuyen article`.

use std::path::Path;

use anyhow::Context;
use model::Commenting;
use server::articles::{parse, to_json};
use server::clock::now_ms;
use server::config::Config;
use server::counted::counted;
use server::store::{NewArticle, Put, Store};

use super::known_site;
use crate::cli::Article;

pub async fn run(command: Article, config: &Config, store: &Store) -> anyhow::Result<()> {
    match command {
        Article::Add { files, site } => {
            let site = known_site(config, &site)?;
            for file in &files {
                add(file, site, store)
                    .await
                    .with_context(|| file.display().to_string())?;
            }
            Ok(())
        }
        Article::Convert(convert) => super::convert::run(&convert),
        Article::Import(import) => super::import_page::run(&import, config, store).await,
        Article::List { site } => {
            for article in store.articles(site.as_deref()).await? {
                let state = match (&article.json, article.closed) {
                    (None, _) => "withdrawn",
                    (Some(_), true) => "closed",
                    (Some(_), false) => "open",
                };
                let comments = counted(article.comment_total.into(), "comment");
                tell!("{}\t{}\t{state}\t{comments}", article.id, article.site);
            }
            Ok(())
        }
        Article::Remove { ids } => {
            for id in ids {
                let done = store.withdraw_article(id.clone(), now_ms()).await;
                done.with_context(|| format!("article {id}"))?;
                tell!("{id} withdrawn");
            }
            Ok(())
        }
    }
}

async fn add(file: &Path, site: &str, store: &Store) -> anyhow::Result<()> {
    let json = tokio::fs::read_to_string(file).await?;
    put(&parse(&json, site)?, site, store).await
}

/// Stores an article and says what became of it.
pub async fn put(article: &model::Article, site: &str, store: &Store) -> anyhow::Result<()> {
    let put = store.put_article(NewArticle {
        id: article.id.clone(),
        site: site.to_owned(),
        json: to_json(article),
        closed: article.commenting == Commenting::Closed,
        file: None,
        now_ms: now_ms(),
    });
    let what = match put.await? {
        Put::Created => "added",
        Put::Replaced => "replaced",
        Put::Unchanged => "unchanged",
    };
    tell!("{} {what}", article.id);
    Ok(())
}
