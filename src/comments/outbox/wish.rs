//! What an author does with a comment of their own, and what waiting does.

use crate::backend::BackendError;

use super::{Entry, Phase, Stand};

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

    /// The author takes it back. None if no backend can have it.
    #[must_use]
    pub fn withdrawn(self) -> Option<Self> {
        match (&self.posted, &self.stand) {
            (None, Stand::Unsent) if self.tries == 0 => None,
            (None, Stand::Refused { .. }) => None,
            _ => Some(Self {
                stand: Stand::Withdrawn,
                phase: self.phase.next(),
                ..self
            }),
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
        match self.phase {
            Phase::Held { until_ms, .. } if until_ms <= now_ms => self.hurried(),
            _ => self,
        }
    }
}
