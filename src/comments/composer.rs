//! The box a comment is written in.

use std::rc::Rc;

use model::{Draft, MAX_COMMENT_CHARS, Problem};
use yew::prelude::*;

use crate::ui::use_effect_of;
use crate::words::Words;

use super::{
    begin::Writing,
    composing::{Composing, Typing},
    fields::{Fields, use_fields},
    focus::is_typing_near,
    local::Kept,
    outbox::Entry,
    purpose::Purpose,
    reason::reason,
    sending::{on_key, on_submit},
    storage::ThreadStorage,
    use_draft::{DraftHandle, use_draft},
};

/// Props of [`Composer`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What it is for.
    pub purpose: Purpose,
    /// Where it is sent without script.
    #[prop_or_default]
    pub form: Option<String>,
    /// What is in it when the page begins.
    #[prop_or_default]
    pub begin: Option<Rc<Writing>>,
    /// A comment of this purpose that was just refused: it comes back if the box is empty.
    #[prop_or_default]
    pub refused: Option<Rc<Entry>>,
    /// Keeps what is typed.
    pub storage: ThreadStorage,
    /// The interface's words.
    pub words: &'static Words,
    /// The comment is written and checked; answers where it is kept now.
    pub on_send: Callback<Draft, Kept>,
    /// The reader turns from it.
    pub on_leave: Callback<Leaving>,
}

/// Why a reader turns from a composer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// They do not want to write now; what is typed is kept.
    Cancelled,
    /// The refused comment with this key is in the box again, to be mended there.
    TookBack(String),
}

/// One field that grows; the name and the button come with the focus.
#[component]
pub fn Composer(props: &Props) -> Html {
    let fields = use_fields();
    let draft = use_draft(&fields, &props.purpose, &props.begin, &props.storage);
    use_effect_of(props.refused.clone(), {
        let (draft, fields, on_leave) = (draft.clone(), fields.clone(), props.on_leave.clone());
        move |refused| {
            if let Some(entry) = refused
                && draft.take_back(entry)
            {
                if !is_typing_near(&fields.text) {
                    fields.enter();
                }
                on_leave.emit(Leaving::TookBack(entry.key.clone()));
            }
        }
    });
    let composing = &*draft.composing;
    let open = composing.is_open || props.purpose != Purpose::Comment;
    let onfocusin = {
        let composing = draft.composing.clone();
        move |_| composing.dispatch(Typing::Entered)
    };
    html! {
        <form
            class="chuyen-composer"
            part="composer"
            method={props.form.is_some().then_some("post")}
            action={props.form.clone()}
            data-open={open.to_string()}
            data-sending={props.words.comments.sending}
            data-waiting={props.words.comments.waiting_for_network}
            data-pending={props.words.comments.pending}
            novalidate=true
            onsubmit={on_submit(props, &fields, &draft)}
            onkeydown={on_key(props)}
            {onfocusin}
        >
            { text_field(props, &fields, &draft) }
            if let Some(parent) = props.purpose.parent().filter(|_| props.form.is_some()) {
                <input type="hidden" name="parent" value={parent.to_string()} />
            }
            <div class="chuyen-composer-more" hidden={!open}>
                if !matches!(props.purpose, Purpose::Edit(_)) {
                    { name_field(props, &fields, &draft) }
                }
                <div class="chuyen-composer-end">
                    { count(composing, props.words) }
                    if props.purpose != Purpose::Comment {
                        <button
                            type="button"
                            class="chuyen-composer-cancel"
                            onclick={props.on_leave.reform(|_| Leaving::Cancelled)}
                        >
                            { props.words.composer.cancel }
                        </button>
                    }
                    <button type="submit" class="chuyen-composer-send" part="send">
                        { props.purpose.verb(props.words) }
                    </button>
                </div>
            </div>
        </form>
    }
}

fn text_field(props: &Props, fields: &Fields, draft: &DraftHandle) -> Html {
    let id = props.purpose.id();
    let label = props.purpose.label(props.words);
    let fault = draft.composing.text_fault();
    let fault_id = format!("{id}-fault");
    let oninput = {
        let (draft, fields) = (draft.clone(), fields.clone());
        move |_| {
            fields.grow();
            draft.keep();
        }
    };
    html! {
        <>
            <label class="chuyen-hidden" for={id.clone()}>{ &label }</label>
            <textarea
                ref={fields.text.clone()}
                class="chuyen-composer-text"
                {id}
                name="text"
                rows="2"
                dir="auto"
                defaultvalue={props.begin.as_ref().map(|begin| begin.draft.text.clone())}
                placeholder={label}
                aria-required="true"
                aria-invalid={fault.map(|_| "true")}
                aria-describedby={fault.map(|_| fault_id.clone())}
                {oninput}
            />
            { fault_line(fault, fault_id, props.words) }
        </>
    }
}

fn name_field(props: &Props, fields: &Fields, draft: &DraftHandle) -> Html {
    let id = format!("{}-name", props.purpose.id());
    let words = &props.words.composer;
    let fault = draft.composing.name_fault();
    let fault_id = format!("{id}-fault");
    let oninput = {
        let draft = draft.clone();
        move |_| {
            draft.keep();
            draft.composing.dispatch(Typing::Name);
        }
    };
    html! {
        <div class="chuyen-composer-author">
            <label class="chuyen-composer-label" for={id.clone()}>{ words.name }</label>
            <input
                ref={fields.name.clone()}
                class="chuyen-composer-name"
                {id}
                type="text"
                name="author_name"
                autocomplete="name"
                dir="auto"
                value={props.begin.as_ref().map(|begin| begin.draft.author_name.clone())}
                aria-required="true"
                aria-invalid={fault.map(|_| "true")}
                aria-describedby={fault.map(|_| fault_id.clone())}
                {oninput}
            />
            { fault_line(fault, fault_id, props.words) }
            <label class="chuyen-composer-remember">
                <input ref={fields.remember.clone()} type="checkbox" />
                { words.remember }
            </label>
        </div>
    }
}

/// What is wrong with a field, said once when it appears.
fn fault_line(fault: Option<&Problem>, id: String, words: &Words) -> Html {
    match fault {
        Some(problem) => html! {
            <p class="chuyen-composer-fault" {id} role="alert">{ reason(problem, words) }</p>
        },
        None => Html::default(),
    }
}

/// The count for the eye, and now and then for the ear.
fn count(composing: &Composing, words: &Words) -> Html {
    let number = |n: usize| words.number(i64::try_from(n).unwrap_or(i64::MAX));
    let shown = format!(
        "{} / {}",
        number(composing.chars),
        number(MAX_COMMENT_CHARS)
    );
    html! {
        <p class="chuyen-composer-count" data-over={composing.is_over().to_string()}>
            <span aria-hidden="true">{ shown }</span>
            <span class="chuyen-hidden" role="status">{ composing.told(words) }</span>
        </p>
    }
}
