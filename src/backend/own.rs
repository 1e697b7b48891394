//! Chuyện's own server.

use std::cell::RefCell;

use js_sys::{Function, Object, Promise, Reflect};
use model::{ArticleId, Comment, CommentId, Draft, MAX_REPLY_DEPTH, Order, Posted, Thread};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use crate::json;

use super::{
    Authorship, Backend, BackendError, Capabilities, Hear, Listening, Page, Reply, http::Answer,
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

    /// Asks about a comment with what proves whose it is.
    fn signed(&self, method: &str, own: &Authorship, fields: String) -> Reply<'static, Answer> {
        asked(method, self.comment(&own.id), fields, &own.edit_token)
    }
}

impl Backend for OwnBackend {
    fn address(&self) -> &str {
        &self.address
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            orders: &[Order::Newest, Order::Oldest, Order::Best],
            post: true,
            reply_depth: MAX_REPLY_DEPTH,
            moderated: true,
            repeats: true,
            names: true,
            email: false,
            edit: true,
            like: true,
            unlike: true,
            report: true,
            preview: true,
            paged: true,
            live: true,
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
            Page::After(cursor) => ("&cursor=", cursor.as_str()),
            Page::Around(comment) => ("&around=", comment.as_str()),
        };
        // Neither ids nor cursors need escaping in a query.
        let thread = self.article(article, "thread");
        let url = format!("{thread}?order={}{name}{value}", order.name());
        reply(asked("GET", url, String::new(), ""))
    }

    fn replies<'a>(&'a self, comment: &'a CommentId, after: Option<&'a str>) -> Reply<'a, Thread> {
        let cursor = after.map(|cursor| format!("?cursor={cursor}"));
        let url = format!(
            "{}/replies{}",
            self.comment(comment),
            cursor.unwrap_or_default()
        );
        reply(asked("GET", url, String::new(), ""))
    }

    fn post<'a>(&'a self, article: &'a ArticleId, draft: &'a Draft) -> Reply<'a, Posted> {
        let url = self.article(article, "comments");
        reply(asked("POST", url, json::write(draft), ""))
    }

    fn own<'a>(&'a self, own: &'a Authorship) -> Reply<'a, Comment> {
        reply(self.signed("GET", own, String::new()))
    }

    fn edit<'a>(&'a self, own: &'a Authorship, text: &'a str) -> Reply<'a, Posted> {
        let edit = Edit {
            text,
            edited_at_ms: own.edited_at_ms,
        };
        reply(self.signed("PATCH", own, json::write(&edit)))
    }

    fn remove<'a>(&'a self, own: &'a Authorship) -> Reply<'a, ()> {
        let answer = self.signed("DELETE", own, String::new());
        Box::pin(async { answer.await?.ok().map(drop) })
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
            let likes = promised(answer).await?;
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
    /// `ask(what, fields, token)` promises what the server answers: its status and maybe the seconds to wait, and from the
    /// next line on its text. What is asked is a method and an address, with a space between.
    ask: Option<Function>,
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
            ask: named("ask"),
            live: named("live"),
        });
    }

    fn now() -> Self {
        PAGE.with_borrow(Clone::clone)
    }
}

/// What came of a promise that the page gave.
fn promised(given: Option<Result<JsValue, JsValue>>) -> Reply<'static, JsValue> {
    Box::pin(async {
        let Some(Ok(promise)) = given else {
            return Err(BackendError::Offline);
        };
        let came = JsFuture::from(Promise::from(promise)).await;
        came.map_err(|_| BackendError::Offline)
    })
}

/// Calls it when dropped.
struct End(Function);

impl Drop for End {
    fn drop(&mut self) {
        // It only closes what is open.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// What answers a request, which the page makes. `fields` is JSON, or empty for none.
fn asked(method: &str, url: String, fields: String, token: &str) -> Reply<'static, Answer> {
    let what = format!("{method} {url}").into();
    let ask = PageFunctions::now().ask;
    let asked = ask.map(|ask| ask.call3(&JsValue::NULL, &what, &fields.into(), &token.into()));
    let came = promised(asked);
    Box::pin(async {
        Ok(Answer::told(
            url,
            &came.await?.as_string().unwrap_or_default(),
        ))
    })
}

/// The same, read. What is compiled for every kind of answer is little.
fn reply<'a, T: DeserializeOwned + 'a>(answer: Reply<'a, Answer>) -> Reply<'a, T> {
    Box::pin(async { answer.await?.read() })
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
