//! One picture, in all the ways pages write it.

use model::{Image, Rendition};

use super::Tree;
use super::walk::Walk;
use crate::address::{host, is_web, resolve};
use crate::media::{MAX_RENDITION, sized};

/// Where pages that load pictures late keep the file, best first.
const LAZY: [&str; 6] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-full-url",
    "data-large-file",
    "data-orig-file",
];
const LAZY_SETS: [&str; 3] = ["srcset", "data-srcset", "data-lazy-srcset"];
/// Names of files that only stand where a picture will be, form and all that follows aside.
const PLACEHOLDERS: [&str; 8] = [
    "1x1",
    "blank",
    "lazy",
    "lazy-load",
    "lazyload",
    "placeholder",
    "spacer",
    "transparent",
];
/// The same of pictures that move, which no photograph does.
const MOVING_PLACEHOLDERS: [&str; 3] = ["loader.gif", "loading.gif", "pixel.gif"];
/// Files that only count who looks.
const TRACKERS: [&str; 8] = [
    "facebook.com/tr",
    "google-analytics.com",
    "doubleclick.net",
    "scorecardresearch.com",
    "stats.wordpress.com",
    "pixel.wp.com",
    "/pixel?",
    "feeds.feedburner.com/~r",
];
/// Most candidates read of one `srcset`.
const MAX_CANDIDATES: usize = 32;

/// One candidate of a `srcset`.
struct Candidate<'a> {
    url: &'a str,
    width: Option<u32>,
}

impl Walk<'_> {
    /// The picture that an `img` shows; nothing if it shows none, or only counts.
    pub(super) fn picture(&mut self, at: usize) -> Option<Image> {
        let tree: &Tree = self.tree;
        if only_counts(tree, at) {
            return None;
        }
        let attribute = |name: &str| tree.attribute(at, name);
        let number = |name: &str| attribute(name).and_then(pixels);
        let size = (number("width"), number("height"));
        let sets: Vec<&str> = LAZY_SETS
            .iter()
            .filter_map(|name| attribute(name))
            .chain(sources(self.tree, at))
            .collect();
        let mut candidates: Vec<Candidate> = sets.iter().flat_map(|set| candidates(set)).collect();
        let lazy = LAZY
            .iter()
            .find_map(|name| attribute(name))
            .filter(|url| is_file(url));
        let is_elsewhere = self.stands_for_those_without_scripts(at);
        let src = attribute("src")
            .filter(|url| is_file(url) && !(is_elsewhere && is_called_placeholder(url)));
        candidates.sort_by_key(|candidate| candidate.width.unwrap_or(0));
        let written = lazy
            .or(src)
            .or_else(|| candidates.last().map(|candidate| candidate.url));
        let url = written
            .and_then(|written| resolve(self.ground.base, written))
            .filter(|url| is_web(url.as_str()));
        let Some(url) = url else {
            if !is_elsewhere {
                self.notes.skip("picture without a file");
            }
            return None;
        };
        let mut renditions = Vec::<Rendition>::new();
        for candidate in &candidates {
            let (Some(width), Some(url)) =
                (candidate.width, resolve(self.ground.base, candidate.url))
            else {
                continue;
            };
            if (3..=MAX_RENDITION).contains(&width)
                && renditions.iter().all(|other| other.width != width)
            {
                renditions.push(Rendition {
                    url: self.notes.secure(url, self.ground.is_secure),
                    width,
                });
            }
        }
        let size = size_of(size, &attribute, url.as_str());
        let widest = candidates.last().and_then(|candidate| candidate.width);
        let (width, height, is_known) = sized(size, widest);
        if !is_known {
            self.notes.size_assumed();
        }
        let alt = attribute("alt").unwrap_or_default().to_owned();
        let url = self.notes.secure(url, self.ground.is_secure);
        Some(Image {
            url,
            width,
            height,
            alt,
            renditions,
        })
    }
}

/// Is it a sign of writing, such as a smiley? What it shows is then a word of the text.
pub(super) fn is_sign(tree: &Tree, at: usize) -> bool {
    let src = tree.attribute(at, "src").unwrap_or_default();
    tree.is_of(at, &["emoji", "wp-smiley", "smiley"]) || src.contains("/images/core/emoji/")
}

/// Does it show nothing, and only count who looks?
pub(super) fn only_counts(tree: &Tree, at: usize) -> bool {
    let side = |name: &str| tree.attribute(at, name).and_then(pixels);
    let file = |name: &&str| tree.attribute(at, name);
    let is_tracker = |url: &str| TRACKERS.iter().any(|tracker| url.contains(tracker));
    ["width", "height"]
        .into_iter()
        .any(|name| side(name).is_some_and(|side| side <= 2))
        || LAZY.iter().chain(&["src"]).filter_map(file).any(is_tracker)
}

