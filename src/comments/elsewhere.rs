//! Where readers comment who cannot here: on a server of their own, which is asked to answer this page's thread.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::{local, scene::Scene};

/// The server that the reader named last.
const HOME: &str = "chuyen:home";

/// A link to the thread there, and the way to it by the reader's own server.
pub fn elsewhere(scene: &Scene) -> Html {
    let Some(there) = scene.links.elsewhere.clone() else {
        return Html::default();
    };
    let words = scene.words.foreign();
    let onsubmit = {
        let there = there.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target_dyn_into::<HtmlFormElement>();
            let field = form.and_then(|form| form.query_selector("input").ok().flatten());
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                go(&field.value(), &there);
            }
        })
    };
    html! {
        <form class="chuyen-composer" part="elsewhere" data-open="true" {onsubmit}>
            <p class="chuyen-notice">
                <a href={there} target="_blank" rel="noopener">{ words.open_there }</a>
            </p>
            <div class="chuyen-composer-author">
                <label class="chuyen-composer-label" for="chuyen-home">{ words.home }</label>
                <input
                    class="chuyen-composer-name"
                    id="chuyen-home"
                    type="text"
                    inputmode="url"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder="mastodon.social"
                    value={local::get(HOME)}
                    oninput={keep_home}
                />
                <button type="submit" class="chuyen-composer-send">{ words.reply_there }</button>
            </div>
        </form>
    }
}

/// What is typed is what is known, whenever the thread is drawn again.
fn keep_home(event: InputEvent) {
    if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
        local::put(HOME, &field.value());
    }
}

/// Opens the page of the reader's own server that answers what is `there`.
fn go(home: &str, there: &str) {
    let Some((host, url)) = interaction(home, there) else {
        return;
    };
    local::put(HOME, &host);
    if let Some(window) = web_sys::window() {
        // A browser that opens no window leaves the reader where they are.
        let _ = window.open_with_url_and_target_and_features(&url, "_blank", "noopener");
    }
}

/// The server that `home` names, also as `@lan@mastodon.social`, and its page that answers `there`.
fn interaction(home: &str, there: &str) -> Option<(String, String)> {
    let home = home.trim().trim_end_matches('/');
    let host = home.rsplit(['@', '/']).next()?.to_lowercase();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    if host.is_empty() || !host.contains('.') || !host.chars().all(fits) {
        return None;
    }
    let encoded: String = there.bytes().map(encoded).collect();
    let url = format!("https://{host}/authorize_interaction?uri={encoded}");
    Some((host, url))
}

fn encoded(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_s_server_is_found_in_whatever_names_it() {
        for home in [
            "mastodon.social",
            " https://Mastodon.social/ ",
            "@lan@mastodon.social",
        ] {
            assert_eq!(
                interaction(home, "https://m.example/@a/1"),
                Some((
                    "mastodon.social".to_owned(),
                    "https://mastodon.social/authorize_interaction?uri=https%3A%2F%2Fm.example%2F%40a%2F1"
                        .to_owned()
                )),
                "{home}"
            );
        }
        for home in ["", "lan", "a b.example", "x.example\"><b>"] {
            assert_eq!(interaction(home, "https://m.example/"), None, "{home:?}");
        }
    }
}
