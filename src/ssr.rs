//! The same views as HTML, for a server.

use futures_executor::block_on;
use yew::{BaseComponent, LocalServerRenderer};

use crate::page::{Below, BelowProps, Piece, PieceProps};

/// An article. It takes the time it takes: not for a task that others wait for.
pub fn piece(props: PieceProps) -> String {
    html::<Piece>(props)
}

/// What stands under an article. It takes the time it takes: not for a task that others wait for.
pub fn below(props: BelowProps) -> String {
    html::<Below>(props)
}

/// Not to be hydrated, so without marks: the browser renders anew and swaps.
fn html<C: BaseComponent>(props: C::Properties) -> String {
    block_on(
        LocalServerRenderer::<C>::with_props(props)
            .hydratable(false)
            .render(),
    )
}
