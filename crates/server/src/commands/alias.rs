//! `chuyen alias`.

use std::collections::HashMap;

use anyhow::{Context, bail};
use model::ArticleId;
use server::clock::now_ms;
use server::counted::counted;
use server::moving::progress;
use server::page_name::{host_name, page_name};
use server::store::{AliasTarget, Put, Store};

use super::moderate::safe;
use crate::cli::Alias;

pub async fn run(command: Alias, store: &Store) -> anyhow::Result<()> {
    match command {
        Alias::Add { name, article } => {
            add(store, named(&name)?, AliasTarget::Article(article)).await
        }
        Alias::Host { from, to } => {
            let (from, to) = (host(&from)?, host(&to)?);
            open_end(store, &from, &to).await?;
            add(store, from, AliasTarget::Host(to)).await
        }
        Alias::List => {
            for alias in store.aliases().await? {
                tell!("{}\t{}", safe(&alias.name), safe(spelled(&alias.target)));
            }
            Ok(())
        }
        Alias::Remove { names } => {
            for name in names {
                remove(store, name).await?;
            }
            Ok(())
        }
        Alias::Move { from, to } => {
            let (from, to) = (article(&from, store).await?, article(&to, store).await?);
            let sign = progress::busy("moving");
            let moved = store.move_thread(from.clone(), to.clone(), now_ms()).await;
            sign.finish_and_clear();
            let moved = moved.with_context(|| format!("from {from} to {to}"))?;
            tell!(
                "{} moved from {from} to {}, {} of them published",
                counted(moved.comments, "comment"),
                moved.to,
                moved.published
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
    let (put, target) = put.await.with_context(|| format!("{name} to {to}"))?;
    let what = match put {
        Put::Created => "leads to",
        Put::Replaced => "now leads to",
        Put::Unchanged => "leads already to",
    };
    tell!("{name} {what} {}", spelled(&target));
    Ok(())
}

/// Refuses hosts that would lead to each other, and so nowhere.
async fn open_end(store: &Store, from: &str, to: &str) -> anyhow::Result<()> {
    if from == to {
        bail!("{from} leads to itself");
    }
    let aliases = store.aliases().await?.into_iter();
    let hosts: HashMap<_, _> = aliases
        .filter_map(|alias| match alias.target {
            AliasTarget::Host(host) => Some((alias.name, host)),
            AliasTarget::Article(_) => None,
        })
        .collect();
    let mut end = to;
    // No more steps than hosts: some may lead to each other since before this was refused.
    for _ in 0..hosts.len() {
        match hosts.get(end) {
            Some(next) if next == from => bail!("{to} leads to {from} already"),
            Some(next) => end = next,
            None => break,
        }
    }
    Ok(())
}

/// Removes an alias as it is listed, or else as it would be spelled today.
async fn remove(store: &Store, mut name: String) -> anyhow::Result<()> {
    if !store.remove_alias(name.clone()).await? {
        name = match host_name(&name).filter(|_| name.starts_with("//")) {
            Some(host) => host,
            None => named(&name)?,
        };
        if !store.remove_alias(name.clone()).await? {
            bail!("no alias {name}; `chuyen alias list` shows them");
        }
    }
    tell!("{name} removed");
    Ok(())
}

fn spelled(target: &AliasTarget) -> &str {
    match target {
        AliasTarget::Article(id) => id.as_str(),
        AliasTarget::Host(host) => host,
    }
}

/// The name under which an id or an address is kept. A page may be named without its scheme, as `list` shows it.
fn named(name: &str) -> anyhow::Result<String> {
    let is_bare = name.starts_with("//");
    if is_bare && !name.trim_start_matches('/').contains(['/', '?']) && host_name(name).is_some() {
        bail!(
            "{name} is a host, which leads to no article; `chuyen alias host` says where it moved"
        );
    }
    if is_bare || name.contains("://") {
        let address = if is_bare { "https:" } else { "" }.to_owned() + name;
        return page_name(&address).with_context(|| format!("{name:?} is no address of a page"));
    }
    let id: ArticleId = name.parse().with_context(|| format!("{name:?}"))?;
    Ok(id.into())
}

fn host(name: &str) -> anyhow::Result<String> {
    host_name(name).with_context(|| format!("{name:?} is no host, such as news.example"))
}

/// The article of an id or on a page, which may be named as `list` shows it.
async fn article(name: &str, store: &Store) -> anyhow::Result<ArticleId> {
    let is_bare = name.starts_with("//");
    if is_bare || name.contains("://") {
        let address = if is_bare { "https:" } else { "" }.to_owned() + name;
        let found = store.article_at(&address).await?;
        return found.with_context(|| format!("no article is on {name}"));
    }
    name.parse().with_context(|| format!("{name:?}"))
}
