//! What a backend in memory keeps, and what it does with it.

use std::rc::Rc;

use chuyen::backend::{Authorship, BackendError, Capabilities, Page};
use model::{
    ArticleId, Author, Block, Comment, CommentId, CommentStatus, Draft, Inline, MAX_REPLY_DEPTH,
    Order, Posted, Problem, ProblemKind, RichText, Thread, ThreadState,
};

/// The comments on one article.
pub struct Memory {
    /// What it says it can do.
    pub can: Capabilities,
    /// Nothing is done: this is answered.
    pub fails: Option<BackendError>,
    /// Everything is done, but no answer arrives.
    pub loses_answers: bool,
    /// Requests wait until this is over.
    pub is_slow: bool,
    /// Comments wait for a moderator.
    pub approves_first: bool,
    /// How long authors may edit, in seconds.
    pub editable_for_s: u32,
    /// How many comments on the article a page holds.
    pub page_size: usize,
    /// May readers comment?
    pub state: ThreadState,
    /// How often a comment was sent, heard or not.
    pub posts: usize,
    /// How often it was told what a reader likes.
    pub heard_likes: usize,
    likes: Vec<CommentId>,
    comments: Vec<Kept>,
    /// Raised by everything that is told.
    version: i64,
    /// Who is told what happens.
    pub hears: Option<Rc<dyn Fn(Option<Thread>)>>,
}

struct Kept {
    key: Option<String>,
    text: String,
    comment: Comment,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            can: Capabilities {
                post: true,
                reply_depth: MAX_REPLY_DEPTH,
                repeats: true,
                edit: true,
                like: true,
                unlike: true,
                report: true,
                preview: true,
                paged: true,
                live: true,
                ..Capabilities::READ
            },
            fails: None,
            loses_answers: false,
            is_slow: false,
            approves_first: false,
            editable_for_s: 900,
            page_size: 20,
            state: ThreadState::Open,
            posts: 0,
            heard_likes: 0,
            likes: Vec::new(),
            comments: Vec::new(),
            version: 1,
            hears: None,
        }
    }
}

impl Memory {
    /// A moderator rules.
    pub fn rule(&mut self, id: &CommentId, status: CommentStatus) {
        let comment = &mut self.find(id).expect("there").comment;
        comment.status = status;
        if status == CommentStatus::Removed {
            blank(comment);
        }
    }

    /// It says something else.
    pub fn reword(&mut self, id: &CommentId, body: RichText) {
        self.find(id).expect("there").comment.body = body;
    }

    /// Names and texts of all comments, oldest first.
    pub fn said(&self) -> Vec<(String, String)> {
        let both = |kept: &Kept| (kept.comment.author.name.clone(), kept.text.clone());
        self.comments.iter().map(both).collect()
    }

    /// The newest comment.
    pub fn last(&self) -> &Comment {
        &self.comments.last().expect("there").comment
    }

    /// A comment as its author sees it.
    pub fn own(&mut self, own: &Authorship) -> Result<Comment, BackendError> {
        Ok(self.find(&own.id)?.comment.clone())
    }

    fn find(&mut self, id: &CommentId) -> Result<&mut Kept, BackendError> {
        let kept = self.comments.iter_mut().find(|c| c.comment.id == *id);
        kept.ok_or(BackendError::Gone)
    }

    fn owned(&mut self, own: &Authorship) -> Result<&mut Kept, BackendError> {
        let window = self.editable_for_s;
        if own.edit_token != token(&own.id) {
            return Err(refusal(ProblemKind::WrongToken));
        }
        if window == 0 {
            return Err(refusal(ProblemKind::EditWindowOver));
        }
        self.find(&own.id)
    }

    /// Posts a draft, once for each key.
    pub fn post(&mut self, draft: &Draft) -> Result<Posted, BackendError> {
        self.posts += 1;
        let same = |kept: &&Kept| kept.key.is_some() && kept.key == draft.key;
        if let Some(kept) = self.comments.iter().find(same) {
            let posted = self.posted(&kept.comment);
            if kept.text == draft.text {
                return Ok(posted);
            }
            let problem = Problem {
                posted: Some(Box::new(posted)),
                ..ProblemKind::KeyReused.into()
            };
            return Err(BackendError::Refused(Box::new(problem)));
        }
        if self.state == ThreadState::Closed {
            return Err(refusal(ProblemKind::ThreadClosed));
        }
        let status = match self.approves_first {
            true => CommentStatus::Pending,
            false => CommentStatus::Published,
        };
        Ok(self.take(draft, status))
    }

    /// Takes a draft without asking.
    pub fn take(&mut self, draft: &Draft, status: CommentStatus) -> Posted {
        let number = i64::try_from(self.comments.len()).expect("few");
        let id: CommentId = format!("c{number}").parse().expect("an id");
        let comment = Comment {
            id,
            parent: draft.parent.clone(),
            author: Author {
                name: draft.author_name.clone(),
                badge: None,
            },
            body: body(&draft.text),
            status,
            posted_at_ms: 1_685_186_460_000 + number * 60_000,
            edited_at_ms: None,
            likes: 0,
            reply_count: 0,
        };
        let posted = self.posted(&comment);
        self.comments.push(Kept {
            key: draft.key.clone(),
            text: draft.text.clone(),
            comment,
        });
        posted
    }

