//! What lives on other sites: whose it is, the page to open instead, and the player, if one is known.

use model::{Embed, Frame};

use super::Tree;
use super::picture::file_name;
use crate::address::{host, is_web, resolve};

/// Longest title taken over, in characters.
const MAX_TITLE_CHARS: usize = 200;

/// A site whose players may stand in an article, once the reader asks for one.
struct Player {
    provider: &'static str,
    /// Hosts and the start of the path of its players.
    at: &'static [(&'static str, &'static str)],
    /// The page to open instead, from the player's address.
    page: fn(&str) -> Option<String>,
    size: (u32, u32),
}

/// Every player that is known.
const PLAYERS: &[Player] = &[
    Player {
        provider: "YouTube",
        at: &[
            ("youtube.com", "/embed/"),
            ("youtube-nocookie.com", "/embed/"),
            ("m.youtube.com", "/embed/"),
        ],
        page: |url| {
            Some(format!(
                "https://www.youtube.com/watch?v={}",
                after(url, "/embed/")?
            ))
        },
        size: (560, 315),
    },
    Player {
        provider: "Vimeo",
        at: &[("player.vimeo.com", "/video/")],
        page: |url| Some(format!("https://vimeo.com/{}", after(url, "/video/")?)),
        size: (640, 360),
    },
    Player {
        provider: "Dailymotion",
        at: &[
            ("dailymotion.com", "/embed/video/"),
            ("geo.dailymotion.com", "/player"),
        ],
        page: |url| {
            Some(format!(
                "https://www.dailymotion.com/video/{}",
                after(url, "/embed/video/")?
            ))
        },
        size: (640, 360),
    },
    Player {
        provider: "TikTok",
        at: &[("tiktok.com", "/embed/"), ("tiktok.com", "/player/")],
        page: |_| None,
        size: (325, 740),
    },
    Player {
        provider: "Facebook",
        at: &[
            ("facebook.com", "/plugins/video.php"),
            ("facebook.com", "/plugins/post.php"),
        ],
        page: |url| asked(url, "href"),
        size: (500, 500),
    },
    Player {
        provider: "SoundCloud",
        at: &[("w.soundcloud.com", "/player")],
        page: |url| asked(url, "url").filter(|page| !page.contains("api.soundcloud.com")),
        size: (640, 166),
    },
    Player {
        provider: "Spotify",
        at: &[("open.spotify.com", "/embed/")],
        page: |url| Some(url.replacen("/embed/", "/", 1)),
        size: (640, 352),
    },
    Player {
        provider: "Google Maps",
        at: &[("google.com", "/maps/embed"), ("maps.google.com", "/maps")],
        page: |_| None,
        size: (600, 450),
    },
];

/// What follows `mark` in the path of an address.
fn after(url: &str, mark: &str) -> Option<String> {
    let (_, rest) = url.split_once(mark)?;
    let id = rest.split(['?', '#', '/', '&']).next()?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// A field of the query of an address, its escapes read.
fn asked(url: &str, field: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let (_, value) = query
        .split(['&', '#'])
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| *name == field)?;
    let mut bytes = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(byte) = value.as_bytes().get(at) {
        let escaped = value
            .get(at + 1..at + 3)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, escaped) {
            (b'%', Some(escaped)) => {
                bytes.push(escaped);
                at += 3;
            }
            _ => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// What an `iframe`, `video` or the like brings; nothing if it has no address that may be shown.
pub(super) fn read(tree: &Tree, at: usize, base: &str) -> Option<Embed> {
    let attribute = |name: &str| tree.attribute(at, name);
    let by_id = match tree.name(at) {
        "amp-youtube" => {
            attribute("data-videoid").map(|id| format!("https://www.youtube.com/embed/{id}"))
        }
        "amp-vimeo" => {
            attribute("data-videoid").map(|id| format!("https://player.vimeo.com/video/{id}"))
        }
        _ => None,
    };
    let written = ["src", "data-src", "data-lazy-src", "data"]
        .iter()
        .find_map(|name| attribute(name).filter(|url| !url.starts_with("about:")));
    let source = || {
        let source = tree.find(at, |inside| tree.name(inside) == "source")?;
        tree.attribute(source, "src")
    };
    let written = by_id.as_deref().or(written).or_else(source)?;
    let url = resolve(base, written).filter(|url| is_web(url.as_str()))?;
    let title = ["title", "aria-label", "alt"]
        .iter()
        .find_map(|name| attribute(name));
    let number =
        |name: &str| attribute(name).and_then(|n| n.trim_end_matches("px").parse::<u32>().ok());
    of_address(url.as_str(), title, number("width").zip(number("height")))
}

/// What lives at the address, with a player if it is one that is known.
pub(crate) fn of_address(
    url: &str,
    title: Option<&str>,
    size: Option<(u32, u32)>,
) -> Option<Embed> {
    let site = host(url)?;
    let site_and_path = |player: &&Player| {
        player
            .at
            .iter()
            .any(|(host, path)| site == *host && path_of(url).starts_with(path))
    };
    let title: Option<String> = title.map(|title| {
        title
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(MAX_TITLE_CHARS)
            .collect()
    });
    let title = title.filter(|title| !title.is_empty());
    let Some(player) = PLAYERS.iter().find(site_and_path) else {
        return Some(Embed {
            url: url.parse().ok()?,
            title: title.unwrap_or_else(|| file_name(url).to_owned()),
            provider: site.to_owned(),
            frame: None,
        });
    };
    let safe = match url.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => url.to_owned(),
    };
    let fits = |(width, height): &(u32, u32)| {
        (16..=20_000).contains(width) && (16..=20_000).contains(height)
    };
    let (width, height) = size.filter(fits).unwrap_or(player.size);
    let page = (player.page)(&safe)
        .filter(|page| is_web(page))
        .unwrap_or_else(|| safe.clone());
    Some(Embed {
        url: page.parse().ok()?,
        title: title.unwrap_or_else(|| player.provider.to_owned()),
        provider: player.provider.to_owned(),
        frame: Some(Frame {
            url: safe.parse().ok()?,
            width,
            height,
        }),
    })
}

fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("/", |slash| &rest[slash..])
}

