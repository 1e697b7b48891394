//! Where comments live: one trait, the errors a reader can do something about, one file per adapter.

mod error;
mod http;
mod own;

use std::{any::Any, future::Future, ops::Deref, pin::Pin, rc::Rc};

use model::{ArticleId, Comment, CommentId, Draft, Order, Posted, Thread};
use thiserror::Error;

pub use error::BackendError;
pub use own::{OwnBackend, PageFunctions};

/// What `connect` knows; attribute `backend` is one of them.
pub const KINDS: &[&str] = &["own", "none"];

/// An answer under way.
pub type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, BackendError>> + 'a>>;

/// A place that keeps comments.
pub trait Backend {
    /// Names it among all others: what the reader's browser keeps is kept under this name.
    fn address(&self) -> &str;

    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// The page that shows the article and its thread without any script, if there is one.
    ///
    /// It takes `order`, `cursor`, `around` and `reply` in its query.
    fn page(&self, _article: &ArticleId) -> Option<String> {
        None
    }

    /// Where a form is sent that holds `text`, `author_name` and maybe `parent`, if it can be.
    fn form(&self, _article: &ArticleId) -> Option<String> {
        None
    }

    /// Fetches one page of a thread.
    fn thread<'a>(
        &'a self,
        article: &'a ArticleId,
        order: Order,
        page: &'a Page,
    ) -> Reply<'a, Thread>;

    /// Fetches replies below a comment in reading order; `after` is the cursor of the page before.
    fn replies<'a>(&'a self, comment: &'a CommentId, after: Option<&'a str>) -> Reply<'a, Thread>;

    /// Posts a draft. A repeat with the same key answers with the comment that stands already.
    fn post<'a>(&'a self, article: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted>;

    /// Asks how the author's own comment stands, waiting for approval or not.
    fn own<'a>(&'a self, own: &'a Authorship) -> Reply<'a, Comment>;

    /// Gives a comment another text.
    fn edit<'a>(&'a self, own: &'a Authorship, text: &'a str) -> Reply<'a, Posted>;

    /// Takes a comment back.
    fn remove<'a>(&'a self, own: &'a Authorship) -> Reply<'a, ()>;

    /// The comments on an article that this reader is known to like.
    fn liked(&self, article: &ArticleId) -> Vec<CommentId>;

    /// Has the reader like a comment or no longer like it. Answers how many do, or nothing if they wanted something else
    /// before this could be told.
    fn like<'a>(
        &'a self,
        article: &'a ArticleId,
        comment: &'a CommentId,
        liked: bool,
    ) -> Reply<'a, Option<u32>>;

    /// Tells what happens to the thread on `article` after the version `after`, as long as the answer is held: the
    /// changed comment as a thread of one, or nothing if so much was missed that the thread should be fetched anew.
    fn live(&self, article: &ArticleId, after: i64, hear: Hear) -> Listening;
}

/// Is told what happens to a thread.
pub type Hear = Box<dyn Fn(Option<Thread>)>;

/// Whoever holds it is told; dropping it ends that.
pub type Listening = Box<dyn Any>;

/// What a backend can do; the thread shows nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// The orders to choose from; the first is the one a thread opens with. At least one.
    pub orders: &'static [Order],
    /// Authors may edit and remove what they wrote.
    pub edit: bool,
    /// Readers may like comments.
    pub like: bool,
    /// Readers may report comments to moderators; the page does it.
    pub report: bool,
    /// Readers may see how a text will look; the page shows it.
    pub preview: bool,
}

/// Which page of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Where the thread begins.
    First,
    /// The page after the one that ended with this cursor.
    After(String),
    /// The page on which this comment stands.
    Around(CommentId),
}

/// The right over one comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorship {
    /// The comment.
    pub id: CommentId,
    /// Proves it; given by the backend when the comment was posted.
    pub edit_token: String,
    /// Which of its texts the author knows: the comment's `edited_at_ms`, 0 if it has none.
    pub edited_at_ms: i64,
}

/// A backend that views and hooks share. Two are the same if they are one.
#[derive(Clone)]
pub struct BackendHandle(Rc<dyn Backend>);

impl BackendHandle {
    /// Shares `backend`.
    pub fn new(backend: impl Backend + 'static) -> Self {
        Self(Rc::new(backend))
    }
}

impl Deref for BackendHandle {
    type Target = dyn Backend;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl PartialEq for BackendHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// No adapter has that name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no backend is called `{0}`")]
pub struct UnknownBackend(String);

/// Opens the backend of a kind at an address, the URL of its directory; `none` is no backend at all.
///
/// # Errors
/// [`UnknownBackend`] if `kind` is not in [`KINDS`].
pub fn connect(kind: &str, address: &str) -> Result<Option<BackendHandle>, UnknownBackend> {
    match kind {
        "own" => Ok(Some(BackendHandle::new(OwnBackend::new(address)))),
        "none" => Ok(None),
        unknown => Err(UnknownBackend(unknown.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_connects_and_nothing_else() {
        for kind in KINDS {
            assert!(connect(kind, "https://news.example/").is_ok(), "{kind}");
        }
        assert!(matches!(
            connect("own", "https://news.example"),
            Ok(Some(_))
        ));
        assert!(matches!(connect("none", ""), Ok(None)));
        assert_eq!(
            connect("disqus", "").err(),
            Some(UnknownBackend("disqus".into()))
        );
    }
}
