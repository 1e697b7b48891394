//! The fields of a composer. They hold what is typed; nothing else does, and nothing writes to
//! them while a reader types.

use js_sys::JsString;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::storage::KnownName;

/// The fields of one composer.
#[derive(Clone, PartialEq)]
pub struct Fields {
    /// The text.
    pub text: NodeRef,
    /// The name.
    pub name: NodeRef,
    /// The wish to have the name remembered.
    pub remember: NodeRef,
}

/// The fields of one composer.
#[hook]
pub fn use_fields() -> Fields {
    Fields {
        text: use_node_ref(),
        name: use_node_ref(),
        remember: use_node_ref(),
    }
}

impl Fields {
    /// What is typed, in the spelling that the server keeps it in: so both count the same.
    pub fn text(&self) -> String {
        let field = self.text.cast::<HtmlTextAreaElement>();
        let typed = field.map(|field| field.value()).unwrap_or_default();
        JsString::from(typed).normalize("NFC").into()
    }

    /// Puts in another text.
    pub fn set_text(&self, text: &str) {
        if let Some(field) = self.text.cast::<HtmlTextAreaElement>() {
            field.set_value(text);
            self.grow();
        }
    }

    /// The name that is given, and whether to remember it.
    pub fn name(&self) -> KnownName {
        let name = self.name.cast::<HtmlInputElement>();
        let remember = self.remember.cast::<HtmlInputElement>();
        KnownName {
            name: name.map(|field| field.value()).unwrap_or_default(),
            remember: remember.is_some_and(|field| field.checked()),
        }
    }

    /// Puts in a name.
    pub fn set_name(&self, known: &KnownName) {
        if let Some(field) = self.name.cast::<HtmlInputElement>() {
            field.set_value(&known.name);
        }
        if let Some(field) = self.remember.cast::<HtmlInputElement>() {
            field.set_checked(known.remember);
        }
    }

    /// Moves the focus into the text, behind its last character.
    pub fn enter(&self) {
        if let Some(field) = self.text.cast::<HtmlTextAreaElement>() {
            // A field that left the page meanwhile takes no focus.
            let _ = field.focus();
            let end = u32::try_from(field.value().encode_utf16().count()).ok();
            let _ = field.set_selection_start(end);
            let _ = field.set_selection_end(end);
        }
    }

    /// Moves the focus to the name.
    pub fn enter_name(&self) {
        if let Some(field) = self.name.cast::<HtmlElement>() {
            let _ = field.focus();
        }
    }

    /// Makes the field as tall as its text. Newer browsers do it themselves; styles set from a
    /// script, unlike a `style` attribute, are allowed everywhere.
    pub fn grow(&self) {
        if let Some(field) = self.text.cast::<HtmlTextAreaElement>() {
            grow(&field);
        }
    }
}

/// Is the box ticked?
#[cfg(feature = "full")]
pub fn is_checked(field: &NodeRef) -> bool {
    let field = field.cast::<HtmlInputElement>();
    field.is_some_and(|field| field.checked())
}

fn grow(field: &HtmlTextAreaElement) {
    let style = field.style();
    let grows_itself = style.set_property("field-sizing", "content").is_ok()
        && style
            .get_property_value("field-sizing")
            .is_ok_and(|value| !value.is_empty());
    if !grows_itself {
        let _ = style.set_property("height", "auto");
        let _ = style.set_property("height", &format!("{}px", field.scroll_height()));
    }
}
