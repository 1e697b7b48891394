//! A host page with one thread in a shadow root, used as a reader uses it.

use std::cell::RefCell;
use std::rc::Rc;

use chuyen::backend::BackendHandle;
use chuyen::comments::{Begin, Props, Thread, ThreadEvent};
use chuyen::words::VI;
use model::ArticleId;
use wasm_bindgen::JsCast;
use web_sys::{
    Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, InputEvent,
    InputEventInit, KeyboardEvent, KeyboardEventInit, ShadowRoot, ShadowRootInit, ShadowRootMode,
    Storage,
};
use yew::{AppHandle, Callback, Renderer};

use super::memory::article;
use super::memory_backend::MemoryBackend;
use super::{appears, document, place, text, the, until};

/// The shared address of the article.
pub const URL: &str = "https://news.example/mua";

/// A thread on a page, until it is dropped.
pub struct ThreadPage {
    host: HtmlElement,
    shadow: ShadowRoot,
    /// The root of the thread.
    pub root: HtmlElement,
    app: Option<AppHandle<Thread>>,
    /// What the host page was told.
    pub events: Rc<RefCell<Vec<ThreadEvent>>>,
}

impl ThreadPage {
    /// Opens a page with the thread that `backend` keeps.
    pub fn open(backend: &MemoryBackend) -> Self {
        Self::with(backend, None)
    }

    /// The same, with its first page.
    pub fn with(backend: &MemoryBackend, first: Option<model::Thread>) -> Self {
        Self::of(backend.handle(), article(), first)
    }

    /// Opens a page with the thread on `article` that any backend keeps.
    pub fn of(backend: BackendHandle, article: ArticleId, first: Option<model::Thread>) -> Self {
        let host = place();
        let open = ShadowRootInit::new(ShadowRootMode::Open);
        let shadow = host.attach_shadow(&open).unwrap();
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        shadow.append_child(&root).unwrap();
        let events = Rc::<RefCell<Vec<_>>>::default();
        let on_event = {
            let events = events.clone();
            Callback::from(move |event| events.borrow_mut().push(event))
        };
        let props = Props {
            backend,
            article,
            url: URL.into(),
            words: &VI,
            begin: Begin {
                first: first.map(Rc::new),
                ..Begin::default()
            },
            on_event,
        };
        let app = Renderer::<Thread>::with_root_and_props(root.clone().into(), props).render();
        Self {
            host,
            shadow,
            root,
            app: Some(app),
            events,
        }
    }

    /// Writes a comment on the article and sends it.
    pub async fn post(&self, name: &str, text: &str) {
        let form = appears(&self.root, ".chuyen-thread > form").await;
        write_in(&form, text);
        name_in(&form, name);
        send(&form);
    }

    /// The comment that says `text`, once it stands like that.
    pub async fn comment(&self, text: &str, status: &str) -> HtmlElement {
        let find = || {
            let comment = self.find(text);
            comment.filter(|c| c.get_attribute("data-status").as_deref() == Some(status))
        };
        until(&format!("{text:?} is {status}"), || find().is_some()).await;
        find().unwrap()
    }

    /// The comment that says `text`, if it is there now.
    pub fn find(&self, text: &str) -> Option<HtmlElement> {
        self.all("article")
            .into_iter()
            .find(|article| said(article).contains(text))
    }

    /// What the comments say, in reading order.
    pub fn said(&self) -> Vec<String> {
        self.all("article").iter().map(said).collect()
    }

    /// All such elements, in reading order.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let all = self.root.query_selector_all(selector).unwrap();
        (0..all.length())
            .map(|at| all.get(at).unwrap().unchecked_into())
            .collect()
    }

    /// The element with this role, once it says `text`.
    pub async fn hears(&self, role: &str, text_heard: &str) {
        let selector = format!("[role={role}]");
        until(&format!("{role}: {text_heard:?}"), || {
            let all = self.all(&selector);
            all.iter().any(|element| text(element).contains(text_heard))
        })
        .await;
    }

    /// Waits until this element has the focus.
    pub async fn focuses(&self, selector: &str) {
        until(&format!("{selector} has the focus"), || {
            self.focused()
                .is_some_and(|active| active.matches(selector).unwrap())
        })
        .await;
    }

    /// What has the focus in the thread.
    pub fn focused(&self) -> Option<HtmlElement> {
        self.shadow.active_element().map(JsCast::unchecked_into)
    }
}

