//! Parts that know nothing of news.

mod cause;
mod effect;
mod icon;
mod memo;
mod steady;
mod store;

pub use effect::{Held, held, use_effect_of};
pub use icon::{Icon, icon};
pub use memo::memo;
pub use steady::use_steady;
pub use store::{Store, use_store};

use yew::prelude::*;

/// An empty box of this shape, as wide as its place allows: it keeps the place of what is not there.
pub fn space(width: u32, height: u32) -> Html {
    html! {
        <svg
            class="chuyen-space"
            width={width.to_string()}
            height={height.to_string()}
            viewBox={format!("0 0 {width} {height}")}
            aria-hidden="true"
        />
    }
}
