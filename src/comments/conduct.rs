//! What follows from what a reader does in a thread and from what comes of it: which form is open,
//! where the focus goes, what is said, what the host page is told.

use std::rc::Rc;

use model::{Comment, CommentId, CommentStatus, ThreadState as Openness};
use yew::prelude::*;

use crate::backend::Page;
use crate::ui::Store;
use crate::words::Words;

use super::{
    attention::{Attention, Event},
    focus::Target,
    outbox::{Deed, Entry, Stand},
    own::refusal,
    scene::Act,
    state::{Action, Ask, ThreadState},
    storage::{Place, ThreadStorage},
    thread::ThreadEvent,
    tree::Node,
    use_outbox::{Granted, News, OutboxHandle, Wish},
    use_thread::{Arrival, ThreadHandle},
};

/// What is needed to tell a reader and the host page.
#[derive(Clone, PartialEq)]
pub struct Conduct {
    /// What holds the reader's attention.
    pub attention: Store<Attention>,
    /// Moves the focus.
    pub focus: Callback<Target>,
    /// The interface's words.
    pub words: &'static Words,
    /// Tells the host page.
    pub on_event: Callback<ThreadEvent>,
}

impl Conduct {
    /// More comments came: the reader who asked goes on with the first of them.
    pub fn on_arrival(&self) -> Callback<Arrival> {
        let this = self.clone();
        Callback::from(move |arrival: Arrival| {
            let asked = matches!(arrival.ask, Ask::Replies(_) | Ask::Page(Page::After(_)));
            if let (true, Some(first)) = (asked, arrival.first) {
                let count = i64::try_from(arrival.count).unwrap_or(i64::MAX);
                this.tell(this.words.count(this.words.comments.loaded, count));
                this.focus.emit(Target::Arrived(first.to_string()));
            }
        })
    }

    /// Others posted: so many of their comments wait.
    pub fn offer(&self, news: u32) {
        self.tell(self.words.count(self.words.comments.news, news));
    }

    /// A like was not taken.
    pub fn on_unliked(&self) -> Callback<()> {
        let this = self.clone();
        let words = &self.words.comments;
        Callback::from(move |()| {
            let said = words.not_liked.to_owned();
            this.attention.dispatch(Event::Warned(said));
        })
    }

    /// Something came of a wish.
    pub fn on_news(&self, thread: &Store<ThreadState>, storage: &ThreadStorage) -> Callback<News> {
        let (this, thread, storage) = (self.clone(), thread.clone(), storage.clone());
        let words = &this.words.comments;
        let unless_pending = |said: &str, comment: &Comment| match comment.status {
            CommentStatus::Pending => words.will_be_reviewed.to_owned(),
            CommentStatus::Published | CommentStatus::Removed => said.to_owned(),
        };
        Callback::from(move |news| match news {
            News::Posted(comment) => {
                this.tell(unless_pending(words.posted, &comment));
                this.attention
                    .dispatch(Event::Took(comment.id.clone(), words.posted));
                thread.dispatch(Action::Posted(comment.clone()));
                this.on_event.emit(ThreadEvent::Posted(comment));
            }
            News::Edited(comment) => {
                this.tell(unless_pending(words.saved, &comment));
                this.attention
                    .dispatch(Event::Took(comment.id.clone(), words.saved));
                thread.dispatch(Action::Edited(comment.clone()));
                this.on_event.emit(ThreadEvent::Edited(comment));
            }
            News::Removed(comment) => {
                let next = this.attention.now().next.clone();
                this.focus.emit(Target::Instead(next));
                if let Some(comment) = comment {
                    thread.dispatch(Action::Removed(comment.clone()));
                    this.on_event.emit(ThreadEvent::Removed(comment.id));
                }
            }
            News::Refused(entry) => this.refused(entry, &thread.now(), &storage),
        })
    }

    /// The reader does something.
    pub fn on_act(
        &self,
        thread: &ThreadHandle,
        outbox: &OutboxHandle,
        on_like: &Callback<CommentId>,
        follow: &Callback<CommentId>,
    ) -> Callback<Act> {
        let (this, ask, follow) = (self.clone(), thread.ask.clone(), follow.clone());
        let (wish, on_like) = (outbox.wish.clone(), on_like.clone());
        let state = thread.state.clone();
        Callback::from(move |act| match act {
            Act::Open(open) => {
                this.attention.dispatch(Event::Opened(open));
            }
            Act::Close => {
                if let Some(open) = &this.attention.now().open {
                    let button = Target::Button(open.key().to_owned(), open.deed());
                    this.focus.emit(button);
                }
                this.attention.dispatch(Event::Closed);
            }
            Act::ShowNews => {
                let now = state.now();
                let newest = now.pages.as_ref().and_then(|pages| pages.news().last());
                if let Some(newest) = newest {
                    this.focus.emit(Target::Arrived(newest.to_string()));
                }
                state.dispatch(Action::Shown);
            }
            Act::Ask(wanted) => ask.emit(wanted),
            Act::TookBack(key) => {
                this.attention.dispatch(Event::TookBack);
                wish.emit(Wish::Dismiss(key));
            }
            Act::Like(id) => on_like.emit(id),
            Act::Follow(id) => follow.emit(id),
        })
    }

    /// The author wants something done with one of these comments, or a new one.
    pub fn on_wish(&self, outbox: &OutboxHandle, nodes: &[&Node]) -> Callback<Wish, Granted> {
        let (this, outbox) = (self.clone(), outbox.clone());
        let keys: Vec<String> = nodes.iter().map(|node| node.key.clone()).collect();
        Callback::from(move |wish: Wish| {
            let removes = matches!(wish, Wish::Remove(_));
            let restores = matches!(wish, Wish::Restore(_));
            // First of all, so that it is on its way before anything is rendered.
            let granted = outbox.wish.emit(wish);
            this.attention.dispatch(Event::Wished);
            let stays = outbox.outbox.now().get(&granted.key).is_some();
            if removes {
                this.tell(this.words.comments.removed_own.to_owned());
                this.attention
                    .dispatch(Event::Withdrew(after(&keys, &granted.key)));
            }
            this.focus.emit(match stays {
                _ if removes => Target::Button(granted.key.clone(), "undo"),
                _ if restores => Target::Button(granted.key.clone(), "remove"),
                true => Target::Comment(granted.key.clone()),
                false => Target::Instead(after(&keys, &granted.key)),
            });
            granted
        })
    }

    fn tell(&self, status: String) {
        self.attention.dispatch(Event::Told(status));
    }

    /// A comment on the article goes back to where it was written, if nothing else is being written there.
    fn refused(&self, entry: Rc<Entry>, thread: &ThreadState, storage: &ThreadStorage) {
        let posting = matches!(
            &entry.stand,
            Stand::Refused {
                deed: Deed::Post,
                ..
            }
        );
        let closed = |state: &ThreadState| {
            let pages = state.pages.as_ref();
            pages.is_some_and(|pages| pages.state == Openness::Closed)
        };
        let draft = storage.draft(&Place::Article);
        let free = draft.is_none_or(|draft| draft.text.is_empty());
        if posting && entry.parent.is_none() && free && !closed(thread) {
            self.attention.dispatch(Event::Refused(entry));
        } else if let Some(refusal) = refusal(&entry, self.words) {
            self.attention.dispatch(Event::Warned(refusal));
        }
    }
}

/// The comment that follows another.
fn after(keys: &[String], key: &str) -> Option<String> {
    keys.iter()
        .skip_while(|other| *other != key)
        .nth(1)
        .cloned()
}
