//! `cargo xtask dist`: what a server sends to browsers, ready to be sent.
//!
//! Everything but the loader is named by its content, so it can be cached for ever; everything lies there compressed too.

mod css;
mod fingerprint;
mod folder;
mod imports;
mod minify;
mod names;
mod wasm;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project;
use crate::tools::{npm, rust};
use fingerprint::Fingerprint;
use folder::Files;
use minify::Minifier;

/// Brings `dist/` up to date; quick when nothing it is made of has changed.
pub fn run() -> Result<()> {
    let minifier = Minifier::new(npm::packages()?.as_deref());
    let fingerprint = Fingerprint::of_inputs(&minifier)?;
    if fingerprint.is_current() {
        return Ok(());
    }
    if !minifier.is_there() {
        eprintln!(
            "dist: no Node {} or newer, so nothing is minified",
            npm::OLDEST_NODE
        );
    }
    rust::ensure_wasm()?;
    eprintln!("dist: compiling the widget");
    let widget = wasm::build()?;
    eprintln!("dist: minifying and compressing");
    folder::write(&project::dist(), &files(&minifier, &widget)?)?;
    fingerprint.save()
}

fn files(minifier: &Minifier, widget: &wasm::Widget) -> Result<Files> {
    let mut files = Files::new();
    let mut loader = source("loader/embed.js")?;
    for (plain, content) in [
        ("assets/chuyen.js", minifier.module(&widget.glue)?),
        ("assets/chuyen.wasm", widget.wasm.clone()),
        ("assets/widget.css", style(minifier, "widget.css")?),
        ("assets/article.css", style(minifier, "article.css")?),
    ] {
        let hashed = names::hashed(plain, &content);
        loader = names::point(&loader, plain, &hashed)?;
        files.insert(hashed, content);
    }
    files.insert("embed.js".into(), minifier.script(&loader)?);
    files.insert("chuyen.d.ts".into(), source("loader/chuyen.d.ts")?.into());
    Ok(files)
}

fn style(minifier: &Minifier, name: &str) -> Result<Vec<u8>> {
    minifier.css(&css::flatten(name, |name| {
        source(&format!("styles/{name}"))
    })?)
}

fn source(path: &str) -> Result<String> {
    let path = project::root().join(Path::new(path));
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}
