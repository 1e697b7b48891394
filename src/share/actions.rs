//! What a press does in the browser.

use std::future::Future;

use js_sys::{Promise, Reflect};
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

use super::Link;

/// Has the browser a sheet of its own? Many embedded ones have not, nor has any page without TLS.
pub(super) fn has_sheet() -> bool {
    web_sys::window()
        .is_some_and(|window| Reflect::has(&window.navigator(), &"share".into()).unwrap_or(false))
}

/// Opens the system's sheet at once; true when something was shared, false when the reader closed it.
pub(super) fn open_sheet(link: &Link) -> impl Future<Output = bool> + use<> {
    let data = ShareData::new();
    data.set_title(link.headline());
    data.set_url(link.url());
    let sheet = web_sys::window()
        .filter(|_| has_sheet())
        .map(|window| window.navigator().share_with_data(&data));
    settled(sheet)
}

/// Copies a text at once; true when it is in the clipboard.
pub(super) fn copy(text: &str) -> impl Future<Output = bool> + use<> {
    let clipboard = web_sys::window()
        .map(|window| window.navigator())
        .filter(|navigator| {
            // Absent on a page without TLS, whatever the type says.
            Reflect::get(navigator, &"clipboard".into())
                .is_ok_and(|clipboard| clipboard.is_object())
        });
    settled(clipboard.map(|navigator| navigator.clipboard().write_text(text)))
}

/// Prints the page.
pub(super) fn print() {
    if let Some(window) = web_sys::window() {
        // A sandboxed frame may not; there is nothing else to do then.
        let _ = window.print();
    }
}

async fn settled(promise: Option<Promise>) -> bool {
    match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}
