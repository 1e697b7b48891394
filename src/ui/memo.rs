//! A part of a view that is made anew only when what it shows is another.

use std::rc::Rc;

use yew::prelude::*;

use super::cause::Cause;

/// Shows what `view` makes of `cause`, and asks it again only for another cause. `key` names it among its neighbours.
///
/// On a server, where everything is shown once, it stands there directly.
pub fn memo<T: PartialEq + 'static>(
    key: String,
    cause: T,
    view: impl Fn(&T) -> Html + 'static,
) -> Html {
    let cause = Rc::new(cause);
    if cfg!(not(target_arch = "wasm32")) {
        return view(&cause);
    }
    let made = {
        let cause = cause.clone();
        Callback::from(move |()| view(&cause))
    };
    html! { <Memo {key} cause={Cause::from(cause)} {made} /> }
}

#[derive(Properties)]
struct Props {
    cause: Cause,
    made: Callback<(), Html>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.cause == other.cause
    }
}

#[component]
fn Memo(props: &Props) -> Html {
    props.made.emit(())
}
