//! Readers without an account, and what they say of comments.

use model::{CommentId, Likes, ReaderToken};
use reqwest::{Method, RequestBuilder, Response};
use server::config::Config;

use super::asking::read;
use super::{PARTNER, TestApp};

/// Believes what a request says of its sender, so that a test can be many clients.
pub fn behind_a_proxy(config: &mut Config) {
    config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
}

impl TestApp {
    /// Asks for a reader token on the partner's page, as the `n`th client.
    pub async fn new_reader(&self, n: u32) -> Response {
        self.ask(Method::POST, "api/v1/reader")
            .header("origin", PARTNER)
            .header("x-forwarded-for", std::net::Ipv4Addr::from(n).to_string())
            .send()
            .await
            .unwrap()
    }

    /// The token of a new reader on the partner's page.
    pub async fn reader(&self, n: u32) -> String {
        let made: ReaderToken = read(self.new_reader(n).await, 201).await;
        made.reader_token
    }

    /// What a page of some origin sends of a like.
    pub fn like_from(
        &self,
        origin: &str,
        method: Method,
        id: &CommentId,
        token: &str,
    ) -> RequestBuilder {
        self.ask(method, &format!("api/v1/comments/{id}/like"))
            .header("origin", origin)
            .bearer_auth(token)
    }

    /// Likes a comment from the partner's page, or takes that back.
    pub async fn like(&self, id: &CommentId, token: &str, liked: bool) -> Likes {
        let method = if liked { Method::PUT } else { Method::DELETE };
        let answer = self.like_from(PARTNER, method, id, token).send().await;
        let likes: Likes = read(answer.unwrap(), 200).await;
        assert_eq!(likes.liked, liked);
        likes
    }

    /// Reports a comment from the partner's page.
    pub async fn report(&self, id: &CommentId, fields: &[(&str, &str)]) -> Response {
        self.ask(Method::POST, &format!("api/v1/comments/{id}/report"))
            .header("origin", PARTNER)
            .form(fields)
            .send()
            .await
            .unwrap()
    }
}
