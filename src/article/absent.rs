//! What stands in the article's place while it is not there.

use yew::prelude::*;

use crate::words::Words;

/// Why there is no article, sorted by what the reader can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer came: check the connection, try again.
    Unreachable,
    /// The server cannot answer now: try again later.
    Unavailable,
    /// No such article, or no more.
    Unknown,
    /// What came is no article; only the newsroom can mend that.
    Unreadable,
    /// Its publisher shows it later.
    Embargoed,
    /// Its publisher took it back, or has not published it.
    Withheld,
    /// Its publisher shows it to some only.
    Protected,
}

impl Failure {
    fn say(self, words: &Words) -> &'static str {
        match self {
            Self::Unreachable => words.article().unreachable,
            Self::Unavailable => words.article().unavailable,
            Self::Unknown => words.article().unknown,
            Self::Unreadable => words.article().unreadable,
            Self::Embargoed => words.article().embargoed,
            Self::Withheld => words.article().withheld,
            Self::Protected => words.article().protected,
        }
    }

    /// May the same request succeed later?
    pub fn passes(self) -> bool {
        matches!(self, Self::Unreachable | Self::Unavailable)
    }
}

/// The place of an article that is on its way.
pub fn loading(words: &'static Words) -> Html {
    html! {
        <div class="chuyen-absent" data-state="loading" lang={words.lang}>
            <p role="status">{ words.article().loading }</p>
        </div>
    }
}

/// Says why there is no article, and offers what the reader can do: ask again, or read it at `original`.
pub fn failed(
    failure: Failure,
    original: Option<AttrValue>,
    on_retry: &Callback<()>,
    words: &'static Words,
) -> Html {
    let onclick = on_retry.reform(|_| ());
    html! {
        <div class="chuyen-absent" data-state="failed" lang={words.lang}>
            <p role="alert">{ failure.say(words) }</p>
            if failure.passes() {
                <button type="button" {onclick}>{ words.article().retry }</button>
            }
            if let Some(href) = original {
                <a {href}>{ words.article().original }</a>
            }
        </div>
    }
}
