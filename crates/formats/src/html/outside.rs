//! What stands in a page and is no text of it: pictures, frames, and what is there for those without scripts.

use model::Block;

use super::compose::Composer;
use super::facts::unread;
use super::picture::{file_name, is_sign, only_counts};
use super::tags::{Tag, tag};
use super::walk::{Leave, Step, Walk};
use super::{Place, embed};
use crate::address::{host, is_web, resolve};
use crate::inline::words;

/// Whose scripts draw nothing: they count readers, or dress what stands in the text already.
const SILENT: [&str; 12] = [
    "googletagmanager.com",
    "google-analytics.com",
    "googlesyndication.com",
    "doubleclick.net",
    "scorecardresearch.com",
    "stats.wp.com",
    "connect.facebook.net",
    "platform.twitter.com",
    "platform.x.com",
    "instagram.com",
    "tiktok.com",
    "chartbeat.com",
];

impl Walk<'_> {
    /// Where nothing loads late, what stands there for those without scripts: the picture itself.
    pub(super) fn noscript(&mut self, at: usize, out: &mut Composer) -> Step {
        let Some(text) = unread(self.tree, at).filter(|text| text.contains('<')) else {
            self.enter_noscript(at);
            return Step::Into(Leave::Nothing);
        };
        self.enter_noscript(at);
        // A parser that knows scripts are on leaves it unread. What it reads to holds no other of its kind.
        let tree = self.ground.parser.parse(text);
        let mut walk = Walk::new(&tree, self.ground, &mut *self.notes).in_noscript_of(&self.twice);
        walk.place = self.place;
        walk.walk_unless_nested(out);
        self.steps += walk.steps;
        let inside = walk.twice;
        self.left_noscript(inside);
        Step::Over
    }

    fn walk_unless_nested(&mut self, out: &mut Composer) {
        let is_nested = (0..self.tree.len()).any(|at| self.tree.name(at) == "noscript");
        match is_nested {
            true => self.notes.skip("<noscript> in itself"),
            false => self.walk(0, self.tree.len(), out),
        }
    }

    pub(super) fn place_picture(&mut self, at: usize, out: &mut Composer) -> Step {
        if is_sign(self.tree, at) {
            out.text(self.tree.attribute(at, "alt").unwrap_or_default());
            return Step::Over;
        }
        if self.is_said_before(at) {
            return Step::Over;
        }
        match self.place {
            // What it shows is for those who cannot see it, and no word of the line.
            Place::Line if only_counts(self.tree, at) => {}
            Place::Line => self.notes.skip("picture in a line of text"),
            Place::Comment => {
                let src = self
                    .tree
                    .attribute(at, "src")
                    .and_then(|src| resolve(self.ground.base, src))
                    .filter(|url| is_web(url.as_str()));
                let alt = self.tree.attribute(at, "alt");
                match src {
                    Some(url) => {
                        let text = alt.unwrap_or_else(|| file_name(url.as_str())).to_owned();
                        out.link_or_text(url, words(&text));
                    }
                    None => out.text(alt.unwrap_or_default()),
                }
            }
            Place::Article | Place::Page => self.lone_picture(at, out),
        }
        Step::Over
    }

    /// What only runs is not missed; what draws its part of the text from elsewhere is.
    pub(super) fn script(&mut self, at: usize) -> Step {
        let src = self.tree.attribute(at, "src");
        let url = src.and_then(|src| resolve(self.ground.base, src));
        if let Some(site) = url.as_ref().and_then(|url| host(url.as_str()))
            && !SILENT.iter().any(|silent| site.ends_with(silent))
        {
            self.notes.skip(&format!("script of {site}"));
        }
        Step::Over
    }

    /// What lives on another site.
    pub(super) fn frame(&mut self, at: usize, out: &mut Composer) -> Step {
        let Some(found) = embed::read(self.tree, at, self.ground.base) else {
            self.notes
                .skip(&format!("<{}> without an address", self.tree.name(at)));
            // What stands there for those who cannot see it.
            return Step::Into(Leave::Line);
        };
        let is_unknown = found.frame.is_none() && tag(self.tree.name(at)) == Tag::Frame;
        if is_unknown {
            self.notes
                .skip(&format!("frame of {}, a link instead", found.provider));
        }
        match self.place {
            Place::Article | Place::Page if !is_unknown => out.block(Block::Embed(found)),
            Place::Line => out.link_or_text(found.url, words(&found.title)),
            _ => {
                out.flush();
                out.link_or_text(found.url, words(&found.title));
                out.flush();
            }
        }
        Step::Over
    }
}
