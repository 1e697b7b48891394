//! Blocks that only a newsroom writes.

use model::{Block, Gallery};
use yew::prelude::*;

use super::{Loading, Setting, embed::embed, figure, inlines, table::table};

/// One of these blocks; any other shows nothing.
pub(super) fn block(block: &Block, setting: Setting) -> Html {
    match block {
        Block::Figure(one) => figure(one, Loading::Lazy, setting),
        Block::Gallery(pictures) => gallery(pictures, setting),
        Block::Table(rows) => table(rows, setting),
        Block::Embed(content) => embed(content, setting),
        _ => Html::default(),
    }
}

fn gallery(gallery: &Gallery, setting: Setting) -> Html {
    let pictures = gallery
        .figures
        .iter()
        .map(|one| figure(one, Loading::Beside, setting));
    html! {
        <figure class="chuyen-text-gallery">
            <div class="chuyen-text-gallery-pictures">{ for pictures }</div>
            if !gallery.caption.is_empty() {
                <figcaption>{ inlines(&gallery.caption, setting) }</figcaption>
            }
        </figure>
    }
}
