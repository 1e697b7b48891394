//! WordPress: `wordpress:https://site.example#123`, the site and the number of the post; without it, the article's id
//! if that is a number.

use std::cell::RefCell;

use model::{
    ArticleId, Author, Comment, CommentId, CommentStatus, Draft, MAX_REPLY_DEPTH, Order, Posted,
    ProblemKind, Thread,
};
use serde::Deserialize;
use serde_json::json;
use web_sys::console;

use super::{
    all::all,
    body::body,
    email,
    fetch::{Ask, Told},
    once::{Ledger, Server},
    parts, said,
    whole::Whole,
};
use crate::backend::{Authorship, Backend, BackendError, Capabilities, Page, Place, Reply};

/// Comments in one answer: the most that WordPress gives.
const MANY: u32 = 100;
/// Answers that are asked for; older comments are read at the site.
const MOST_ANSWERS: u32 = 10;
/// Longest comment, in characters.
const MAX_CHARS: usize = 65_525;
/// Seconds that WordPress wants between two comments.
const FLOOD_S: u32 = 15;

/// The comments on a post of a WordPress site.
pub(super) struct WordPressBackend {
    address: String,
    named: Option<String>,
    nameless: &'static str,
    ledger: Ledger,
    /// The post, once that is known.
    post: RefCell<Option<String>>,
    /// What was read last, and how many comments there are.
    read: RefCell<Option<(Whole, u32)>>,
}

/// A comment as WordPress tells it.
#[derive(Deserialize)]
struct Entry {
    #[serde(deserialize_with = "said::id")]
    id: Option<CommentId>,
    #[serde(default, deserialize_with = "said::id")]
    parent: Option<CommentId>,
    #[serde(default)]
    author_name: String,
    /// UTC, without saying so.
    date_gmt: String,
    content: Rendered,
    #[serde(default)]
    status: String,
    #[serde(rename = "type", default)]
    kind: String,
}

/// HTML.
#[derive(Deserialize)]
struct Rendered {
    rendered: String,
}

/// A refusal; its message is HTML in the site's language, for people.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    data: serde_json::Value,
}

impl WordPressBackend {
    /// The post at a place.
    pub fn new(place: &Place) -> Self {
        let (address, post) = parts(place.address);
        Self {
            address: address.to_owned(),
            named: post.clone(),
            nameless: place.nameless,
            ledger: Ledger::of(address),
            post: RefCell::new(post),
            read: RefCell::default(),
        }
    }

    /// The post that the thread is about.
    fn post_of(&self, article: &ArticleId) -> Result<(), BackendError> {
        let id = article.as_str();
        if self.named.is_none() {
            self.post.replace(number(id, &self.address));
        }
        if self.post.borrow().is_some() {
            return Ok(());
        }
        let said = format!(
            "chuyen: attribute backend=\"wordpress:{}\" names no post, and article \"{id}\" is none of that site; write wordpress:{}#<number of the post>",
            self.address, self.address
        );
        console::warn_1(&said.into());
        Err(BackendError::Gone)
    }

    fn comments(&self, page: u32) -> Reply<'_, (Vec<Comment>, u32)> {
        let post = self.post.borrow().clone().unwrap_or_default();
        let url = format!(
            "{}/wp-json/wp/v2/comments?post={post}&per_page={MANY}&page={page}&order=desc&orderby=date_gmt&_fields=id,parent,author_name,date_gmt,content,status,type",
            self.address
        );
        Box::pin(async move {
            let told = Ask::get(url).tell().await?;
            if !told.is_granted() {
                return Err(refusal(&told));
            }
            let entries: Vec<Entry> = told.read()?;
            let comments: Vec<_> = entries
                .into_iter()
                .filter_map(|e| self.comment(e))
                .collect();
            let total = told.total.unwrap_or(comments.len() as u32);
            Ok((comments, total))
        })
    }

    fn comment(&self, entry: Entry) -> Option<Comment> {
        // Pingbacks and notes are no talk.
        if !matches!(entry.kind.as_str(), "" | "comment") {
            return None;
        }
        let name = said::unescaped(entry.author_name.trim());
        Some(Comment {
            id: entry.id?,
            parent: entry.parent,
            author: Author {
                name: Some(name)
                    .filter(|name| !name.is_empty())
                    .unwrap_or(self.nameless.to_owned()),
                badge: None,
            },
            body: body(&entry.content.rendered, &self.address),
            // Held, taken for spam, in the bin: what was not approved, nobody sees.
            status: match entry.status.as_str() {
                "" | "approved" | "approve" | "1" => CommentStatus::Published,
                _ => CommentStatus::Pending,
            },
            posted_at_ms: said::moment(&entry.date_gmt)?,
            edited_at_ms: None,
            likes: 0,
            reply_count: 0,
        })
    }

    /// Reads all comments, newest first, as far as they are read here.
    async fn read_all(&self) -> Result<(), BackendError> {
        let (mut comments, total) = self.comments(1).await?;
        let answers = total.div_ceil(MANY).min(MOST_ANSWERS);
        let others = all((2..=answers).map(|page| self.comments(page)).collect()).await?;
        comments.extend(others.into_iter().flat_map(|(comments, _)| comments));
        self.read.replace(Some((Whole::of(comments), total)));
        Ok(())
    }
}

