//! Comments one after another, and the ways to more of them.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    comment::{comment, comments},
    links::{here, kind, tag},
    reason::unfetched,
    scene::{Act, Scene},
    tree::{More, Node, Row},
};

/// The first level of a thread; `is_busy` while another order of it is on its way.
pub fn list(rows: &[Row], is_busy: bool, scene: &Rc<Scene>) -> Html {
    let items = rows.iter().map(|row| match row {
        Row::Comment(node) => comment(node, scene),
        Row::More(more) => {
            let after = more.after.as_deref().unwrap_or_default();
            let href = scene.links.after(after);
            let label = scene.words.comments.more.to_owned();
            html! {
                <li class="chuyen-list-more" key={format!("after {after}")}>
                    { button(more, href, label, scene) }
                </li>
            }
        }
        Row::News(count) => html! {
            <li class="chuyen-list-news" key="news">
                <button
                    type="button"
                    class="chuyen-list-button"
                    part="more"
                    onclick={scene.on_act.reform(|_| Act::ShowNews)}
                >
                    { scene.words.count(scene.words.comments.news, *count) }
                </button>
            </li>
        },
    });
    html! {
        <ol class="chuyen-list" role="list" aria-busy={is_busy.to_string()}>{ for items }</ol>
    }
}

/// The replies to a comment.
pub fn replies(node: &Node, scene: &Rc<Scene>) -> Html {
    let more = node.more.as_ref().zip(node.said.comment());
    let more = more.map(|(more, comment)| {
        let count = more.count.unwrap_or_default();
        let label = scene.words.count(scene.words.comments.more_replies, count);
        let href = scene.links.replies(&comment.id, more.after.as_deref());
        html! {
            <li class="chuyen-list-more" key="more">
                { button(more, href, label, scene) }
            </li>
        }
    });
    if node.replies.is_empty() && more.is_none() {
        return Html::default();
    }
    let counted = node.said.comment().map_or(0, |comment| comment.reply_count);
    let count = counted.max(u32::try_from(node.replies.len()).unwrap_or(u32::MAX));
    let replies = comments(&node.replies, scene);
    // The browser closes and opens it, with no program too.
    html! {
        <details class="chuyen-branch" open=true>
            <summary class="chuyen-branch-count">
                { scene.words.count(scene.words.comments.replies, count) }
            </summary>
            <ol class="chuyen-list" role="list">{ for replies.chain(more) }</ol>
        </details>
    }
}

fn button(more: &More, href: Option<String>, label: String, scene: &Scene) -> Html {
    let onclick = {
        let ask = more.ask.clone();
        here(scene.on_act.reform(move |()| Act::Ask(ask.clone())))
    };
    html! {
        <>
            <@{tag(&href)}
                class="chuyen-list-button"
                part="more"
                type={kind(&href)}
                aria-disabled={more.is_asked.then_some("true")}
                {onclick}
                {href}
            >
                { if more.is_asked { scene.words.comments.loading.to_owned() } else { label } }
            </@>
            if let Some(error) = &more.failure {
                <p class="chuyen-list-fault" role="alert">{ unfetched(error, scene.words) }</p>
            }
        </>
    }
}
