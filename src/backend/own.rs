//! Chuyện's own server.

use std::cell::RefCell;

use gloo_net::http::{QueryParams, Request, RequestBuilder};
use js_sys::{Function, Object, Promise, Reflect};
use model::{ArticleId, Comment, CommentId, Draft, Order, Posted, Thread};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestCache;

use crate::json;

use super::{
    Authorship, Backend, BackendError, Capabilities, Hear, Listening, Page, Reply,
    http::{Answer, prepared, send},
};

/// The server at one address.
pub struct OwnBackend {
    /// Ends in `/`.
    address: String,
}

/// What an edit sends.
#[derive(Serialize)]
struct Edit<'a> {
    text: &'a str,
    /// So that one that comes late undoes nothing.
    edited_at_ms: i64,
}

impl OwnBackend {
    /// The server whose files lie in the directory `address`.
    pub fn new(address: &str) -> Self {
        Self {
            address: format!("{}/", address.trim_end_matches('/')),
        }
    }

    /// An id needs no escaping: it cannot hold what would not survive in a path.
    fn article(&self, id: &ArticleId, part: &str) -> String {
        format!("{}api/v1/articles/{id}/{part}", self.address)
    }

    /// How the page names the thread on an article.
    fn on_page(&self, article: &ArticleId) -> JsValue {
        format!("{} {article}", self.address).into()
    }

    fn comment(&self, id: &CommentId) -> String {
        format!("{}api/v1/comments/{id}", self.address)
    }
}

impl Backend for OwnBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            orders: &[Order::Newest, Order::Oldest, Order::Best],
            edit: true,
            like: true,
            report: true,
            preview: true,
        }
    }

    fn page(&self, article: &ArticleId) -> Option<String> {
        Some(format!("{}articles/{article}", self.address))
    }

    fn form(&self, article: &ArticleId) -> Option<String> {
        Some(self.article(article, "comments"))
    }

    fn thread<'a>(
        &'a self,
        article: &'a ArticleId,
        order: Order,
        page: &'a Page,
    ) -> Reply<'a, Thread> {
        let (name, value) = match page {
            Page::First => ("", ""),
            Page::After(cursor) => ("cursor", cursor.as_str()),
            Page::Around(comment) => ("around", comment.as_str()),
        };
        let page = (!name.is_empty()).then_some((name, value));
        let query = [("order", order.name())].into_iter().chain(page);
        let request = Request::get(&self.article(article, "thread")).query(query);
        reply(prepared(request).build())
    }

    fn replies<'a>(&'a self, comment: &'a CommentId, after: Option<&'a str>) -> Reply<'a, Thread> {
        let request = Request::get(&format!("{}/replies", self.comment(comment)))
            .query(after.map(|cursor| ("cursor", cursor)));
        reply(prepared(request).build())
    }

    /// Form-encoded and without a header of our own: the browser asks nobody's leave first, so it is one round trip.
    fn post<'a>(&'a self, article: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        let form = QueryParams::new();
        let parent = draft.parent.as_ref().map(CommentId::as_str);
        for (name, value) in [
            ("key", draft.key.as_deref()),
            ("text", Some(draft.text.as_str())),
            ("parent", parent),
            ("author_name", Some(draft.author_name.as_str())),
        ] {
            if let Some(value) = value {
                form.append(name, value);
            }
        }
        let request = prepared(Request::post(&self.article(article, "comments")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(form.to_string());
        reply(request)
    }

    fn own<'a>(&'a self, own: &'a Authorship) -> Reply<'a, Comment> {
        let request = Request::get(&self.comment(&own.id)).cache(RequestCache::NoStore);
        reply(signed(request, own).build())
    }

    fn edit<'a>(&'a self, own: &'a Authorship, text: &'a str) -> Reply<'a, Posted> {
        let request = signed(Request::patch(&self.comment(&own.id)), own)
            .header("Content-Type", "application/json")
            .body(json::write(&Edit {
                text,
                edited_at_ms: own.edited_at_ms,
            }));
        reply(request)
    }

    fn remove<'a>(&'a self, own: &'a Authorship) -> Reply<'a, ()> {
        let request = signed(Request::delete(&self.comment(&own.id)), own).build();
        Box::pin(async { send(request).await?.ok().map(drop) })
    }

    fn liked(&self, article: &ArticleId) -> Vec<CommentId> {
        let like = PageFunctions::now().like;
        let ids = like.and_then(|like| like.call1(&JsValue::NULL, &self.on_page(article)).ok());
        let ids = ids.and_then(|ids| ids.as_string()).unwrap_or_default();
        ids.split(' ').filter_map(|id| id.parse().ok()).collect()
    }

    fn like<'a>(
        &'a self,
        article: &'a ArticleId,
        comment: &'a CommentId,
        liked: bool,
    ) -> Reply<'a, Option<u32>> {
        Box::pin(async move {
            let like = PageFunctions::now().like;
            let (thread, comment) = (self.on_page(article), comment.as_str().into());
            let answer =
                like.map(|like| like.call3(&JsValue::NULL, &thread, &comment, &liked.into()));
            let Some(Ok(answer)) = answer else {
                return Err(BackendError::Offline);
            };
            let likes = JsFuture::from(Promise::from(answer)).await;
            let likes = likes.map_err(|_| BackendError::Offline)?;
            Ok(likes.as_f64().map(|likes| likes as u32))
        })
    }

    fn live(&self, article: &ArticleId, after: i64, hear: Hear) -> Listening {
        let Some(live) = PageFunctions::now().live else {
            return Box::new(());
        };
        let told = Closure::<dyn FnMut(JsValue)>::new(move |news: JsValue| {
            let news = news.as_string().map(|news| json::read(&news));
            hear(news.and_then(Result::ok));
        });
        let (thread, after) = (self.on_page(article), (after as f64).into());
        let end = live.call3(&JsValue::NULL, &thread, &after, told.as_ref());
        let end = end.ok().and_then(|end| end.dyn_into().ok()).map(End);
        Box::new((end, told))
    }
}

