//! Buttons under a comment. Attribute `data-deed` says what each does.

use yew::prelude::*;

use super::{
    links::{here, kind, tag},
    scene::{Act, Open, Scene},
    tree::Node,
    use_outbox::Wish,
};

/// A button that opens a form, and closes it again.
pub fn opener(label: &'static str, open: Open, at: (&Node, &Scene)) -> Html {
    linked_opener(label, None, None, open, at)
}

/// The same, with a page where the form is open, and a name that says more than its label, which begins it.
pub fn linked_opener(
    label: &'static str,
    name: Option<String>,
    href: Option<String>,
    open: Open,
    (node, scene): (&Node, &Scene),
) -> Html {
    let expanded = node.open.as_ref() == Some(&open);
    let deed = open.deed();
    let onclick = here(scene.on_act.reform(move |()| match expanded {
        true => Act::Close,
        false => Act::Open(open.clone()),
    }));
    html! {
        <@{tag(&href)}
            class="chuyen-comment-action"
            type={kind(&href)}
            data-deed={deed}
            aria-expanded={expanded.to_string()}
            aria-label={name}
            {onclick}
            {href}
        >
            { label }
        </@>
    }
}

/// A button that fulfils a wish.
pub fn wisher(deed: &'static str, label: &'static str, wish: Wish, scene: &Scene) -> Html {
    let on_wish = scene.on_wish.clone();
    let onclick = move |_: MouseEvent| drop(on_wish.emit(wish.clone()));
    html! {
        <button type="button" class="chuyen-comment-action" data-deed={deed} {onclick}>
            { label }
        </button>
    }
}
