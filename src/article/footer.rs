//! What stands under the text: corrections, topics, where to read on, rights.

use model::{Article, Correction, Related};
use yew::prelude::*;

use super::header::time;
use crate::text::{Setting, inlines};

/// The footer of an article; nothing if there is nothing to say.
pub(super) fn footer(article: &Article, setting: Setting) -> Html {
    let parts = [
        corrections(&article.corrections, setting),
        tags(&article.tags, setting),
        related(&article.related, setting),
        rights(article.rights.as_deref()),
    ];
    if parts.iter().all(Option::is_none) {
        return Html::default();
    }
    html! { <footer class="chuyen-footer">{ for parts.into_iter().flatten() }</footer> }
}

fn heading(words: &'static str, setting: Setting) -> Html {
    html! { <h2 class="chuyen-footer-heading" lang={setting.words_lang}>{ words }</h2> }
}

fn corrections(corrections: &[Correction], setting: Setting) -> Option<Html> {
    let one = |correction: &Correction| {
        html! { <p>{ time(&correction.at, setting) }{ ": " }{ inlines(&correction.text, setting) }</p> }
    };
    (!corrections.is_empty()).then(|| {
        html! {
            <section class="chuyen-footer-corrections">
                { heading(setting.words.article().corrections, setting) }
                { for corrections.iter().map(one) }
            </section>
        }
    })
}

fn tags(tags: &[String], setting: Setting) -> Option<Html> {
    let one = |tag: &String| html! { <li>{ tag }</li> };
    (!tags.is_empty()).then(|| {
        html! {
            <section class="chuyen-footer-tags">
                { heading(setting.words.article().tags, setting) }
                <ul role="list">{ for tags.iter().map(one) }</ul>
            </section>
        }
    })
}

fn related(related: &[Related], setting: Setting) -> Option<Html> {
    let one = |piece: &Related| html! { <li><a href={piece.url.to_string()}>{ &piece.headline }</a></li> };
    (!related.is_empty()).then(|| {
        html! {
            <section class="chuyen-footer-related">
                { heading(setting.words.article().related, setting) }
                <ul role="list">{ for related.iter().map(one) }</ul>
            </section>
        }
    })
}

fn rights(rights: Option<&str>) -> Option<Html> {
    rights.map(
        |words| html! { <p class="chuyen-footer-rights"><small>{ words.to_owned() }</small></p> },
    )
}
