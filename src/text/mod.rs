//! Rich text as the nodes of a page, for articles and comments alike.
//!
//! The tree becomes elements one by one: nothing here, or after it, is parsed as HTML.

#[cfg(feature = "article")]
mod embed;
#[cfg(feature = "article")]
mod figure;
mod inline;
#[cfg(feature = "article")]
mod newsroom;
#[cfg(feature = "article")]
mod table;

#[cfg(feature = "article")]
pub use figure::{Loading, figure};
pub use inline::{inlines, plain};
#[cfg(feature = "article")]
use newsroom::block as of_newsroom;

use model::{Block, Inline, Quote, RichText};
use yew::prelude::*;

use crate::words::Words;

/// How a text is set: whose it is, and the words that stand around it.
#[derive(Clone, Copy, PartialEq)]
pub struct Setting {
    /// What the widget itself says in it.
    pub words: &'static Words,
    /// Their language, where it is not the text's own.
    pub words_lang: Option<&'static str>,
    /// Who answers for its links.
    pub by: By,
}

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The newspaper's: its links are recommendations.
    Newsroom,
    /// A reader's: its links are not.
    Reader,
}

impl Setting {
    /// An article in `lang`: one piece speaks one language, so the words around its pictures are
    /// in its own if that is spoken here, else in the interface's.
    pub fn article(lang: &str, interface: &'static Words) -> Self {
        let own = Words::of(lang);
        Self {
            words: own.unwrap_or(interface),
            words_lang: own.is_none().then_some(interface.lang),
            by: By::Newsroom,
        }
    }

    /// A comment, in whatever language.
    pub fn comment(interface: &'static Words) -> Self {
        Self {
            words: interface,
            words_lang: None,
            by: By::Reader,
        }
    }
}

/// The blocks of a text, in reading order.
pub fn blocks(text: &RichText, setting: Setting) -> Html {
    text.0.iter().map(|item| block(item, setting)).collect()
}

/// Without articles there are no other blocks.
#[cfg(not(feature = "article"))]
fn of_newsroom(_: &Block, _: Setting) -> Html {
    Html::default()
}

/// One block.
#[cfg_attr(not(feature = "article"), allow(unreachable_patterns))]
pub fn block(block: &Block, setting: Setting) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{ inlines(text, setting) }</p> },
        Block::Heading { level, text } => heading(*level, text, setting),
        Block::BulletList(items) => html! { <ul>{ list_items(items, setting) }</ul> },
        Block::NumberedList(items) => html! { <ol>{ list_items(items, setting) }</ol> },
        Block::Quote(text) => quote(text, setting),
        Block::Code { language, text } => code(language.as_deref(), text, setting),
        Block::Rule => html! { <hr /> },
        other => of_newsroom(other, setting),
    }
}

/// A reader's heading is a strong line: the outline of the page is the newspaper's.
fn heading(level: u8, text: &[Inline], setting: Setting) -> Html {
    let line = inlines(text, setting);
    match (setting.by, level) {
        (By::Reader, _) => html! { <p><strong>{ line }</strong></p> },
        (By::Newsroom, ..=2) => html! { <h2>{ line }</h2> },
        (By::Newsroom, 3) => html! { <h3>{ line }</h3> },
        (By::Newsroom, 4..) => html! { <h4>{ line }</h4> },
    }
}

/// An item that is one paragraph is set without the space around it.
fn list_items(items: &[RichText], setting: Setting) -> Html {
    let item = |text: &RichText| match text.0.as_slice() {
        [Block::Paragraph(line)] => html! { <li>{ inlines(line, setting) }</li> },
        _ => html! { <li>{ blocks(text, setting) }</li> },
    };
    items.iter().map(item).collect()
}

fn quote(quote: &Quote, setting: Setting) -> Html {
    let words = html! { <blockquote dir="auto">{ blocks(&quote.body, setting) }</blockquote> };
    if quote.source.is_empty() {
        return words;
    }
    html! {
        <figure class="chuyen-text-quote">
            { words }
            <figcaption>{ "— " }{ inlines(&quote.source, setting) }</figcaption>
        </figure>
    }
}

/// Long lines scroll inside a region that the keyboard reaches.
fn code(language: Option<&str>, text: &str, setting: Setting) -> Html {
    let name = match language {
        Some(language) => format!("{}: {language}", setting.words.code),
        None => setting.words.code.to_owned(),
    };
    html! {
        <div class="chuyen-text-scroll" role="region" tabindex="0" aria-label={name}>
            <pre dir="ltr" translate="no"><code>{ text.to_owned() }</code></pre>
        </div>
    }
}
