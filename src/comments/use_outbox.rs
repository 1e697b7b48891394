//! Brings the reader's own comments to the backend, and keeps them until they are there.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use model::{ArticleId, Comment, Draft};
use yew::{platform::spawn_local, prelude::*};

use crate::backend::{BackendError, BackendHandle};
use crate::ui::{Store, held, use_effect_of, use_store};

use super::{
    device::{chance, new_key, now_ms},
    local::Kept,
    outbox::{Answer, Change, Entry, Moment, Next, Outbox, Stand, Step},
    storage::{ThreadStorage, forget_old},
};

/// What the author wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Post this, which answers a comment by someone of that name.
    Post(Draft, Option<String>),
    /// Give the comment with this key another text.
    Edit(String, String),
    /// Take it back.
    Remove(String),
    /// Have it again.
    Restore(String),
    /// Try again now.
    Retry(String),
    /// Put the notice about it away.
    Dismiss(String),
}

/// What came of a wish.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// It stands, published or waiting for a moderator.
    Posted(Comment),
    /// It has its new text.
    Edited(Comment),
    /// It is removed; this is what the backend had of it.
    Removed(Option<Comment>),
    /// It was refused; the entry says why.
    Refused(Rc<Entry>),
}

/// The reader's own comments, and how to wish something of them.
#[derive(Clone, PartialEq)]
pub struct OutboxHandle {
    /// The comments.
    pub outbox: Store<Outbox>,
    /// Does what the author wants.
    pub wish: Callback<Wish, Granted>,
}

/// A wish is being fulfilled.
#[derive(Clone, Debug, PartialEq)]
pub struct Granted {
    /// The key of the comment it is about.
    pub key: String,
    /// Where it is kept meanwhile.
    pub kept: Kept,
}

/// The reader's own comments on `article`. What comes of them is told to `on_news`.
#[hook]
pub fn use_outbox(
    backend: &BackendHandle,
    article: &ArticleId,
    storage: &ThreadStorage,
    on_news: Callback<News>,
) -> OutboxHandle {
    let outbox = use_store(Outbox::default);
    use_effect_of(storage.clone(), {
        let outbox = outbox.clone();
        move |storage| {
            let now_ms = now_ms();
            forget_old(now_ms);
            outbox.dispatch(Change::Found(storage.entries(now_ms)));
            let network = releasing("online", outbox.clone());
            let page = releasing("visibilitychange", outbox);
            held((network, page))
        }
    });
    let desk = Desk {
        backend: backend.clone(),
        article: article.clone(),
        storage: storage.clone(),
        outbox: outbox.clone(),
        on_news,
    };
    let wish = {
        let desk = desk.clone();
        Callback::from(move |wish| desk.grant(wish))
    };
    use_effect_of(Outbox::clone(&outbox), move |_| {
        let timer = match desk.outbox.now().next() {
            Next::Take(..) => {
                spawn_local(desk.go_on());
                None
            }
            Next::Wait(until_ms) => {
                let wait_ms = u32::try_from(until_ms - now_ms()).unwrap_or_default();
                let outbox = desk.outbox.clone();
                Some(Timeout::new(wait_ms, move || {
                    outbox.dispatch(Change::Elapsed(now_ms()))
                }))
            }
            Next::Rest => None,
        };
        held(timer)
    });
    OutboxHandle { outbox, wish }
}

/// Everything needed to do something about an entry.
#[derive(Clone)]
struct Desk {
    backend: BackendHandle,
    article: ArticleId,
    storage: ThreadStorage,
    outbox: Store<Outbox>,
    on_news: Callback<News>,
}

