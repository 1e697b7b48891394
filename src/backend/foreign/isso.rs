//! Isso: `isso:https://comments.example`, a thread by the path of the article's address, or by what stands behind `#`.

use std::cell::Cell;

use model::{
    ArticleId, Author, Comment, CommentId, CommentStatus, Draft, Order, Posted, ProblemKind, Thread,
};
use serde::Deserialize;
use serde_json::json;

use super::{
    body::body,
    email, encoded,
    fetch::{Ask, Told},
    kept::Likes,
    once::{Ledger, Server},
    parts, path, said,
};
use crate::backend::{Authorship, Backend, BackendError, Capabilities, Page, Place, Reply};

/// Comments on the article in one page.
const PAGE: usize = 20;
/// First replies to each of them.
const FIRST_REPLIES: usize = 3;
/// Comments on the article, or replies, that are asked for at once where much is wanted.
const MANY: usize = 100;
/// Pages that are gone through for one comment.
const MOST_PAGES: usize = 20;

/// A thread on an Isso server.
pub(super) struct IssoBackend {
    /// Without a slash at its end.
    address: String,
    uri: String,
    nameless: &'static str,
    ledger: Ledger,
    /// The server said that it wants an e-mail address.
    wants_email: Cell<bool>,
}

/// A page of a thread, or of the replies to one comment.
#[derive(Deserialize)]
struct Listing {
    #[serde(default)]
    total_replies: u32,
    #[serde(default)]
    hidden_replies: i64,
    replies: Vec<Entry>,
    config: Option<Config>,
}

#[derive(Deserialize)]
struct Config {
    #[serde(rename = "require-email", default)]
    requires_email: bool,
}

/// A comment as Isso tells it.
#[derive(Deserialize)]
struct Entry {
    #[serde(deserialize_with = "said::id")]
    id: Option<CommentId>,
    #[serde(default, deserialize_with = "said::id")]
    parent: Option<CommentId>,
    /// HTML.
    text: String,
    /// With `&`, `<` and `>` escaped.
    author: Option<String>,
    /// 1 published, 2 waiting, 4 removed.
    mode: u8,
    /// In seconds.
    created: f64,
    modified: Option<f64>,
    #[serde(default)]
    likes: u32,
    #[serde(default)]
    total_replies: u32,
    #[serde(default)]
    replies: Vec<Entry>,
}

#[derive(Deserialize)]
struct Votes {
    likes: u32,
    /// Why nothing changed.
    message: Option<String>,
}

impl IssoBackend {
    /// The thread at a place.
    pub fn new(place: &Place) -> Self {
        let (address, uri) = parts(place.address);
        Self {
            address: address.to_owned(),
            uri: uri.unwrap_or_else(|| path(place.url).to_owned()),
            nameless: place.nameless,
            ledger: Ledger::of(address),
            wants_email: Cell::default(),
        }
    }

    async fn listing(&self, query: &str) -> Result<Listing, BackendError> {
        let url = format!("{}/?uri={}{query}", self.address, encoded(&self.uri));
        let told = Ask::get(url).tell().await?;
        if !told.is_granted() {
            return Err(refusal(&told));
        }
        let listing: Listing = told.read()?;
        if let Some(config) = &listing.config {
            self.wants_email.set(config.requires_email);
        }
        Ok(listing)
    }

    async fn page(
        &self,
        article: &ArticleId,
        order: Order,
        start: usize,
        (roots, replies): (usize, Option<usize>),
    ) -> Result<Thread, BackendError> {
        let sort = match order {
            Order::Newest => "newest",
            Order::Oldest => "oldest",
            Order::Best => "upvotes",
        };
        let replies = replies.map(|most| format!("&nested_limit={most}"));
        let replies = replies.unwrap_or_default();
        let query = format!("&sort={sort}&limit={roots}&offset={start}{replies}");
        let listing = self.listing(&query).await?;
        let end = start + listing.replies.len();
        let more = listing.hidden_replies > 0 && !listing.replies.is_empty();
        let total = listing.total_replies;
        let mut thread = said::thread(article, total, self.comments(listing.replies));
        thread.next_cursor = more.then(|| end.to_string());
        self.ledger.saw(&thread);
        Ok(thread)
    }

    /// Each followed by its replies.
    fn comments(&self, entries: Vec<Entry>) -> Vec<Comment> {
        let mut comments = Vec::new();
        for mut entry in entries {
            let replies = std::mem::take(&mut entry.replies);
            comments.extend(self.comment(entry));
            comments.extend(replies.into_iter().filter_map(|reply| self.comment(reply)));
        }
        comments
    }

    fn comment(&self, entry: Entry) -> Option<Comment> {
        let name = entry.author.filter(|name| !name.trim().is_empty());
        let comment = Comment {
            id: entry.id?,
            parent: entry.parent,
            author: Author {
                name: name.map_or_else(|| self.nameless.to_owned(), |name| said::unescaped(&name)),
                badge: None,
            },
            body: body(&entry.text, &self.address),
            status: match entry.mode {
                2 => CommentStatus::Pending,
                _ => CommentStatus::Published,
            },
            posted_at_ms: (entry.created * 1_000.0) as i64,
            edited_at_ms: entry.modified.map(|at| (at * 1_000.0) as i64),
            likes: entry.likes,
            reply_count: entry.total_replies,
        };
        Some(match entry.mode {
            4 => said::removed(comment),
            _ => comment,
        })
    }

