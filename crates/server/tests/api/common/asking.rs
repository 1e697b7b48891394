//! What readers, authors and publishers ask of a server.

use model::{Comment, CommentId, Posted, Problem, ProblemKind, Thread};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use server::clock::now_ms;
use server::store::PublisherKey;
use server::token::{key_hash, new_secret};

use super::{PARTNER, TestApp};

/// Says the same key never twice.
pub fn new_key() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

/// The body of an answer that must be `status`.
pub async fn read<T: DeserializeOwned>(response: Response, status: u16) -> T {
    let got = response.status().as_u16();
    let text = response.text().await.unwrap();
    assert_eq!(got, status, "{text}");
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// A refusal; its status is that of its kind.
pub async fn refused(response: Response, kind: ProblemKind) -> Problem {
    refused_with(response, kind, kind.describe().0).await
}

/// A refusal with a status of its own.
pub async fn refused_with(response: Response, kind: ProblemKind, status: u16) -> Problem {
    let content_type = response.headers()["content-type"].clone();
    let problem: Problem = read(response, status).await;
    assert_eq!(content_type, "application/problem+json");
    assert_eq!(
        (problem.kind, problem.status),
        (kind, status),
        "{problem:?}"
    );
    problem
}

impl TestApp {
    /// A request to the server; `path` has no `/` in front.
    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// `GET`, which must succeed.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        read(self.ask(Method::GET, path).send().await.unwrap(), 200).await
    }

    /// The bytes of a public answer.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let response = self.ask(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.bytes().await.unwrap().to_vec()
    }

    /// The first page of a thread.
    pub async fn thread(&self, article: &str) -> Thread {
        self.get(&format!("api/v1/articles/{article}/thread")).await
    }

    /// A form as the widget sends it from the partner's page.
    pub async fn send(&self, article: &str, fields: &[(&str, &str)]) -> Response {
        self.ask(Method::POST, &format!("api/v1/articles/{article}/comments"))
            .header("origin", PARTNER)
            .form(fields)
            .send()
            .await
            .unwrap()
    }

    /// A comment by Lan from a program, so that no origin stands in the way.
    pub async fn post(&self, article: &str, text: &str) -> Posted {
        self.reply(article, text, None).await
    }

    /// An answer by Lan to a comment.
    pub async fn reply(&self, article: &str, text: &str, parent: Option<&CommentId>) -> Posted {
        let key = new_key();
        let mut fields = vec![("text", text), ("author_name", "Lan"), ("key", &key)];
        fields.extend(parent.map(|id| ("parent", id.as_str())));
        let path = format!("api/v1/articles/{article}/comments");
        let response = self.ask(Method::POST, &path).form(&fields).send();
        read(response.await.unwrap(), 201).await
    }

    /// Makes a publisher's key for a site.
    pub async fn publisher_key(&self, site: &str) -> String {
        let key = new_secret();
        let about = PublisherKey {
            id: new_key(),
            site: site.into(),
            label: "test".into(),
            created_at_ms: now_ms(),
            revoked_at_ms: None,
        };
        let added = self.store().add_key(about, key_hash(&key)).await;
        added.unwrap();
        key
    }

    /// An article as the publisher who holds `key` sends it.
    pub fn publish(&self, id: &str, key: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
        self.ask(Method::PUT, &format!("api/v1/articles/{id}"))
            .bearer_auth(key)
            .header("content-type", "application/json")
            .body(body)
    }

    /// A request about a comment by who holds `token`.
    pub fn as_author(&self, method: Method, id: &CommentId, token: &str) -> RequestBuilder {
        self.ask(method, &format!("api/v1/comments/{id}"))
            .bearer_auth(token)
    }

    /// Gives a comment a new text.
    pub async fn edit(&self, posted: &Posted, text: &str) -> Response {
        self.as_author(Method::PATCH, &posted.comment.id, &posted.edit_token)
            .json(&serde_json::json!({ "text": text }))
            .send()
            .await
            .unwrap()
    }

    /// Removes a comment.
    pub async fn remove(&self, posted: &Posted) -> Response {
        self.as_author(Method::DELETE, &posted.comment.id, &posted.edit_token)
            .send()
            .await
            .unwrap()
    }

    /// A comment as the public sees it, if it does.
    pub async fn ask_comment(&self, id: &CommentId) -> Option<Comment> {
        let ask = self.ask(Method::GET, &format!("api/v1/comments/{id}"));
        ask.send().await.unwrap().json().await.ok()
    }

    /// A comment as the public sees it.
    pub async fn comment(&self, id: &CommentId) -> Comment {
        self.get(&format!("api/v1/comments/{id}")).await
    }
}

/// What a comment says, as one line of plain text.
pub fn said(comment: &Comment) -> String {
    let json = serde_json::to_value(&comment.body).unwrap();
    let mut words = String::new();
    collect(&json, &mut words);
    words
}

fn collect(json: &serde_json::Value, words: &mut String) {
    match json {
        serde_json::Value::Array(parts) => parts.iter().for_each(|part| collect(part, words)),
        serde_json::Value::Object(fields) => {
            for (kind, value) in fields {
                match value {
                    serde_json::Value::String(text) if kind == "text" => words.push_str(text),
                    value => collect(value, words),
                }
            }
        }
        _ => {}
    }
}

/// What each comment of a thread says.
pub fn all_said(thread: &Thread) -> Vec<String> {
    thread.comments.iter().map(said).collect()
}