impl Drop for ThreadPage {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.host.remove();
    }
}

/// What a comment says itself, without its replies.
pub fn said(article: &HtmlElement) -> String {
    let body = ":scope > .chuyen-comment-main :is(.chuyen-comment-body, .chuyen-comment-removed)";
    match article.query_selector(body).unwrap() {
        Some(body) => text(&body.unchecked_into()),
        None => String::new(),
    }
}

/// The button under a comment that does this. What stands there instead is read for the message, never written.
pub fn button(article: &HtmlElement, label: &str) -> HtmlElement {
    find_button(article, label)
        .unwrap_or_else(|| panic!("no button {label:?} in {}", article.inner_html()))
}

/// The same, if it is there now.
pub fn find_button(article: &HtmlElement, label: &str) -> Option<HtmlElement> {
    let buttons = article
        .query_selector_all(":scope > .chuyen-comment-main button")
        .unwrap();
    (0..buttons.length())
        .map(|at| buttons.get(at).unwrap().unchecked_into())
        .find(|button| text(button) == label)
}

/// Types a text, replacing what is there.
pub fn write_in(form: &HtmlElement, text: &str) {
    let field: HtmlTextAreaElement = the(form, "textarea").unchecked_into();
    field.focus().unwrap();
    field.set_value(text);
    typed(&field, false);
}

/// What is typed there.
pub fn written(form: &HtmlElement) -> String {
    let field: HtmlTextAreaElement = the(form, "textarea").unchecked_into();
    field.value()
}

/// Types a name.
pub fn name_in(form: &HtmlElement, name: &str) {
    let field: HtmlInputElement = the(form, "input[name=author_name]").unchecked_into();
    field.set_value(name);
    typed(&field, false);
}

/// Presses the button that sends.
pub fn send(form: &HtmlElement) {
    the(form, "button[type=submit]").click();
}

/// The field tells that something was typed in it, maybe while an input method composes.
pub fn typed(field: &HtmlElement, is_composing: bool) {
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_is_composing(is_composing);
    let event = InputEvent::new_with_event_init_dict("input", &init).unwrap();
    field.dispatch_event(&event).unwrap();
}

/// How a key is pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// Alone.
    Nothing,
    /// With Ctrl.
    Ctrl,
    /// With Ctrl, while an input method composes.
    CtrlComposing,
    /// While an input method composes.
    Composing,
}

/// Presses a key; says whether the browser would go on to do what it does.
pub fn press(element: &HtmlElement, key: &str, with: With) -> bool {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    init.set_key(key);
    init.set_ctrl_key(matches!(with, With::Ctrl | With::CtrlComposing));
    init.set_is_composing(matches!(with, With::Composing | With::CtrlComposing));
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    element.dispatch_event(&event).unwrap()
}

/// Tells the window that something happened.
pub fn happens(event: &str) {
    let event = Event::new_with_event_init_dict(event, &EventInit::new()).unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
}

/// The keys in the page's storage that begin like this.
pub fn stored(prefix: &str) -> Vec<String> {
    let storage = storage();
    let count = storage.length().unwrap();
    (0..count)
        .filter_map(|at| storage.key(at).unwrap())
        .filter(|key| key.starts_with(prefix))
        .collect()
}

/// The page's storage.
pub fn storage() -> Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// Makes the page's storage fail like a full one, until this is dropped.
pub struct FullStorage;

impl FullStorage {
    /// Nothing more fits in.
    pub fn new() -> Self {
        let full = "Storage.prototype.setItemBefore ??= Storage.prototype.setItem;\
            Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }";
        js_sys::eval(full).unwrap();
        Self
    }
}

impl Drop for FullStorage {
    fn drop(&mut self) {
        js_sys::eval("Storage.prototype.setItem = Storage.prototype.setItemBefore").unwrap();
    }
}
