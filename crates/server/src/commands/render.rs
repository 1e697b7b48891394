//! `chuyen render`.

use anyhow::Context;
use chuyen::words::{VI, Words};
use server::articles::parse;
use server::render::{FROM_FRAGMENT, article, turn};

use crate::cli::Render;

pub fn run(command: &Render) -> anyhow::Result<()> {
    let file = command.file.display();
    let json = std::fs::read_to_string(&command.file).with_context(|| file.to_string())?;
    let mut read = match &command.site {
        Some(site) => parse(&json, site),
        None => formats::parse(&json),
    }
    .with_context(|| file.to_string())?;
    if let Some(base) = &command.base {
        let base = format!("{}/", base.trim_end_matches('/'));
        read.map_addresses(&mut |address| {
            if !address.is_absolute() && !address.as_str().starts_with(FROM_FRAGMENT) {
                let joined = format!("{base}{}", address.as_str().trim_start_matches("./"));
                if let Ok(absolute) = joined.parse() {
                    *address = absolute;
                }
            }
            turn(address, &base);
        });
    }
    let words = Words::of(&read.lang).unwrap_or(&VI);
    tell!("{}", article(read, words));
    Ok(())
}