/// The number of the post that an article of this site was made of: its id is that, or the host and that.
fn number(id: &str, address: &str) -> Option<String> {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let number = id
        .strip_prefix(host)
        .and_then(|rest| rest.strip_prefix('-'))
        .unwrap_or(id);
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| number.to_owned())
}

impl Backend for WordPressBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            post: true,
            moderated: true,
            reply_depth: MAX_REPLY_DEPTH,
            email: true,
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
            self.post_of(article)?;
            if *page == Page::First || self.read.borrow().is_none() {
                self.read_all().await?;
            }
            let read = self.read.borrow();
            let Some((whole, total)) = read.as_ref() else {
                return Err(BackendError::Gone);
            };
            let mut thread = whole.page(article, order, page)?;
            thread.total = *total;
            self.ledger.saw(&thread);
            Ok(thread)
        })
    }

    fn post<'a>(&'a self, article: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(async move {
            self.post_of(article)?;
            self.ledger.post(self, draft).await
        })
    }

    fn find<'a>(&'a self, article: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(async move {
            self.post_of(article)?;
            self.ledger.find(self, draft).await
        })
    }

    fn own<'a>(&'a self, own: &'a Authorship) -> Reply<'a, Comment> {
        Box::pin(self.ledger.own(self, own))
    }
}

impl Server for WordPressBackend {
    fn send<'a>(&'a self, draft: &'a Draft) -> Reply<'a, Posted> {
        Box::pin(async move {
            let mut sent = json!({
                "post": self.post.borrow().as_deref(),
                "author_name": draft.author_name,
                "content": draft.text,
            });
            if let Some(parent) = &draft.parent {
                sent["parent"] = parent.as_str().into();
            }
            let email = email::given();
            if !email.trim().is_empty() {
                sent["author_email"] = email.trim().into();
            }
            let url = format!("{}/wp-json/wp/v2/comments", self.address);
            let told = Ask::post(url, sent).tell().await?;
            if !told.is_granted() {
                return Err(refusal(&told));
            }
            let entry: Entry = told.read()?;
            let comment = self.comment(entry).ok_or_else(|| said::by_status(&told))?;
            Ok(said::posted(comment, draft.key.as_deref()))
        })
    }

    fn recent<'a>(&'a self, _: Option<&'a CommentId>) -> Reply<'a, Vec<Comment>> {
        Box::pin(async { self.comments(1).await.map(|(comments, _)| comments) })
    }
}

fn refusal(told: &Told) -> BackendError {
    let Ok(refusal) = told.read::<Refusal>() else {
        return said::by_status(told);
    };
    let names = |field: &str| refusal.data["params"].get(field).is_some();
    match refusal.code.as_str() {
        "rest_comment_login_required" => said::sign_in(),
        "rest_comment_closed" => said::refused(ProblemKind::ThreadClosed, ""),
        "rest_comment_invalid_post_id" | "rest_comment_draft_post" | "rest_comment_trash_post" => {
            BackendError::Gone
        }
        "rest_comment_content_invalid" => said::refused(ProblemKind::Empty, "text"),
        "rest_comment_author_data_required" => said::refused(ProblemKind::Empty, "author_email"),
        "rest_invalid_param" if names("author_email") => {
            said::refused(ProblemKind::Invalid, "author_email")
        }
        "comment_author_column_length" => said::limited(ProblemKind::TooLong, "author_name", 245),
        "comment_author_email_column_length" => said::refused(ProblemKind::Invalid, "author_email"),
        "comment_content_column_length" => said::limited(ProblemKind::TooLong, "text", MAX_CHARS),
        "comment_duplicate" => said::refused(ProblemKind::Duplicate, ""),
        "comment_flood" => BackendError::RateLimited {
            retry_after_s: told.retry_after_s.unwrap_or(FLOOD_S),
        },
        _ => said::by_status(told),
    }
}

#[cfg(test)]
mod tests;
