//! Waline: `waline:https://comments.example`, a thread by the path of the article's address, or by what stands behind
//! `#`.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::decode_uri;
use model::{
    ArticleId, Author, Comment, CommentId, CommentStatus, Draft, MAX_REPLY_DEPTH, Order, Posted,
    ProblemKind, Thread,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{
    body::body,
    encoded,
    fetch::{Ask, Told},
    kept::Likes,
    once::{Ledger, Server},
    parts, path, said,
    whole::{PAGE, Whole},
};
use crate::backend::{Authorship, Backend, BackendError, Capabilities, Page, Place, Reply};

/// The most comments on the article that Waline gives at once.
const MANY: usize = 100;
/// Pages that are gone through for one comment.
const MOST_PAGES: usize = 20;

/// A thread on a Waline server.
pub(super) struct WalineBackend {
    address: String,
    path: String,
    nameless: &'static str,
    ledger: Ledger,
    /// Of each comment that was seen: what it stands below, and who wrote it.
    seen: RefCell<HashMap<CommentId, (CommentId, String)>>,
}

/// Whatever Waline says comes in this, and failures often with status 200.
#[derive(Deserialize)]
struct Wrapped {
    #[serde(default)]
    errno: i64,
    #[serde(default)]
    errmsg: String,
    #[serde(default)]
    data: serde_json::Value,
}

#[derive(Deserialize)]
struct Listing {
    #[serde(rename = "totalPages", default)]
    pages: usize,
    #[serde(default)]
    count: u32,
    data: Vec<Entry>,
}

/// A comment as Waline tells it.
#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "objectId", deserialize_with = "said::id")]
    id: Option<CommentId>,
    #[serde(default, deserialize_with = "said::id")]
    pid: Option<CommentId>,
    #[serde(default, deserialize_with = "said::id")]
    rid: Option<CommentId>,
    nick: Option<String>,
    /// What the site calls its author.
    label: Option<String>,
    /// HTML.
    comment: String,
    #[serde(default)]
    time: f64,
    #[serde(default)]
    like: u32,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    children: Vec<Entry>,
}

#[derive(Deserialize)]
struct Liked {
    like: u32,
}

impl WalineBackend {
    /// The thread at a place.
    pub fn new(place: &Place) -> Self {
        let (address, thread) = parts(place.address);
        Self {
            address: address.to_owned(),
            path: thread.unwrap_or_else(|| path(place.url).to_owned()),
            nameless: place.nameless,
            ledger: Ledger::of(address),
            seen: RefCell::default(),
        }
    }

    /// As Waline's own program spells it.
    fn thread_path(&self) -> String {
        decode_uri(&self.path).map_or(self.path.clone(), String::from)
    }

    async fn page(
        &self,
        article: &ArticleId,
        order: Order,
        page: usize,
        size: usize,
    ) -> Result<Thread, BackendError> {
        let sort = match order {
            Order::Newest => "insertedAt_desc",
            Order::Oldest => "insertedAt_asc",
            Order::Best => "like_desc",
        };
        let url = format!(
            "{}/api/comment?path={}&pageSize={size}&page={page}&lang=en&sortBy={sort}",
            self.address,
            encoded(&self.thread_path())
        );
        let listing: Listing = read(Ask::get(url).tell().await?)?;
        let trees = listing.data.into_iter().map(|root| self.tree(root));
        let comments = trees.flatten().collect();
        let mut thread = said::thread(article, listing.count, comments);
        thread.next_cursor = (page < listing.pages).then(|| (page + 1).to_string());
        self.ledger.saw(&thread);
        Ok(thread)
    }

    /// A comment on the article, and all below it in reading order.
    fn tree(&self, mut root: Entry) -> Vec<Comment> {
        let children = std::mem::take(&mut root.children);
        let all = std::iter::once(root).chain(children);
        Whole::of(all.filter_map(|entry| self.comment(entry)).collect()).into_comments()
    }

    fn comment(&self, entry: Entry) -> Option<Comment> {
        let id = entry.id?;
        let nick = entry.nick.filter(|nick| !nick.trim().is_empty());
        let name = nick.map_or_else(|| self.nameless.to_owned(), |nick| said::unescaped(&nick));
        let root = entry.rid.clone().unwrap_or_else(|| id.clone());
        self.seen
            .borrow_mut()
            .insert(id.clone(), (root, name.clone()));
        Some(Comment {
            id,
            parent: entry.pid.or(entry.rid),
            author: Author {
                name,
                badge: entry.label.filter(|label| !label.is_empty()),
            },
            body: body(&entry.comment, &self.address),
            status: match entry.status.as_deref() {
                Some("waiting" | "spam") => CommentStatus::Pending,
                _ => CommentStatus::Published,
            },
            posted_at_ms: entry.time as i64,
            edited_at_ms: None,
            likes: entry.like,
            reply_count: 0,
        })
    }

    async fn around(
        &self,
        article: &ArticleId,
        order: Order,
        id: &CommentId,
    ) -> Result<Thread, BackendError> {
        // Pages of the usual size, so that what follows can be asked for.
        for page in 1..=MOST_PAGES {
            let thread = self.page(article, order, page, PAGE).await?;
            if thread.comments.iter().any(|comment| comment.id == *id) {
                return Ok(thread);
            }
            if thread.next_cursor.is_none() {
                break;
            }
        }
        Err(BackendError::Gone)
    }
}

