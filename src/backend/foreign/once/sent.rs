//! What was sent, and how it is told from what others say.

use model::{Comment, CommentId, CommentStatus, Posted};
use serde::{Deserialize, Serialize};

use crate::backend::foreign::alike::{resembles, same_name};

/// How far a server's clock may be behind this device's, in milliseconds, where nothing else tells what is new.
const CLOCKS_APART_MS: i64 = 24 * 60 * 60 * 1_000;

/// What was sent, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// What it says.
    pub text: String,
    /// Who it is by.
    pub author_name: String,
    /// What it answers.
    pub parent: Option<CommentId>,
    /// When it was first sent, in milliseconds by this device's clock.
    pub kept_at_ms: i64,
    /// The newest moment in the thread before that, by the server's clock; none if the thread was not read.
    pub seen_ms: Option<i64>,
    /// The comments of that moment, and those dated later than this device's clock said it was.
    pub seen: Vec<CommentId>,
    /// What it became.
    pub posted: Option<Posted>,
}

impl Sent {
    /// Is this comment what was sent?
    pub fn is(&self, comment: &Comment) -> bool {
        // Only the server's clock tells what is new on it, whatever this device's says.
        let since_ms = self.seen_ms.unwrap_or(self.kept_at_ms - CLOCKS_APART_MS);
        comment.posted_at_ms >= since_ms
            && comment.parent == self.parent
            && !self.seen.contains(&comment.id)
            && self.says(comment)
    }

    /// Does this comment say the same under the same name, wherever and whenever?
    pub fn says(&self, comment: &Comment) -> bool {
        comment.status != CommentStatus::Removed
            && same_name(&comment.author.name, &self.author_name)
            && resembles(&comment.body, &self.text)
    }
}

/// How far a thread goes, as far as it was read.
#[derive(Default)]
pub struct Newest {
    /// The newest moment that is not still to come by this device's clock; none before anything was read.
    pub at_ms: Option<i64>,
    /// The comments of that moment and later ones, each with its own.
    pub comments: Vec<(i64, CommentId)>,
}

impl Newest {
    /// Some comments of it were read, when it was `now_ms` by this device's clock.
    pub fn saw(&mut self, comments: &[Comment], now_ms: i64) {
        let past = comments.iter().map(|comment| comment.posted_at_ms);
        let past = past.filter(|at_ms| *at_ms <= now_ms).max().unwrap_or(0);
        let at_ms = self.at_ms.map_or(past, |at_ms| at_ms.max(past));
        self.at_ms = Some(at_ms);
        for comment in comments.iter().filter(|it| it.posted_at_ms >= at_ms) {
            let dated = (comment.posted_at_ms, comment.id.clone());
            if !self.comments.contains(&dated) {
                self.comments.push(dated);
            }
        }
        self.comments.retain(|(dated_ms, _)| *dated_ms >= at_ms);
    }
}
