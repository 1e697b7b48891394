//! The same thing in another rendering.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What tells the controls of one comment or of the composer apart.
const NAMES: [&str; 4] = ["data-deed", "data-order", "name", "class"];

/// What stands in `root` for `element` of another rendering, if anything does.
pub(super) fn twin(element: &HtmlElement, root: &HtmlElement) -> Option<HtmlElement> {
    let scope = match element.closest("[id^='chuyen-c-']").ok().flatten() {
        Some(comment) => find(root, "id", &comment.id())?,
        None => root.clone().into(),
    };
    let found = if element.id() == scope.id() && !element.id().is_empty() {
        Some(scope)
    } else {
        NAMES.iter().find_map(|name| {
            let value = element.get_attribute(name)?;
            find(&scope, name, &value)
        })
    };
    found?.dyn_into().ok()
}

/// Values are compared, not spelled into a selector.
fn find(scope: &Element, name: &str, value: &str) -> Option<Element> {
    let all = scope.query_selector_all(&format!("[{name}]")).ok()?;
    (0..all.length())
        .filter_map(|at| all.get(at)?.dyn_into::<Element>().ok())
        .find(|element| element.get_attribute(name).as_deref() == Some(value))
}
