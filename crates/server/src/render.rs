//! Articles and threads as HTML, made by the widget's own components.

use std::rc::Rc;

use chuyen::backend::{Place, connect};
use chuyen::comments::{Begin, Writing};
use chuyen::page::{About, BelowProps, PieceProps, Scene};
use chuyen::share::{TARGETS, Target, chosen, usual};
use chuyen::ssr;
use chuyen::words::{VI, Words, Zone};
use model::{Address, Article, CommentId, CommentStatus, Fragment, Order, Thread};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use tokio::task::spawn_blocking;

use crate::error::{Error, Result};

/// From where fragments are answered up to where the server is. The loader puts the server's address there.
pub const FROM_FRAGMENT: &str = "../../../";
/// From the page of an article up to where the server is.
pub const FROM_PAGE: &str = "../";
/// From where forms are sent to up to where the server is.
pub const FROM_FORM: &str = "../../../../";

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Everything to be rendered, and how.
#[derive(Clone)]
pub struct Sheet {
    /// Whose article it is.
    pub site: String,
    /// The article.
    pub article: Article,
    /// A page of its thread.
    pub thread: Thread,
    /// In what order that stands.
    pub order: Order,
    /// The interface's words.
    pub words: &'static Words,
    /// Where moments are told.
    pub zone: Zone,
    /// What relative addresses begin with: [`FROM_FRAGMENT`], [`FROM_PAGE`] or [`FROM_FORM`].
    pub up: &'static str,
    /// Which targets the share bar has.
    pub sharing: Sharing,
    /// The branch that is asked for, and a page of its replies.
    pub branch: Option<(CommentId, Thread)>,
    /// What is being written.
    pub writing: Option<Writing>,
    /// How a comment stands that was just sent.
    pub sent: Option<CommentStatus>,
    /// Can readers sign in?
    pub sign_in: bool,
}

/// Which targets a share bar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// The usual ones.
    Usual,
    /// All of them, the unusual ones hidden behind the others: the host page chooses.
    Everywhere,
    /// None: there is no bar.
    Nowhere,
}

/// What was rendered.
#[derive(Debug)]
pub struct Rendered {
    /// The `<article>`.
    pub article: String,
    /// What stands under it.
    pub below: String,
    /// The same as data, in JSON that may stand in a `<script>`.
    pub data: String,
}

/// Renders a sheet.
///
/// # Errors
/// If a view panics, which the log tells.
pub async fn render(sheet: Sheet) -> Result<Rendered> {
    let rendered = spawn_blocking(move || sheet.rendered()).await;
    rendered.map_err(|cause| Error::internal("an article could not be rendered", &cause))
}

/// An article alone, as HTML.
pub fn article(article: Article, words: &'static Words) -> String {
    let article = Rc::new(article);
    ssr::piece(PieceProps { article, words })
}

impl Sheet {
    fn rendered(self) -> Rendered {
        let data = self.data();
        let below = ssr::below(self.below());
        let mut piece = self.article;
        if self.up != FROM_FRAGMENT {
            piece.map_addresses(&mut |address| turn(address, self.up));
        }
        Rendered {
            article: article(piece, self.words),
            below,
            data,
        }
    }

    fn below(&self) -> BelowProps {
        let (targets, spare_targets) = self.targets();
        let backend = connect("own", &Place::at(self.up)).unwrap_or_default();
        BelowProps {
            about: About::of(&self.article),
            scene: Scene {
                words: self.words,
                url: self.article.url.to_string().into(),
                targets,
                spare_targets,
                backend,
            },
            begin: Begin {
                order: Some(self.order),
                first: Some(Rc::new(self.thread.clone())),
                branch: self.branch.clone().map(Rc::new),
                sign_in: self.sign_in,
                zone: self.zone,
                writing: self.writing.clone().map(Rc::new),
                sent: self.sent,
            },
            on_event: Default::default(),
        }
    }

    /// What is shown, and what stands ready.
    fn targets(&self) -> (Rc<[&'static Target]>, Rc<[&'static Target]>) {
        let usual = chosen(usual(self.words.lang));
        match self.sharing {
            Sharing::Usual => (usual, Rc::default()),
            Sharing::Everywhere => {
                let others = TARGETS.iter().filter(|target| !usual.contains(target));
                let others = others.collect();
                (usual, others)
            }
            Sharing::Nowhere => (Rc::default(), Rc::default()),
        }
    }

    fn data(&self) -> String {
        let fragment = Fragment {
            id: self.article.id.clone(),
            url: self.article.url.to_string(),
            order: self.order,
            thread: self.thread.clone(),
            sign_in: self.sign_in,
            words: (*self.words != VI).then(|| self.words.lines()),
        };
        let json = serde_json::to_string(&fragment).expect("a fragment has only strings for keys");
        in_script(&json)
    }
}

/// JSON in which no `</script>` can be spelled.
pub fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Has an address that begins with [`FROM_FRAGMENT`] begin with `up` instead.
pub fn turn(address: &mut Address, up: &str) {
    let turned = address.as_str().strip_prefix(FROM_FRAGMENT);
    if let Some(turned) = turned.and_then(|rest| format!("{up}{rest}").parse().ok()) {
        *address = turned;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_cannot_be_closed_by_what_stands_in_it() {
        let json = in_script(r#"{"text":"</script><script>alert(1)"}"#);
        assert!(!json.contains('<'));
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["text"], "</script><script>alert(1)");
    }
}
