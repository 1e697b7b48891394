//! Puts what was rendered here in the place of what the server rendered, in one frame, when the reader
//! is not busy in it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Object};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot, window};
use yew::prelude::*;
use yew::{AppHandle, Renderer};

use super::twin::twin;
use crate::comments::{Props, Thread, ThreadEvent, remember, take_over};

/// From the server's rendering to our own.
pub(super) struct Swap {
    /// The server's rendering.
    old: HtmlElement,
    props: Props,
    /// What could not be put into the page's storage: keys and values.
    memory: Option<Object>,
    state: RefCell<State>,
    this: Weak<Self>,
}

#[derive(Default)]
struct State {
    app: Option<AppHandle<Thread>>,
    /// What the reader pressed before anything could answer.
    pressed: Option<HtmlElement>,
    /// The reader cannot be busy any more.
    is_hurried: bool,
    is_done: bool,
    _listeners: Vec<EventListener>,
}

impl Swap {
    /// Begins; `old` is what the server rendered.
    pub(super) fn begin(old: HtmlElement, props: Props, memory: Option<Object>) -> Rc<Self> {
        let swap = Rc::new_cyclic(|this| Self {
            old,
            props,
            memory,
            state: RefCell::default(),
            this: this.clone(),
        });
        let document = window().and_then(|window| window.document());
        let again = || {
            let this = swap.this.clone();
            // In the next task: when the focus leaves a field, what it goes to has it not yet.
            move |_: &web_sys::Event| {
                let this = this.clone();
                Timeout::new(0, move || {
                    if let Some(swap) = this.upgrade() {
                        swap.render();
                    }
                })
                .forget();
            }
        };
        let mut listeners = vec![EventListener::new(&swap.old, "focusout", again())];
        if let Some(document) = document {
            listeners.push(EventListener::new(&document, "selectionchange", again()));
            listeners.push(EventListener::new(&document, "pointerup", again()));
        }
        swap.state.borrow_mut()._listeners = listeners;
        swap.render();
        swap
    }

    /// Swaps even if the reader is in a field.
    pub(super) fn hurry(&self, pressed: Option<HtmlElement>) {
        {
            let mut state = self.state.borrow_mut();
            state.is_hurried = true;
            state.pressed = pressed.or(state.pressed.take());
        }
        self.render();
    }

    /// Frees everything.
    pub(super) fn stop(&self) {
        let mut state = self.state.borrow_mut();
        state.is_done = true;
        state._listeners.clear();
        if let Some(app) = state.app.take() {
            drop(state);
            app.destroy();
        }
    }

    /// Renders aside, unless the reader is busy or it is done already.
    fn render(&self) {
        let is_busy = self.is_busy();
        let mut state = self.state.borrow_mut();
        if is_busy || state.is_done || state.app.is_some() {
            return;
        }
        self.remember();
        let Some(document) = window().and_then(|window| window.document()) else {
            return;
        };
        let Ok(root) = document.create_element("div") else {
            return;
        };
        let root: HtmlElement = root.unchecked_into();
        let on_event = {
            let (this, root) = (self.this.clone(), root.clone());
            let tell = self.props.on_event.clone();
            Callback::from(move |event| match (event, this.upgrade()) {
                (ThreadEvent::Rendered, Some(swap)) => swap.finish(&root),
                (event, _) => tell.emit(event),
            })
        };
        let props = Props {
            on_event,
            ..self.props.clone()
        };
        state.app = Some(Renderer::<Thread>::with_root_and_props(root.into(), props).render());
    }

    /// Swaps, unless the reader has begun something meanwhile.
    fn finish(&self, root: &HtmlElement) {
        if self.is_busy() {
            let app = self.state.borrow_mut().app.take();
            // Not while it renders.
            if let Some(app) = app {
                yew::platform::spawn_local(async move { app.destroy() });
            }
            return;
        }
        let focused = self.focused();
        let pressed = self.state.borrow_mut().pressed.take();
        let pressed = pressed.and_then(|old| twin(&old, root));
        let next = focused.as_ref().and_then(|old| twin(old, root));
        let place = top(&self.old);
        if self.old.replace_with_with_node_1(root).is_err() {
            return;
        }
        {
            let mut state = self.state.borrow_mut();
            state.is_done = true;
            state._listeners.clear();
        }
        take_over(&self.old, root);
        if let Some(next) = next {
            let quietly = web_sys::FocusOptions::new();
            quietly.set_prevent_scroll(true);
            // What cannot take the focus leaves it where it is.
            let _ = next.focus_with_options(&quietly);
        }
        // Whatever a browser makes of a page that lost its focus: nothing moves.
        let moved = top(root) - place;
        if let Some(window) = window().filter(|_| moved.abs() >= 1.0) {
            window.scroll_by_with_x_and_y(0.0, moved);
        }
        if let Some(pressed) = pressed {
            // Once what was taken over is rendered.
            Timeout::new(0, move || pressed.click()).forget();
        }
    }

    /// Takes over what the page's storage could not keep.
    fn remember(&self) {
        for entry in self.memory.iter().flat_map(Object::entries) {
            let entry = Array::from(&entry);
            if let (Some(key), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
                remember(&key, &value);
            }
        }
    }

    /// Is the reader writing, or has marked something, or is just pressing something?
    fn is_busy(&self) -> bool {
        if self.state.borrow().is_hurried {
            return false;
        }
        let writes = self
            .focused()
            .is_some_and(|element| ["TEXTAREA", "INPUT"].contains(&element.tag_name().as_str()));
        // What is pressed now has to be there when it is let go, or nothing was clicked.
        let presses = self.old.matches(":active").unwrap_or_default();
        writes || presses || has_selection()
    }

    /// What has the focus in the server's rendering.
    fn focused(&self) -> Option<HtmlElement> {
        let root = self.old.get_root_node();
        let active = match root.dyn_ref::<ShadowRoot>() {
            Some(shadow) => shadow.active_element(),
            None => window()?.document()?.active_element(),
        };
        let inside = active.filter(|element| self.old.contains(Some(element)));
        inside?.dyn_into().ok()
    }
}

/// Where an element begins in the window, in CSS pixels.
fn top(element: &HtmlElement) -> f64 {
    element.get_bounding_client_rect().top()
}

/// Has the reader marked anything on the page? Browsers disagree on telling where, in a shadow root.
fn has_selection() -> bool {
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !String::from(selection.to_string()).is_empty())
}
