//! One comment and, under it, its replies.

use std::borrow::Cow;
use std::rc::Rc;

use model::{CommentStatus, RichText};
use yew::prelude::*;

use crate::text::{Setting, blocks};
use crate::ui::memo;
use crate::words::{fill, rfc3339};

use super::{
    avatar::avatar,
    button::linked_opener,
    composer::composer,
    links::here,
    list,
    outbox::{Deed, Entry, Stand},
    own,
    permalink::anchor,
    purpose::Purpose,
    scene::{Act, Open, Scene},
    tree::{Node, Said},
    typed::as_typed,
};

/// So many replies to one comment are rendered with it; where there are more, each is rendered alone.
const FEW: usize = 10;

/// One comment and, under it, its replies; rendered again only when one of them changes.
pub fn comment(node: &Rc<Node>, scene: &Rc<Scene>) -> Html {
    let cause = (node.clone(), scene.clone());
    memo(node.key.clone(), cause, |(node, scene)| item(node, scene))
}

/// The replies to a comment. A few are one part with what they answer: to have parts takes time too.
pub fn comments(replies: &[Rc<Node>], scene: &Rc<Scene>) -> impl Iterator<Item = Html> {
    let alone = replies.len() > FEW;
    replies.iter().map(move |reply| match alone {
        true => comment(reply, scene),
        false => item(reply, scene),
    })
}

fn item(node: &Node, scene: &Rc<Scene>) -> Html {
    let said = &node.said;
    let id = said.comment().map(|comment| anchor(&comment.id));
    let ago = ago(node, scene);
    let label = match own::status(said) {
        "removed" => scene.words.comments.removed.to_owned(),
        _ => format!("{}, {ago}", said.author_name()),
    };
    html! {
        <li class="chuyen-comment-item" key={node.key.clone()}>
            <article
                class="chuyen-comment"
                part="comment"
                {id}
                tabindex="-1"
                aria-label={label}
                aria-current={node.is_marked.then_some("true")}
                data-key={said.entry().map(|_| node.key.clone())}
                data-status={own::status(said)}
                data-own={said.entry().map(|_| "true")}
            >
                <div class="chuyen-comment-main">{ main(node, ago, scene) }</div>
                { reply_form(node, scene) }
                { list::replies(node, scene) }
            </article>
        </li>
    }
}

fn main(node: &Node, ago: String, scene: &Rc<Scene>) -> Html {
    let said = &node.said;
    if own::status(said) == "removed" {
        return html! {
            <p class="chuyen-comment-removed">{ scene.words.comments.removed }</p>
        };
    }
    let entry = said.entry();
    let editing = entry.filter(|_| matches!(node.open, Some(Open::Edit(_))));
    html! {
        <>
            { avatar(said.author_name()) }
            { head(node, ago, scene) }
            if let Some(entry) = editing {
                { composer(Purpose::Edit(entry.clone()), None, scene) }
            } else {
                <div class="chuyen-comment-body" dir="auto">
                    { blocks(&body(said), Setting::comment(scene.words)) }
                </div>
            }
            if let Some(note) = own::note(node, scene.words) {
                <p class="chuyen-comment-note">{ note }</p>
            }
            if editing.is_none() {
                { actions(node, scene) }
            }
        </>
    }
}

/// Who said it, to whom and when.
fn head(node: &Node, ago: String, scene: &Scene) -> Html {
    let words = &scene.words.comments;
    let edited = node
        .said
        .comment()
        .is_some_and(|c| c.edited_at_ms.is_some());
    html! {
        <header class="chuyen-comment-head">
            <bdi class="chuyen-comment-author">{ node.said.author_name() }</bdi>
            { badge(&node.said) }
            if let Some(answered) = &node.answers {
                <span class="chuyen-comment-answers">
                    { words.answers }
                    { " " }
                    <bdi>{ answered }</bdi>
                    <span class="chuyen-hidden">
                        { ", " }
                        { fill(words.level, &[("n", &node.level.to_string())]) }
                    </span>
                </span>
            }
            { time(&node.said, ago, scene) }
            if edited {
                <span class="chuyen-comment-edited">{ words.edited }</span>
            }
        </header>
    }
}

/// What the author is to the site.
fn badge(said: &Said) -> Html {
    match said
        .comment()
        .and_then(|comment| comment.author.badge.as_ref())
    {
        Some(badge) => html! { <span class="chuyen-comment-badge">{ badge }</span> },
        None => Html::default(),
    }
}

