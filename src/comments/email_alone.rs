//! Our own server asks everybody for a name, and nobody for an e-mail address.

use yew::prelude::*;

use crate::words::Words;

use super::{composer::Props, use_draft::DraftHandle};

/// Nobody.
pub fn you(_: &Words) -> &'static str {
    ""
}

/// Nothing.
pub fn email_field(_: &Props, _: &NodeRef, _: &DraftHandle) -> Html {
    Html::default()
}
