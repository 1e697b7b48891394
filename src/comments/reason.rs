//! Problems, as their reader is told.

use model::{Problem, ProblemKind};

use crate::backend::BackendError;
use crate::words::{Words, fill};

/// Why a comment was refused, in a sentence.
pub fn reason(problem: &Problem, words: &Words) -> String {
    if let Some(said) = foreign(problem, words) {
        return said;
    }
    let refusal = &words.refusal;
    let limit = || {
        words.number(
            problem
                .limit
                .and_then(|n| i64::try_from(n).ok())
                .unwrap_or(0),
        )
    };
    match problem.kind {
        ProblemKind::Empty if is_about_name(problem) => refusal.empty_name.to_owned(),
        ProblemKind::Empty => refusal.empty_text.to_owned(),
        ProblemKind::TooLong => fill(refusal.too_long, &[("limit", &limit())]),
        ProblemKind::BadCharacter => refusal.bad_character.to_owned(),
        ProblemKind::ParentUnavailable => refusal.parent_unavailable.to_owned(),
        ProblemKind::ThreadClosed => refusal.thread_closed.to_owned(),
        ProblemKind::Duplicate => refusal.duplicate.to_owned(),
        ProblemKind::WrongToken => refusal.wrong_token.to_owned(),
        ProblemKind::NameReserved => refusal.name_reserved.to_owned(),
        ProblemKind::SessionExpired | ProblemKind::SessionForeign => refusal.session.to_owned(),
        ProblemKind::EditWindowOver => refusal.edit_window_over.to_owned(),
        ProblemKind::OriginNotAllowed => refusal.origin_not_allowed.to_owned(),
        ProblemKind::NotFound => refusal.not_found.to_owned(),
        _ => refusal.other.to_owned(),
    }
}

/// Is it the name that has to be mended, or what stands beside it, not the text?
pub fn is_about_name(problem: &Problem) -> bool {
    problem
        .field
        .as_deref()
        .is_some_and(|field| field.starts_with("author_"))
}

/// Why a server of another kind refused, where that never happens at our own.
#[cfg(feature = "full")]
fn foreign(problem: &Problem, words: &Words) -> Option<String> {
    let said = words.foreign();
    let limit = problem.limit.unwrap_or_default().to_string();
    match (problem.kind, problem.field.as_deref()) {
        (ProblemKind::Empty | ProblemKind::Invalid, Some("author_email")) => {
            Some(said.no_email.to_owned())
        }
        (ProblemKind::Invalid, Some("text")) if problem.limit.is_some() => {
            Some(fill(said.too_short, &[("limit", &limit)]))
        }
        (ProblemKind::Invalid, Some("article")) => Some(said.too_many.to_owned()),
        (ProblemKind::Invalid, Some("captcha")) => Some(said.captcha.to_owned()),
        (ProblemKind::SignInUnavailable, _) => Some(said.sign_in.to_owned()),
        _ => None,
    }
}

/// In a program that knows no such server.
#[cfg(not(feature = "full"))]
fn foreign(_: &Problem, _: &Words) -> Option<String> {
    None
}

/// Why comments could not be fetched, in a sentence.
pub fn unfetched(error: &BackendError, words: &Words) -> &'static str {
    let words = &words.comments;
    match error {
        BackendError::Offline => words.unreachable,
        BackendError::Gone => words.unknown,
        BackendError::Unavailable { .. }
        | BackendError::RateLimited { .. }
        | BackendError::Refused(_)
        | BackendError::Protocol { .. } => words.unavailable,
    }
}
