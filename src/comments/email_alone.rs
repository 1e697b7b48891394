//! Our own server asks nobody for an e-mail address.

use yew::prelude::*;

use super::{composer::Props, use_draft::DraftHandle};

/// Nothing.
pub fn email_field(_: &Props, _: &NodeRef, _: &DraftHandle) -> Html {
    Html::default()
}
