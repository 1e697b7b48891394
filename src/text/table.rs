//! Rows and columns.

use model::{Cell, Table};
use yew::prelude::*;

use super::{Setting, inlines, plain};

/// A table that scrolls inside itself where the page is too narrow for it.
pub(super) fn table(table: &Table, setting: Setting) -> Html {
    let name = match table.caption.as_slice() {
        [] => setting.words.article().table.to_owned(),
        caption => plain(caption),
    };
    let head = |Cell(text): &Cell| html! { <th scope="col">{ inlines(text, setting) }</th> };
    let field = |Cell(text): &Cell| html! { <td>{ inlines(text, setting) }</td> };
    let row = |cells: &Vec<Cell>| html! { <tr>{ for cells.iter().map(field) }</tr> };
    html! {
        <div class="chuyen-text-scroll" role="region" tabindex="0" aria-label={name}>
            <table class="chuyen-table">
                if !table.caption.is_empty() {
                    <caption>{ inlines(&table.caption, setting) }</caption>
                }
                if !table.head.is_empty() {
                    <thead><tr>{ for table.head.iter().map(head) }</tr></thead>
                }
                <tbody>{ for table.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