/// The `srcset`s of the sources just before an `img` in a `picture`.
fn sources(tree: &Tree, at: usize) -> impl Iterator<Item = &str> {
    let parent = tree.parent(at);
    let is_choice = tree.name(parent) == "picture";
    let before = at.saturating_sub(8).max(parent + 1)..at;
    before
        .filter(move |at| is_choice && tree.name(*at) == "source")
        .filter_map(|at| LAZY_SETS.iter().find_map(|name| tree.attribute(at, name)))
}

/// Is it the address of a picture, and not of what holds its place?
fn is_file(url: &str) -> bool {
    let scheme = url.get(..5).unwrap_or_default().to_ascii_lowercase();
    let name = name_in(url);
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    !(scheme == "data:"
        || url.starts_with("about:")
        || url.starts_with("blob:")
        || PLACEHOLDERS.contains(&stem)
        || MOVING_PLACEHOLDERS.contains(&name.as_str()))
}

/// Does any word of its name say that it holds a place? So do some photographs.
fn is_called_placeholder(url: &str) -> bool {
    name_in(url)
        .split(['-', '_', '.'])
        .any(|word| PLACEHOLDERS.contains(&word))
}

/// The name of the file at an address, in lower case.
fn name_in(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.to_ascii_lowercase()
}

/// `640`, `640px`; not `100%`.
fn pixels(written: &str) -> Option<u32> {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = written.split_at(digits);
    let unit = unit.trim();
    (unit.is_empty() || unit == "px" || unit.starts_with('.')).then(|| number.parse().ok())?
}

/// Width and height as far as the page tells them: attributes, then what lazy loaders keep, then style, then the address itself.
fn size_of<'a>(
    written: (Option<u32>, Option<u32>),
    attribute: &impl Fn(&str) -> Option<&'a str>,
    url: &str,
) -> (Option<u32>, Option<u32>) {
    if let (Some(_), Some(_)) = written {
        return written;
    }
    let pair = |text: &str, by: char| {
        let (width, height) = text.split_once(by)?;
        Some((pixels(width.trim())?, pixels(height.trim())?))
    };
    let kept = attribute("data-orig-size").and_then(|size| pair(size, ','));
    let kept = kept.or_else(|| {
        Some((
            attribute("data-width").and_then(pixels)?,
            attribute("data-height").and_then(pixels)?,
        ))
    });
    let style = attribute("style").unwrap_or_default();
    let styled = |name: &str| {
        let rule = style
            .split(';')
            .find_map(|rule| rule.trim().strip_prefix(name))?;
        pixels(rule.trim_start().strip_prefix(':')?.trim())
    };
    let found = kept
        .or_else(|| Some((styled("width")?, styled("height")?)))
        .or_else(|| in_address(url));
    match found {
        Some((width, height)) => (Some(width), Some(height)),
        None => written,
    }
}

/// `…-1024x683.jpg`, `…?w=1024&h=683`, `…?resize=1024,683`.
fn in_address(url: &str) -> Option<(u32, u32)> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let asked = |names: &[&str]| {
        let pair = query.split(['&', ';']).find_map(|pair| {
            pair.split_once('=')
                .filter(|(name, _)| names.contains(name))
        });
        pair.and_then(|(_, value)| value.parse::<u32>().ok())
    };
    let both = asked(&["w", "width"]).zip(asked(&["h", "height"]));
    let resized = || {
        let (_, size) = query.split(['&', ';']).find_map(|pair| {
            pair.split_once('=')
                .filter(|(name, _)| ["resize", "fit"].contains(name))
        })?;
        let (width, height) = size.split_once(',').or_else(|| size.split_once("%2C"))?;
        Some((width.parse().ok()?, height.parse().ok()?))
    };
    let named = || {
        let (stem, _) = path.rsplit_once('.')?;
        let (_, size) = stem.rsplit_once(['-', '_'])?;
        let (width, height) = size.split_once('x')?;
        Some((width.parse().ok()?, height.parse().ok()?))
    };
    both.or_else(resized)
        .or_else(named)
        .filter(|(width, height)| *width > 2 && *height > 2)
}

/// The candidates of a `srcset`.
fn candidates(set: &str) -> Vec<Candidate<'_>> {
    let mut found = Vec::new();
    let mut rest = set;
    while found.len() < MAX_CANDIDATES {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            break;
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (url, after) = rest.split_at(end);
        let bare = url.trim_end_matches(',');
        let (descriptor, after) = match bare.len() < url.len() {
            true => ("", after),
            false => after.split_once(',').unwrap_or((after, "")),
        };
        rest = after;
        let width = descriptor
            .split_ascii_whitespace()
            .find_map(|word| word.strip_suffix('w')?.parse().ok());
        if is_file(bare) {
            found.push(Candidate { url: bare, width });
        }
    }
    found
}

/// A name for what lies at an address: its last part, else its host.
pub(super) fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let (_, path) = path.split_once('/').unwrap_or((path, ""));
    match path.trim_end_matches('/').rsplit('/').next() {
        None | Some("") => host(url).unwrap_or(url),
        Some(last) => last,
    }
}
