//! What the widget's own adapter sends, and how it reads what comes back.

use std::net::SocketAddr;

use chuyen::backend::{Authorship, BackendError};
use chuyen::comments::outbox::{Answer, Step};
use chuyen::json;
use model::{Draft, Problem, ProblemKind};
use reqwest::{Client, Method, RequestBuilder};
use serde::de::DeserializeOwned;

use super::request::ABOUT;
use crate::common::{OPEN, PARTNER};

/// The server at the end of a line.
#[derive(Clone)]
pub struct Backend {
    client: Client,
    url: String,
}

impl Backend {
    /// At the end of this line.
    pub fn at(line: SocketAddr) -> Self {
        Self {
            // A request that nobody answers is repeated by the outbox, and by nobody else.
            client: Client::builder().pool_max_idle_per_host(0).build().unwrap(),
            url: format!("http://{line}/api/v1"),
        }
    }

    /// Takes a step of the comment with this key.
    pub async fn take(self, key: String, step: Step) -> Answer {
        let answer = match &step {
            Step::Post(draft) | Step::Find(draft) => {
                let request = self.ask(Method::POST, format!("/articles/{OPEN}/comments"));
                let request = request.form(&fields(draft));
                said(request, &key).await.map(Answer::Posted)
            }
            Step::Edit(own, text) => {
                let body = serde_json::json!({ "text": text, "edited_at_ms": own.edited_at_ms });
                let request = self.own(Method::PATCH, own).json(&body);
                said(request, &key).await.map(Answer::Posted)
            }
            Step::Remove(own) => {
                let request = self.own(Method::DELETE, own);
                body(request, &key).await.map(|_| Answer::Removed)
            }
            Step::Forget => Ok(Answer::Removed),
            Step::Ask(own) => said(self.own(Method::GET, own), &key)
                .await
                .map(Answer::Found),
        };
        answer.unwrap_or_else(Answer::Failed)
    }

    fn own(&self, method: Method, own: &Authorship) -> RequestBuilder {
        self.ask(method, format!("/comments/{}", own.id))
            .bearer_auth(&own.edit_token)
    }

    fn ask(&self, method: Method, path: String) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.url))
            .header("origin", PARTNER)
            .header("connection", "close")
    }
}

fn fields(draft: &Draft) -> [(&'static str, &str); 3] {
    [
        ("key", draft.key.as_deref().unwrap()),
        ("text", &draft.text),
        ("author_name", &draft.author_name),
    ]
}

async fn said<T: DeserializeOwned>(request: RequestBuilder, key: &str) -> Result<T, BackendError> {
    let body = body(request, key).await?;
    json::read(&body).map_err(|error| BackendError::Protocol {
        url: String::new(),
        detail: error.to_string(),
    })
}

/// The whole body, if the request was granted.
async fn body(request: RequestBuilder, key: &str) -> Result<String, BackendError> {
    let offline = |_| BackendError::Offline;
    let answer = request.header(ABOUT, key).send().await.map_err(offline)?;
    let status = answer.status();
    let body = answer.text().await.map_err(offline)?;
    if status.is_success() {
        return Ok(body);
    }
    let problem = json::read(&body).unwrap_or_else(|_| Problem::from(ProblemKind::Other));
    let status = status.as_u16();
    Err(Problem { status, ..problem }.into())
}
