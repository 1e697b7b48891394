//! How a comment of the reader's own stands, and what its author can do about it.

use model::CommentStatus;
use yew::prelude::*;

use crate::backend::BackendError;
use crate::words::{Words, fill};

use super::{
    button::{opener, wisher},
    outbox::{Deed, Entry, Phase, Stand},
    reason::reason,
    scene::{Open, Scene},
    tree::{Node, Said},
    use_outbox::Wish,
};

/// How a comment stands, as attribute `data-status`.
pub fn status(said: &Said) -> &'static str {
    let public = said.comment().map(|comment| match comment.status {
        CommentStatus::Published => "published",
        CommentStatus::Pending => "pending",
        CommentStatus::Removed => "removed",
    });
    let Some(entry) = said.entry() else {
        return public.unwrap_or_default();
    };
    match (&entry.stand, &entry.phase) {
        (Stand::Unsent, Phase::Held { .. }) => "waiting",
        (Stand::Unsent, _) => "sending",
        (Stand::Withdrawn, _) => "removing",
        (Stand::Settled, _) => public.unwrap_or_default(),
        (Stand::Refused { .. }, _) => "refused",
        (Stand::Declined, _) => "declined",
    }
}

/// Says how an own comment stands, unless it stands like everybody's and is not just taken.
pub fn note(node: &Node, words: &Words) -> Option<String> {
    let said = &node.said;
    let entry = said.entry()?;
    let comments = &words.comments;
    let note = match (&entry.stand, &entry.phase) {
        (Stand::Unsent, Phase::Held { error, .. }) => return Some(waiting(error, words)),
        (Stand::Unsent, _) => comments.sending,
        (Stand::Withdrawn, _) if entry.undo_until_ms > 0 => comments.removed_own,
        (Stand::Withdrawn, _) => comments.removing,
        (Stand::Settled, _) if status(said) == "pending" => comments.pending,
        (Stand::Settled, _) => node.taken?,
        (Stand::Refused { .. }, _) => return refusal(entry, words),
        (Stand::Declined, _) => comments.declined,
    };
    Some(note.to_owned())
}

/// What was refused, and why.
pub fn refusal(entry: &Entry, words: &Words) -> Option<String> {
    let Stand::Refused { deed, problem } = &entry.stand else {
        return None;
    };
    let sentence = match deed {
        Deed::Post => words.comments.not_posted,
        Deed::Edit => words.comments.not_edited,
        Deed::Remove => words.comments.not_removed,
    };
    Some(fill(sentence, &[("reason", &reason(problem, words))]))
}

fn waiting(error: &BackendError, words: &Words) -> String {
    let comments = &words.comments;
    match error {
        BackendError::RateLimited { retry_after_s } => {
            words.count(comments.waiting_for_limit, *retry_after_s)
        }
        BackendError::Offline => comments.waiting_for_network.to_owned(),
        _ => comments.waiting_for_server.to_owned(),
    }
}

/// The buttons of an own comment.
pub fn buttons(node: &Node, entry: &Entry, scene: &Scene) -> Html {
    let comments = &scene.words.comments;
    let key = || entry.key.clone();
    let changeable = scene.may.edit && node.is_editable;
    let edit = |label| opener(label, Open::Edit(key()), (node, scene));
    let remove = || wisher("remove", comments.remove, Wish::Remove(key()), scene);
    let dismiss = || wisher("dismiss", comments.dismiss, Wish::Dismiss(key()), scene);
    let retry = || wisher("retry", comments.send_now, Wish::Retry(key()), scene);
    match (&entry.stand, &entry.phase) {
        (Stand::Unsent, Phase::Held { error, .. }) => {
            let hurry = !matches!(error, BackendError::RateLimited { .. });
            html! {
                <>
                    if hurry { { retry() } }
                    { edit(comments.edit) }
                    { remove() }
                </>
            }
        }
        (Stand::Settled, _) if changeable => html! { <>{ edit(comments.edit) }{ remove() }</> },
        (
            Stand::Refused {
                deed: Deed::Post, ..
            },
            _,
        ) => {
            html! { <>{ edit(comments.mend) }{ remove() }</> }
        }
        (
            Stand::Refused {
                deed: Deed::Edit, ..
            },
            _,
        ) if changeable => {
            html! { <>{ edit(comments.mend) }{ dismiss() }</> }
        }
        (Stand::Refused { .. } | Stand::Declined, _) => dismiss(),
        (Stand::Withdrawn, _) if entry.undo_until_ms > 0 => {
            wisher("undo", comments.undo, Wish::Restore(key()), scene)
        }
        _ => Html::default(),
    }
}
