//! The piece itself: header, lead, body and what stands under it; or, while it is not there, why.

mod absent;
mod footer;
mod header;
mod piece;

pub use absent::{Failure, failed, loading};
pub use piece::{Piece, PieceProps};

use model::{Article, Block};
use yew::prelude::*;

use crate::text::{Loading, Setting, block, figure, inlines};
use crate::words::Words;

/// Languages written from right to left (CLDR, `characterOrder`).
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// An article as one plain `<article>`, which reads well before and without any style.
pub fn article(article: &Article, interface: &'static Words) -> Html {
    let setting = Setting::article(&article.lang, interface);
    html! {
        <article class="chuyen-article" lang={article.lang.clone()} dir={direction(&article.lang)}>
            { header::header(article, setting) }
            if let Some(picture) = &article.lead_figure {
                { figure(picture, Loading::Eager, setting) }
            }
            { lead(article, setting) }
            { body(article, setting) }
            if let Some(line) = &article.sign_off {
                <p class="chuyen-article-sign-off">{ line }</p>
            }
            { footer::footer(article, setting) }
        </article>
    }
}

fn direction(lang: &str) -> &'static str {
    let primary = lang.split('-').next().unwrap_or_default();
    match RIGHT_TO_LEFT.contains(&primary) {
        true => "rtl",
        false => "ltr",
    }
}

/// The first paragraph, after where it was filed from: "BDK.VN - Chiều 27-5-2023, …".
fn lead(article: &Article, setting: Setting) -> Html {
    let dateline = article.dateline.as_ref();
    if dateline.is_none() && article.lead.is_empty() {
        return Html::default();
    }
    html! {
        <p class="chuyen-article-lead">
            if let Some(place) = dateline {
                <span class="chuyen-article-dateline">{ place }</span>{ " - " }
            }
            { inlines(&article.lead, setting) }
        </p>
    }
}

/// The text. Its first picture is fetched at once if no other is seen before it.
fn body(article: &Article, setting: Setting) -> Html {
    let first = match article.lead_figure {
        Some(_) => None,
        None => article.body.0.iter().position(is_figure),
    };
    let part = |(n, part): (usize, &Block)| match part {
        Block::Figure(picture) if Some(n) == first => figure(picture, Loading::Eager, setting),
        other => block(other, setting),
    };
    article.body.0.iter().enumerate().map(part).collect()
}

fn is_figure(block: &Block) -> bool {
    matches!(block, Block::Figure(_))
}
