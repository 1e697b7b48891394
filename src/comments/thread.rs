//! The thread under an article: its head, the composer, the comments.

use std::rc::Rc;

use model::{ArticleId, Comment, CommentId, CommentStatus, Order, ThreadState as Openness};
use yew::prelude::*;

use crate::backend::{BackendError, BackendHandle, Page};
use crate::ui::{use_effect_of, use_steady, use_store};
use crate::words::Words;

use super::{
    attention::{Attention, Event},
    begin::Begin,
    composer::composer,
    conduct::Conduct,
    elsewhere::elsewhere,
    focus::{Target, use_focus},
    heading::{self, heading, orders},
    links::{Links, THREAD},
    list::list,
    notice,
    permalink::use_permalink,
    purpose::Purpose,
    scene::{May, Scene},
    state::{Action, Ask, ThreadState},
    storage::{Place, ThreadStorage},
    tree::{Known, Node, Row, flat, rows},
    use_likes::use_likes,
    use_now::use_now,
    use_outbox::use_outbox,
    use_thread::{ThreadHandle, use_thread},
};

/// Props of [`Thread`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Where the comments live. For another backend or another article, key the component by both.
    pub backend: BackendHandle,
    /// What they are about.
    pub article: ArticleId,
    /// The shared address of the article, without a hash; a comment's own ends in `#chuyen-c-<id>`.
    pub url: AttrValue,
    /// The interface's words.
    pub words: &'static Words,
    /// How it begins.
    #[prop_or_default]
    pub begin: Begin,
    /// Something happened that the host page may want to know.
    #[prop_or_default]
    pub on_event: Callback<ThreadEvent>,
}

/// What a host page may want to know.
#[derive(Clone, Debug, PartialEq)]
pub enum ThreadEvent {
    /// The thread stands, for the first time.
    Rendered,
    /// The reader's comment stands; its status says whether everyone sees it.
    Posted(Comment),
    /// The reader's comment has another text.
    Edited(Comment),
    /// The reader's comment is removed.
    Removed(CommentId),
    /// So many published comments the thread has, replies included.
    Counted(u32),
}

/// The thread under an article.
#[component]
pub fn Thread(props: &Props) -> Html {
    let words = props.words;
    let root = use_node_ref();
    let now = use_now(props.begin.zone);
    let storage = use_memo(
        (props.backend.clone(), props.article.clone()),
        |(backend, article)| ThreadStorage::new(backend.address(), article),
    );
    let conduct = Conduct {
        attention: use_store({
            let begin = props.begin.clone();
            move || Attention::begun(&begin)
        }),
        focus: use_focus(root.clone()),
        words,
        on_event: props.on_event.clone(),
    };
    let thread = use_thread(
        &props.backend,
        &props.article,
        &props.begin,
        conduct.on_arrival(),
    );
    let on_news = conduct.on_news(&thread.state, &storage);
    let (liked, on_like) = use_likes(
        &props.backend,
        &props.article,
        &thread.state,
        conduct.on_unliked(),
    );
    let outbox = use_outbox(&props.backend, &props.article, &storage, on_news);

    let state = &*thread.state;
    let pages = state.pages.as_ref();
    let (wanted, follow) = use_permalink();
    let rows = rows(&Known {
        thread: state,
        outbox: &outbox.outbox,
        open: conduct.attention.open.as_ref(),
        taken: conduct.attention.taken.as_ref(),
        marked: wanted.as_ref(),
        liked: &liked,
        now,
    });
    let nodes = flat(&rows);
    let shown = wanted.as_ref().and_then(|id| key_of(&nodes, id));
    use_closing(is_open(state), &storage, &conduct);
    use_search(&wanted, &shown, &thread, &conduct.focus);
    use_news(&rows, &conduct);
    use_count(pages.map(|pages| pages.total), &props.on_event);
    use_effect_of((), {
        let on_event = props.on_event.clone();
        move |()| on_event.emit(ThreadEvent::Rendered)
    });

    let capabilities = props.backend.capabilities();
    let scene = Rc::new(Scene {
        words,
        zone: now.zone,
        url: props.url.clone(),
        writing: props.begin.writing.clone(),
        links: Links::new(&props.backend, &props.article, state.order),
        may: May {
            post: capabilities.post && is_open(state),
            reply_depth: capabilities.reply_depth,
            names: capabilities.names,
            email: capabilities.email,
            edit: capabilities.edit,
            like: capabilities.like,
            unlike: capabilities.unlike,
            report: capabilities.report,
            preview: capabilities.preview,
            sign_in: props.begin.sign_in,
        },
        storage: ThreadStorage::clone(&storage),
        on_act: use_steady(conduct.on_act(&thread, &outbox, &on_like, &follow)),
        on_wish: use_steady(conduct.on_wish(&outbox, &nodes)),
    });
    let is_busy = state.is_asked(&Ask::Page(Page::First));
    html! {
        <section
            ref={root}
            class="chuyen-thread"
            id={THREAD}
            part="thread"
            lang={words.lang}
            dir="ltr"
            aria-labelledby={heading::ID}
        >
            <header class="chuyen-thread-head">
                { heading(pages.map_or(0, |pages| pages.total), words) }
                { orders(capabilities.orders, state.order, &scene.links, &on_sort(&thread), words) }
            </header>
            { writing(&scene, state, &conduct.attention) }
            if props.begin.sent == Some(CommentStatus::Pending) {
                { notice::sent(words) }
            }
            <p class="chuyen-hidden" role="status">{ &conduct.attention.status }</p>
            <p class="chuyen-hidden" role="alert">{ &conduct.attention.alert }</p>
            if !rows.is_empty() {
                { list(&rows, is_busy, &scene) }
            }
            { absent(&rows, state, &scene) }
        </section>
    }
}