/// How long ago it was said; after a week, when.
fn ago(node: &Node, scene: &Scene) -> String {
    let at_ms = node.said.comment().map_or(0, |it| it.posted_at_ms);
    let ago = scene.words.ago(node.passed);
    ago.unwrap_or_else(|| scene.words.moment(at_ms, scene.zone))
}

/// How long ago it was said, and for those who want to know it exactly, when; it is the comment's address too.
fn time(said: &Said, ago: String, scene: &Scene) -> Html {
    let Some(comment) = said.comment() else {
        return html! { <span class="chuyen-comment-time">{ ago }</span> };
    };
    let moment = scene.words.moment(comment.posted_at_ms, scene.zone);
    let onclick = {
        let id = comment.id.clone();
        here(scene.on_act.reform(move |()| Act::Follow(id.clone())))
    };
    html! {
        <a
            class="chuyen-comment-time"
            href={format!("{}#{}", scene.url, anchor(&comment.id))}
            {onclick}
        >
            <time
                datetime={rfc3339(comment.posted_at_ms)}
                title={(ago != moment).then(|| moment.clone())}
            >
                { &ago }
            </time>
            if ago != moment {
                <span class="chuyen-hidden">{ format!(" ({moment})") }</span>
            }
        </a>
    }
}

/// What stands there now: what the backend has, or what it is to have.
fn body(said: &Said) -> Cow<'_, RichText> {
    let typed = |entry: &Entry| Cow::Owned(as_typed(&entry.text));
    match said {
        Said::Unsent(entry) => typed(entry),
        Said::Own(_, entry)
            if matches!(
                entry.stand,
                Stand::Unsent
                    | Stand::Declined
                    | Stand::Refused {
                        deed: Deed::Post,
                        ..
                    }
            ) =>
        {
            typed(entry)
        }
        Said::Public(comment) | Said::Own(comment, _) => Cow::Borrowed(&comment.body),
    }
}

fn actions(node: &Node, scene: &Scene) -> Html {
    let entry = node.said.entry();
    html! {
        <div class="chuyen-comment-actions">
            if scene.may.post && node.level <= scene.may.reply_depth && is_answerable(&node.said) {
                { reply_button(node, scene) }
            }
            if scene.may.like && is_answerable(&node.said) {
                { like_button(node, scene) }
            }
            if let Some(entry) = entry {
                { own::buttons(node, entry, scene) }
            } else if scene.may.report && is_answerable(&node.said) {
                { report_button(scene) }
            }
        </div>
    }
}

fn is_answerable(said: &Said) -> bool {
    let published = |status| status == CommentStatus::Published;
    said.comment()
        .is_some_and(|comment| published(comment.status))
}

/// How many like it, and whether the reader does. A count of 0 is never shown.
fn like_button(node: &Node, scene: &Scene) -> Html {
    let Some(comment) = node.said.comment() else {
        return Html::default();
    };
    let (words, id) = (scene.words, comment.id.clone());
    html! {
        <button
            type="button"
            class="chuyen-comment-action"
            data-deed="like"
            aria-pressed={node.is_liked.to_string()}
            aria-disabled={(node.is_liked && !scene.may.unlike).then_some("true")}
            onclick={scene.on_act.reform(move |_| Act::Like(id.clone()))}
        >
            { words.comments.like }
            if comment.likes > 0 {
                { " " }
                <span class="chuyen-comment-likes">{ words.number(comment.likes) }</span>
            }
        </button>
    }
}

/// The page answers it, not the program: what is asked there comes in a file of its own.
fn report_button(scene: &Scene) -> Html {
    html! {
        <button type="button" class="chuyen-comment-action" data-ask="report">
            { scene.words.comments.report }
        </button>
    }
}

fn reply_button(node: &Node, scene: &Scene) -> Html {
    let words = &scene.words.comments;
    let name = fill(words.reply_to, &[("name", node.said.author_name())]);
    let comment = node.said.comment();
    linked_opener(
        words.reply,
        Some(name),
        comment.and_then(|comment| scene.links.reply(&comment.id)),
        Open::Reply(node.key.clone()),
        (node, scene),
    )
}

fn reply_form(node: &Node, scene: &Rc<Scene>) -> Html {
    let open = matches!(node.open, Some(Open::Reply(_)));
    let comment = node.said.comment().filter(|_| open && scene.may.post);
    let purpose = comment.map(|comment| Purpose::Reply(comment.clone()));
    purpose.map_or_else(Html::default, |purpose| composer(purpose, None, scene))
}