/// What the page does for every thread on it. A thread is the server's address and the article's id, with a space between.
#[derive(Clone, Default)]
pub struct PageFunctions {
    /// `like(thread)` is what the reader likes there, ids with a space between; `like(thread, comment, liked)` promises
    /// how many like it, or nothing if the reader wants something else by then.
    like: Option<Function>,
    /// `live(thread, after, hear)` calls `hear` with a thread that holds what changed after a version, as JSON, or with
    /// nothing if it should be fetched anew, until what it gives back is called.
    live: Option<Function>,
}

thread_local! {
    static PAGE: RefCell<PageFunctions> = RefCell::default();
}

impl PageFunctions {
    /// Takes them from `options` under their names, for all threads of this instance.
    pub fn given_by(options: &Object) {
        let named = |name: &str| Reflect::get(options, &name.into()).ok()?.dyn_into().ok();
        PAGE.set(Self {
            like: named("like"),
            live: named("live"),
        });
    }

    fn now() -> Self {
        PAGE.with_borrow(Clone::clone)
    }
}

/// Calls it when dropped.
struct End(Function);

impl Drop for End {
    fn drop(&mut self) {
        // It only closes what is open.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// What answers a request.
fn reply<'a, T: DeserializeOwned + 'a>(request: Result<Request, gloo_net::Error>) -> Reply<'a, T> {
    // In a box of its own, so that it is compiled once and not for every kind of answer.
    let answer: Reply<'a, Answer> = Box::pin(send(request));
    Box::pin(async { answer.await?.read() })
}

/// The usual of every request, and what proves whose comment it is.
fn signed(request: RequestBuilder, own: &Authorship) -> RequestBuilder {
    let proof = format!("Bearer {}", own.edit_token);
    prepared(request).header("Authorization", &proof)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stand_below_the_server_s_directory() -> Result<(), model::IdError> {
        for address in [
            "https://news.example/chuyen",
            "https://news.example/chuyen/",
        ] {
            let backend = OwnBackend::new(address);
            assert_eq!(
                backend.article(&"bdk-1".parse()?, "thread"),
                "https://news.example/chuyen/api/v1/articles/bdk-1/thread"
            );
            assert_eq!(
                backend.comment(&"c1".parse()?),
                "https://news.example/chuyen/api/v1/comments/c1"
            );
        }
        Ok(())
    }
}