/// Shows the comment that is wanted once it is there, and asks for its page if it is not.
#[hook]
fn use_search(
    wanted: &Option<CommentId>,
    shown: &Option<String>,
    thread: &ThreadHandle,
    focus: &Callback<Target>,
) {
    let found = use_mut_ref(|| None::<CommentId>);
    let known = thread.state.pages.is_some();
    let (ask, focus) = (thread.ask.clone(), focus.clone());
    use_effect_of((wanted.clone(), shown.clone(), known), move |dependency| {
        let (Some(id), shown, true) = dependency else {
            return;
        };
        // Once is enough: later, the reader is somewhere else.
        if found.borrow().as_ref() == Some(id) {
            return;
        }
        match shown {
            Some(key) => {
                found.replace(Some(id.clone()));
                focus.emit(Target::Shown(key.clone()));
            }
            None => ask.emit(Ask::Page(Page::Around(id.clone()))),
        }
    });
}

/// When the thread turns out to be closed, what was typed meanwhile stays on the page.
#[hook]
fn use_closing(is_open: bool, storage: &ThreadStorage, conduct: &Conduct) {
    let (attention, storage) = (conduct.attention.clone(), storage.clone());
    use_effect_of(is_open, move |is_open| {
        let draft = storage.draft(&Place::Article);
        if !is_open && draft.is_some_and(|draft| !draft.text.is_empty()) {
            attention.dispatch(Event::Wrote);
        }
    });
}

/// Says how many comments of others wait, whenever there are more.
#[hook]
fn use_news(rows: &[Row], conduct: &Conduct) {
    let mut news = rows.iter().filter_map(|row| match row {
        Row::News(count) => Some(*count),
        Row::More(_) | Row::Comment(_) => None,
    });
    let conduct = conduct.clone();
    use_effect_of(news.next(), move |news| {
        if let Some(news) = news {
            conduct.offer(*news);
        }
    });
}

/// Tells the host page how many comments there are, whenever that changes.
#[hook]
fn use_count(total: Option<u32>, on_event: &Callback<ThreadEvent>) {
    let on_event = on_event.clone();
    use_effect_of(total, move |total| {
        if let Some(total) = total {
            on_event.emit(ThreadEvent::Counted(*total));
        }
    });
}

fn key_of(nodes: &[&Node], id: &CommentId) -> Option<String> {
    let is_it = |node: &&&Node| node.said.comment().is_some_and(|comment| comment.id == *id);
    nodes.iter().find(is_it).map(|node| node.key.clone())
}

/// Unless it is known to be closed, or not to be there at all.
fn is_open(state: &ThreadState) -> bool {
    match (&state.pages, state.failure(&Ask::Page(Page::First))) {
        (Some(pages), _) => pages.state == Openness::Open,
        (None, failure) => !matches!(failure.map(Rc::as_ref), Some(BackendError::Gone)),
    }
}

fn on_sort(thread: &ThreadHandle) -> Callback<Order> {
    let state = thread.state.clone();
    Callback::from(move |order| {
        if state.now().order != order {
            state.dispatch(Action::Sort(order));
        }
    })
}

fn writing(scene: &Rc<Scene>, state: &ThreadState, attention: &Attention) -> Html {
    let closed = match state.pages {
        Some(_) if !is_open(state) => notice::closed(scene.words),
        _ => Html::default(),
    };
    // What was typed before the thread was known to be closed is not taken from the page.
    if !scene.may.post && !attention.is_writing {
        return html! { <>{ closed }{ elsewhere(scene) }</> };
    }
    let refused = attention.refused.clone();
    html! { <>{ closed }{ composer(Purpose::Comment, refused, scene) }</> }
}

/// What stands where comments are missing.
fn absent(rows: &[Row], state: &ThreadState, scene: &Scene) -> Html {
    let failure = state.failure(&Ask::Page(Page::First));
    match (failure, &state.pages) {
        (Some(error), _) => notice::failed(error, scene),
        (None, None) => notice::loading(scene.words),
        (None, Some(_)) if rows.is_empty() && scene.may.post => notice::empty(scene.words),
        (None, Some(_)) => Html::default(),
    }
}