    fn posted(&self, comment: &Comment) -> Posted {
        Posted {
            comment: comment.clone(),
            edit_token: token(&comment.id),
            editable_for_s: self.editable_for_s,
        }
    }

    /// Gives a comment another text.
    pub fn edit(&mut self, own: &Authorship, text: &str) -> Result<Posted, BackendError> {
        let kept = self.owned(own)?;
        kept.text = text.to_owned();
        kept.comment.body = body(text);
        kept.comment.edited_at_ms = Some(kept.comment.posted_at_ms + 1);
        let comment = kept.comment.clone();
        Ok(self.posted(&comment))
    }

    /// Removes a comment; its place stays while it is answered.
    pub fn remove(&mut self, own: &Authorship) -> Result<(), BackendError> {
        let id = self.owned(own)?.comment.id.clone();
        let is_answered = |kept: &Kept| kept.comment.parent.as_ref() == Some(&id);
        if self.comments.iter().any(is_answered) {
            let comment = &mut self.find(&id)?.comment;
            comment.status = CommentStatus::Removed;
            blank(comment);
        } else {
            self.comments.retain(|kept| kept.comment.id != id);
        }
        Ok(())
    }

    /// What the only reader likes.
    pub fn liked(&self) -> Vec<CommentId> {
        self.likes.clone()
    }

    /// Counts the like of the only reader, or no longer.
    pub fn like(&mut self, id: &CommentId, liked: bool) -> Result<u32, BackendError> {
        self.heard_likes += 1;
        self.likes.retain(|other| other != id);
        if liked {
            self.likes.push(id.clone());
        }
        let likes = self.likes.iter().filter(|other| *other == id).count();
        let likes = u32::try_from(likes).expect("few");
        self.find(id)?.comment.likes = likes;
        Ok(likes)
    }

    /// The descendants of a comment in reading order, those that everyone sees.
    fn below(&self, id: &CommentId) -> Vec<Comment> {
        let mut all = Vec::new();
        for child in self.public().filter(|c| c.parent.as_ref() == Some(id)) {
            all.push(child.clone());
            all.extend(self.below(&child.id));
        }
        all
    }

    fn public(&self) -> impl Iterator<Item = &Comment> {
        let comments = self.comments.iter().map(|kept| &kept.comment);
        comments.filter(|comment| comment.status != CommentStatus::Pending)
    }

    /// What is told once this comment has changed: the thread with it alone.
    pub fn news(&mut self, id: &CommentId) -> Thread {
        self.version += 1;
        let changed = self.find(id).expect("there").comment.clone();
        self.page(vec![changed], None)
    }

    fn page(&self, comments: Vec<Comment>, next_cursor: Option<String>) -> Thread {
        let published = |c: &&Comment| c.status == CommentStatus::Published;
        let counted = |comment: Comment| Comment {
            reply_count: u32::try_from(self.below(&comment.id).len()).expect("few"),
            ..comment
        };
        Thread {
            article_id: article(),
            version: self.version,
            state: self.state,
            total: u32::try_from(self.public().filter(published).count()).expect("few"),
            comments: comments.into_iter().map(counted).collect(),
            next_cursor,
        }
    }

    /// One page of the comments on the article, each with its first replies.
    pub fn thread(&self, order: Order, page: &Page) -> Result<Thread, BackendError> {
        let mut roots: Vec<&Comment> = self.public().filter(|c| c.parent.is_none()).collect();
        if order == Order::Newest {
            roots.reverse();
        }
        let start = match page {
            Page::First => 0,
            Page::After(cursor) => cursor.parse().expect("our own cursor"),
            Page::Around(id) => {
                let holds = |root: &&Comment| {
                    root.id == *id || self.below(&root.id).iter().any(|c| c.id == *id)
                };
                roots.iter().position(holds).ok_or(BackendError::Gone)?
            }
        };
        let end = (start + self.page_size).min(roots.len());
        let mut comments = Vec::new();
        for root in &roots[start..end] {
            let below = self.below(&root.id);
            let sought = |comment: &Comment| *page == Page::Around(comment.id.clone());
            let first = below.iter().position(sought).map_or(3, |at| at + 1).max(3);
            comments.push((*root).clone());
            comments.extend(below.into_iter().take(first));
        }
        let next = (end < roots.len()).then(|| end.to_string());
        Ok(self.page(comments, next))
    }

    /// One page of the replies below a comment.
    pub fn replies(&self, id: &CommentId, after: Option<&str>) -> Thread {
        let below = self.below(id);
        let start: usize = after.map_or(0, |cursor| cursor.parse().expect("our own cursor"));
        let end = (start + self.page_size).min(below.len());
        let next = (end < below.len()).then(|| end.to_string());
        self.page(below[start..end].to_vec(), next)
    }
}

/// What the comments are about.
pub fn article() -> ArticleId {
    "bdk-27052023".parse().expect("an id")
}

/// A refusal of this kind.
pub fn refusal(kind: ProblemKind) -> BackendError {
    BackendError::Refused(Box::new(kind.into()))
}

fn token(id: &CommentId) -> String {
    format!("token of {id}")
}

/// Its place stays, its words do not.
fn blank(comment: &mut Comment) {
    comment.author.name.clear();
    comment.body = RichText::default();
}

fn body(text: &str) -> RichText {
    RichText(vec![Block::Paragraph(vec![Inline::Text(text.into())])])
}
