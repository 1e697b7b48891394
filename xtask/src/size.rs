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

/// The files of a page by their names without the hash: `assets/chuyen.wasm`.
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

/// `chuyen-0123456789abcdef.wasm` → `chuyen.wasm`; nothing for the compressed files.
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

fn total(files: &BTreeMap<String, Bytes>) -> Bytes {
    files.values().fold(Bytes::default(), |sum, file| Bytes {
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
    let sum = total(files);
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

fn as_json(files: &BTreeMap<String, Bytes>) -> Value {
    let value =
        |bytes: Bytes| json!({ "raw": bytes.raw, "gzip": bytes.gzip, "brotli": bytes.brotli });
    let mut sizes = json!({ "total": value(total(files)), "wasm": {}, "styles": {} });
    for (name, bytes) in files {
        match name.strip_prefix("assets/").unwrap_or(name) {
            "embed.js" => sizes["loader"] = value(*bytes),
            "chuyen.js" => sizes["glue"] = value(*bytes),
            "chuyen.wasm" => sizes["wasm"]["full"] = value(*bytes),
            style => sizes["styles"][style] = value(*bytes),
        }
    }
    sizes
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
            ("assets/chuyen.js".into(), bytes(80)),
            ("assets/chuyen.wasm".into(), bytes(400)),
            ("assets/widget.css".into(), bytes(4)),
        ])
    }

    #[test]
    fn a_hash_is_no_part_of_a_name() {
        assert_eq!(
            without_hash("chuyen-0123.wasm").as_deref(),
            Some("chuyen.wasm")
        );
        assert_eq!(without_hash("chuyen-0123.wasm.br"), None);
    }

    #[test]
    fn the_total_counts_every_file() {
        assert_eq!(total(&files()).brotli, 131);
        assert!(as_table(&files()).ends_with("       524       262       131\n"));
    }

    #[test]
    fn the_json_says_which_file_is_what() {
        let sizes = as_json(&files());
        assert_eq!(sizes["loader"]["raw"], 40);
        assert_eq!(sizes["glue"]["raw"], 80);
        assert_eq!(sizes["wasm"]["full"]["gzip"], 200);
        assert_eq!(sizes["styles"]["widget.css"]["brotli"], 1);
        assert_eq!(sizes["total"]["raw"], 524);
    }
}
