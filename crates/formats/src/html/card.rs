//! Parts of a page that editors write with classes: cards that lead elsewhere, old galleries, bare addresses.

use model::{Block, Embed};

use super::compose::Composer;
use super::embed::{linked, of_address, of_page, plain_id};
use super::walk::{Leave, Step, Walk};
use crate::address::{host, is_web, resolve};

/// Cards with one thing to play or take in them.
const PLAYING: [&str; 3] = ["kg-audio-card", "kg-video-card", "kg-file-card"];

/// The class of a page of WordPress that another shows, as a quote and as a frame.
const SHOWN_PAGE: &str = "wp-embedded-content";
/// How far behind the quote its frame stands at most, in nodes.
const NEAR: usize = 12;

impl Walk<'_> {
    /// Reads what only its class tells; nothing if it is none of these.
    pub(super) fn card(&mut self, at: usize, out: &mut Composer) -> Option<Step> {
        let is_told_apart =
            self.tree.attribute(at, "class").is_some() || self.tree.name(at).starts_with("amp-");
        if !self.takes_pictures() || !is_told_apart {
            return None;
        }
        if self
            .tree
            .is_of(at, &["screen-reader-text", "sr-only", "visually-hidden"])
        {
            return Some(Step::Over);
        }
        if self.tree.is_of(at, &["dat"]) {
            self.notes.skip("line of section and agency");
            return Some(Step::Over);
        }
        if self.is_figure_by_class(at) {
            out.flush();
            self.pictures(at, out);
            return Some(Step::Over);
        }
        if self.is_shown_page_again(at) {
            return Some(Step::Over);
        }
        let embed = if self.tree.is_of(at, &["kg-bookmark-card"]) {
            self.bookmark(at)
        } else if self.is_shown_page(at) {
            self.shown_page(at)
        } else if self.tree.is_of(at, &PLAYING) {
            self.playing(at)
        } else {
            self.post(at)
        };
        let embed = match embed {
            Some(embed) => embed,
            None => return self.bare(at, out),
        };
        out.block(Block::Embed(embed));
        let caption = self
            .tree
            .find(at, |inside| self.tree.name(inside) == "figcaption");
        if let Some(caption) = caption {
            let words = self.line(caption + 1, self.tree.end(caption));
            out.caption(words);
        }
        Some(Step::Over)
    }

    fn web(&self, at: usize, name: &str) -> Option<String> {
        let url = resolve(self.ground.base, self.tree.attribute(at, name)?)?;
        is_web(url.as_str()).then(|| url.into())
    }

    fn words_of(&self, at: usize, class: &str) -> Option<String> {
        let found = self
            .tree
            .find(at, |inside| self.tree.is_of(inside, &[class]))?;
        let words = self.tree.words(found);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// A page recommended with its title.
    fn bookmark(&self, at: usize) -> Option<Embed> {
        let link = self.tree.find(at, |inside| self.tree.name(inside) == "a")?;
        let url = self.web(link, "href")?;
        let provider = self
            .words_of(at, "kg-bookmark-publisher")
            .or_else(|| self.words_of(at, "kg-bookmark-author"));
        Some(Embed {
            title: self
                .words_of(at, "kg-bookmark-title")
                .unwrap_or_else(|| url.clone()),
            provider: provider.or_else(|| host(&url).map(str::to_owned))?,
            url: url.parse().ok()?,
            frame: None,
        })
    }

    /// Is it what stands in for a page of WordPress, until its frame does?
    fn is_shown_page(&self, at: usize) -> bool {
        self.tree.name(at) == "blockquote" && self.tree.is_of(at, &[SHOWN_PAGE])
    }

    /// Is it the frame of a page that is led to just before?
    fn is_shown_page_again(&self, at: usize) -> bool {
        self.tree.name(at) == "iframe"
            && self.tree.is_of(at, &[SHOWN_PAGE])
            && (at.saturating_sub(NEAR)..at)
                .any(|before| self.is_shown_page(before) && self.shown_page(before).is_some())
    }

    fn shown_page(&self, at: usize) -> Option<Embed> {
        let link = self.tree.find(at, |inside| self.tree.name(inside) == "a")?;
        let url = self.web(link, "href")?;
        let title = self.tree.words(link);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Embed {
            provider: host(&url)?.to_owned(),
            title: Some(title)
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| url.clone()),
            url: url.parse().ok()?,
            frame: None,
        })
    }

    /// Sound, film or file, without the buttons drawn around it.
    fn playing(&self, at: usize) -> Option<Embed> {
        let is_player = |inside: usize| {
            ["audio", "video"].contains(&self.tree.name(inside)) && self.tree.has(inside, "src")
        };
        let is_link = |inside: usize| self.tree.name(inside) == "a";
        let url = match self.tree.find(at, is_player) {
            Some(player) => self.web(player, "src"),
            None => self.web(self.tree.find(at, is_link)?, "href"),
        }?;
        let title = ["kg-audio-title", "kg-file-card-title"]
            .iter()
            .find_map(|class| self.words_of(at, class));
        of_address(&url, title.as_deref(), None)
    }

    /// A post of a social site, which only its own script would draw.
    fn post(&self, at: usize) -> Option<Embed> {
        let id = |name: &str| plain_id(self.tree.attribute(at, name)?);
        match self.tree.name(at) {
            "amp-twitter" => {
                let id = id("data-tweetid")?;
                return linked(&format!("https://x.com/i/status/{id}"), "X");
            }
            "amp-instagram" => {
                let id = id("data-shortcode")?;
                return linked(&format!("https://www.instagram.com/p/{id}/"), "Instagram");
            }
            "amp-facebook" => return linked(&self.web(at, "data-href")?, "Facebook"),
            _ => {}
        }
        if self.tree.is_of(at, &["instagram-media"]) {
            return linked(&self.web(at, "data-instgrm-permalink")?, "Instagram");
        }
        if self.tree.is_of(at, &["tiktok-embed"]) {
            return of_page(&self.web(at, "cite")?);
        }
        if self.tree.is_of(at, &["fb-post", "fb-video"]) {
            return linked(&self.web(at, "data-href")?, "Facebook");
        }
        None
    }

    /// The bare address that a content system would have replaced by a player.
    fn bare(&mut self, at: usize, out: &mut Composer) -> Option<Step> {
        if !self.tree.is_of(at, &["wp-block-embed__wrapper"]) || self.tree.end(at) != at + 2 {
            return None;
        }
        let url = self.tree.text_at(at + 1)?.trim();
        if !is_web(url) || url.contains(char::is_whitespace) {
            return None;
        }
        let embed = of_page(url).or_else(|| of_address(url, Some(url), None));
        match embed {
            Some(embed) => out.block(Block::Embed(embed)),
            None => return Some(Step::Into(Leave::Line)),
        }
        Some(Step::Over)
    }
}
