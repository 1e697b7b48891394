//! A callback that stays the same while what it does goes with the time.

use yew::prelude::*;

/// The same callback in every rendering, which does what the last one was given to do: what holds it need not be
/// rendered again.
#[hook]
pub fn use_steady<In: 'static, Out: 'static>(latest: Callback<In, Out>) -> Callback<In, Out> {
    let kept = use_mut_ref(|| latest.clone());
    kept.replace(latest);
    let steady = use_mut_ref(|| {
        Callback::from(move |given| {
            let latest = kept.borrow().clone();
            latest.emit(given)
        })
    });
    steady.borrow().clone()
}
