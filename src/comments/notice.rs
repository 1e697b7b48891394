//! What stands in place of comments that are not there.

use yew::prelude::*;

use crate::backend::{BackendError, Page};
use crate::words::Words;

use super::{
    reason::unfetched,
    scene::{Act, Scene},
    state::Ask,
};

/// How many comments a thread on its way keeps the place of.
const PLACES: usize = 3;

/// Comments on their way: places of the size that comments have.
pub fn loading(words: &Words) -> Html {
    let place = html! {
        <div class="chuyen-notice-place">
            <span class="chuyen-avatar" />
            <span class="chuyen-notice-line" />
            <span class="chuyen-notice-line" />
            <span class="chuyen-notice-line" />
        </div>
    };
    html! {
        <div class="chuyen-notice-loading">
            <p class="chuyen-hidden">{ words.comments.loading }</p>
            <div aria-hidden="true">{ for std::iter::repeat_n(place, PLACES) }</div>
        </div>
    }
}

/// Comments that did not come: why, and a way to ask again if that may help.
pub fn failed(error: &BackendError, scene: &Scene) -> Html {
    let again = scene.on_act.reform(|_| Act::Ask(Ask::Page(Page::First)));
    html! {
        <div class="chuyen-notice" data-state="failed">
            <p role="alert">{ unfetched(error, scene.words) }</p>
            if error.passes() {
                <button type="button" class="chuyen-notice-again" onclick={again}>
                    { scene.words.comments.try_again }
                </button>
            }
        </div>
    }
}

/// Nobody said anything yet, and anybody may.
pub fn empty(words: &Words) -> Html {
    html! { <p class="chuyen-notice" data-state="empty">{ words.comments.empty }</p> }
}

/// No more comments are taken.
pub fn closed(words: &Words) -> Html {
    html! { <p class="chuyen-notice" data-state="closed">{ words.comments.closed }</p> }
}

/// A comment was sent and waits for a moderator.
pub fn sent(words: &Words) -> Html {
    html! {
        <p class="chuyen-notice" data-state="sent" role="status">{ words.comments.will_be_reviewed }</p>
    }
}
