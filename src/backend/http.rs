//! Answers, as every adapter that speaks HTTP reads them.

use model::Problem;
use serde::de::DeserializeOwned;

use super::{BackendError, error::undescribed};
use crate::json::{self, Unreadable};

/// What came back.
pub(super) struct Answer {
    url: String,
    status: u16,
    retry_after_s: Option<u32>,
    body: String,
}

/// Apart, because what reads is compiled for every kind of answer.
#[inline(never)]
fn unread(url: String, error: &Unreadable) -> BackendError {
    BackendError::Protocol {
        url,
        detail: error.to_string(),
    }
}

impl Answer {
    /// What the page tells of an answer from `url`: the status and maybe the seconds to wait, and from the next line on
    /// the text.
    pub(super) fn told(url: String, told: &str) -> Self {
        let (head, body) = told.split_once('\n').unwrap_or_default();
        let (status, retry_after_s) = head.split_once(' ').unwrap_or_default();
        Self {
            url,
            status: status.parse().unwrap_or_default(),
            retry_after_s: retry_after_s.parse().ok(),
            body: body.to_owned(),
        }
    }

    /// The answer as a `T`.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, BackendError> {
        let (url, body) = (self.url.clone(), self.ok()?);
        json::read(&body).map_err(|error| unread(url, &error))
    }

    /// The body, if the request was granted.
    pub(super) fn ok(self) -> Result<String, BackendError> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        let problem = match json::read::<Problem>(&self.body) {
            Ok(problem) => Problem {
                status: self.status,
                retry_after_s: problem.retry_after_s.or(self.retry_after_s),
                ..problem
            },
            Err(_) => undescribed(self.status, self.retry_after_s),
        };
        Err(problem.into())
    }
}

#[cfg(test)]
mod tests {
    use model::{Preview, ProblemKind};

    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            url: "https://news.example/".into(),
            status,
            retry_after_s: None,
            body: body.into(),
        }
    }

    #[test]
    fn an_answer_is_told_in_lines() {
        let told = |told| Answer::told(String::new(), told);
        let busy = told("429 7\n{\n}");
        assert_eq!((busy.status, busy.retry_after_s), (429, Some(7)));
        assert_eq!(busy.body, "{\n}");
        assert_eq!(told("204 \n").ok().as_deref(), Ok(""));
    }

    #[test]
    fn a_login_page_in_between_is_no_answer() {
        let error = answer(200, "<html>Wi-Fi</html>").read::<Preview>().err();
        assert!(
            matches!(&error, Some(BackendError::Protocol { url, .. }) if url.contains("news.example"))
        );
        assert!(error.is_some_and(|error| error.passes()));
    }

    #[test]
    fn a_problem_keeps_its_fields() {
        let body = r#"{"type":"urn:chuyen:problem:too-long","title":"","status":422,"field":"text","limit":10000}"#;
        let Err(BackendError::Refused(problem)) = answer(422, body).ok() else {
            panic!("not refused");
        };
        assert_eq!(problem.kind, ProblemKind::TooLong);
        assert_eq!(
            (problem.field.as_deref(), problem.limit),
            (Some("text"), Some(10_000))
        );
    }

    #[test]
    fn a_proxy_without_problem_details_is_understood_by_its_status() {
        assert_eq!(
            answer(502, "<h1>Bad Gateway</h1>").ok(),
            Err(BackendError::Unavailable { status: 502 })
        );
        let busy = Answer {
            retry_after_s: Some(7),
            ..answer(429, "")
        };
        assert_eq!(
            busy.ok(),
            Err(BackendError::RateLimited { retry_after_s: 7 })
        );
        assert!(
            matches!(answer(413, "").ok(), Err(BackendError::Refused(p)) if p.status == 413 && p.kind == ProblemKind::Other)
        );
    }
}
