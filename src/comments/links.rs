//! The thread's own page, for readers without script: where each control leads them.
//!
//! Ids and cursors of a backend that has such a page need no escaping in a query.

use model::{ArticleId, CommentId, Order};
use web_sys::MouseEvent;
use yew::Callback;

use crate::backend::BackendHandle;

use super::{permalink::anchor, purpose::REPLY};

/// What the thread is called on its page.
pub const THREAD: &str = "chuyen-thread";

/// Where the controls of a thread lead without script.
#[derive(Clone, Debug, PartialEq)]
pub struct Links {
    page: Option<String>,
    form: Option<String>,
    /// Where readers comment instead.
    pub elsewhere: Option<String>,
    order: Order,
}

impl Links {
    /// On the page that `backend` has of an article.
    pub fn new(backend: &BackendHandle, article: &ArticleId, order: Order) -> Self {
        Self {
            page: backend.page(article),
            form: backend.form(article),
            elsewhere: backend.elsewhere(),
            order,
        }
    }

    /// Where a form is sent.
    pub fn form(&self) -> Option<String> {
        self.form.clone()
    }

    /// The thread in another order.
    pub fn sorted(&self, order: Order) -> Option<String> {
        self.to(&format!("?order={}", order.name()), THREAD)
    }

    /// The comments after a cursor.
    pub fn after(&self, cursor: &str) -> Option<String> {
        let order = self.order.name();
        self.to(&format!("?order={order}&cursor={cursor}"), THREAD)
    }

    /// More replies below a comment.
    pub fn replies(&self, comment: &CommentId, after: Option<&str>) -> Option<String> {
        let after = after.map(|cursor| format!("&cursor={cursor}"));
        let query = format!("?replies={comment}{}", after.unwrap_or_default());
        self.to(&query, &anchor(comment))
    }

    /// The form for a reply to a comment.
    pub fn reply(&self, comment: &CommentId) -> Option<String> {
        self.to(&format!("?reply={comment}"), REPLY)
    }

    fn to(&self, query: &str, place: &str) -> Option<String> {
        let page = self.page.as_ref()?;
        Some(format!("{page}{query}#{place}"))
    }
}

/// A link where there is a page behind it, else a button.
pub fn tag(href: &Option<String>) -> &'static str {
    match href {
        Some(_) => "a",
        None => "button",
    }
}

/// Attribute `type` of a button.
pub fn kind(href: &Option<String>) -> Option<&'static str> {
    href.is_none().then_some("button")
}

/// What a press does here, unless the reader wants the link in a window of its own.
pub fn here(on_press: Callback<()>) -> impl Fn(MouseEvent) {
    move |event| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        on_press.emit(());
    }
}
