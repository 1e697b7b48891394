//! What stands above an ANS story: a picture, or pictures or a film, for which an article has room in its text.

use std::collections::HashSet;

use model::{Block, Figure};
use serde_json::Value;

use super::element::{self, Told};
use super::picture;
use crate::desk::Desk;
use crate::media::marks;
use crate::pick::text_at;

/// The picture above the text; what is none goes into the text, after its first paragraph, unless it is there.
pub(super) fn above(
    item: &Value,
    body: &mut Vec<Block>,
    desk: &mut Desk,
    told: &mut Told,
) -> Option<Figure> {
    let kind = text_at(item, "type").unwrap_or_default();
    match kind.as_str() {
        "image" => return picture::figure(item, desk),
        "gallery" | "video" | "audio" => {
            let mut found = element::blocks(std::slice::from_ref(item), desk, told);
            drop_shown(&mut found, body);
            let at = usize::from(matches!(body.first(), Some(Block::Paragraph(_))));
            body.splice(at..at, found);
        }
        kind => desk.skip(&format!("promo item {kind}")),
    }
    None
}

fn drop_shown(found: &mut Vec<Block>, body: &[Block]) {
    let addresses = body.iter().flat_map(|block| match block {
        Block::Figure(figure) => vec![&figure.image.url],
        Block::Gallery(gallery) => gallery.figures.iter().map(|it| &it.image.url).collect(),
        Block::Embed(embed) => vec![&embed.url],
        _ => Vec::new(),
    });
    let shown: HashSet<String> = addresses.flat_map(|url| marks(url.as_str())).collect();
    let is_new = |url: &model::Address| !marks(url.as_str()).iter().any(|it| shown.contains(it));
    found.retain_mut(|block| match block {
        Block::Gallery(gallery) => {
            gallery.figures.retain(|figure| is_new(&figure.image.url));
            !gallery.figures.is_empty()
        }
        Block::Embed(embed) => is_new(&embed.url),
        _ => true,
    });
}
