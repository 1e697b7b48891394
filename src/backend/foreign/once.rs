//! Posting to servers that know no keys: whatever is not answered is looked for before it is sent again.
//!
//! What is sent is noted in the reader's browser first, under the draft's key, and stays there with what became of it.
//! So a repeat, in this tab or another, after a reload or a crash, finds that note: it gives the comment that stands
//! already, or looks through the thread for one by the same author, with the same parent and the same words, that was not
//! there before. Only what is not found is sent again. While one tab does that, others wait.

mod sent;

use std::cell::RefCell;

use js_sys::Date;
use model::{
    Author, Comment, CommentId, CommentStatus, Draft, Posted, Problem, ProblemKind, Thread,
};

use super::{alike::same_name, kept, lock::locked, said};
use crate::backend::{Authorship, BackendError, Reply};
use sent::{Newest, Sent};

/// Begins the keys of all notes.
const SENT: &str = "chuyen:sent";
/// How long a note is kept, in milliseconds: as long as the widget keeps a comment of the reader's own.
const KEPT_FOR_MS: i64 = 90 * 24 * 60 * 60 * 1_000;
/// A server that knows no keys.
pub(super) trait Server {
    /// Under which name a draft would be sent; a refusal if it would not be.
    fn author<'a>(&'a self, draft: &'a Draft) -> Reply<'a, String> {
        Box::pin(async { Ok(draft.author_name.clone()) })
    }

    /// Sends a draft.
    fn send<'a>(&'a self, draft: &'a Draft) -> Reply<'a, Posted>;

    /// The comments among which one that was just sent would be, if it answers `parent`: the newest of them, some
    /// hundreds at most.
    fn recent<'a>(&'a self, parent: Option<&'a CommentId>) -> Reply<'a, Vec<Comment>>;
}

/// Notes what is sent to one server.
pub(super) struct Ledger {
    address: String,
    newest: RefCell<Newest>,
}

impl Ledger {
    /// Of the server at an address.
    pub fn of(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            newest: RefCell::default(),
        }
    }

    /// A page of the thread was read.
    pub fn saw(&self, thread: &Thread) {
        let now_ms = Date::now() as i64;
        self.newest.borrow_mut().saw(&thread.comments, now_ms);
    }

    /// Posts a draft, unless it stands already.
    pub async fn post(&self, server: &impl Server, draft: &Draft) -> Result<Posted, BackendError> {
        let key = self.key(draft);
        locked(&key, self.post_alone(server, draft, &key)).await
    }

    async fn post_alone(
        &self,
        server: &impl Server,
        draft: &Draft,
        key: &str,
    ) -> Result<Posted, BackendError> {
        let before = read(key);
        if let Some(sent) = &before
            && let Some(posted) = self.stands(server, sent, key).await?
        {
            return as_wanted(posted, sent, draft);
        }
        let author_name = server.author(draft).await?;
        if let Some(sent) = &before
            && !same_name(&sent.author_name, &author_name)
        {
            // Somebody else has signed in since.
            return Err(said::sign_in());
        }
        let is_repeat = before.is_some();
        let sent = Sent {
            text: draft.text.clone(),
            author_name,
            ..before.unwrap_or_else(|| self.note(draft))
        };
        write(key, &sent);
        let posted = match server.send(draft).await {
            Ok(posted) => with_key(posted, draft),
            Err(error) if is_repeat && is_duplicate(&error) => {
                self.held_back(server, &sent, key, error).await?
            }
            Err(error) => {
                if !is_repeat && is_final(&error) {
                    kept::remove(key);
                }
                return Err(error);
            }
        };
        note_posted(key, sent, &posted);
        Ok(posted)
    }

    /// A repeat was refused, because the server has the same words already: those of the attempt before, or older ones.
    async fn held_back(
        &self,
        server: &impl Server,
        sent: &Sent,
        key: &str,
        refusal: BackendError,
    ) -> Result<Posted, BackendError> {
        let recent = server.recent(sent.parent.as_ref()).await?;
        match self.found(&recent, sent, key) {
            Some(posted) => Ok(posted),
            None if recent.iter().any(|comment| sent.says(comment)) => Err(refusal),
            // It shows them to nobody yet.
            None => Ok(assumed(sent, secret(key))),
        }
    }

    /// The comment that a draft became which is not wanted any more; [`BackendError::Gone`] if it became none.
    pub async fn find(&self, server: &impl Server, draft: &Draft) -> Result<Posted, BackendError> {
        let key = self.key(draft);
        let look = async {
            let Some(sent) = read(&key) else {
                return Err(BackendError::Gone);
            };
            let posted = self.stands(server, &sent, &key).await?;
            if posted.is_none() {
                kept::remove(&key);
            }
            posted.ok_or(BackendError::Gone)
        };
        locked(&key, look).await
    }

    /// How an own comment stands that waited for a moderator; no answer if it still does.
    pub async fn own(
        &self,
        server: &impl Server,
        own: &Authorship,
    ) -> Result<Comment, BackendError> {
        let key = format!("{SENT} {} {}", self.address, own.edit_token);
        let Some(sent) = read(&key) else {
            return Err(BackendError::Offline);
        };
        let recent = server.recent(sent.parent.as_ref()).await?;
        let found = recent
            .into_iter()
            .find(|comment| comment.id == own.id || sent.is(comment));
        found.ok_or(BackendError::Offline)
    }

    /// What became of what was sent, if that is known or found.
    async fn stands(
        &self,
        server: &impl Server,
        sent: &Sent,
        key: &str,
    ) -> Result<Option<Posted>, BackendError> {
        if let Some(posted) = &sent.posted {
            return Ok(Some(posted.clone()));
        }
        let recent = server.recent(sent.parent.as_ref()).await?;
        let posted = self.found(&recent, sent, key);
        if let Some(posted) = &posted {
            note_posted(key, sent.clone(), posted);
        }
        Ok(posted)
    }

    /// Among some comments, the one that is what was sent.
    fn found(&self, recent: &[Comment], sent: &Sent, key: &str) -> Option<Posted> {
        let others = self.claimed(key);
        let mut mine = recent.iter().filter(|comment| sent.is(comment));
        let comment = mine.find(|comment| !others.contains(&comment.id))?;
        Some(said::posted(comment.clone(), Some(secret(key))))
    }

    /// What other drafts became.
    fn claimed(&self, key: &str) -> Vec<CommentId> {
        let keys = kept::keys(&format!("{SENT} {} ", self.address));
        let others = keys.iter().filter(|other| *other != key);
        let posted = others.filter_map(|other| read(other)?.posted);
        posted.map(|posted| posted.comment.id).collect()
    }

    fn note(&self, draft: &Draft) -> Sent {
        forget_old();
        let newest = self.newest.borrow();
        let seen = newest.comments.iter().map(|(_, id)| id.clone());
        Sent {
            text: draft.text.clone(),
            author_name: draft.author_name.clone(),
            parent: draft.parent.clone(),
            kept_at_ms: Date::now() as i64,
            seen_ms: newest.at_ms,
            seen: seen.collect(),
            posted: None,
        }
    }

    fn key(&self, draft: &Draft) -> String {
        let key = draft.key.as_deref().unwrap_or_default();
        format!("{SENT} {} {key}", self.address)
    }
}

