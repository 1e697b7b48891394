//! What an article, a thread and a comment *are*: the types that travel between the server, the
//! widget and whoever else speaks to them, with the limits both ends enforce.
//!
//! Plain data only: no I/O, no clock, no randomness. Rich text is a tree ([`RichText`]), never HTML,
//! so a script cannot be spelled in it.

mod address;
#[cfg(feature = "article")]
mod article;
mod comment;
mod draft;
mod fragment;
mod id;
mod live;
mod problem;
mod reader;
mod sign_in;
mod text;
mod time;

pub use address::{Address, AddressError};
#[cfg(feature = "article")]
pub use article::{
    Article, ArticleError, Commenting, Contributor, Correction, MAX_ARTICLE_BLOCKS,
    MAX_ARTICLE_BYTES, Related, Section,
};
pub use comment::{
    Author, Comment, CommentStatus, MAX_REPLY_DEPTH, Order, Posted, Preview, Thread, ThreadState,
};
pub use draft::{Draft, DraftError, MAX_COMMENT_CHARS, MAX_NAME_CHARS, checked_name, checked_text};
pub use fragment::Fragment;
pub use id::{ArticleId, CommentId, IdError, MAX_ID_CHARS};
pub use live::{ArticleEvent, ArticleState, CommentEvent, ResetEvent};
pub use problem::{Problem, ProblemKind};
pub use reader::{Likes, MAX_NOTE_CHARS, ReaderToken, Report, ReportReason, checked_note};
pub use sign_in::{
    EmailChallenge, OidcChallenge, SignInKind, SignInMethod, SignInMethods, SignInWaits, SignedIn,
};
pub use text::{
    Block, Cell, Embed, Figure, Frame, Gallery, Image, Inline, MAX_TEXT_DEPTH, Quote, Rendition,
    RichText, Table,
};
pub use time::{ZonedTime, ZonedTimeError};
