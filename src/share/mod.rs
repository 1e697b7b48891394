//! The share bar under an article: plain links, no script of anybody else's.

mod actions;
mod link;
mod targets;

pub use link::Link;
pub use targets::{Kind, Name, TARGETS, Target, chosen, usual};

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::{Icon, Store, held, icon, use_effect_of, use_store};
use crate::words::Words;

/// How long the bar says that the link was copied, in milliseconds.
const COPIED_MS: u32 = 4_000;

/// Props of [`ShareBar`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is shared.
    pub link: Rc<Link>,
    /// To where, in order.
    pub targets: Rc<[&'static Target]>,
    /// More of them, behind the others and hidden until the host page asks for them.
    #[prop_or_default]
    pub spare_targets: Rc<[&'static Target]>,
    /// The interface's words.
    pub words: &'static Words,
    /// The reader shared to this target.
    pub on_share: Callback<&'static Target>,
}

/// How copying went.
#[derive(Clone, Copy, PartialEq)]
enum Copying {
    Idle,
    Done,
    /// The browser would not: the reader has to.
    ByHand,
}

/// One row of targets; nothing if the host page wants none.
#[component]
pub fn ShareBar(props: &Props) -> Html {
    let copying = use_store(|| Copying::Idle);
    // Only a browser knows, and only once it runs: the first rendering is the same everywhere.
    let has_sheet = use_store(|| false);
    {
        let has_sheet = has_sheet.clone();
        use_effect_of((), move |()| {
            has_sheet.set_eq(actions::has_sheet());
        });
    }
    let field = use_node_ref();
    {
        let (copying, field) = (copying.clone(), field.clone());
        use_effect_of(*copying, move |now| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                let _ = field.focus();
                field.select();
            }
            let forget = (*now == Copying::Done)
                .then(|| Timeout::new(COPIED_MS, move || copying.set_eq(Copying::Idle)));
            held(forget)
        });
    }
    if props.targets.is_empty() {
        return Html::default();
    }
    let words = props.words.share();
    let one = |target: &&'static Target, hidden: bool| {
        let hidden = hidden || matches!(target.kind, Kind::System) && !*has_sheet;
        html! { <li key={target.id} {hidden}>{ item(props, target, &copying) }</li> }
    };
    let shown = props.targets.iter().map(|target| one(target, false));
    let spare = props.spare_targets.iter().map(|target| one(target, true));
    html! {
        <div class="chuyen-share" part="share" role="group" aria-label={words.heading}>
            <p class="chuyen-share-heading" aria-hidden="true">{ words.heading }</p>
            <ul class="chuyen-share-targets" role="list">{ for shown.chain(spare) }</ul>
            <p class="chuyen-share-status" role="status" data-state={state(*copying)}>
                { match *copying {
                    Copying::Idle => "",
                    Copying::Done => words.copied,
                    Copying::ByHand => words.copy_by_hand,
                } }
            </p>
            if *copying == Copying::ByHand {
                <input
                    ref={field}
                    class="chuyen-share-link"
                    type="text"
                    readonly=true
                    aria-label={words.link}
                    value={props.link.url().to_owned()}
                />
            }
        </div>
    }
}

fn state(copying: Copying) -> &'static str {
    match copying {
        Copying::Idle => "idle",
        Copying::Done => "copied",
        Copying::ByHand => "by-hand",
    }
}

/// A link where pressing leads somewhere, a button where it does something here.
fn item(props: &Props, target: &'static Target, copying: &Store<Copying>) -> Html {
    let words = props.words.share();
    let name = target.name(words);
    let on_share = props.on_share.reform(move |()| target);
    if let Some(href) = target.href(&props.link) {
        let leaves = matches!(target.kind, Kind::Page { .. });
        return html! {
            <a
                class="chuyen-share-target"
                part="share-target"
                data-target={target.id}
                {href}
                target={leaves.then_some("_blank")}
                rel="noopener nofollow"
                onclick={move |_| on_share.emit(())}
            >
                { icon(target.icon) }
                <span class="chuyen-share-name">{ name }</span>
                if leaves {
                    <span class="chuyen-hidden">{ format!(" ({})", words.new_window) }</span>
                }
            </a>
        };
    }
    let copied = matches!(target.kind, Kind::Copy) && **copying == Copying::Done;
    let (link, copying) = (props.link.clone(), copying.clone());
    let onclick = move |_| act(&target.kind, &link, &copying, &on_share);
    html! {
        <button
            type="button"
            class="chuyen-share-target"
            part="share-target"
            data-target={target.id}
            data-done={matches!(target.kind, Kind::Copy).then_some(words.copied)}
            data-title={matches!(target.kind, Kind::System).then(|| props.link.headline().to_owned())}
            data-state={copied.then_some("copied")}
            {onclick}
        >
            { icon(if copied { Icon::Tick } else { target.icon }) }
            <span class="chuyen-share-name">{ if copied { words.copied } else { name } }</span>
        </button>
    }
}

/// Does what a button says, and tells once it is done.
fn act(kind: &Kind, link: &Rc<Link>, copying: &Store<Copying>, on_share: &Callback<()>) {
    let (copying, on_share) = (copying.clone(), on_share.clone());
    match kind {
        Kind::Copy => {
            let copied = actions::copy(link.url());
            spawn_local(async move {
                match copied.await {
                    true => {
                        copying.set_eq(Copying::Done);
                        on_share.emit(());
                    }
                    false => copying.set_eq(Copying::ByHand),
                }
            });
        }
        Kind::System => {
            // Asked now: after the first await the press no longer counts.
            let shared = actions::open_sheet(link);
            spawn_local(async move {
                if shared.await {
                    on_share.emit(());
                }
            });
        }
        Kind::Print => {
            on_share.emit(());
            actions::print();
        }
        Kind::Page { .. } | Kind::Mail => {}
    }
}
