//! `cargo xtask size`: the bytes of every file a page pulls.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use crate::dist;
use crate::project;

/// How to print the sizes.
#[derive(Args)]
pub struct Options {
    /// As JSON, for other programs
    #[arg(long)]
    json: bool,
}

/// The bytes of one file, or of all.
#[derive(Clone, Copy, Default)]
struct Bytes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Builds what is out of date and prints the sizes.
pub fn run(options: &Options) -> Result<()> {
    dist::run()?;
    let files = measure(&project::dist())?;
    if options.json {
        println!("{:#}", as_json(&files));
    } else {
        print!("{}", as_table(&files));
    }
    Ok(())
}

/// The files of a page by their names without the hash: `assets/full.wasm`.
fn measure(dist: &Path) -> Result<BTreeMap<String, Bytes>> {
    let mut files = BTreeMap::from([("embed.js".to_owned(), bytes(&dist.join("embed.js"))?)]);
    for path in project::entries(&dist.join("assets"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some(plain) = without_hash(&name) {
            files.insert(format!("assets/{plain}"), bytes(&path)?);
        }
    }
    Ok(files)
}

/// `full-0123456789abcdef.wasm` → `full.wasm`; nothing for the compressed files.
fn without_hash(name: &str) -> Option<String> {
    let (stem, rest) = name.rsplit_once('-')?;
    let (_hash, extension) = rest.split_once('.')?;
    (!extension.contains('.')).then(|| format!("{stem}.{extension}"))
}

fn bytes(path: &Path) -> Result<Bytes> {
    let length = |suffix: &str| {
        let path = format!("{}{suffix}", path.display());
        let file = fs::metadata(&path).with_context(|| format!("cannot read {path}"))?;
        anyhow::Ok(file.len())
    };
    Ok(Bytes {
        raw: length("")?,
        gzip: length(".gz")?,
        brotli: length(".br")?,
    })
}

fn total<'a>(files: impl Iterator<Item = &'a Bytes>) -> Bytes {
    files.fold(Bytes::default(), |sum, file| Bytes {
        raw: sum.raw + file.raw,
        gzip: sum.gzip + file.gzip,
        brotli: sum.brotli + file.brotli,
    })
}

fn as_table(files: &BTreeMap<String, Bytes>) -> String {
    let line = |name: &str, raw: &str, gzip: &str, brotli: &str| {
        format!("{name:<20}{raw:>10}{gzip:>10}{brotli:>10}\n")
    };
    let mut table = line("file", "raw", "gzip", "brotli");
    let sum = total(files.values());
    for (name, bytes) in files
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .chain([("total", sum)])
    {
        let [raw, gzip, brotli] =
            [bytes.raw, bytes.gzip, bytes.brotli].map(|count| count.to_string());
        table += &line(name, &raw, &gzip, &brotli);
    }
    table
}

/// What each name in the JSON stands for: the sum of these files.
const PARTS: [(&str, &[&str]); 6] = [
    ("loader", &["embed.js"]),
    ("islands", &["assets/islands.wasm"]),
    ("full", &["assets/full.wasm"]),
    ("glue", &["assets/islands.js"]),
    ("styles", &["assets/widget.css", "assets/article.css"]),
    // All that is needed until the thread answers.
    (
        "interact",
        &[
            "embed.js",
            "assets/touch.js",
            "assets/islands.js",
            "assets/islands.wasm",
            "assets/widget.css",
            "assets/article.css",
        ],
    ),
];

fn as_json(files: &BTreeMap<String, Bytes>) -> Value {
    let part = |(name, of): (&str, &[&str])| {
        let bytes = total(of.iter().filter_map(|file| files.get(*file)));
        let value = json!({ "raw": bytes.raw, "gzip": bytes.gzip, "brotli": bytes.brotli });
        (name.to_owned(), value)
    };
    PARTS
        .into_iter()
        .map(part)
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> BTreeMap<String, Bytes> {
        let bytes = |raw| Bytes {
            raw,
            gzip: raw / 2,
            brotli: raw / 4,
        };
        BTreeMap::from([
            ("embed.js".into(), bytes(40)),
            ("assets/islands.js".into(), bytes(80)),
            ("assets/islands.wasm".into(), bytes(400)),
            ("assets/widget.css".into(), bytes(4)),
            ("assets/full.wasm".into(), bytes(800)),
        ])
    }

    #[test]
    fn a_hash_is_no_part_of_a_name() {
        assert_eq!(without_hash("full-0123.wasm").as_deref(), Some("full.wasm"));
        assert_eq!(without_hash("full-0123.wasm.br"), None);
    }

    #[test]
    fn the_total_counts_every_file() {
        assert_eq!(total(files().values()).brotli, 331);
        assert!(as_table(&files()).ends_with("      1324       662       331\n"));
    }

    #[test]
    fn the_json_says_what_each_part_weighs() {
        let sizes = as_json(&files());
        assert_eq!(sizes["loader"]["raw"], 40);
        assert_eq!(sizes["glue"]["raw"], 80);
        assert_eq!(sizes["islands"]["gzip"], 200);
        assert_eq!(sizes["full"]["gzip"], 400);
        assert_eq!(sizes["styles"]["brotli"], 1);
        assert_eq!(sizes["interact"]["raw"], 524);
    }
}
