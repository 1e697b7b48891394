//! `cargo xtask dist`: what a server sends to browsers, ready to be sent.
//!
//! Everything but the loader is named by its content, so it can be cached for ever; everything lies there compressed too.

mod bundle;
mod css;
mod fingerprint;
mod folder;
mod imports;
mod minify;
mod names;
mod order;
mod wasm;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project;
use crate::tools::{npm, rust};
pub use wasm::{PROGRAMS, named};

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
    let mut programs = Vec::new();
    for program in PROGRAMS {
        eprintln!("dist: compiling the widget ({})", program.name);
        programs.push(wasm::build(program, &minifier)?);
    }
    eprintln!("dist: minifying and compressing");
    folder::write(&project::dist(), &files(&minifier, programs)?)?;
    fingerprint.save()
}

fn files(minifier: &Minifier, programs: Vec<wasm::Built>) -> Result<Files> {
    let mut assets = Assets::default();
    for sheet in ["widget.css", "article.css", "rich.css", "page.css"] {
        assets.add(sheet, style(minifier, sheet)?);
    }
    for wasm::Built { name, glue, wasm } in programs {
        assets.add(&format!("{name}.js"), minifier.module(&glue)?);
        assets.add(&format!("{name}.wasm"), wasm);
    }
    let part = |name: &str| source(&format!("loader/{name}"));
    for name in ["rare.js", "asked.js", "touch.js", "count.js"] {
        let module = assets.pointed(bundle::module(name, part)?)?;
        assets.add(name, minifier.module(&module)?);
    }
    let frame = bundle::script("frame.js", part)?;
    assets.add("frame.js", minifier.script(&frame)?);
    let loader = assets.pointed(bundle::script("embed.js", part)?)?;
    let mut files = assets.files;
    files.insert("embed.js".into(), minifier.script(&loader)?);
    files.insert("chuyen.d.ts".into(), source("loader/chuyen.d.ts")?.into());
    Ok(files)
}

/// Files that are named by their content.
#[derive(Default)]
struct Assets {
    files: Files,
    /// Plain and hashed names.
    names: Vec<(String, String)>,
}

impl Assets {
    fn add(&mut self, name: &str, content: Vec<u8>) {
        let plain = format!("assets/{name}");
        let hashed = names::hashed(&plain, &content);
        self.files.insert(hashed.clone(), content);
        self.names.push((plain, hashed));
    }

    /// The script, with the hashed names of what was added before in place of the plain ones.
    fn pointed(&self, script: String) -> Result<String> {
        self.names
            .iter()
            .try_fold(script, |script, (plain, hashed)| {
                names::point(&script, plain, hashed)
            })
    }
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
