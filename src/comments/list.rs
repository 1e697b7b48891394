//! Comments one after another, and the ways to more of them.

use yew::prelude::*;

use crate::backend::Page;

use super::{
    comment::comment,
    links::{here, kind, tag},
    reason::unfetched,
    scene::{Act, Scene},
    state::Ask,
    tree::{Node, Row},
};

/// The first level of a thread.
pub fn list(rows: &[Row], scene: &Scene) -> Html {
    let items = rows.iter().map(|row| match row {
        Row::Comment(node) => comment(node, scene),
        Row::More(cursor) => {
            let ask = Ask::Page(Page::After(cursor.clone()));
            let href = scene.links.after(cursor);
            html! {
                <li class="chuyen-list-more" key={format!("after {cursor}")}>
                    { more(ask, href, scene.words.comments.more.to_owned(), scene) }
                </li>
            }
        }
    });
    let again = scene.thread.is_asked(&Ask::Page(Page::First));
    html! {
        <ol class="chuyen-list" role="list" aria-busy={again.to_string()}>{ for items }</ol>
    }
}

/// The replies to a comment.
pub fn replies(node: &Node, scene: &Scene) -> Html {
    let id = node.said.comment().map(|comment| comment.id.clone());
    let unseen = id.filter(|_| node.unseen > 0).map(|id| {
        let label = scene
            .words
            .count(scene.words.comments.more_replies, node.unseen);
        let pages = scene.thread.pages.as_ref();
        let after = pages.and_then(|pages| pages.cursor(&id));
        let href = scene.links.replies(&id, after);
        html! {
            <li class="chuyen-list-more" key="more">
                { more(Ask::Replies(id), href, label, scene) }
            </li>
        }
    });
    if node.replies.is_empty() && unseen.is_none() {
        return Html::default();
    }
    let replies = node.replies.iter().map(|reply| comment(reply, scene));
    html! { <ol class="chuyen-list" role="list">{ for replies.chain(unseen) }</ol> }
}

fn more(ask: Ask, href: Option<String>, label: String, scene: &Scene) -> Html {
    let busy = scene.thread.is_asked(&ask);
    let failure = scene.thread.failure(&ask);
    let onclick = {
        let ask = ask.clone();
        here(scene.on_act.reform(move |()| Act::Ask(ask.clone())))
    };
    html! {
        <>
            <@{tag(&href)}
                class="chuyen-list-button"
                part="more"
                type={kind(&href)}
                aria-disabled={busy.then_some("true")}
                {onclick}
                {href}
            >
                { if busy { scene.words.comments.loading.to_owned() } else { label } }
            </@>
            if let Some(error) = failure {
                <p class="chuyen-list-fault" role="alert">{ unfetched(error, scene.words) }</p>
            }
        </>
    }
}
