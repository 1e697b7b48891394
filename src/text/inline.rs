//! Runs of text inside a block.

use model::Inline;
use yew::prelude::*;

use super::{By, Setting};

/// Runs of text, one after the other.
pub fn inlines(text: &[Inline], setting: Setting) -> Html {
    text.iter().map(|run| inline(run, setting)).collect()
}

fn inline(run: &Inline, setting: Setting) -> Html {
    match run {
        Inline::Text(text) => html! { text.clone() },
        Inline::Link { url, text } => {
            let rel = match setting.by {
                By::Newsroom => "noopener",
                By::Reader => "nofollow ugc noopener",
            };
            html! { <a href={url.to_string()} {rel}>{ inlines(text, setting) }</a> }
        }
        Inline::Strong(text) => html! { <strong>{ inlines(text, setting) }</strong> },
        Inline::Emphasis(text) => html! { <em>{ inlines(text, setting) }</em> },
        Inline::Strike(text) => html! { <s>{ inlines(text, setting) }</s> },
        Inline::Sub(text) => html! { <sub>{ inlines(text, setting) }</sub> },
        Inline::Sup(text) => html! { <sup>{ inlines(text, setting) }</sup> },
        Inline::Code(text) => html! { <code translate="no">{ text.clone() }</code> },
        Inline::LineBreak => html! { <br /> },
    }
}

/// The words alone, for names and labels.
///
/// # Example
/// ```
/// use chuyen::text::plain;
/// use model::Inline::{LineBreak, Strong, Text};
/// let text = [Text("Bến".into()), LineBreak, Strong(vec![Text("Tre".into())])];
/// assert_eq!(plain(&text), "Bến Tre");
/// ```
pub fn plain(text: &[Inline]) -> String {
    text.iter().map(words_of).collect()
}

fn words_of(run: &Inline) -> String {
    match run {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Link { text, .. }
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Strike(text)
        | Inline::Sub(text)
        | Inline::Sup(text) => plain(text),
        Inline::LineBreak => " ".to_owned(),
    }
}
