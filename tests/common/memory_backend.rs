//! A backend that keeps comments in memory: it does all a server does, and fails in every way one can.

use std::cell::{RefCell, RefMut};
use std::rc::Rc;
use std::time::Duration;

use chuyen::backend::{
    Authorship, Backend, BackendError, BackendHandle, Capabilities, Hear, Listening, Page, Reply,
};
use gloo_timers::future::sleep;
use model::{ArticleId, Comment, CommentId, CommentStatus, Draft, Order, Posted, Thread};

use super::memory::Memory;

/// Shared by a test and the thread it looks at.
#[derive(Clone)]
pub struct MemoryBackend {
    address: String,
    memory: Rc<RefCell<Memory>>,
}

impl MemoryBackend {
    /// An open thread without comments. Every name is a backend of its own.
    pub fn new(name: &str) -> Self {
        Self {
            address: format!("memory:{name}/"),
            memory: Rc::default(),
        }
    }

    /// Fails from the beginning.
    pub fn failing(name: &str, error: BackendError) -> Self {
        let backend = Self::new(name);
        backend.memory().fails = Some(error);
        backend
    }

    /// For a thread.
    pub fn handle(&self) -> BackendHandle {
        BackendHandle::new(self.clone())
    }

    /// To change how it behaves.
    pub fn memory(&self) -> RefMut<'_, Memory> {
        self.memory.borrow_mut()
    }

    /// Somebody else's comment, a minute after the one before.
    pub fn says(&self, name: &str, text: &str, parent: Option<&CommentId>) -> CommentId {
        let draft = Draft {
            key: None,
            text: text.into(),
            parent: parent.cloned(),
            author_name: name.into(),
        };
        let mut memory = self.memory();
        memory.take(&draft, CommentStatus::Published).comment.id
    }

    /// Tells whoever listens what became of this comment.
    pub fn tells(&self, id: &CommentId) {
        let (hears, news) = {
            let mut memory = self.memory();
            (
                memory.hears.clone().expect("somebody listens"),
                memory.news(id),
            )
        };
        hears(Some(news));
    }

    /// A moderator rules.
    pub fn rules(&self, id: &CommentId, status: CommentStatus) {
        self.memory().rule(id, status);
    }

    /// Names and texts of all comments, oldest first.
    pub fn comments(&self) -> Vec<(String, String)> {
        self.memory().said()
    }

    /// The newest comment.
    pub fn last(&self) -> Comment {
        self.memory().last().clone()
    }

    /// Does what a request asks, unless it fails, and answers, unless the answer is lost.
    async fn does<T>(
        &self,
        request: impl FnOnce(&mut Memory) -> Result<T, BackendError>,
    ) -> Result<T, BackendError> {
        while self.memory.borrow().is_slow {
            sleep(Duration::from_millis(5)).await;
        }
        let mut memory = self.memory.borrow_mut();
        if let Some(error) = &memory.fails {
            return Err(error.clone());
        }
        let answer = request(&mut memory);
        match memory.loses_answers {
            true => Err(BackendError::Offline),
            false => answer,
        }
    }
}

impl Backend for MemoryBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        self.memory.borrow().can
    }

    fn thread<'a>(&'a self, _: &'a ArticleId, order: Order, page: &'a Page) -> Reply<'a, Thread> {
        Box::pin(self.does(move |memory| memory.thread(order, page)))
    }

    fn replies<'a>(&'a self, comment: &'a CommentId, after: Option<&'a str>) -> Reply<'a, Thread> {
        Box::pin(self.does(move |memory| Ok(memory.replies(comment, after))))
    }

    fn post<'a>(&'a self, _: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(self.does(|memory| memory.post(draft)))
    }

    fn own<'a>(&'a self, own: &'a Authorship) -> Reply<'a, Comment> {
        Box::pin(self.does(|memory| memory.own(own)))
    }

    fn edit<'a>(&'a self, own: &'a Authorship, text: &'a str) -> Reply<'a, Posted> {
        Box::pin(self.does(move |memory| memory.edit(own, text)))
    }

    fn remove<'a>(&'a self, own: &'a Authorship) -> Reply<'a, ()> {
        Box::pin(self.does(|memory| memory.remove(own)))
    }
    fn liked(&self, _: &ArticleId) -> Vec<CommentId> {
        self.memory().liked()
    }

    fn like<'a>(
        &'a self,
        _: &'a ArticleId,
        comment: &'a CommentId,
        liked: bool,
    ) -> Reply<'a, Option<u32>> {
        Box::pin(self.does(move |memory| memory.like(comment, liked).map(Some)))
    }

    fn live(&self, _: &ArticleId, _: i64, hear: Hear) -> Listening {
        self.memory().hears = Some(hear.into());
        Box::new(Ends(self.memory.clone()))
    }
}

/// Nobody listens any more.
struct Ends(Rc<RefCell<Memory>>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.borrow_mut().hears = None;
    }
}
