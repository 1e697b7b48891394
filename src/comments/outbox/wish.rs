//! What an author does with a comment of their own, and what waiting does.

use crate::backend::BackendError;

use super::{Entry, Phase, Stand};

/// How long the author may have again what they took back, in milliseconds.
const UNDO_FOR_MS: i64 = 5_000;

impl Entry {
    /// The author wants it to say something else.
    #[must_use]
    pub fn rewritten(self, text: String) -> Self {
        Self {
            text,
            stand: Stand::Unsent,
            phase: self.phase.next(),
            ..self
        }
    }

    /// The author takes it back. For a moment they can have it again.
    #[must_use]
    pub fn withdrawn(self, now_ms: i64) -> Self {
        let until_ms = now_ms + UNDO_FOR_MS;
        Self {
            // What was refused is nowhere.
            tries: match (&self.posted, &self.stand) {
                (None, Stand::Refused { .. }) => 0,
                _ => self.tries,
            },
            // Later than it may be edited, it may not be removed either.
            undo_until_ms: self.posted.as_ref().map_or(until_ms, |posted| {
                until_ms.min(posted.editable_until_ms - UNDO_FOR_MS).max(1)
            }),
            stand: Stand::Withdrawn,
            phase: self.phase.next(),
            ..self
        }
    }

    /// The author wants it after all.
    #[must_use]
    pub fn restored(self) -> Self {
        let posted = self.posted.as_ref();
        let settled = posted.is_some_and(|posted| posted.text == self.text);
        Self {
            stand: match settled {
                true => Stand::Settled,
                false => Stand::Unsent,
            },
            phase: match self.phase {
                Phase::Sending => Phase::Sending,
                _ if settled => Phase::Resting,
                _ => Phase::Due,
            },
            undo_until_ms: 0,
            ..self
        }
    }

    /// The author has read why it was refused and leaves it. None if nothing of it stands.
    #[must_use]
    pub fn dismissed(self) -> Option<Self> {
        let text = match (&self.stand, &self.posted) {
            (Stand::Refused { .. }, Some(posted)) if posted.text.is_empty() => self.text.clone(),
            (Stand::Refused { .. }, Some(posted)) => posted.text.clone(),
            _ => return None,
        };
        Some(Self {
            text,
            stand: Stand::Settled,
            phase: Phase::Resting,
            ..self
        })
    }

    /// Nothing holds it back any more, except a backend that set a time.
    #[must_use]
    pub fn released(self) -> Self {
        match self.phase {
            Phase::Held {
                error: BackendError::RateLimited { .. },
                ..
            } => self,
            _ => self.hurried(),
        }
        .for_good()
    }

    /// What was taken back is not had again.
    fn for_good(self) -> Self {
        Self {
            undo_until_ms: 0,
            ..self
        }
    }

    /// The author does not want to wait.
    #[must_use]
    pub fn hurried(self) -> Self {
        match self.phase {
            Phase::Held { .. } => Self {
                phase: Phase::Due,
                ..self
            },
            _ => self,
        }
    }

    /// Time has passed: it is `now_ms` by this device's clock.
    #[must_use]
    pub fn at(self, now_ms: i64) -> Self {
        if self.undo_until_ms > 0 {
            return match self.undo_until_ms <= now_ms {
                true => self.for_good(),
                false => self,
            };
        }
        match self.phase {
            Phase::Held { until_ms, .. } if until_ms <= now_ms => self.hurried(),
            _ => self,
        }
    }
}
