//! Where comments live: one trait, the errors a reader can do something about, one file per adapter.

mod capabilities;
mod error;
#[cfg(feature = "full")]
mod foreign;
#[cfg(not(feature = "full"))]
#[path = "own_alone.rs"]
mod foreign;
mod http;
mod own;

use std::{any::Any, future::Future, ops::Deref, pin::Pin, rc::Rc};

use model::{ArticleId, Comment, CommentId, Draft, Order, Posted, Problem, ProblemKind, Thread};
use thiserror::Error;

pub use capabilities::Capabilities;
pub use error::BackendError;
pub use foreign::KINDS;
#[cfg(feature = "full")]
pub use foreign::{capability_table, email};
pub use own::{OwnBackend, PageFunctions};

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
    ///
    /// Where all replies come with what they answer there are no more.
    fn replies<'a>(
        &'a self,
        _comment: &'a CommentId,
        _after: Option<&'a str>,
    ) -> Reply<'a, Thread> {
        Box::pin(async { Err(BackendError::Gone) })
    }

    /// Where readers comment instead, if they cannot here: a page that takes a reply from elsewhere.
    fn elsewhere(&self) -> Option<String> {
        None
    }

    /// Posts a draft. A repeat with the same key answers with the comment that stands already.
    fn post<'a>(&'a self, _article: &'a ArticleId, _draft: &'a Draft) -> Reply<'a, Posted> {
        cannot(ProblemKind::ThreadClosed)
    }

    /// Finds the comment that a draft became which was sent in vain; [`BackendError::Gone`] if it became none. Where only a
    /// repeat can tell, that is what it does.
    fn find<'a>(&'a self, article: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        self.post(article, draft)
    }

    /// Asks how the author's own comment stands, waiting for approval or not.
    fn own<'a>(&'a self, _own: &'a Authorship) -> Reply<'a, Comment> {
        cannot(ProblemKind::WrongToken)
    }

    /// Gives a comment another text.
    fn edit<'a>(&'a self, _own: &'a Authorship, _text: &'a str) -> Reply<'a, Posted> {
        cannot(ProblemKind::EditWindowOver)
    }

    /// Takes a comment back.
    fn remove<'a>(&'a self, _own: &'a Authorship) -> Reply<'a, ()> {
        cannot(ProblemKind::EditWindowOver)
    }

    /// The comments on an article that this reader is known to like.
    fn liked(&self, _article: &ArticleId) -> Vec<CommentId> {
        Vec::new()
    }

    /// Has the reader like a comment or no longer like it. Answers how many do, or nothing if that is not known, or if they
    /// wanted something else before this could be told.
    fn like<'a>(
        &'a self,
        _article: &'a ArticleId,
        _comment: &'a CommentId,
        _liked: bool,
    ) -> Reply<'a, Option<u32>> {
        cannot(ProblemKind::WrongToken)
    }

    /// Tells what happens to the thread on `article` after the version `after`, as long as the answer is held: the
    /// changed comment as a thread of one, or nothing if so much was missed that the thread should be fetched anew.
    fn live(&self, _article: &ArticleId, _after: i64, _hear: Hear) -> Listening {
        Box::new(())
    }
}

/// What is not in the capabilities of a backend is refused, and no view asks for it.
fn cannot<'a, T: 'a>(kind: ProblemKind) -> Reply<'a, T> {
    Box::pin(async move { Err(BackendError::Refused(Box::new(Problem::from(kind)))) })
}

/// Is told what happens to a thread.
pub type Hear = Box<dyn Fn(Option<Thread>)>;

/// Whoever holds it is told; dropping it ends that.
pub type Listening = Box<dyn Any>;

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

/// Where a thread is.
#[derive(Clone, Default)]
pub struct Place<'a> {
    /// What stands behind the kind: an address and maybe, behind `#`, what the thread is called there.
    pub address: &'a str,
    /// The article's own address, for backends that call a thread by it.
    pub url: &'a str,
    /// What somebody is called who gave no name.
    pub nameless: &'static str,
    /// Asks the host page who the reader is to the backend.
    pub token: Option<Token>,
}

/// Asks the host page for a token.
pub type Token = Rc<dyn Fn() -> Reply<'static, Option<String>>>;

impl<'a> Place<'a> {
    /// The thread at an address.
    pub fn at(address: &'a str) -> Self {
        Self {
            address,
            ..Self::default()
        }
    }
}

/// Opens the backend of a kind; `none` is no backend at all.
///
/// # Errors
/// [`UnknownBackend`] if `kind` is not in [`KINDS`].
pub fn connect(kind: &str, place: &Place) -> Result<Option<BackendHandle>, UnknownBackend> {
    match kind {
        "own" => Ok(Some(BackendHandle::new(OwnBackend::new(place.address)))),
        "none" => Ok(None),
        other => foreign::open(other, place)
            .map(Some)
            .ok_or_else(|| UnknownBackend(other.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_connects_and_nothing_else() {
        for kind in KINDS {
            assert!(
                connect(kind, &Place::at("https://news.example/@a/1")).is_ok(),
                "{kind}"
            );
        }
        assert!(matches!(
            connect("own", &Place::at("https://news.example")),
            Ok(Some(_))
        ));
        assert!(matches!(connect("none", &Place::default()), Ok(None)));
        assert_eq!(
            connect("disqus", &Place::default()).err(),
            Some(UnknownBackend("disqus".into()))
        );
    }
}
