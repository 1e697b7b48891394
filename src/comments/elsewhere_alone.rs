//! Readers of our own server comment here.

use yew::prelude::*;

use super::scene::Scene;

/// Nothing.
pub fn elsewhere(_: &Scene) -> Html {
    Html::default()
}
