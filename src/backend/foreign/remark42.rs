//! Remark42: `remark42:https://comments.example#site`, the server and the site's name there (`remark` if none is given);
//! a thread by the article's address. It can be read everywhere; comments are taken where the host page says who the
//! reader is.

use model::{
    ArticleId, Author, Comment, CommentId, CommentStatus, Draft, MAX_REPLY_DEPTH, Order, Posted,
    ProblemKind, Thread, ThreadState,
};
use serde::Deserialize;
use serde_json::json;

use super::{
    body::body,
    encoded,
    fetch::{Ask, Told},
    once::{Ledger, Server},
    parts, said,
    whole::Whole,
};
use crate::backend::{Authorship, Backend, BackendError, Capabilities, Page, Place, Reply, Token};

/// Seconds that a refused post has to wait: refusals count too.
const BACK_OFF_S: u32 = 3;
/// Longest comment, in characters, unless the server is told otherwise.
const MAX_CHARS: usize = 2_048;

/// A thread on a Remark42 server.
pub(super) struct Remark42Backend {
    address: String,
    site: String,
    url: String,
    nameless: &'static str,
    token: Option<Token>,
    ledger: Ledger,
}

#[derive(Deserialize)]
struct Listing {
    comments: Vec<Entry>,
    info: Info,
}

#[derive(Deserialize)]
struct Info {
    #[serde(default)]
    count: u32,
    #[serde(default)]
    read_only: bool,
}

/// A comment as Remark42 tells it.
#[derive(Deserialize)]
struct Entry {
    #[serde(deserialize_with = "said::id")]
    id: Option<CommentId>,
    #[serde(default, deserialize_with = "said::id")]
    pid: Option<CommentId>,
    /// HTML.
    text: String,
    user: User,
    #[serde(default)]
    score: i64,
    time: String,
    edit: Option<Edited>,
    #[serde(default)]
    delete: bool,
}

#[derive(Deserialize)]
struct User {
    #[serde(default)]
    name: String,
}

/// What a token says.
#[derive(Deserialize)]
struct Claims {
    user: User,
}

#[derive(Deserialize)]
struct Edited {
    time: String,
}

/// A refusal by a handler; what stands before it refuses in plain text.
#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    details: String,
    #[serde(default)]
    error: String,
}

impl Remark42Backend {
    /// The thread at a place.
    pub fn new(place: &Place) -> Self {
        let (address, site) = parts(place.address);
        Self {
            address: address.to_owned(),
            site: site.unwrap_or_else(|| "remark".to_owned()),
            url: place.url.split('#').next().unwrap_or_default().to_owned(),
            nameless: place.nameless,
            token: place.token.clone(),
            ledger: Ledger::of(address),
        }
    }

    /// What the host page has for who reads it.
    async fn token(&self) -> Result<String, BackendError> {
        let token = match &self.token {
            Some(token) => token().await?,
            None => None,
        };
        token.ok_or_else(said::sign_in)
    }

    async fn listing(&self) -> Result<Listing, BackendError> {
        let url = format!(
            "{}/api/v1/find?site={}&url={}&format=plain&sort=-time",
            self.address,
            encoded(&self.site),
            encoded(&self.url)
        );
        let told = Ask::get(url).tell().await?;
        match told.is_granted() {
            true => told.read(),
            false => Err(refusal(&told)),
        }
    }

    fn comments(&self, entries: Vec<Entry>) -> Vec<Comment> {
        entries
            .into_iter()
            .filter_map(|entry| self.comment(entry))
            .collect()
    }

    fn comment(&self, entry: Entry) -> Option<Comment> {
        let name = entry.user.name.trim();
        let comment = Comment {
            id: entry.id?,
            parent: entry.pid,
            author: Author {
                name: match name {
                    "" => self.nameless.to_owned(),
                    name => said::unescaped(name),
                },
                badge: None,
            },
            body: body(&entry.text, &self.address),
            status: CommentStatus::Published,
            posted_at_ms: said::moment(&entry.time)?,
            edited_at_ms: entry.edit.and_then(|edit| said::moment(&edit.time)),
            likes: u32::try_from(entry.score).unwrap_or_default(),
            reply_count: 0,
        };
        Some(match entry.delete {
            true => said::removed(comment),
            false => comment,
        })
    }
}

impl Backend for Remark42Backend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            orders: &[Order::Newest, Order::Oldest, Order::Best],
            post: self.token.is_some(),
            names: false,
            reply_depth: MAX_REPLY_DEPTH,
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
            let listing = self.listing().await?;
            let whole = Whole::of(self.comments(listing.comments));
            let mut thread = whole.page(article, order, page)?;
            if listing.info.read_only {
                thread.state = ThreadState::Closed;
            }
            thread.total = listing.info.count;
            self.ledger.saw(&thread);
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
}

impl Server for Remark42Backend {
    fn author<'a>(&'a self, draft: &'a Draft) -> Reply<'a, String> {
        Box::pin(async {
            // What was sent is found again by who wrote it, and that is who is signed in.
            let token = self.token().await?;
            Ok(name_in(&token).unwrap_or_else(|| draft.author_name.clone()))
        })
    }

    fn send<'a>(&'a self, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(async move {
            let token = self.token().await?;
            let sent = json!({
                "text": draft.text,
                "pid": draft.parent.as_ref().map_or("", CommentId::as_str),
                "locator": { "site": self.site, "url": self.url },
                "title": said::title(),
            });
            let url = format!(
                "{}/api/v1/comment?site={}",
                self.address,
                encoded(&self.site)
            );
            let ask = Ask {
                header: Some(("X-JWT", &token)),
                ..Ask::post(url, sent)
            };
            let told = ask.tell().await?;
            if !told.is_granted() {
                return Err(refusal(&told));
            }
            let entry: Entry = told.read()?;
            let comment = self.comment(entry).ok_or_else(|| said::by_status(&told))?;
            Ok(said::posted(comment, draft.key.as_deref()))
        })
    }

    fn recent<'a>(&'a self, _: Option<&'a CommentId>) -> Reply<'a, Vec<Comment>> {
        Box::pin(async { Ok(self.comments(self.listing().await?.comments)) })
    }
}

/// Whose token it is: a JWT, of which nothing else is read. The server alone can tell whether it is genuine.
fn name_in(token: &str) -> Option<String> {
    let claims = token.split('.').nth(1)?;
    let claims = claims.replace('-', "+").replace('_', "/");
    let bytes = web_sys::window()?.atob(&claims).ok()?;
    // Each byte comes as a character of its own.
    let bytes: Option<Vec<u8>> = bytes.chars().map(|c| u8::try_from(c).ok()).collect();
    let claims: Claims = serde_json::from_slice(&bytes?).ok()?;
    Some(said::unescaped(&claims.user.name)).filter(|name| !name.is_empty())
}

fn refusal(told: &Told) -> BackendError {
    let why = match told.read::<Refusal>() {
        Ok(Refusal { details, error }) => format!("{details} {error}").to_lowercase(),
        Err(_) => told.text.to_lowercase(),
    };
    match told.status {
        401 | 403 => said::sign_in(),
        429 => BackendError::RateLimited {
            retry_after_s: told.retry_after_s.unwrap_or(BACK_OFF_S),
        },
        400 if why.contains("exceed") || why.contains("too long") => {
            said::limited(ProblemKind::TooLong, "text", MAX_CHARS)
        }
        400 if why.contains("empty") => said::refused(ProblemKind::Empty, "text"),
        400 if why.contains("read-only") => said::refused(ProblemKind::ThreadClosed, ""),
        _ => said::by_status(told),
    }
}

#[cfg(test)]
mod tests;
