//! `cargo xtask size`: the bytes of every file a page pulls, what they consist of, and whether they keep the promises.

mod crates;
mod fragment;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::dist;
use crate::project;
use crate::tools::npm;

/// How to print the sizes.
#[derive(Args, Default)]
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

/// The most that a part may weigh, in bytes compressed by brotli.
pub const LOADER_MOST: u64 = 3_000;
/// … until article, captions, share bar and ten comments can be read.
pub const READ_MOST: u64 = 16 * 1024;
/// … until the thread answers.
pub const INTERACT_MOST: u64 = 110 * 1024;

const PROMISES: [(&str, u64); 3] = [
    ("loader", LOADER_MOST),
    ("read", READ_MOST),
    ("interact", INTERACT_MOST),
];

/// The fragment with a thread of ten; it comes from the server, not from `dist/`.
const FRAGMENT: &str = "(fragment)";

/// By name.
type Sizes = BTreeMap<String, Bytes>;

/// Builds what is out of date and prints the sizes.
///
/// # Errors
/// If something weighs more than was promised.
pub fn run(options: &Options) -> Result<()> {
    npm::required_packages()?;
    dist::run()?;
    let mut files = measure(&project::dist())?;
    files.insert(FRAGMENT.into(), fragment::weigh()?);
    let parts = weigh_parts(&files);
    if options.json {
        println!("{:#}", as_json(&parts));
    } else {
        let programs = dist::PROGRAMS.map(|program| program.name);
        let weigh = |name| anyhow::Ok((name, crates::weigh(&dist::named(name))?));
        let programs = programs
            .into_iter()
            .map(weigh)
            .collect::<Result<Vec<_>>>()?;
        let crates = crates::as_table(&programs);
        print!("{}\n{}\n{crates}", as_table(&files), as_table(&parts));
    }
    let broken = broken(&parts);
    if !broken.is_empty() {
        bail!("{}", broken.join("; "));
    }
    Ok(())
}

/// The files of a page by their names without the hash: `assets/full.wasm`.
fn measure(dist: &Path) -> Result<Sizes> {
    let mut files = BTreeMap::from([("embed.js".to_owned(), bytes(&dist.join("embed.js"))?)]);
    for path in project::entries(&dist.join("assets"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some(plain) = without_hash(&name) {
            files.insert(format!("assets/{plain}"), bytes(&path)?);
        }
    }
    Ok(files)
}

/// `full-0123456789.wasm` → `full.wasm`; nothing for the compressed files.
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

/// What each part of a page is: the sum of these files.
const PARTS: [(&str, &[&str]); 7] = [
    ("loader", &["embed.js"]),
    ("islands", &["assets/islands.wasm"]),
    ("full", &["assets/full.wasm"]),
    ("glue", &["assets/islands.js"]),
    ("styles", &["assets/widget.css", "assets/article.css"]),
    // All that is needed to read.
    (
        "read",
        &[
            "embed.js",
            "assets/widget.css",
            "assets/article.css",
            FRAGMENT,
        ],
    ),
    // All code that is needed until the thread answers.
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

fn weigh_parts(files: &Sizes) -> Sizes {
    let part = |(name, of): (&str, &[&str])| {
        let bytes = total(of.iter().filter_map(|file| files.get(*file)));
        (name.to_owned(), bytes)
    };
    PARTS.into_iter().map(part).collect()
}

/// What weighs more than was promised, each in a sentence.
fn broken(parts: &Sizes) -> Vec<String> {
    let over = |(name, most): (&str, u64)| {
        let brotli = parts.get(name)?.brotli;
        let over = brotli.checked_sub(most).filter(|over| *over > 0)?;
        Some(format!(
            "{name} is {brotli} bytes, {over} more than the {most} promised"
        ))
    };
    PROMISES.into_iter().filter_map(over).collect()
}

fn as_table(sizes: &Sizes) -> String {
    let line = |name: &str, raw: &str, gzip: &str, brotli: &str| {
        format!("{name:<20}{raw:>10}{gzip:>10}{brotli:>10}\n")
    };
    let mut table = line("bytes", "raw", "gzip", "brotli");
    for (name, bytes) in sizes {
        let [raw, gzip, brotli] =
            [bytes.raw, bytes.gzip, bytes.brotli].map(|count| count.to_string());
        table += &line(name, &raw, &gzip, &brotli);
    }
    table
}

fn as_json(parts: &Sizes) -> Value {
    let part = |(name, bytes): (&String, &Bytes)| {
        let value = json!({ "raw": bytes.raw, "gzip": bytes.gzip, "brotli": bytes.brotli });
        (name.clone(), value)
    };
    parts
        .iter()
        .map(part)
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Sizes {
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
            (FRAGMENT.into(), bytes(100)),
        ])
    }

    #[test]
    fn a_hash_is_no_part_of_a_name() {
        assert_eq!(without_hash("full-0123.wasm").as_deref(), Some("full.wasm"));
        assert_eq!(without_hash("full-0123.wasm.br"), None);
    }

    #[test]
    fn the_json_says_what_each_part_weighs() {
        let sizes = as_json(&weigh_parts(&files()));
        assert_eq!(sizes["loader"]["raw"], 40);
        assert_eq!(sizes["glue"]["raw"], 80);
        assert_eq!(sizes["islands"]["gzip"], 200);
        assert_eq!(sizes["full"]["gzip"], 400);
        assert_eq!(sizes["styles"]["brotli"], 1);
        assert_eq!(sizes["read"]["raw"], 144);
        assert_eq!(sizes["interact"]["raw"], 524);
    }

    #[test]
    fn what_weighs_more_than_promised_is_named_with_both_numbers() {
        let mut files = files();
        assert_eq!(broken(&weigh_parts(&files)), [""; 0]);
        let brotli = READ_MOST + 1;
        files.insert(
            FRAGMENT.into(),
            Bytes {
                brotli,
                ..Bytes::default()
            },
        );
        let broken = broken(&weigh_parts(&files));
        assert_eq!(
            broken,
            ["read is 16396 bytes, 12 more than the 16384 promised"]
        );
    }
}
