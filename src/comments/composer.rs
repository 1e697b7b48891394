//! The box a comment is written in.

use std::rc::Rc;

use model::{MAX_COMMENT_CHARS, Problem};
use yew::prelude::*;

use crate::ui::use_effect_of;
use crate::words::Words;

use super::{
    begin::Writing,
    composing::{Composing, Typing},
    email::email_field,
    fields::{Fields, use_fields},
    focus::is_typing_near,
    outbox::Entry,
    purpose::Purpose,
    reason::reason,
    scene::{Act, Scene},
    sending::{on_key, on_submit},
    tree::is_one,
    use_draft::{DraftHandle, use_draft},
};

/// Props of [`Composer`].
#[derive(Properties)]
pub struct Props {
    /// What it is for.
    pub purpose: Purpose,
    /// A comment of this purpose that was just refused: it comes back if the box is empty.
    pub refused: Option<Rc<Entry>>,
    /// What is around it.
    pub scene: Rc<Scene>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.purpose == other.purpose
            && is_one(self.refused.as_ref(), other.refused.as_ref())
            && self.scene == other.scene
    }
}

impl Props {
    /// Where it is sent without script.
    fn form(&self) -> Option<String> {
        match self.purpose {
            Purpose::Comment | Purpose::Reply(_) => self.scene.links.form(),
            Purpose::Edit(_) => None,
        }
    }

    /// What is in it when the page begins.
    fn begin(&self) -> Option<Rc<Writing>> {
        match &self.purpose {
            Purpose::Comment => self.scene.written(None),
            Purpose::Reply(comment) => self.scene.written(Some(&comment.id)),
            Purpose::Edit(_) => None,
        }
    }
}

/// A box for this purpose; `refused` comes back into it.
pub fn composer(purpose: Purpose, refused: Option<Rc<Entry>>, scene: &Rc<Scene>) -> Html {
    html! { <Composer {purpose} {refused} scene={scene.clone()} /> }
}

/// One field that grows; the name and the button come with the focus.
#[component]
fn Composer(props: &Props) -> Html {
    let fields = use_fields();
    let (scene, form, begin) = (&*props.scene, props.form(), props.begin());
    let words = scene.words;
    let draft = use_draft(&fields, &props.purpose, &begin, &scene.storage);
    use_effect_of(props.refused.as_ref().map(Rc::as_ptr), {
        let (draft, fields, on_act) = (draft.clone(), fields.clone(), scene.on_act.clone());
        let refused = props.refused.clone();
        move |_| {
            if let Some(entry) = &refused
                && draft.take_back(entry)
            {
                if !is_typing_near(&fields.text) {
                    fields.enter();
                }
                on_act.emit(Act::TookBack(entry.key.clone()));
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
            method={form.is_some().then_some("post")}
            action={form.clone()}
            data-open={open.to_string()}
            data-sending={words.comments.sending}
            data-waiting={words.comments.waiting_for_network}
            data-pending={words.comments.pending}
            data-published={words.comments.posted}
            novalidate=true
            onsubmit={on_submit(props, &fields, &draft)}
            onkeydown={on_key(props)}
            {onfocusin}
        >
            { text_field(props, &begin, &fields, &draft) }
            if let Some(parent) = props.purpose.parent().filter(|_| form.is_some()) {
                <input type="hidden" name="parent" value={parent.to_string()} />
            }
            <div class="chuyen-composer-more" hidden={!open}>
                if scene.may.names && !matches!(props.purpose, Purpose::Edit(_)) {
                    { name_field(props, &begin, &fields, &draft) }
                }
                <div class="chuyen-composer-end">
                    { count(composing, words) }
                    if composing.chars > 0 && !matches!(props.purpose, Purpose::Edit(_)) {
                        <button
                            type="button"
                            class="chuyen-composer-cancel"
                            onclick={discarding(&fields, &draft)}
                        >
                            { words.composer.discard }
                        </button>
                    }
                    if props.purpose != Purpose::Comment {
                        <button
                            type="button"
                            class="chuyen-composer-cancel"
                            onclick={scene.on_act.reform(|_| Act::Close)}
                        >
                            { words.composer.cancel }
                        </button>
                    }
                    if scene.may.preview {
                        <button type="button" class="chuyen-composer-cancel" data-ask="preview">
                            { words.composer.preview }
                        </button>
                    }
                    <button type="submit" class="chuyen-composer-send" part="send">
                        { props.purpose.verb(words) }
                    </button>
                </div>
            </div>
        </form>
    }
}

/// Empties the box for good, and what is kept of it.
fn discarding(fields: &Fields, draft: &DraftHandle) -> Callback<MouseEvent> {
    let (fields, draft) = (fields.clone(), draft.clone());
    Callback::from(move |_| {
        fields.set_text("");
        draft.keep();
        draft.forget();
        fields.enter();
    })
}

fn text_field(
    props: &Props,
    begin: &Option<Rc<Writing>>,
    fields: &Fields,
    draft: &DraftHandle,
) -> Html {
    let words = props.scene.words;
    let id = props.purpose.id();
    let label = props.purpose.label(words);
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
                defaultvalue={begin.as_ref().map(|begin| begin.draft.text.clone())}
                placeholder={label}
                aria-required="true"
                aria-invalid={fault.map(|_| "true")}
                aria-describedby={fault.map(|_| fault_id.clone())}
                {oninput}
            />
            { fault_line(fault, fault_id, words) }
        </>
    }
}

fn name_field(
    props: &Props,
    begin: &Option<Rc<Writing>>,
    fields: &Fields,
    draft: &DraftHandle,
) -> Html {
    let id = format!("{}-name", props.purpose.id());
    let all = props.scene.words;
    let words = &all.composer;
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
                value={begin.as_ref().map(|begin| begin.draft.author_name.clone())}
                aria-required="true"
                aria-invalid={fault.map(|_| "true")}
                aria-describedby={fault.map(|_| fault_id.clone())}
                {oninput}
            />
            if props.scene.may.email {
                { email_field(props, &fields.remember, draft) }
            }
            { fault_line(fault, fault_id, all) }
            <label class="chuyen-composer-remember">
                <input ref={fields.remember.clone()} type="checkbox" />
                { words.remember }
            </label>
            if props.scene.may.sign_in {
                <button type="button" class="chuyen-composer-sign-in" data-ask="signIn">
                    { words.sign_in }
                </button>
            }
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