    async fn around(
        &self,
        article: &ArticleId,
        order: Order,
        id: &CommentId,
    ) -> Result<Thread, BackendError> {
        let mut start = 0;
        for _ in 0..MOST_PAGES {
            let page = self.page(article, order, start, (MANY, None)).await?;
            if page.comments.iter().any(|comment| comment.id == *id) {
                return Ok(page);
            }
            match page.next_cursor.and_then(|next| next.parse().ok()) {
                Some(next) => start = next,
                None => break,
            }
        }
        Err(BackendError::Gone)
    }
}

impl Backend for IssoBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            orders: &[Order::Newest, Order::Oldest, Order::Best],
            post: true,
            moderated: true,
            reply_depth: 1,
            email: self.wants_email.get(),
            like: true,
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
            let start = match page {
                Page::First => 0,
                Page::After(cursor) => cursor.parse().unwrap_or_default(),
                Page::Around(id) => return self.around(article, order, id).await,
            };
            let size = (PAGE, Some(FIRST_REPLIES));
            self.page(article, order, start, size).await
        })
    }

    fn replies<'a>(&'a self, comment: &'a CommentId, after: Option<&'a str>) -> Reply<'a, Thread> {
        Box::pin(async move {
            let start: usize = after
                .and_then(|after| after.parse().ok())
                .unwrap_or_default();
            let query = format!("&parent={comment}&limit={MANY}&offset={start}");
            let listing = self.listing(&query).await?;
            let end = start + listing.replies.len();
            let more = listing.hidden_replies > 0 && !listing.replies.is_empty();
            let (total, article) = (listing.total_replies, said::nowhere());
            let mut thread = said::thread(&article, total, self.comments(listing.replies));
            thread.next_cursor = more.then(|| end.to_string());
            Ok(thread)
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
            if !liked {
                return Err(said::refused(ProblemKind::WrongToken, ""));
            }
            let told = Ask {
                url: format!("{}/id/{comment}/like", self.address),
                method: "POST",
                ..Ask::default()
            };
            let told = told.tell().await?;
            if !told.is_granted() {
                return Err(refusal(&told));
            }
            let votes: Votes = told.read()?;
            if votes.message.is_some() {
                return Ok(Some(votes.likes)); // not counted: it is one's own
            }
            Likes::of(&self.address, article).note(comment, true);
            Ok(Some(votes.likes))
        })
    }
}

impl Server for IssoBackend {
    fn send<'a>(&'a self, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(async move {
            let parent = draft.parent.as_ref().map(|id| id.as_str().parse::<u64>());
            let parent = parent.transpose();
            let parent = parent.map_err(|_| said::refused(ProblemKind::ParentUnavailable, ""))?;
            let email = Some(email::given()).filter(|_| self.wants_email.get());
            let email = email.map(|email| email.trim().to_owned());
            let sent = json!({
                "text": draft.text,
                "author": draft.author_name,
                "email": email.filter(|email| !email.is_empty()),
                "parent": parent,
                // A thread that is new to the server gets this name; without it, it would fetch the page.
                "title": said::title(),
            });
            let url = format!("{}/new?uri={}", self.address, encoded(&self.uri));
            let told = Ask::post(url, sent).tell().await?;
            if !told.is_granted() {
                return Err(refusal(&told));
            }
            let entry: Entry = told.read()?;
            let comment = self.comment(entry).ok_or_else(|| said::by_status(&told))?;
            Ok(said::posted(comment, draft.key.as_deref()))
        })
    }

    fn recent<'a>(&'a self, parent: Option<&'a CommentId>) -> Reply<'a, Vec<Comment>> {
        Box::pin(async move {
            let query = match parent {
                // Replies come oldest first, whatever is asked for: so all of them.
                Some(parent) => format!("&parent={parent}"),
                None => format!("&sort=newest&limit={MANY}&nested_limit=0"),
            };
            Ok(self.comments(self.listing(&query).await?.replies))
        })
    }
}

/// Isso says why in the last paragraph of a page.
fn refusal(told: &Told) -> BackendError {
    let why = last_paragraph(&told.text);
    let number = || {
        why.split(|c: char| !c.is_ascii_digit())
            .find_map(|n| n.parse().ok())
    };
    let says = |words: &str| why.contains(words);
    match told.status {
        400 if says("too short") => {
            said::limited(ProblemKind::Invalid, "text", number().unwrap_or(3))
        }
        400 if says("too long") => {
            said::limited(ProblemKind::TooLong, "text", number().unwrap_or(65_535))
        }
        400 if says("text is missing") => said::refused(ProblemKind::Empty, "text"),
        400 if says("mail") => said::refused(ProblemKind::Invalid, "author_email"),
        403 if says("email address required") => said::refused(ProblemKind::Empty, "author_email"),
        403 if says("author address required") => said::refused(ProblemKind::Empty, "author_name"),
        403 if says("ratelimit exceeded") => said::too_fast(told),
        403 if says("direct responses") => said::refused(ProblemKind::Invalid, "article"),
        _ => said::by_status(told),
    }
}

fn last_paragraph(page: &str) -> &str {
    let start = page.rfind("<p>").map_or(0, |at| at + 3);
    let rest = &page[start..];
    &rest[..rest.find("</p>").unwrap_or(rest.len())]
}

#[cfg(test)]
mod tests;
