//! The widget in a host page: the article in the page's own tree, all else in the shadow root.

use std::rc::Rc;

use formats::Skipped;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, console};
use yew::prelude::*;

use super::events::{pass_on, tell};
use super::load::{Piece, Source, use_article};
use super::options::Options;
use crate::article::{Failure, article, failed, loading};
use crate::page::{About, Below, Scene};

/// Props of [`Widget`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The element on the host page.
    pub(super) host: HtmlElement,
    /// What the host page wants.
    pub(super) options: Options,
    /// Where the article is.
    pub(super) source: Source,
}

/// One article with share bar and thread.
#[component]
pub fn Widget(props: &Props) -> Html {
    let Props {
        host,
        options,
        source,
    } = props;
    let (piece, on_retry) = use_article(source);
    {
        let host = host.clone();
        use_effect_with(piece.clone(), move |piece| announce(&host, piece));
    }
    let on_event = {
        let (host, url) = (host.clone(), options.url.clone());
        Callback::from(move |event| pass_on(&host, &url, event))
    };
    let inside = match &piece {
        Piece::Loading => loading(options.words),
        Piece::Ready(ready, _) => article(ready, options.words),
        Piece::Failed(refusal) => failed(
            refusal.failure,
            options.original.clone().map(Into::into),
            &on_retry,
            options.words,
        ),
    };
    let scene = Scene {
        words: options.words,
        url: options.url.clone().into(),
        targets: options.targets.clone(),
        spare_targets: Rc::default(),
        backend: options.backend.clone(),
    };
    html! {
        <>
            { create_portal(inside, host.clone().into()) }
            if let Piece::Ready(ready, _) = &piece {
                <Below about={About::of(ready)} {scene} {on_event} />
            }
        </>
    }
}

/// Tells the host page how loading went.
fn announce(host: &HtmlElement, piece: &Piece) {
    match piece {
        Piece::Loading => {}
        Piece::Ready(article, skipped) => {
            let mut detail = vec![("article", article.id.as_str().into())];
            if !skipped.is_empty() {
                detail.push(("skipped", told(skipped)));
            }
            tell(host, "ready", &detail);
        }
        Piece::Failed(refusal) => {
            console::error_1(&format!("chuyen: {}", refusal.message).into());
            let kind = match refusal.failure {
                Failure::Unreachable => "unreachable",
                Failure::Unavailable => "unavailable",
                Failure::Unknown => "unknown",
                Failure::Unreadable => "unreadable",
                Failure::Embargoed => "embargoed",
                Failure::Withheld => "withheld",
                Failure::Protected => "protected",
            };
            let message = refusal.message.as_str();
            tell(
                host,
                "error",
                &[("kind", kind.into()), ("message", message.into())],
            );
        }
    }
}

/// What was left out, as plain objects; developers see it in the console as well.
fn told(skipped: &[Skipped]) -> JsValue {
    let lines: Vec<_> = skipped.iter().map(ToString::to_string).collect();
    console::info_1(
        &format!(
            "chuyen: of the article are not shown as written: {}",
            lines.join(", ")
        )
        .into(),
    );
    let list = skipped.iter().map(|one| {
        let object = Object::new();
        for (field, value) in [
            ("what", JsValue::from(&one.what)),
            ("count", one.count.into()),
        ] {
            Reflect::set(&object, &field.into(), &value).expect("a plain object takes every field");
        }
        object
    });
    list.collect::<Array>().into()
}