impl Backend for WalineBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            orders: &[Order::Newest, Order::Oldest, Order::Best],
            post: true,
            moderated: true,
            reply_depth: MAX_REPLY_DEPTH,
            like: true,
            unlike: true,
            paged: true,
            ..Capabilities::READ
        }
    }

    fn thread<'a>(
        &'a self,
        article: &'a ArticleId,
        order: Order,
        page: &'a Page,
    ) -> Reply<'a, Thread> {
        Box::pin(async move {
            let page = match page {
                Page::First => 1,
                Page::After(cursor) => cursor.parse().unwrap_or(1),
                Page::Around(id) => return self.around(article, order, id).await,
            };
            self.page(article, order, page, PAGE).await
        })
    }

    fn post<'a>(&'a self, _: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(self.ledger.post(self, draft))
    }

    fn find<'a>(&'a self, _: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(self.ledger.find(self, draft))
    }

    fn own<'a>(&'a self, own: &'a Authorship) -> Reply<'a, Comment> {
        Box::pin(self.ledger.own(self, own))
    }

    fn liked(&self, article: &ArticleId) -> Vec<CommentId> {
        Likes::of(&self.address, article).all()
    }

    fn like<'a>(
        &'a self,
        article: &'a ArticleId,
        comment: &'a CommentId,
        liked: bool,
    ) -> Reply<'a, Option<u32>> {
        Box::pin(async move {
            let told = Ask {
                url: format!("{}/api/comment/{comment}?lang=en", self.address),
                method: "PUT",
                body: Some(json!({ "like": liked })),
                header: None,
            };
            let told = told.tell().await?;
            let now: serde_json::Value = read(told)?;
            Likes::of(&self.address, article).note(comment, liked);
            let now: Option<Liked> = serde_json::from_value(now).ok();
            Ok(now.map(|now| now.like))
        })
    }
}

impl Server for WalineBackend {
    fn send<'a>(&'a self, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(async move {
            let mut sent = json!({
                "comment": draft.text,
                "nick": draft.author_name,
                "mail": "",
                "link": "",
                "url": self.thread_path(),
                "ua": said::browser(),
            });
            if let Some(parent) = &draft.parent {
                let seen = self.seen.borrow().get(parent).cloned();
                let (root, nick) = seen.unwrap_or_else(|| (parent.clone(), String::new()));
                sent["pid"] = parent.as_str().into();
                sent["rid"] = root.as_str().into();
                sent["at"] = nick.into();
            }
            let url = format!("{}/api/comment?lang=en", self.address);
            let told = Ask::post(url, sent).tell().await?;
            let entry: Entry = read(told)?;
            let unnamed = || BackendError::Protocol {
                url: self.address.clone(),
                detail: "a comment without an id".to_owned(),
            };
            // It was taken all the same: it is looked for, not sent again.
            let comment = self.comment(entry).ok_or_else(unnamed)?;
            Ok(said::posted(comment, draft.key.as_deref()))
        })
    }

    fn recent<'a>(&'a self, parent: Option<&'a CommentId>) -> Reply<'a, Vec<Comment>> {
        Box::pin(async move {
            let mut comments = Vec::new();
            for page in 1..=MOST_PAGES {
                let article = said::nowhere();
                let thread = self.page(&article, Order::Newest, page, MANY).await?;
                comments.extend(thread.comments);
                // Replies come with what they answer.
                let is_there =
                    |parent: &CommentId| comments.iter().any(|comment| comment.id == *parent);
                if parent.is_none_or(is_there) || thread.next_cursor.is_none() {
                    break;
                }
            }
            Ok(comments)
        })
    }
}

/// What an answer holds, if it is no refusal.
fn read<T: DeserializeOwned>(told: Told) -> Result<T, BackendError> {
    let Ok(wrapped) = told.read::<Wrapped>() else {
        return Err(said::by_status(&told));
    };
    if !told.is_granted() || wrapped.errno != 0 {
        return Err(refusal(&told, &wrapped));
    }
    serde_json::from_value(wrapped.data).map_err(|error| BackendError::Protocol {
        url: told.url,
        detail: error.to_string(),
    })
}

fn refusal(told: &Told, wrapped: &Wrapped) -> BackendError {
    let status = match told.status {
        200 => u16::try_from(wrapped.errno).unwrap_or(400),
        status => status,
    };
    let why = wrapped.errmsg.to_lowercase();
    match status {
        _ if why.contains("too fast") => said::too_fast(told),
        _ if why.contains("duplicate") => said::refused(ProblemKind::Duplicate, ""),
        _ if why.contains("captcha") || why.contains("turnstile") => {
            said::refused(ProblemKind::Invalid, "captcha")
        }
        401 => said::sign_in(),
        403 => said::refused(ProblemKind::OriginNotAllowed, ""),
        404 | 429 if told.status != 200 => said::by_status(told),
        500..=599 => BackendError::Unavailable { status },
        _ => said::refused(ProblemKind::Other, ""),
    }
}

#[cfg(test)]
mod tests;
