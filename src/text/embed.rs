//! Something that lives on another site. Nothing is fetched from there before the reader asks.

use std::cell::Cell;

use gloo_events::EventListener;
use model::{Embed, Frame};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SecurityPolicyViolationEvent, SecurityPolicyViolationEventDisposition};
use yew::prelude::*;

use super::Setting;
use crate::ui::{Icon, icon, space};
use crate::words::fill;

/// What lives elsewhere: a link to it and, if it can stand here, a button that brings it.
pub(super) fn embed(embed: &Embed, setting: Setting) -> Html {
    let link = html! {
        <><a href={embed.url.to_string()} rel="noopener">{ &embed.title }</a>{ format!(" – {}", embed.provider) }</>
    };
    match &embed.frame {
        None => html! { <p class="chuyen-embed-link">{ link }</p> },
        Some(frame) => html! {
            <figure class="chuyen-embed">
                <Player
                    frame={frame.clone()}
                    title={embed.title.clone()}
                    provider={embed.provider.clone()}
                    {setting}
                />
                <figcaption>{ link }</figcaption>
            </figure>
        },
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    frame: Frame,
    title: AttrValue,
    provider: AttrValue,
    setting: Setting,
}

/// How far it has come.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Nothing is fetched.
    Offered,
    /// The reader asked for it.
    Shown,
    /// The host page's policy forbids such frames.
    Blocked,
}

#[component]
fn Player(props: &Props) -> Html {
    let stage = use_state_eq(|| Stage::Offered);
    {
        // From the start: the browser may refuse a frame before an effect of its rendering runs.
        let blocked = stage.setter();
        use_effect_with(props.frame.url.clone(), move |address| {
            let listener = on_blocked(address.to_string(), move || blocked.set(Stage::Blocked));
            move || drop(listener)
        });
    }
    let asked = use_memo((), |()| Cell::new(false));
    let shown = use_node_ref();
    {
        let (shown, asked) = (shown.clone(), asked.clone());
        use_effect_with(*stage, move |_| {
            // The button that was pressed is gone: go on where its answer is.
            if let (true, Some(element)) = (asked.get(), shown.cast::<HtmlElement>()) {
                let _ = element.focus();
            }
        });
    }
    let (frame, words) = (&props.frame, props.setting.words.article());
    let said = |text: &str| fill(text, &[("provider", &props.provider)]);
    let inside = match *stage {
        Stage::Offered => {
            let onclick = move |_| {
                asked.set(true);
                stage.set(Stage::Shown);
            };
            html! {
                <button
                    type="button"
                    class="chuyen-embed-load"
                    data-frame={frame.url.to_string()}
                    data-blocked={said(words.embed_blocked)}
                    {onclick}
                >
                    { icon(Icon::Play) }
                    <strong>{ &props.title }</strong>
                    { " " }
                    <span lang={props.setting.words_lang}>{ said(words.embed_load) }</span>
                    { " " }
                    <small lang={props.setting.words_lang}>{ said(words.embed_notice) }</small>
                </button>
            }
        }
        Stage::Shown => html! {
            <iframe
                ref={shown}
                class="chuyen-embed-player"
                title={props.title.clone()}
                width={frame.width.to_string()}
                height={frame.height.to_string()}
                sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"
                allow="fullscreen; picture-in-picture; encrypted-media"
                referrerpolicy="strict-origin-when-cross-origin"
                src={frame.url.to_string()}
            />
        },
        Stage::Blocked => html! {
            <p ref={shown} class="chuyen-embed-blocked" role="status" tabindex="-1" lang={props.setting.words_lang}>
                { said(words.embed_blocked) }
            </p>
        },
    };
    html! { <div class="chuyen-embed-place">{ space(frame.width, frame.height) }{ inside }</div> }
}

/// Listens for the page's policy forbidding a frame of this address. The browser names the whole
/// address or, after a redirect, its origin only.
fn on_blocked(address: String, tell: impl Fn() + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    Some(EventListener::new(
        &document,
        "securitypolicyviolation",
        move |event| {
            let violation: &SecurityPolicyViolationEvent = event.unchecked_ref();
            let enforced =
                violation.disposition() == SecurityPolicyViolationEventDisposition::Enforce;
            let blocked = violation.blocked_uri();
            let framed =
                ["frame-src", "child-src"].contains(&violation.effective_directive().as_str());
            if enforced && framed && !blocked.is_empty() && address.starts_with(&blocked) {
                tell();
            }
        },
    ))
}
