//! `chuyen article`.

use std::path::Path;

use anyhow::{Context, bail};
use model::{ArticleId, Commenting};
use server::articles::{parse, to_json};
use server::clock::now_ms;
use server::config::Config;
use server::counted::counted;
use server::store::{Error, NewArticle, Put, Refusal, Store};

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
        Article::List { site } => list(site.as_deref(), config, store).await,
        Article::Remove { ids } => {
            for id in ids {
                remove(&id, store).await?;
            }
            Ok(())
        }
        Article::Publish { ids } => {
            for id in ids {
                publish(&id, store).await?;
            }
            Ok(())
        }
    }
}

async fn list(site: Option<&str>, config: &Config, store: &Store) -> anyhow::Result<()> {
    let articles = store.articles(site).await?;
    if let (true, Some(site)) = (articles.is_empty(), site) {
        known_site(config, site)?;
    }
    for article in articles {
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

async fn remove(id: &ArticleId, store: &Store) -> anyhow::Result<()> {
    match store.withdraw_article(id.clone(), now_ms()).await {
        Err(Error::Refused(Refusal::UnknownArticle)) if store.has_article(id).await? => {
            bail!("article {id} is withdrawn already");
        }
        done => done.with_context(|| format!("article {id}"))?,
    }
    tell!("{id} withdrawn");
    Ok(())
}

/// Nothing is kept of what an article said that is withdrawn: it has to be told again.
async fn publish(id: &ArticleId, store: &Store) -> anyhow::Result<()> {
    let of = || format!("article {id}");
    if !store.has_article(id).await? {
        return Err(Error::from(Refusal::UnknownArticle)).with_context(of);
    }
    if store.version(id).await?.is_some() {
        tell!("{id} is public");
        return Ok(());
    }
    if let Some(other) = store.aliased(id).await? {
        bail!("{id} leads to {other}; `chuyen alias remove {id}` first");
    }
    if !store.forget_upstream(id.clone()).await? {
        bail!(
            "{id} is of no source: store it again, by `article add`, `PUT` or a change of its file"
        );
    }
    tell!("{id} is stored again when it is next asked for");
    Ok(())
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
