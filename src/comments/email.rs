//! Who comments, where a server wants to know more of them than a name, or less.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{backend::email, words::Words};

use super::{composer::Props, composing::Typing, fields::is_checked, use_draft::DraftHandle};

/// How a comment on its way calls its author, whose name the server knows.
pub fn you(words: &Words) -> &'static str {
    words.foreign().you
}

/// The field for the e-mail address. What is typed goes to the backend alone; it is remembered where the name is.
pub fn email_field(props: &Props, remember: &NodeRef, draft: &DraftHandle) -> Html {
    let id = format!("{}-email", props.purpose.id());
    let words = props.scene.words.foreign();
    let wrong = draft.composing.name_fault();
    let wrong = wrong.is_some_and(|problem| problem.field.as_deref() == Some("author_email"));
    let oninput = {
        let (remember, draft) = (remember.clone(), draft.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                email::give(&field.value(), is_checked(&remember));
            }
            draft.composing.dispatch(Typing::Name);
        })
    };
    html! {
        <>
            <label class="chuyen-composer-label" for={id.clone()}>{ words.email }</label>
            <input
                class="chuyen-composer-name"
                {id}
                type="email"
                name="author_email"
                autocomplete="email"
                dir="ltr"
                value={email::given()}
                aria-required="true"
                aria-invalid={wrong.then_some("true")}
                {oninput}
            />
        </>
    }
}
