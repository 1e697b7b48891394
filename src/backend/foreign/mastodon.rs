//! Mastodon: `mastodon:https://server.example/@lan/123`, the address of a post. What answers it is read; readers answer
//! from their own server.

use model::{
    Address, ArticleId, Author, Block, Comment, CommentId, CommentStatus, Inline, Order, RichText,
    Thread,
};
use serde::Deserialize;

use super::{body::body, fetch::Ask, parts, said, whole::Whole};
use crate::backend::{Backend, Capabilities, Page, Place, Reply};

/// What answers a post.
pub(super) struct MastodonBackend {
    /// The post's own.
    address: String,
    /// The server's.
    server: String,
    /// The post's name on it.
    id: String,
}

/// All that is said around a post.
#[derive(Deserialize)]
struct Context {
    descendants: Vec<Status>,
}

/// A post.
#[derive(Deserialize)]
struct Status {
    #[serde(deserialize_with = "said::id")]
    id: Option<CommentId>,
    #[serde(default, deserialize_with = "said::id")]
    in_reply_to_id: Option<CommentId>,
    created_at: String,
    #[serde(default)]
    edited_at: Option<String>,
    #[serde(default)]
    visibility: String,
    /// A warning of what follows.
    #[serde(default)]
    spoiler_text: String,
    /// HTML.
    content: String,
    account: Account,
    #[serde(default)]
    favourites_count: u32,
    #[serde(default)]
    media_attachments: Vec<Media>,
}

#[derive(Deserialize)]
struct Account {
    acct: String,
    #[serde(default)]
    display_name: String,
}

#[derive(Deserialize)]
struct Media {
    #[serde(rename = "type", default)]
    kind: String,
    url: Option<String>,
    description: Option<String>,
}

impl MastodonBackend {
    /// The post at a place.
    pub fn new(place: &Place) -> Self {
        let (address, _) = parts(place.address);
        let (_, id) = address.rsplit_once('/').unwrap_or_default();
        let host_from = address.find("://").map_or(0, |at| at + 3);
        let host_to = address[host_from..]
            .find('/')
            .map_or(address.len(), |at| host_from + at);
        Self {
            address: address.to_owned(),
            server: address[..host_to].to_owned(),
            id: id.to_owned(),
        }
    }

    fn comment(&self, status: Status) -> Option<Comment> {
        if !matches!(status.visibility.as_str(), "public" | "unlisted") {
            return None;
        }
        let Account { acct, display_name } = status.account;
        let name = match display_name.trim() {
            "" => format!("@{acct}"),
            name => format!("{name} (@{acct})"),
        };
        let mut text = RichText::default();
        if !status.spoiler_text.trim().is_empty() {
            let warning = Inline::Text(status.spoiler_text);
            text.0
                .push(Block::Paragraph(vec![Inline::Strong(vec![warning])]));
        }
        text.0.extend(body(&status.content, &self.server).0);
        text.0
            .extend(status.media_attachments.into_iter().filter_map(picture));
        Some(Comment {
            id: status.id?,
            parent: status
                .in_reply_to_id
                .filter(|parent| parent.as_str() != self.id),
            author: Author { name, badge: None },
            body: text,
            status: CommentStatus::Published,
            posted_at_ms: said::moment(&status.created_at)?,
            edited_at_ms: status.edited_at.as_deref().and_then(said::moment),
            likes: status.favourites_count,
            reply_count: 0,
        })
    }
}

/// Pictures are linked, not fetched.
fn picture(media: Media) -> Option<Block> {
    let url: Address = media.url?.parse().ok()?;
    let words = media.description.filter(|words| !words.trim().is_empty());
    let text = vec![Inline::Text(words.unwrap_or(media.kind))];
    Some(Block::Paragraph(vec![Inline::Link { url, text }]))
}

impl Backend for MastodonBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            orders: &[Order::Oldest, Order::Newest, Order::Best],
            ..Capabilities::READ
        }
    }

    fn elsewhere(&self) -> Option<String> {
        Some(self.address.clone())
    }

    fn thread<'a>(
        &'a self,
        article: &'a ArticleId,
        order: Order,
        page: &'a Page,
    ) -> Reply<'a, Thread> {
        Box::pin(async move {
            let url = format!("{}/api/v1/statuses/{}/context", self.server, self.id);
            let told = Ask::get(url).tell().await?;
            if !told.is_granted() {
                return Err(said::by_status(&told));
            }
            let context: Context = told.read()?;
            let comments = context.descendants.into_iter();
            let comments = comments.filter_map(|status| self.comment(status)).collect();
            Whole::of(comments).page(article, order, page)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_known_by_its_address() {
        let backend = MastodonBackend::new(&Place::at("https://m.example/@lan/123"));
        assert_eq!(
            (backend.server.as_str(), backend.id.as_str()),
            ("https://m.example", "123")
        );
    }

    #[test]
    fn what_answers_the_post_stands_on_the_article_and_private_words_stay_private() {
        let recorded = include_str!("../../../tests/adapters/recorded/mastodon-context.json");
        let context: Context = serde_json::from_str(recorded).unwrap();
        let post = MastodonBackend::new(&Place::at("http://localhost/@a/117020583245459824"));
        let mut all = context.descendants;
        let status = all.pop().unwrap();
        let comment = post.comment(status).unwrap();
        assert_eq!(comment.author.name, "@admin");
        assert_eq!(comment.parent, None);
        let mut context: serde_json::Value = serde_json::from_str(recorded).unwrap();
        context["descendants"][0]["visibility"] = "private".into();
        let mut context: Context = serde_json::from_value(context).unwrap();
        assert!(post.comment(context.descendants.remove(0)).is_none());
    }
}