/// What lives at the address of a page, with its player if the page is one that has one; nothing for pages nobody knows.
pub(crate) fn of_page(url: &str) -> Option<Embed> {
    let path = path_of(url);
    let player = match host(url)? {
        "youtube.com" | "m.youtube.com" if path.starts_with("/watch") => format!(
            "https://www.youtube.com/embed/{}",
            plain_id(&asked(url, "v")?)?
        ),
        "youtube.com" | "m.youtube.com" => format!(
            "https://www.youtube.com/embed/{}",
            plain_id(&after(url, "/shorts/").or_else(|| after(url, "/live/"))?)?
        ),
        "youtu.be" => format!(
            "https://www.youtube.com/embed/{}",
            plain_id(path.trim_start_matches('/').split(['?', '#']).next()?)?
        ),
        "vimeo.com" => {
            let id = path.trim_matches('/').split(['?', '#', '/']).next()?;
            id.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| format!("https://player.vimeo.com/video/{id}"))?
        }
        "open.spotify.com" if !path.starts_with("/embed/") => {
            url.replacen(".com/", ".com/embed/", 1)
        }
        "twitter.com" | "x.com" if path.contains("/status/") => return linked(url, "X"),
        "facebook.com" if path.contains("/posts/") || path.contains("/videos/") => {
            return linked(url, "Facebook");
        }
        "instagram.com" if path.starts_with("/p/") || path.starts_with("/reel/") => {
            return linked(url, "Instagram");
        }
        "tiktok.com" if path.contains("/video/") => format!(
            "https://www.tiktok.com/embed/v2/{}",
            plain_id(&after(url, "/video/")?)?
        ),
        _ => return None,
    };
    let embed = of_address(&player, None, None)?;
    Some(Embed {
        url: url.parse().ok()?,
        ..embed
    })
}

/// Something that only its own page shows.
pub(super) fn linked(url: &str, provider: &str) -> Option<Embed> {
    Some(Embed {
        url: url.parse().ok()?,
        title: provider.to_owned(),
        provider: provider.to_owned(),
        frame: None,
    })
}

/// An id that cannot be anything but one.
pub(super) fn plain_id(id: &str) -> Option<&str> {
    let is_id = !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    is_id.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_that_is_known_waits_for_a_press_and_an_unknown_one_is_a_link() {
        let of = |url| of_address(url, Some(" A  film "), Some((480, 270))).expect("an address");
        let film = of("http://www.youtube.com/embed/abc?rel=0");
        assert_eq!(
            (
                film.url.as_str(),
                film.title.as_str(),
                film.provider.as_str()
            ),
            ("https://www.youtube.com/watch?v=abc", "A film", "YouTube")
        );
        let frame = film.frame.expect("a player");
        assert_eq!(
            (frame.url.as_str(), frame.width, frame.height),
            ("https://www.youtube.com/embed/abc?rel=0", 480, 270)
        );
        let post = of(
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fbdk%2Fposts%2F1&width=500",
        );
        assert_eq!(post.url.as_str(), "https://www.facebook.com/bdk/posts/1");
        let other = of("https://ads.example/embed/abc");
        assert_eq!(
            (other.provider.as_str(), other.frame),
            ("ads.example", None)
        );
        assert!(
            of("https://youtube.com.evil.example/embed/abc")
                .frame
                .is_none()
        );
    }

    #[test]
    fn the_address_of_a_film_is_its_player() {
        for url in [
            "https://www.youtube.com/watch?v=abc&t=1",
            "https://youtu.be/abc?t=1",
            "https://youtube.com/shorts/abc",
        ] {
            let film = of_page(url)
                .and_then(|film| film.frame)
                .map(|frame| frame.url.to_string());
            assert_eq!(
                film.as_deref(),
                Some("https://www.youtube.com/embed/abc"),
                "{url}"
            );
        }
        assert_eq!(of_page("https://example.com/a"), None);
    }
}
