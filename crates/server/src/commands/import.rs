//! `chuyen import`.

use std::path::Path;

use anyhow::{Context, bail};
use model::{ArticleId, checked_name};
use server::moving::archive;
use server::moving::foreign::{Options, Places, System, Template, import};
use server::page_name::page_name;
use server::store::Store;

use super::moderate::safe;
use crate::cli::{Foreign, Import};

pub async fn run(command: Import, store: &Store) -> anyhow::Result<()> {
    let (system, foreign) = match command {
        Import::Chuyen { folder } => return restore(&folder, store).await,
        Import::Disqus(foreign) => (System::Disqus, foreign),
        Import::Wxr(foreign) => (System::Wxr, foreign),
        Import::Isso(foreign) => (System::Isso, foreign),
    };
    let report = import(store, &options(system, foreign)?).await?;
    let shown: Vec<_> = report.to_string().lines().map(told).collect();
    tell!("{}", shown.join("\n"));
    Ok(())
}

async fn restore(folder: &Path, store: &Store) -> anyhow::Result<()> {
    for (file, restored) in archive::restore(store, folder).await? {
        let (added, unchanged) = (restored.added, restored.unchanged);
        tell!("{file}\t{added} added\t{unchanged} unchanged");
    }
    Ok(())
}

fn options(system: System, foreign: Foreign) -> anyhow::Result<Options> {
    if foreign.dry_run {
        eprintln!("a dry run: nothing is changed");
    }
    let base = foreign.base;
    if let Some(base) = base.as_deref().filter(|base| page_name(base).is_none()) {
        bail!("--base: {base:?} is no address such as https://news.example");
    }
    let template = foreign.url_template.as_deref();
    let template = template.map(|template| Template::parse(template, base.as_deref()));
    let mut places = Places::new(foreign.article, template.transpose()?, base);
    if let Some(file) = &foreign.map {
        read_map(file, &mut places).with_context(|| file.display().to_string())?;
    }
    Ok(Options {
        system,
        file: foreign.file,
        places,
        anonymous: checked_name(&foreign.anonymous).context("--anonymous")?,
        dry_run: foreign.dry_run,
    })
}

fn read_map(file: &Path, places: &mut Places) -> anyhow::Result<()> {
    for (line, number) in std::fs::read_to_string(file)?.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, id)) = line.rsplit_once([' ', '\t']) else {
            bail!("line {number}: a link or an id, a space, and an article's id, not {line:?}");
        };
        let id: ArticleId = id
            .parse()
            .with_context(|| format!("line {number}: {id:?}"))?;
        places.map(name.trim(), id);
    }
    Ok(())
}

/// A line without what a terminal would obey; tabs stay.
fn told(line: &str) -> String {
    let parts: Vec<_> = line.split('\t').map(safe).collect();
    parts.join("\t")
}
