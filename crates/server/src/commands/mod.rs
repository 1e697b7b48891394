//! What the commands do.

/// Says a line to whoever asked, or goes on in silence once they have heard enough.
macro_rules! tell {
    ($($words:tt)*) => { $crate::commands::tell(format_args!($($words)*))? };
}

mod alias;
mod article;
mod convert;
mod export;
mod import;
mod import_page;
mod key;
mod moderate;
mod render;
mod reports;
mod serve;

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};

use server::config::Config;
use server::store::Store;

use crate::cli::{Article, Cli, Command};

/// Does what was typed.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let overrides = cli.overrides();
    let config = || Config::load(&overrides);
    match cli.command {
        Command::Serve { .. } => serve::run(config()?, overrides.file.as_deref()).await,
        Command::Moderate(command) => {
            let config = config()?;
            let store = Store::open(&config.database_url).await?;
            let done = moderate::run(command, &config, &store).await;
            store.close().await;
            done
        }
        Command::Article(Article::Convert(command)) => convert::run(&command),
        Command::Article(command) => {
            let config = config()?;
            let store = Store::open(&config.database_url).await?;
            let done = article::run(command, &config, &store).await;
            store.close().await;
            done
        }
        Command::Key(command) => {
            let config = config()?;
            let store = Store::open(&config.database_url).await?;
            let done = key::run(command, &config, &store).await;
            store.close().await;
            done
        }
        Command::Export { folder } => {
            let store = Store::open(&config()?.database_url).await?;
            let done = export::run(&folder, &store).await;
            store.close().await;
            done
        }
        Command::Verify { folder } => export::verify(&folder),
        Command::Import(command) => {
            let store = Store::open(&config()?.database_url).await?;
            let done = import::run(command, &store).await;
            store.close().await;
            done
        }
        Command::Alias(command) => {
            let store = Store::open(&config()?.database_url).await?;
            let done = alias::run(command, &store).await;
            store.close().await;
            done
        }
        Command::Render(command) => render::run(&command),
        Command::Openapi => {
            tell!("{}", server::routes::document());
            Ok(())
        }
        Command::Version => {
            tell!("chuyen {}", env!("CARGO_PKG_VERSION"));
            Ok(())
        }
    }
}

fn tell(words: Arguments<'_>) -> anyhow::Result<()> {
    match writeln!(io::stdout(), "{words}") {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => Err(cause.into()),
        _ => Ok(()),
    }
}

/// A site that is configured.
fn known_site<'a>(config: &Config, site: &'a str) -> anyhow::Result<&'a str> {
    let mut ids = config.sites.iter().map(|site| site.id.as_str());
    if ids.any(|id| id == site) {
        return Ok(site);
    }
    let ids: Vec<_> = config.sites.iter().map(|site| site.id.as_str()).collect();
    anyhow::bail!(
        "no site {site:?} is configured; there is {}",
        ids.join(", ")
    )
}
