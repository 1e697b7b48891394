//! Asks the backend for the comments on an article.

use gloo_events::EventListener;
use model::{ArticleId, CommentId, Thread};
use yew::{platform::spawn_local, prelude::*};

use crate::backend::{BackendError, BackendHandle, Page};
use crate::ui::{Store, held, use_effect_of, use_store};

use super::{
    begin::Begin,
    state::{Action, Ask, ThreadState},
};

/// A thread, and how to ask for more of it.
#[derive(Clone, PartialEq)]
pub struct ThreadHandle {
    /// What is known and what is asked.
    pub state: Store<ThreadState>,
    /// Asks, unless that is under way.
    pub ask: Callback<Ask>,
}

/// More of the thread is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// What was asked for.
    pub ask: Ask,
    /// The first comment that was not known, in reading order.
    pub first: Option<CommentId>,
    /// How many were not known.
    pub count: usize,
}

/// The thread on `article`, beginning with its first page, or with what is there already.
///
/// Every answer is told to `on_arrival` once it is part of the state.
#[hook]
pub fn use_thread(
    backend: &BackendHandle,
    article: &ArticleId,
    begin: &Begin,
    on_arrival: Callback<Arrival>,
) -> ThreadHandle {
    let state = use_store({
        let orders = backend.capabilities().orders;
        let begin = begin.clone();
        move || {
            let order = begin.order.or(orders.first().copied());
            let first = begin.first.as_deref().cloned();
            let state = ThreadState::new(order.unwrap_or_default(), first);
            match begin.branch.as_deref() {
                Some((root, page)) => state.with_replies(root, page.clone()),
                None => state,
            }
        }
    });
    let ask = {
        let (backend, article, state) = (backend.clone(), article.clone(), state.clone());
        Callback::from(move |ask: Ask| {
            if state.now().is_asked(&ask) {
                return;
            }
            state.dispatch(Action::Asked(ask.clone()));
            let (backend, article) = (backend.clone(), article.clone());
            let (state, on_arrival) = (state.clone(), on_arrival.clone());
            spawn_local(async move {
                let asked = state.now();
                let order = asked.order;
                let answer = answer(&backend, &article, &asked, &ask).await;
                let arrival = answer
                    .as_ref()
                    .ok()
                    .map(|thread| arrival(&state.now(), &ask, thread));
                state.dispatch(Action::Answered(order, ask, answer));
                if let Some(arrival) = arrival.filter(|_| state.now().order == order) {
                    on_arrival.emit(arrival);
                }
            });
        })
    };
    let begun = use_mut_ref(|| false);
    use_effect_of(state.order, {
        let (ask, known) = (ask.clone(), state.pages.is_some());
        move |_| {
            // What came with the article need not be asked for, until another order is wanted.
            if begun.replace(true) || !known {
                ask.emit(Ask::Page(Page::First));
            }
        }
    });
    use_network(&state, &ask);
    use_live(backend, article, &state, &ask);
    ThreadHandle { state, ask }
}

/// What did not come is asked for again when the network is back.
#[hook]
fn use_network(state: &Store<ThreadState>, ask: &Callback<Ask>) {
    let first = Ask::Page(Page::First);
    let failed = state.failure(&first).is_some();
    let ask = ask.clone();
    use_effect_of(failed, move |failed| {
        let window = web_sys::window().filter(|_| *failed);
        let back = window
            .map(|window| EventListener::new(&window, "online", move |_| ask.emit(first.clone())));
        held(back)
    });
}

/// Hears of every change from the moment something is known.
#[hook]
fn use_live(
    backend: &BackendHandle,
    article: &ArticleId,
    state: &Store<ThreadState>,
    ask: &Callback<Ask>,
) {
    let (backend, article) = (backend.clone(), article.clone());
    let (state, ask) = (state.clone(), ask.clone());
    use_effect_of(state.pages.is_some(), move |_| {
        let known = state.now();
        let Some(pages) = &known.pages else {
            return held(());
        };
        let hear = Box::new(move |news| match news {
            Some(news) => state.dispatch(Action::Heard(news)),
            None => ask.emit(Ask::Page(Page::First)),
        });
        held(backend.live(&article, pages.version(), hear))
    });
}

async fn answer(
    backend: &BackendHandle,
    article: &ArticleId,
    state: &ThreadState,
    ask: &Ask,
) -> Result<Thread, BackendError> {
    match ask {
        Ask::Page(page) => backend.thread(article, state.order, page).await,
        Ask::Replies(root) => {
            let after = state.pages.as_ref().and_then(|pages| pages.cursor(root));
            backend.replies(root, after).await
        }
    }
}

fn arrival(state: &ThreadState, ask: &Ask, thread: &Thread) -> Arrival {
    let fresh = || thread.comments.iter().filter(|c| !state.knows(&c.id));
    Arrival {
        ask: ask.clone(),
        first: fresh().next().map(|comment| comment.id.clone()),
        count: fresh().count(),
    }
}
