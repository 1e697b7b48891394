//! What the host page is told, as events on the element.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

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
