//! Requests to servers of others, and their answers.

use gloo_net::http::{Method, Request, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, RequestCredentials, console};

use crate::answer::{Unread, text_within};
use crate::backend::{BackendError, Reply};

/// Longest wait for an answer, in milliseconds.
const TIMEOUT_MS: u32 = 30_000;
/// Longest answer that is read, in bytes.
pub(super) const MAX_BYTES: usize = 4 << 20;

/// What is asked.
#[derive(Default)]
pub(super) struct Ask<'a> {
    /// Of which address.
    pub url: String,
    /// With which method: `GET`, if neither `POST` nor `PUT`.
    pub method: &'a str,
    /// What is sent along, as JSON.
    pub body: Option<Value>,
    /// A header that the server is known to take from other origins.
    pub header: Option<(&'a str, &'a str)>,
}

/// What was answered.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// By whom.
    pub url: String,
    /// The HTTP status.
    pub status: u16,
    /// Seconds to wait before asking again.
    pub retry_after_s: Option<u32>,
    /// How many there are of what was asked for, where a header says so.
    pub total: Option<u32>,
    /// The text.
    pub text: String,
}

impl Ask<'_> {
    /// Asks for an address.
    pub fn get(url: String) -> Self {
        Self {
            url,
            ..Self::default()
        }
    }

    /// Sends JSON to an address.
    pub fn post(url: String, body: Value) -> Self {
        Self {
            url,
            method: "POST",
            body: Some(body),
            header: None,
        }
    }

    /// What was answered, whatever it is.
    pub fn tell<'a>(self) -> Reply<'a, Told>
    where
        Self: 'a,
    {
        Box::pin(async move {
            let url = self.url.clone();
            let request = self.request()?;
            match request.send().await {
                Ok(answer) => told(url, answer).await,
                Err(error) => {
                    explain(&url, &error.to_string());
                    Err(BackendError::Offline)
                }
            }
        })
    }

    fn request(self) -> Result<Request, BackendError> {
        let method = match self.method {
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            _ => Method::GET,
        };
        let mut request = RequestBuilder::new(&self.url)
            .method(method)
            .credentials(RequestCredentials::Omit)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
        if let Some((name, value)) = self.header {
            request = request.header(name, value);
        }
        let made = match self.body {
            Some(body) => request
                .header("Content-Type", "application/json")
                .body(body.to_string()),
            None => request.build(),
        };
        made.map_err(|error| BackendError::Protocol {
            url: self.url,
            detail: error.to_string(),
        })
    }
}

async fn told(url: String, answer: Response) -> Result<Told, BackendError> {
    let number = |name: &str| answer.headers().get(name)?.trim().parse().ok();
    let (retry_after_s, total) = (number("Retry-After"), number("X-WP-Total"));
    let status = answer.status();
    let text = match text_within(&answer, MAX_BYTES).await {
        Ok(text) => text,
        Err(Unread::BrokeOff) => return Err(BackendError::Offline),
        Err(Unread::TooLarge) => {
            let detail = format!("at most {MAX_BYTES} bytes are read");
            return Err(BackendError::Protocol { url, detail });
        }
    };
    Ok(Told {
        url,
        status,
        retry_after_s,
        total,
        text,
    })
}

/// For developers: a browser does not tell a program why nothing came.
fn explain(url: &str, error: &str) {
    let online = web_sys::window().is_some_and(|window| window.navigator().on_line());
    if online {
        let said = format!(
            "chuyen: no answer from {url} ({error}). If it answers elsewhere, it does not allow pages of this origin (CORS), or this page's policy does not allow it (connect-src)"
        );
        console::warn_1(&JsValue::from(said));
    }
}

impl Told {
    /// Was it granted?
    pub fn is_granted(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The answer as a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, BackendError> {
        serde_json::from_str(&self.text).map_err(|error| BackendError::Protocol {
            url: self.url.clone(),
            detail: error.to_string(),
        })
    }
}
