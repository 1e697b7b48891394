//! What the host page is told, as events on the element.

use js_sys::{Object, Reflect};
use model::CommentStatus;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::comments::ThreadEvent;
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
pub(super) fn pass_on(host: &HtmlElement, url: &str, event: Event) {
    match event {
        Event::Rendered => {}
        Event::Shared(target) => tell(
            host,
            "share",
            &[("target", target.id.into()), ("url", url.into())],
        ),
        Event::Thread(ThreadEvent::Posted(comment)) => {
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
        Event::Thread(ThreadEvent::Counted(total)) => {
            tell(host, "count", &[("total", total.into())])
        }
        Event::Thread(ThreadEvent::Edited(_) | ThreadEvent::Removed(_)) => {}
    }
}