/// What stands already, if it says what is wanted now. If not, it is a refusal that brings it along.
fn as_wanted(posted: Posted, sent: &Sent, draft: &Draft) -> Result<Posted, BackendError> {
    if sent.text == draft.text {
        return Ok(posted);
    }
    Err(BackendError::Refused(Box::new(Problem {
        posted: Some(Box::new(posted)),
        ..ProblemKind::KeyReused.into()
    })))
}

fn is_duplicate(error: &BackendError) -> bool {
    matches!(error, BackendError::Refused(problem) if problem.kind == ProblemKind::Duplicate)
}

/// Does this answer say that nothing was taken?
fn is_final(error: &BackendError) -> bool {
    match error {
        BackendError::Refused(_) | BackendError::Gone | BackendError::RateLimited { .. } => true,
        BackendError::Offline
        | BackendError::Unavailable { .. }
        | BackendError::Protocol { .. } => false,
    }
}

fn with_key(posted: Posted, draft: &Draft) -> Posted {
    Posted {
        edit_token: draft.key.clone().unwrap_or_default(),
        ..posted
    }
}

/// A comment that the server has and shows to nobody yet, under a name that it gave no comment.
fn assumed(sent: &Sent, secret: &str) -> Posted {
    let id = format!("sent-{secret}").parse();
    let comment = Comment {
        id: id.expect("a key is no longer than an id and holds digits and letters"),
        parent: sent.parent.clone(),
        author: Author {
            name: sent.author_name.clone(),
            badge: None,
        },
        body: said::as_typed(&sent.text),
        status: CommentStatus::Pending,
        posted_at_ms: Date::now() as i64,
        edited_at_ms: None,
        likes: 0,
        reply_count: 0,
    };
    said::posted(comment, Some(secret))
}

/// The draft's own key, of the one that its note is under.
fn secret(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or_default()
}

fn note_posted(key: &str, sent: Sent, posted: &Posted) {
    let posted = Some(posted.clone());
    write(key, &Sent { posted, ..sent });
}

fn read(key: &str) -> Option<Sent> {
    serde_json::from_str(&kept::get(key)?).ok()
}

fn write(key: &str, sent: &Sent) {
    kept::put(
        key,
        &serde_json::to_string(sent).expect("its keys are names"),
    );
}

fn forget_old() {
    let now_ms = Date::now() as i64;
    for key in kept::keys(SENT) {
        if read(&key).is_none_or(|sent| now_ms - sent.kept_at_ms > KEPT_FOR_MS) {
            kept::remove(&key);
        }
    }
}

#[cfg(test)]
mod tests;
