//! What stands above the text: section, kicker, headline, dek, byline and time.

use model::{Article, Contributor, ZonedTime};
use yew::prelude::*;

use crate::text::Setting;

/// The header of an article.
pub(super) fn header(article: &Article, setting: Setting) -> Html {
    html! {
        <header class="chuyen-header">
            { above(article) }
            <h1 class="chuyen-header-headline">{ &article.headline }</h1>
            if let Some(dek) = &article.dek {
                <p class="chuyen-header-dek">{ dek }</p>
            }
            { byline(article, setting) }
        </header>
    }
}

/// The desk and the kicker, in one line above the headline.
fn above(article: &Article) -> Html {
    if article.section.is_none() && article.kicker.is_none() {
        return Html::default();
    }
    html! {
        <p class="chuyen-header-above">
            if let Some(section) = &article.section {
                <span class="chuyen-header-section">{ linked(&section.name, section.url.as_ref(), None) }</span>
            }
            if let Some(kicker) = &article.kicker {
                if article.section.is_some() { { " " } }
                <span class="chuyen-header-kicker">{ kicker }</span>
            }
        </p>
    }
}

/// Who wrote it and when, in one muted line.
fn byline(article: &Article, setting: Setting) -> Html {
    let updated = article
        .updated_at
        .as_ref()
        .filter(|at| **at != article.published_at);
    html! {
        <p class="chuyen-header-byline">
            { for article.byline.iter().map(contributor) }
            { time(&article.published_at, setting) }
            if let Some(at) = updated {
                <span class="chuyen-header-updated">
                    <span lang={setting.words_lang}>{ setting.words.article().updated }</span>
                    { " " }
                    { time(at, setting) }
                </span>
            }
        </p>
    }
}

fn contributor(one: &Contributor) -> Html {
    html! {
        <>
            <span class="chuyen-header-contributor">
                { linked(&one.name, one.url.as_ref(), Some("author")) }
                if let Some(role) = &one.role {
                    <span class="chuyen-header-role">{ format!(", {role}") }</span>
                }
            </span>
            { " " }
        </>
    }
}

fn linked(words: &str, url: Option<&model::Address>, rel: Option<&'static str>) -> Html {
    match url {
        Some(url) => html! { <a href={url.to_string()} {rel}>{ words.to_owned() }</a> },
        None => html! { words.to_owned() },
    }
}

/// A moment, for the eye and for machines.
pub(super) fn time(at: &ZonedTime, setting: Setting) -> Html {
    html! { <time datetime={at.to_string()}>{ setting.words.printed(at) }</time> }
}
