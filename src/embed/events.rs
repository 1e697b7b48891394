//! What the host page is told, as events on the element.

use js_sys::{Object, Reflect};
use model::CommentStatus;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::comments::ThreadEvent;
#[cfg(feature = "full")]
use crate::page::Event;

/// Dispatches `chuyen:{name}`; it bubbles and crosses shadow roots.
pub(super) fn tell(host: &HtmlElement, name: &str, detail: &[(&str, JsValue)]) {
    let object = Object::new();
    for (field, value) in detail {
        Reflect::set(&object, &(*field).into(), value).expect("a plain object takes every field");
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&object);
    let event = CustomEvent::new_with_event_init_dict(&format!("chuyen:{name}"), &init)
        .expect("every name is a type of event");
    host.dispatch_event(&event)
        .expect("an event just made is not under way");
}

/// Tells the host page what happened under the article at `url`.
#[cfg(feature = "full")]
pub(super) fn pass_on(host: &HtmlElement, url: &str, event: Event) {
    match event {
        Event::Shared(target) => tell(
            host,
            "share",
            &[("target", target.id.into()), ("url", url.into())],
        ),
        Event::Thread(event) => pass_on_thread(host, event),
    }
}

/// Tells the host page what happened in the thread.
pub(super) fn pass_on_thread(host: &HtmlElement, event: ThreadEvent) {
    match event {
        ThreadEvent::Posted(comment) => {
            let status = match comment.status {
                CommentStatus::Pending => "pending",
                CommentStatus::Published | CommentStatus::Removed => "published",
            };
            let id = comment.id.as_str();
            tell(
                host,
                "comment",
                &[("id", id.into()), ("status", status.into())],
            );
        }
        ThreadEvent::Counted(total) => tell(host, "count", &[("total", total.into())]),
        ThreadEvent::Rendered | ThreadEvent::Edited(_) | ThreadEvent::Removed(_) => {}
    }
}
