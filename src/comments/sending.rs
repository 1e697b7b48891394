//! What a composer does when the reader is done.

use model::Draft;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, KeyboardEvent, SubmitEvent};
use yew::prelude::*;

use super::{
    composer::Props,
    email::you,
    fields::Fields,
    outbox::{Entry, Stand},
    purpose::Purpose,
    reason::is_about_name,
    scene::Act,
    storage::{KnownName, know_name},
    use_draft::DraftHandle,
};

/// Checks what is written and sends it, or says what is missing.
pub fn on_submit(props: &Props, fields: &Fields, draft: &DraftHandle) -> Callback<SubmitEvent> {
    let (purpose, scene) = (props.purpose.clone(), props.scene.clone());
    let (fields, draft) = (fields.clone(), draft.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let given = fields.name();
        let author_name = match &purpose {
            Purpose::Edit(entry) => entry.author_name.clone(),
            Purpose::Comment | Purpose::Reply(_) if scene.may.names => given.name.clone(),
            // Until the backend says who it was.
            Purpose::Comment | Purpose::Reply(_) => you(scene.words).to_owned(),
        };
        let written = Draft {
            key: None,
            text: fields.text(),
            parent: purpose.parent(),
            author_name,
        };
        let checked = match written.checked() {
            Ok(checked) => checked,
            Err(error) => {
                let problem = error.problem();
                draft.refuse(&problem);
                match is_about_name(&problem) {
                    true => fields.enter_name(),
                    false => fields.enter(),
                }
                return;
            }
        };
        match &purpose {
            Purpose::Edit(entry) if is_unchanged(entry, &checked) => {
                draft.forget();
                return scene.on_act.emit(Act::Close);
            }
            Purpose::Comment | Purpose::Reply(_) if scene.may.names => know_name(KnownName {
                name: checked.author_name.clone(),
                ..given
            }),
            _ => {}
        }
        draft.sent(scene.on_wish.emit(purpose.wish(checked)).kept);
    })
}

/// Would sending it change nothing? What was refused may be sent again as it is.
fn is_unchanged(entry: &Entry, draft: &Draft) -> bool {
    matches!(entry.stand, Stand::Settled) && entry.text == draft.text
}

/// Escape leaves, Ctrl and Enter send; what an input method needs is left to it.
pub fn on_key(props: &Props) -> Callback<KeyboardEvent> {
    let on_act = (props.purpose != Purpose::Comment).then(|| props.scene.on_act.clone());
    Callback::from(move |event: KeyboardEvent| {
        // Safari ends composing before it tells the key that ended it, and calls that key 229.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        match (event.key().as_str(), &on_act) {
            ("Escape", Some(on_act)) => {
                event.stop_propagation();
                on_act.emit(Act::Close);
            }
            ("Enter", _) if event.ctrl_key() || event.meta_key() => {
                event.prevent_default();
                submit(&event);
            }
            ("Enter", _) if event.target_dyn_into::<HtmlInputElement>().is_some() => {
                event.prevent_default();
            }
            _ => {}
        }
    })
}

fn submit(event: &KeyboardEvent) {
    let field = event.target_dyn_into::<Element>();
    let form = field.and_then(|field| field.closest("form").ok().flatten());
    if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        // A form that left the page meanwhile sends nothing.
        let _ = form.request_submit();
    }
}
