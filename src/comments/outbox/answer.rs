//! What the backend says to an entry's step.
//!
//! The author may have changed their mind while the step was under way: an answer counts for what
//! was asked, and what is wanted now is the next step.

use model::{Comment, CommentStatus, Posted, Problem, ProblemKind};

use crate::backend::BackendError;

use super::{Answer, Deed, Entry, Phase, Stand, Standing, Step, retry};

/// When an answer came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// By this device's clock, in milliseconds.
    pub now_ms: i64,
    /// A random number from 0 to 1, so that readers who waited together do not come back together.
    pub chance: f64,
}

impl Entry {
    /// Its step is taken and waits for an answer.
    #[must_use]
    pub fn sending(self) -> Self {
        Self {
            tries: self.tries.saturating_add(1),
            phase: Phase::Sending,
            ..self
        }
    }

    /// The backend answered a step. None if nothing is left of it.
    #[must_use]
    pub fn answered(self, step: &Step, answer: Answer, moment: Moment) -> Option<Self> {
        match answer {
            Answer::Posted(posted) => {
                let text = step.text().unwrap_or(&self.text).to_owned();
                Some(self.standing(*posted, text, moment.now_ms))
            }
            Answer::Removed => None,
            Answer::Found(comment) => Some(self.found(*comment)),
            Answer::Failed(error) if error.passes() => Some(self.held(step, error, moment)),
            Answer::Failed(BackendError::Refused(problem)) => {
                self.refused(step, problem, moment.now_ms)
            }
            Answer::Failed(_) => self.gone(),
        }
    }

    /// The backend has it, made from `text`.
    fn standing(self, posted: Posted, text: String, now_ms: i64) -> Self {
        let stand = match self.stand {
            Stand::Withdrawn => Stand::Withdrawn,
            _ if text == self.text => Stand::Settled,
            _ => Stand::Unsent,
        };
        Self {
            tries: 0,
            posted: Some(Standing {
                comment: posted.comment,
                edit_token: posted.edit_token,
                text,
                editable_until_ms: match posted.editable_for_s {
                    0 => 0,
                    seconds => now_ms + i64::from(seconds) * 1_000,
                },
            }),
            ..self.at_rest(stand)
        }
    }

    fn found(self, comment: Comment) -> Self {
        let stand = match (comment.status, &self.stand) {
            (CommentStatus::Removed, _) => Stand::Declined,
            (CommentStatus::Published | CommentStatus::Pending, stand) => stand.clone(),
        };
        let posted = self.posted.clone();
        Self {
            posted: posted.map(|posted| Standing { comment, ..posted }),
            ..self.at_rest(stand)
        }
    }

    fn held(self, step: &Step, error: BackendError, moment: Moment) -> Self {
        if let Step::Ask(_) = step {
            // Nobody waits for that; it is asked again on the next visit.
            let stand = self.stand.clone();
            return self.at_rest(stand);
        }
        let wait_ms = retry::delay_ms(&error, self.tries, moment.chance);
        Self {
            phase: Phase::Held {
                until_ms: moment.now_ms + wait_ms,
                error,
            },
            ..self
        }
    }

    fn refused(self, step: &Step, problem: Box<Problem>, now_ms: i64) -> Option<Self> {
        if let Some(posted) = problem.posted {
            // It has another text than this step knew: what was asked before was done, and that answer was lost.
            return Some(self.standing(*posted, String::new(), now_ms));
        }
        let deed = match step {
            Step::Ask(_) => {
                let stand = self.stand.clone();
                return Some(self.at_rest(stand));
            }
            Step::Post(_) | Step::Find(_) => {
                if matches!(self.stand, Stand::Withdrawn) {
                    return None;
                }
                Deed::Post
            }
            Step::Edit(..) if matches!(self.stand, Stand::Withdrawn) => {
                return Some(self.at_rest(Stand::Withdrawn));
            }
            Step::Edit(..) => Deed::Edit,
            Step::Remove(_) | Step::Forget => Deed::Remove,
        };
        let stand = match step.text() {
            // Another text may do.
            Some(text) if text != self.text => Stand::Unsent,
            _ => Stand::Refused { deed, problem },
        };
        Some(self.at_rest(stand))
    }

    fn gone(self) -> Option<Self> {
        let stand = match (&self.stand, &self.posted) {
            (Stand::Withdrawn, _) => return None,
            (_, None) => Stand::Refused {
                deed: Deed::Post,
                problem: Box::new(Problem::from(ProblemKind::NotFound)),
            },
            (_, Some(_)) => Stand::Declined,
        };
        Some(self.at_rest(stand))
    }

    /// It stands like that; if that is not what the author wants, the next step is due.
    fn at_rest(self, stand: Stand) -> Self {
        let phase = match stand {
            Stand::Unsent | Stand::Withdrawn => Phase::Due,
            Stand::Settled | Stand::Refused { .. } | Stand::Declined => Phase::Resting,
        };
        Self {
            stand,
            phase,
            ..self
        }
    }
}
