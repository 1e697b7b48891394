//! Answers of servers that nobody here runs: they may go on for ever.

use gloo_net::http::Response;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

/// Why an answer was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It broke off.
    BrokeOff,
    /// It is larger than was allowed.
    TooLarge,
}

/// The text of an answer of `most` bytes at most; of a larger one no more is fetched.
///
/// # Errors
/// [`Unread`] if it broke off, or is larger.
pub async fn text_within(answer: &Response, most: usize) -> Result<String, Unread> {
    let Some(body) = answer.body() else {
        return Ok(String::new());
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Some(piece) = next(&reader).await.map_err(|_| Unread::BrokeOff)? {
        if bytes.len() + piece.length() as usize > most {
            // Nobody waits for it to end.
            let _ = reader.cancel();
            return Err(Unread::TooLarge);
        }
        bytes.extend(piece.to_vec());
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let read = JsFuture::from(reader.read()).await?;
    let is_over = Reflect::get(&read, &"done".into())?.is_truthy();
    let piece = Reflect::get(&read, &"value".into())?;
    Ok((!is_over).then(|| Uint8Array::new(&piece)))
}
