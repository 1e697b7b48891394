//! The head of a thread: its name, how many comments there are, and in what order they stand.

use model::Order;
use yew::prelude::*;

use crate::words::Words;

use super::links::{Links, here, kind, tag};

/// The id of the heading, for what it names.
pub const ID: &str = "chuyen-thread-heading";

/// Name and count. A count of 0 is never shown.
pub fn heading(total: u32, words: &Words) -> Html {
    html! {
        <h2 class="chuyen-thread-heading" id={ID} tabindex="-1">
            { words.comments.heading }
            if total > 0 {
                { " " }
                <span class="chuyen-thread-count">{ words.number(total) }</span>
            }
        </h2>
    }
}

/// The choice of orders; nothing to choose from one.
pub fn orders(
    orders: &'static [Order],
    now: Order,
    links: &Links,
    on_sort: &Callback<Order>,
    words: &Words,
) -> Html {
    if orders.len() < 2 {
        return Html::default();
    }
    let choices = orders.iter().map(|order| {
        let order = *order;
        let href = links.sorted(order);
        html! {
            <@{tag(&href)}
                class="chuyen-thread-order"
                type={kind(&href)}
                data-order={order.name()}
                aria-current={(order == now).then_some("true")}
                onclick={here(on_sort.reform(move |()| order))}
                {href}
            >
                { name(order, words) }
            </@>
        }
    });
    html! {
        <div class="chuyen-thread-orders" role="group" aria-label={words.comments.order}>
            { for choices }
        </div>
    }
}

fn name(order: Order, words: &Words) -> &'static str {
    match order {
        Order::Newest => words.comments.newest,
        Order::Oldest => words.comments.oldest,
        Order::Best => words.comments.best,
    }
}
