//! Every failure has one answer: problem details.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{DraftError, Problem, ProblemKind};

use crate::store::{self, Refusal};

/// What a handler answers with.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub enum Error {
    /// The request is at fault; the problem says how.
    Problem(Box<Problem>),
    /// Too many requests.
    TooFast {
        /// Which limit.
        limit: &'static str,
        /// Requests allowed in a window.
        quota: u32,
        /// Seconds in a window.
        window_s: u32,
        /// Seconds to wait.
        retry_after_s: u32,
    },
    /// The store refuses, or fails.
    Store(store::Error),
    /// What failed for several who asked at once.
    Shared(Arc<Error>),
}

impl Error {
    /// There is nothing at this address.
    pub fn not_found() -> Self {
        Problem::from(ProblemKind::NotFound).into()
    }

    /// A field that must be there is not.
    pub fn missing(field: &str) -> Self {
        let problem = Problem::from(ProblemKind::Malformed).at(field, "");
        problem.because(format!("missing field `{field}`")).into()
    }

    /// A field cannot be read.
    pub fn malformed(field: &str, value: &str, why: impl std::fmt::Display) -> Self {
        let problem = Problem::from(ProblemKind::Malformed).at(field, value);
        problem.because(why).into()
    }

    /// A field can be read, but its value is not allowed.
    pub fn invalid(field: &str, value: &str, why: impl std::fmt::Display) -> Self {
        let problem = Problem::from(ProblemKind::Invalid).at(field, value);
        problem.because(why).into()
    }

    /// The server's own fault: `what` and its cause go to the log.
    pub fn internal(what: &str, cause: &dyn std::error::Error) -> Self {
        tracing::error!(%cause, "{what}");
        Problem::from(ProblemKind::Internal).into()
    }

    /// A plain HTTP refusal that has no kind of its own.
    pub fn http(status: StatusCode) -> Self {
        Problem {
            status: status.as_u16(),
            title: status.canonical_reason().unwrap_or_default().to_lowercase(),
            ..Problem::from(ProblemKind::Other)
        }
        .into()
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<DraftError> for Error {
    fn from(error: DraftError) -> Self {
        Problem::from(&error).into()
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// Internals are logged, not told.
fn problem_of(error: &store::Error) -> Problem {
    let refusal = match error {
        store::Error::Refused(refusal) => refusal,
        _ if error.may_pass() => {
            tracing::error!(cause = %error, "the store cannot answer now");
            return ProblemKind::Unavailable.into();
        }
        _ => {
            tracing::error!(cause = %error, "the store failed");
            return ProblemKind::Internal.into();
        }
    };
    match refusal {
        Refusal::UnknownArticle | Refusal::UnknownComment => ProblemKind::NotFound.into(),
        Refusal::ThreadClosed => ProblemKind::ThreadClosed.into(),
        Refusal::ParentUnavailable(parent) => {
            Problem::from(ProblemKind::ParentUnavailable).at("parent", parent.as_str())
        }
        Refusal::Duplicate => Problem::from(ProblemKind::Duplicate).at("text", ""),
        Refusal::KeyReused(_) => Problem::from(ProblemKind::KeyReused).at("key", ""),
        Refusal::Outdated(_) => Problem::from(ProblemKind::Outdated).at("edited_at_ms", ""),
        Refusal::OtherSite(_) => ProblemKind::WrongToken.into(),
        Refusal::Aliased(article)
        | Refusal::Taken(article)
        | Refusal::Withdrawn(article)
        | Refusal::LeadsBack(article, _) => {
            Problem::from(ProblemKind::Invalid).at("id", article.as_str())
        }
        Refusal::Differs(..) => ProblemKind::Internal.into(),
    }
    .because(refusal)
}

impl Error {
    /// As the client is told.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Problem(problem) => (**problem).clone(),
            Self::Store(error) => problem_of(error),
            Self::Shared(error) => error.problem(),
            Self::TooFast { retry_after_s, .. } => Problem {
                retry_after_s: Some(*retry_after_s),
                ..ProblemKind::RateLimited.into()
            },
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let problem = self.problem();
        let retry_after_s = problem.retry_after_s;
        let status = StatusCode::from_u16(problem.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, json);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, bearer);
        }
        if let Some(seconds) = retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Self::TooFast {
            limit,
            quota,
            window_s,
            retry_after_s,
        } = self
        {
            // draft-ietf-httpapi-ratelimit-headers
            let policy = format!("\"{limit}\";q={quota};w={window_s}");
            let state = format!("\"{limit}\";r=0;t={retry_after_s}");
            let ascii = |text: String| HeaderValue::try_from(text).expect("names and numbers");
            headers.insert("ratelimit-policy", ascii(policy));
            headers.insert("ratelimit", ascii(state));
        }
        response
    }
}
