//! What the reader likes: shown at once, and set right when the backend has answered.

use model::{ArticleId, CommentId};
use yew::{platform::spawn_local, prelude::*};

use crate::backend::BackendHandle;
use crate::ui::{Store, use_store};

use super::state::{Action, ThreadState};

/// The comments that the reader likes, and how to like one or no longer; `on_failure` is told when that was not taken.
#[hook]
pub fn use_likes(
    backend: &BackendHandle,
    article: &ArticleId,
    thread: &Store<ThreadState>,
    on_failure: Callback<()>,
) -> (Store<Vec<CommentId>>, Callback<CommentId>) {
    let liked = use_store(|| backend.liked(article));
    let turn = {
        let (backend, article) = (backend.clone(), article.clone());
        let (liked, thread) = (liked.clone(), thread.clone());
        Callback::from(move |comment: CommentId| {
            if !backend.capabilities().unlike && liked.now().contains(&comment) {
                return;
            }
            let wanted = turn(&liked, &thread, &comment);
            let (backend, article) = (backend.clone(), article.clone());
            let (liked, thread) = (liked.clone(), thread.clone());
            let on_failure = on_failure.clone();
            spawn_local(async move {
                let answer = backend.like(&article, &comment, wanted).await;
                let is_wanted = liked.now().contains(&comment) == wanted;
                match answer {
                    Ok(Some(likes)) if is_wanted => {
                        thread.dispatch(Action::Liked(comment, likes));
                    }
                    Err(_) if is_wanted => {
                        turn(&liked, &thread, &comment);
                        on_failure.emit(());
                    }
                    _ => {}
                }
            });
        })
    };
    (liked, turn)
}

/// Shows the opposite of what was shown, and says whether that is to like it.
fn turn(liked: &Store<Vec<CommentId>>, thread: &Store<ThreadState>, comment: &CommentId) -> bool {
    let mut all = Vec::clone(&liked.now());
    let before = all.len();
    all.retain(|other| other != comment);
    let likes = all.len() == before;
    if likes {
        all.push(comment.clone());
    }
    liked.set(all);
    let state = thread.now();
    if let Some(public) = state.pages.as_ref().and_then(|pages| pages.get(comment)) {
        let more = if likes { 1 } else { -1 };
        let count = public.likes.saturating_add_signed(more);
        thread.dispatch(Action::Liked(comment.clone(), count));
    }
    likes
}
