//! What the backend says to an entry's step.

use model::{Comment, CommentStatus, Posted, Problem, ProblemKind};

use crate::backend::BackendError;

use super::{Answer, Deed, Entry, Phase, Stand, Standing, retry};

impl Entry {
    /// Its step was taken and waits for an answer.
    #[must_use]
    pub fn sending(self) -> Self {
        Self {
            tries: self.tries.saturating_add(1),
            phase: Phase::Sending,
            ..self
        }
    }

    /// The backend answered its step. None if nothing is left of it.
    ///
    /// `chance` is a random number from 0 to 1, so that readers who waited together do not come back together.
    #[must_use]
    pub fn answered(self, answer: Answer, now_ms: i64, chance: f64) -> Option<Self> {
        match answer {
            Answer::Posted(posted) => {
                let text = self.text.clone();
                Some(self.standing(*posted, text, now_ms))
            }
            Answer::Removed => None,
            Answer::Found(comment) => Some(self.found(*comment)),
            Answer::Failed(error) if error.passes() => Some(self.held(error, now_ms, chance)),
            Answer::Failed(BackendError::Refused(problem)) => self.refused(problem, now_ms),
            Answer::Failed(_) => self.gone(),
        }
    }

    /// The backend has it, made from `text`.
    fn standing(self, posted: Posted, text: String, now_ms: i64) -> Self {
        let (stand, phase) = match self.stand {
            Stand::Withdrawn => (Stand::Withdrawn, Phase::Due),
            _ if text == self.text => (Stand::Settled, Phase::Resting),
            _ => (Stand::Unsent, Phase::Due),
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
            stand,
            phase,
            ..self
        }
    }

    fn found(self, comment: Comment) -> Self {
        let stand = match comment.status {
            CommentStatus::Removed => Stand::Declined,
            CommentStatus::Published | CommentStatus::Pending => self.stand,
        };
        let posted = self.posted.map(|posted| Standing { comment, ..posted });
        Self {
            posted,
            stand,
            phase: Phase::Resting,
            ..self
        }
    }

    fn held(self, error: BackendError, now_ms: i64, chance: f64) -> Self {
        let phase = match self.stand {
            Stand::Settled => Phase::Resting,
            _ => Phase::Held {
                until_ms: now_ms + retry::delay_ms(&error, self.tries, chance),
                error,
            },
        };
        Self { phase, ..self }
    }

    fn refused(self, problem: Box<Problem>, now_ms: i64) -> Option<Self> {
        let deed = match (&self.stand, &self.posted) {
            (Stand::Settled, _) => {
                return Some(Self {
                    phase: Phase::Resting,
                    ..self
                });
            }
            (_, None) => {
                if let (ProblemKind::KeyReused, Some(posted)) = (problem.kind, &problem.posted) {
                    // It was posted before its text changed, and that answer was lost.
                    let posted = (**posted).clone();
                    return Some(self.standing(posted, String::new(), now_ms));
                }
                if self.stand == Stand::Withdrawn {
                    return None;
                }
                Deed::Post
            }
            (Stand::Withdrawn, Some(_)) => Deed::Remove,
            (_, Some(_)) => Deed::Edit,
        };
        Some(Self {
            stand: Stand::Refused { deed, problem },
            phase: Phase::Resting,
            ..self
        })
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
        Some(Self {
            stand,
            phase: Phase::Resting,
            ..self
        })
    }
}
