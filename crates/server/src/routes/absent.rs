//! What a person finds where there is no page: words, where a program gets a problem.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chuyen::words::{ArticleWords, Words};
use model::{Problem, ProblemKind};

use crate::document::absent;
use crate::error::Error;
use crate::render::FROM_PAGE;
use crate::request::wants_page;

/// It runs nothing, sends nothing, and may stand in any frame.
const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
        ),
    ),
];

/// What whoever asked with these headers for the page of an article is told, one level below where the server is.
pub(super) fn refused(error: Error, words: &Words, headers: &HeaderMap) -> Response {
    let problem = error.problem();
    let mut response = error.into_response();
    let vary = HeaderValue::from_static("accept");
    response.headers_mut().insert(header::VARY, vary);
    if !wants_page(headers) {
        return response;
    }
    let (sentence, passes) = said(problem.kind, problem.status, words.article());
    let detail = (problem.status == 400).then(|| named(&problem));
    let again = passes.then_some(words.article().retry);
    let html = absent(sentence, detail.as_deref(), again, (words, FROM_PAGE));
    *response.body_mut() = Body::from(html);
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Which field is at fault, what it says, and what is allowed.
fn named(problem: &Problem) -> String {
    let said = |part: &Option<String>| part.clone().unwrap_or_default();
    let (field, value, detail) = (
        said(&problem.field),
        said(&problem.value),
        said(&problem.detail),
    );
    format!("{field}={value}: {detail}")
}

/// In words, and whether it may be over soon.
fn said(kind: ProblemKind, status: u16, words: &ArticleWords) -> (&'static str, bool) {
    match (kind, status) {
        (ProblemKind::Embargoed, _) => (words.embargoed, false),
        (ProblemKind::Withheld, _) => (words.withheld, false),
        (ProblemKind::Protected, _) => (words.protected, false),
        (ProblemKind::RateLimited, _) | (_, 500..) => (words.unavailable, true),
        (_, 400) => (words.unreadable, false),
        _ => (words.unknown, false),
    }
}
