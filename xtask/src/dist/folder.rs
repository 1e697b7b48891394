//! The folder `dist/` on disk: every file plain, `.br` and `.gz`, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::project;

/// Files by their path inside `dist/`, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Makes `dist` hold these files, each also compressed, and no other. What is there already stays untouched, so that
/// whoever watches the folder sees no change where there is none.
pub fn write(dist: &Path, files: &Files) -> Result<()> {
    let mut wanted = BTreeSet::new();
    for (name, content) in files {
        let plain = dist.join(name);
        let (br, gz) = (with_suffix(&plain, "br"), with_suffix(&plain, "gz"));
        let is_there =
            br.exists() && gz.exists() && fs::read(&plain).is_ok_and(|old| old == *content);
        if !is_there {
            fs::create_dir_all(plain.parent().expect("a file lies in a folder"))?;
            put(&br, &brotli(content)?)?;
            put(&gz, &gzip(content)?)?;
            put(&plain, content)?; // last: it vouches for the other two
        }
        wanted.extend([plain, br, gz]);
    }
    remove_others(dist, &wanted)
}

fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Result<()> {
    for path in project::entries(folder)? {
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

fn put(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let paths = project::entries(folder).unwrap();
        paths
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn every_file_lies_there_compressed_and_old_ones_are_gone() {
        let dist = tempfile::tempdir().unwrap();
        let assets = dist.path().join("assets");
        write(
            dist.path(),
            &Files::from([("assets/a-1.css".into(), b"old".into())]),
        )
        .unwrap();
        write(
            dist.path(),
            &Files::from([("assets/a-2.css".into(), b"new".into())]),
        )
        .unwrap();
        assert_eq!(names(&assets), ["a-2.css", "a-2.css.br", "a-2.css.gz"]);
    }

    #[test]
    fn what_is_there_already_stays_untouched() {
        let dist = tempfile::tempdir().unwrap();
        let files = Files::from([("a.css".into(), b"a {}".into())]);
        write(dist.path(), &files).unwrap();
        fs::write(dist.path().join("a.css.gz"), "a sign").unwrap();
        write(dist.path(), &files).unwrap();
        assert_eq!(fs::read(dist.path().join("a.css.gz")).unwrap(), b"a sign");
    }
}
