//! What went wrong between the widget and a backend.

use model::{Problem, ProblemKind};
use thiserror::Error;

/// Seconds to wait when a backend says "too fast" but not for how long.
const DEFAULT_RETRY_AFTER_S: u32 = 60;

/// What went wrong, sorted by what the reader can do about it.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BackendError {
    /// No answer came: wait, and it is tried again.
    #[error("backend unreachable")]
    Offline,
    /// It answers, but cannot serve now: wait, and it is tried again.
    #[error("backend unavailable, status {status}")]
    Unavailable {
        /// The HTTP status.
        status: u16,
    },
    /// Too many requests: wait that long.
    #[error("too fast; wait {retry_after_s} s")]
    RateLimited {
        /// Seconds to wait.
        retry_after_s: u32,
    },
    /// The request will never do as it is: mend it. Kind, field and limit are in the problem; the words are the widget's.
    #[error("refused: {}", .0.title)]
    Refused(Box<Problem>),
    /// What was asked for is not there, or no more.
    #[error("not found")]
    Gone,
    /// An answer nobody can read, such as the sign-in page of a hotel's network.
    #[error("unexpected answer from {url}: {detail}")]
    Protocol {
        /// Who answered.
        url: String,
        /// What was wrong with it.
        detail: String,
    },
}

impl BackendError {
    /// May the same request succeed later?
    pub fn passes(&self) -> bool {
        match self {
            Self::Offline
            | Self::Unavailable { .. }
            | Self::RateLimited { .. }
            | Self::Protocol { .. } => true,
            Self::Refused(_) | Self::Gone => false,
        }
    }
}

impl From<Problem> for BackendError {
    fn from(problem: Problem) -> Self {
        match problem.status {
            404 | 410 => Self::Gone,
            429 => Self::RateLimited {
                retry_after_s: problem.retry_after_s.unwrap_or(DEFAULT_RETRY_AFTER_S),
            },
            408 | 425 | 500.. => Self::Unavailable {
                status: problem.status,
            },
            _ => Self::Refused(Box::new(problem)),
        }
    }
}

/// The problem of an answer that describes none, by its status alone.
pub(super) fn undescribed(status: u16, retry_after_s: Option<u32>) -> Problem {
    Problem {
        status,
        retry_after_s,
        ..Problem::from(ProblemKind::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_sorted_by_what_a_reader_can_do() {
        let error = |kind: ProblemKind| BackendError::from(Problem::from(kind));
        assert_eq!(error(ProblemKind::NotFound), BackendError::Gone);
        assert_eq!(
            error(ProblemKind::RateLimited),
            BackendError::RateLimited { retry_after_s: 60 }
        );
        assert!(error(ProblemKind::Internal).passes());
        assert!(error(ProblemKind::Unavailable).passes());
        for kind in [
            ProblemKind::Empty,
            ProblemKind::ThreadClosed,
            ProblemKind::KeyReused,
            ProblemKind::TooLarge,
            ProblemKind::OriginNotAllowed,
        ] {
            assert!(matches!(error(kind), BackendError::Refused(p) if p.kind == kind));
        }
    }
}
