//! `chuyen alias`.

use anyhow::{Context, bail};
use model::ArticleId;
use server::clock::now_ms;
use server::page_name::{host_name, page_name};
use server::store::{AliasTarget, Put, Store};

use super::moderate::safe;
use crate::cli::Alias;

pub async fn run(command: Alias, store: &Store) -> anyhow::Result<()> {
    match command {
        Alias::Add { name, article } => {
            add(store, named(&name)?, AliasTarget::Article(article)).await
        }
        Alias::Host { from, to } => add(store, host(&from)?, AliasTarget::Host(host(&to)?)).await,
        Alias::List => {
            for alias in store.aliases().await? {
                println!("{}\t{}", safe(&alias.name), safe(spelled(&alias.target)));
            }
            Ok(())
        }
        Alias::Remove { names } => {
            for name in names {
                let name = named(&name)?;
                if !store.remove_alias(name.clone()).await? {
                    bail!("no alias {name}; `chuyen alias list` shows them");
                }
                println!("{name} removed");
            }
            Ok(())
        }
        Alias::Move { from, to } => {
            let (from, to) = (article(&from, store).await?, article(&to, store).await?);
            let moved = store.move_thread(from.clone(), to.clone(), now_ms()).await;
            let moved = moved.with_context(|| format!("from {from} to {to}"))?;
            let (comments, published) = (moved.comments, moved.published);
            println!(
                "{comments} comments moved from {from} to {to}, {published} of them published"
            );
            Ok(())
        }
    }
}

async fn add(store: &Store, name: String, target: AliasTarget) -> anyhow::Result<()> {
    let to = spelled(&target).to_owned();
    let put = store.add_alias(server::store::Alias {
        name: name.clone(),
        target,
        created_at_ms: now_ms(),
    });
    let what = match put.await.with_context(|| format!("{name} to {to}"))? {
        Put::Created => "leads to",
        Put::Replaced => "now leads to",
        Put::Unchanged => "leads already to",
    };
    println!("{name} {what} {to}");
    Ok(())
}

fn spelled(target: &AliasTarget) -> &str {
    match target {
        AliasTarget::Article(id) => id.as_str(),
        AliasTarget::Host(host) => host,
    }
}

/// The name under which an id or an address is kept; names that `list` shows are themselves.
fn named(name: &str) -> anyhow::Result<String> {
    if name.starts_with("//") {
        return Ok(name.to_owned());
    }
    if name.contains("://") {
        return page_name(name).with_context(|| format!("{name:?} is no address of a page"));
    }
    let id: ArticleId = name.parse().with_context(|| format!("{name:?}"))?;
    Ok(id.into())
}

fn host(name: &str) -> anyhow::Result<String> {
    host_name(name).with_context(|| format!("{name:?} is no host, such as news.example"))
}

/// The article of an id or on a page.
async fn article(name: &str, store: &Store) -> anyhow::Result<ArticleId> {
    if name.contains("://") {
        let found = store.article_at(name).await?;
        return found.with_context(|| format!("no article is on {name}"));
    }
    name.parse().with_context(|| format!("{name:?}"))
}
