//! Pictures known from beside the text: size, caption and credit that the text itself does not tell.

use std::cell::Cell;

use model::{Address, Figure, Image, Rendition};

use crate::notes::Notes;

/// Widest file offered as the same picture in another width, in pixels: more is for print.
pub(crate) const MAX_RENDITION: u32 = 2560;
/// Widest and tallest size that an article may state, in pixels.
const MAX_PIXELS: u32 = 20_000;
/// The size reserved for a picture nobody tells the size of: three to two, as cameras take them.
const ASSUMED: (u32, u32) = (1200, 800);

/// A name of a file so long that no other picture of the article bears it, in bytes.
const OWN_NAME_BYTES: usize = 12;

/// A picture known from beside the text.
pub(crate) struct Media {
    /// Its addresses, and the names by which the text may call it.
    pub keys: Vec<String>,
    /// Itself.
    pub figure: Figure,
    /// Does the text show it?
    pub is_shown: Cell<bool>,
}

/// One file of a picture.
pub(crate) struct File {
    pub url: Address,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// A size made whole, and whether it was known: from one side three to two is assumed, from none [`ASSUMED`].
pub(crate) fn sized(size: (Option<u32>, Option<u32>), widest: Option<u32>) -> (u32, u32, bool) {
    let fit = |width: u32, height: u32| {
        let most = width.max(height);
        let scaled = |side: u32| {
            let side = u64::from(side) * u64::from(MAX_PIXELS) / u64::from(most.max(1));
            u32::try_from(side).unwrap_or(MAX_PIXELS).max(1)
        };
        match most > MAX_PIXELS {
            true => (scaled(width), scaled(height)),
            false => (width.max(1), height.max(1)),
        }
    };
    let (width, height, is_known) = match size {
        (Some(width), Some(height)) if width > 0 && height > 0 => (width, height, true),
        (Some(width), _) if width > 2 => (width, (width / 3).saturating_mul(2), false),
        (_, Some(height)) if height > 2 => ((height / 2).saturating_mul(3), height, false),
        _ => match widest {
            Some(width) if width > 2 => (width, (width / 3).saturating_mul(2), false),
            _ => (ASSUMED.0, ASSUMED.1, false),
        },
    };
    let (width, height) = fit(width, height);
    (width, height, is_known)
}

/// One picture of its files: the widest that is no more than a screen shows, the others of the same shape beside it.
pub(crate) fn image(
    files: Vec<File>,
    alt: String,
    notes: &mut Notes,
    is_secure: bool,
) -> Option<Image> {
    let width = |file: &File| file.width.unwrap_or(0);
    let fits = files.iter().filter(|file| width(file) <= MAX_RENDITION);
    // Of files of one width the first.
    let widest = fits.rev().max_by_key(|file| width(file));
    let main = widest.or_else(|| files.iter().min_by_key(|file| width(file)))?;
    let (wide, high, is_known) = sized((main.width, main.height), None);
    if !is_known {
        notes.size_assumed();
    }
    let mut renditions = Vec::<Rendition>::new();
    for file in &files {
        let (Some(w), Some(h)) = (file.width, file.height) else {
            continue;
        };
        // The same shape, but for what rounding takes.
        let is_same_shape =
            (u64::from(w) * u64::from(high)).abs_diff(u64::from(h) * u64::from(wide)) * 50
                <= u64::from(w) * u64::from(high);
        if is_known
            && is_same_shape
            && (3..=MAX_RENDITION).contains(&w)
            && renditions.iter().all(|other| other.width != w)
        {
            renditions.push(Rendition {
                url: notes.secure(file.url.clone(), is_secure),
                width: w,
            });
        }
    }
    renditions.sort_by_key(|rendition| rendition.width);
    if renditions.len() == 1 {
        renditions.clear();
    }
    Some(Image {
        url: notes.secure(main.url.clone(), is_secure),
        width: wide,
        height: high,
        alt,
        renditions,
    })
}

/// The known picture that goes by this name.
pub(crate) fn known<'a>(media: &'a [Media], key: &str) -> Option<&'a Media> {
    media
        .iter()
        .find(|media| media.keys.iter().any(|known| known == key))
}

/// Is it one picture, in whatever size, form and wherever it is kept?
///
/// A picture is shown twice rather than not at all: where only the names of the files agree, these have to be long
/// (`/mot/1.jpg` and `/hai/1.jpg` are two), and an address that is no file's is the same or another.
pub(crate) fn is_same(one: &Figure, other: &Figure) -> bool {
    let urls = std::iter::once(&other.image.url);
    let mut urls = urls.chain(other.image.renditions.iter().map(|file| &file.url));
    urls.any(|url| is_same_file(one.image.url.as_str(), url.as_str()))
}

/// The same of two addresses.
fn is_same_file(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (Some(one), Some(other)) = (without_size(one), without_size(other)) else {
        return false;
    };
    one == other || one.1 == other.1 && one.1.len() >= OWN_NAME_BYTES
}

/// Is it a picture's file by its name?
pub(crate) fn is_picture_file(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.rsplit_once('.').is_some_and(|(_, form)| {
        ["avif", "gif", "jpeg", "jpg", "png", "webp"].contains(&form.to_lowercase().as_str())
    })
}

/// Is it the file of a film or a sound by its name?
fn is_played_file(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, form)| {
        [
            "m3u8", "m4a", "m4v", "mov", "mp3", "mp4", "ogg", "wav", "webm",
        ]
        .contains(&form.to_lowercase().as_str())
    })
}

/// What the address of a file is known by: two of which one is the same are one file, as [`is_same`] has it.
pub(crate) fn marks(url: &str) -> Vec<String> {
    // It may be asked for over https: here and not there.
    let place = url.split_once("://").map_or(url, |(_, place)| place);
    let mut marks = vec![place.to_owned()];
    let file = place.split(['?', '#']).next().unwrap_or(place);
    if is_played_file(file) {
        marks.push(file.to_owned());
    }
    if let Some((folders, name)) = without_size(url) {
        marks.push(format!("/{}/{name}", folders.join("/")));
        if name.len() >= OWN_NAME_BYTES {
            marks.push(format!("*/{name}"));
        }
    }
    marks
}

/// Folders and name of a picture's file without what tells its size or form.
fn without_size(url: &str) -> Option<(Vec<&str>, &str)> {
    let (_, path) = url.split(['?', '#']).next()?.split_once("://")?;
    let mut folders: Vec<&str> = path.split('/').skip(1).collect();
    let (name, _) = folders.pop()?.rsplit_once('.')?;
    if !is_picture_file(path) {
        return None;
    }
    folders.retain(|folder| !is_size(folder));
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    let name = match name.rsplit_once('-') {
        Some((name, size)) if is_size(size) => name,
        _ => name,
    };
    (!is_size(name)).then_some((folders, name))
}

/// `1200x630`, `w1200` or `h630`.
fn is_size(part: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_side = || part.strip_prefix(['w', 'h']).is_some_and(is_number);
    let (wide, high) = part.split_once('x').unwrap_or_default();
    is_number(wide) && is_number(high) || is_side()
}
