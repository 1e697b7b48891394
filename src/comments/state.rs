//! What can happen to a thread on a page.

use std::rc::Rc;

use model::{Comment, CommentId, Order, Thread};
use yew::Reducible;

use crate::backend::{BackendError, Page};

use super::pages::Pages;

/// A thread on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadState {
    /// In what order its first level stands, or will once the answer is there.
    pub order: Order,
    /// What is known; none before the first answer.
    pub pages: Option<Pages>,
    asked: Vec<Ask>,
    failed: Vec<(Ask, Rc<BackendError>)>,
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Comments on the article, with their first replies.
    Page(Page),
    /// More replies below this comment.
    Replies(CommentId),
}

/// What happens to a thread.
pub enum Action {
    /// The reader wants another order.
    Sort(Order),
    /// Something was asked for, in the order of the moment.
    Asked(Ask),
    /// The answer is there. One to a question in another order comes too late and is dropped.
    Answered(Order, Ask, Result<Thread, BackendError>),
    /// The reader's own comment was posted.
    Posted(Comment),
    /// The reader's own comment has another text.
    Edited(Comment),
    /// The reader's own comment, as it was, is removed.
    Removed(Comment),
    /// So many readers like a comment.
    Liked(CommentId, u32),
    /// Somebody changed something.
    Heard(Thread),
    /// The reader wants to see what is new.
    Shown,
}

impl ThreadState {
    /// A thread nothing is known of, or one whose first page came with the article.
    pub fn new(order: Order, first: Option<Thread>) -> Self {
        Self {
            order,
            pages: first.map(Pages::first),
            asked: Vec::new(),
            failed: Vec::new(),
        }
    }

    /// The same, with a page of replies below `root`.
    #[must_use]
    pub fn with_replies(mut self, root: &CommentId, page: Thread) -> Self {
        self.answered(Ask::Replies(root.clone()), Ok(page));
        self
    }

    /// Is the answer under way?
    pub fn is_asked(&self, ask: &Ask) -> bool {
        self.asked.contains(ask)
    }

    /// Why there is no answer.
    pub fn failure(&self, ask: &Ask) -> Option<&Rc<BackendError>> {
        let failure = self.failed.iter().find(|(what, _)| what == ask);
        failure.map(|(_, error)| error)
    }

    /// Is this comment known?
    pub fn knows(&self, id: &CommentId) -> bool {
        self.pages.as_ref().is_some_and(|p| p.get(id).is_some())
    }

    fn answered(&mut self, ask: Ask, answer: Result<Thread, BackendError>) {
        self.asked.retain(|asked| *asked != ask);
        self.failed.retain(|(what, _)| *what != ask);
        let thread = match answer {
            Ok(thread) => thread,
            Err(error) => return self.failed.push((ask, Rc::new(error))),
        };
        match (&mut self.pages, ask) {
            (pages @ None, Ask::Page(Page::First)) => *pages = Some(Pages::first(thread)),
            (Some(pages), Ask::Page(Page::First)) => pages.restart(thread),
            (Some(pages), Ask::Page(Page::After(cursor))) => pages.after(&cursor, thread),
            (Some(pages), Ask::Page(Page::Around(id))) => {
                // A backend that does not find it may answer with any page.
                if thread.comments.iter().any(|comment| comment.id == id) {
                    pages.around(thread);
                }
            }
            (Some(pages), Ask::Replies(root)) => pages.replies(&root, thread),
            (None, _) => {}
        }
    }
}

impl Reducible for ThreadState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Self::clone(&self);
        match action {
            Action::Sort(order) => {
                state.order = order;
                state.asked.clear();
                state.failed.clear();
            }
            Action::Asked(ask) => {
                state.failed.retain(|(what, _)| *what != ask);
                state.asked.push(ask);
            }
            Action::Answered(order, ask, answer) if order == state.order => {
                state.answered(ask, answer);
            }
            Action::Answered(..) => return self,
            Action::Posted(comment) => state.with_pages(|pages| pages.posted(&comment)),
            Action::Edited(comment) => state.with_pages(|pages| pages.edited(&comment)),
            Action::Removed(comment) => state.with_pages(|pages| pages.removed(&comment)),
            Action::Heard(news) => state.with_pages(|pages| pages.heard(news)),
            Action::Shown => {
                let is_oldest_first = state.order == Order::Oldest;
                state.with_pages(|pages| pages.show_news(is_oldest_first));
            }
            Action::Liked(id, likes) => state.with_pages(|pages| pages.liked(&id, likes)),
        }
        Rc::new(state)
    }
}

impl ThreadState {
    fn with_pages(&mut self, change: impl FnOnce(&mut Pages)) {
        if let Some(pages) = &mut self.pages {
            change(pages);
        }
    }
}