impl Desk {
    fn grant(&self, wish: Wish) -> Granted {
        // On its way before the wish is rendered, which takes as long as a slow phone needs.
        spawn_local(self.clone().go_on());
        let entry = |key: &str| self.outbox.now().get(key).map(|entry| Entry::clone(entry));
        let (key, after) = match wish {
            Wish::Post(draft, parent_name) => {
                let key = new_key();
                let entry = Entry::new(key.clone(), draft, parent_name, now_ms());
                (key, Some(entry))
            }
            Wish::Edit(key, text) => (key.clone(), entry(&key).map(|e| e.rewritten(text))),
            Wish::Remove(key) => (key.clone(), entry(&key).map(|e| e.withdrawn(now_ms()))),
            Wish::Restore(key) => (key.clone(), entry(&key).map(Entry::restored)),
            Wish::Dismiss(key) => (key.clone(), entry(&key).and_then(Entry::dismissed)),
            Wish::Retry(key) => (key.clone(), entry(&key).map(Entry::hurried)),
        };
        let kept = self.change(&key, after);
        Granted { key, kept }
    }

    /// What is about to be sent is in the reader's storage before it is on its way.
    fn change(&self, key: &str, after: Option<Entry>) -> Kept {
        match after {
            Some(entry) => {
                let kept = self.storage.keep_entry(&entry);
                self.outbox.dispatch(Change::Put(Rc::new(entry)));
                kept
            }
            None => {
                self.storage.forget_entry(key);
                self.outbox.dispatch(Change::Drop(key.to_owned()));
                Kept::Stored
            }
        }
    }

    /// Takes the next step that is due, if one is.
    async fn go_on(self) {
        if let Next::Take(entry, step) = self.outbox.now().next() {
            self.change(&entry.key, Some(Entry::clone(&entry).sending()));
            let answer = self.perform(&step).await;
            self.answered(&entry.key, &step, answer);
        }
    }

    async fn perform(&self, step: &Step) -> Answer {
        let backend = &self.backend;
        let posted = |posted| Answer::Posted(Box::new(posted));
        let answer: Result<Answer, BackendError> = match step {
            Step::Post(draft) => backend.post(&self.article, draft).await.map(posted),
            Step::Find(draft) => backend.find(&self.article, draft).await.map(posted),
            Step::Edit(own, text) => backend.edit(own, text).await.map(posted),
            Step::Remove(own) => backend.remove(own).await.map(|()| Answer::Removed),
            Step::Forget => Ok(Answer::Removed),
            Step::Ask(own) => {
                let found = backend.own(own).await;
                found.map(|comment| Answer::Found(Box::new(comment)))
            }
        };
        answer.unwrap_or_else(Answer::Failed)
    }

    fn answered(&self, key: &str, step: &Step, answer: Answer) {
        let Some(before) = self.outbox.now().get(key).cloned() else {
            return;
        };
        let posted = match &answer {
            Answer::Posted(posted) => Some(posted.comment.clone()),
            _ => None,
        };
        let moment = Moment {
            now_ms: now_ms(),
            chance: chance(),
        };
        let after = Entry::clone(&before).answered(step, answer, moment);
        let news = match (&after, step, posted) {
            (Some(entry), Step::Post(_), Some(comment))
                if matches!(entry.stand, Stand::Settled) =>
            {
                Some(News::Posted(comment))
            }
            (Some(_), Step::Edit(..), Some(comment)) => Some(News::Edited(comment)),
            (None, Step::Remove(_) | Step::Forget, _) => {
                let posted = before.posted.as_ref();
                Some(News::Removed(posted.map(|posted| posted.comment.clone())))
            }
            (Some(entry), ..) if matches!(entry.stand, Stand::Refused { .. }) => {
                Some(News::Refused(Rc::new(entry.clone())))
            }
            _ => None,
        };
        if let Some(entry) = after
            .as_ref()
            .filter(|entry| matches!(entry.stand, Stand::Settled))
        {
            self.storage.forget_draft_of(entry);
        }
        self.change(key, after);
        if let Some(news) = news {
            self.on_news.emit(news);
        }
    }
}

/// Lets go what waits when the network is back, or the reader on this page; both are told to the window.
fn releasing(event: &'static str, outbox: Store<Outbox>) -> EventListener {
    let window = web_sys::window().expect("effects run in a window");
    EventListener::new(&window, event, move |_| outbox.dispatch(Change::Release))
}
