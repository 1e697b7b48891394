//! A picture with its caption and, after it, its credit.

use model::{Figure, Image};
use yew::prelude::*;

use super::{Setting, inlines};
use crate::ui::space;

/// When a picture is fetched, and how wide it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// At once: it is seen first.
    Eager,
    /// When the reader comes near it.
    Lazy,
    /// The same, beside others of its gallery.
    Beside,
}

/// A picture with its caption and credit right under it.
pub fn figure(figure: &Figure, loading: Loading, setting: Setting) -> Html {
    html! {
        <figure class="chuyen-figure">
            <Picture key={figure.image.url.as_str()} image={figure.image.clone()} {loading} {setting} />
            if !figure.caption.is_empty() || figure.credit.is_some() {
                <figcaption class="chuyen-figure-caption">
                    { inlines(&figure.caption, setting) }
                    if let Some(credit) = &figure.credit {
                        if !figure.caption.is_empty() { { " " } }
                        <span class="chuyen-figure-credit">
                            <span lang={setting.words_lang}>{ setting.words.article().photo }</span>
                            { format!(" {credit}") }
                        </span>
                    }
                </figcaption>
            }
        </figure>
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    /// The picture.
    image: Image,
    /// When it is fetched.
    loading: Loading,
    /// The words if it does not come.
    setting: Setting,
}

/// A picture in the place reserved for it; if it does not come, what it shows is told there instead.
#[component]
fn Picture(props: &Props) -> Html {
    let failed = use_state(|| false);
    let image = &props.image;
    if *failed {
        return html! {
            <div class="chuyen-figure-missing" data-state="failed">
                { space(image.width, image.height) }
                <p>
                    <small lang={props.setting.words_lang}>{ props.setting.words.article().picture_failed }</small>
                    { " " }
                    { image.alt.clone() }
                </p>
            </div>
        };
    }
    let onerror = move |_: Event| failed.set(true);
    let lazy = props.loading != Loading::Eager;
    html! {
        <img
            class="chuyen-figure-picture"
            alt={image.alt.clone()}
            width={image.width.to_string()}
            height={image.height.to_string()}
            loading={lazy.then_some("lazy")}
            decoding="async"
            sizes={sizes(props.loading)}
            srcset={srcset(image)}
            src={image.url.to_string()}
            {onerror}
        />
    }
}

/// How wide the picture will stand: as wide as the text, or half of it.
///
/// `auto` would ask the layout instead, but Chromium then never forgets a picture that was taken off the page.
fn sizes(loading: Loading) -> &'static str {
    match loading {
        Loading::Eager | Loading::Lazy => "(max-width: 40em) 100vw, 40em",
        Loading::Beside => "(max-width: 40em) 50vw, 20em",
    }
}

/// Every file of the picture with its width; none if there is but one.
fn srcset(image: &Image) -> Option<String> {
    let mut files: Vec<_> = image
        .renditions
        .iter()
        .map(|file| (file.width, &file.url))
        .chain([(image.width, &image.url)])
        .collect();
    files.sort_by_key(|(width, _)| *width);
    files.dedup_by_key(|(width, _)| *width);
    let written = files.iter().map(|(width, url)| format!("{url} {width}w"));
    (files.len() > 1).then(|| written.collect::<Vec<_>>().join(", "))
}
