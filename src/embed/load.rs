//! Fetching the article.

use std::cell::Cell;
use std::rc::Rc;

use formats::{ParseError, Reading, Skipped, Unavailable};
use gloo_net::http::{Request, Response};
use js_sys::{Date, Promise};
use model::{Address, Article, MAX_ARTICLE_BYTES, Problem, ProblemKind};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortSignal, RequestCredentials, Url};
use yew::prelude::*;

use crate::answer::{Unread, text_within};
use crate::article::Failure;
use crate::foreign::{Browser, Intl};

/// Longest wait for an answer, in milliseconds.
const TIMEOUT_MS: u32 = 30_000;

/// Where the article is.
#[derive(Clone)]
pub(super) struct Source {
    /// Absolute address of its JSON; none if the tag names no article.
    pub address: Option<String>,
    /// The first answer, asked for before this code was there: a `Response`, or nothing if none came.
    pub answer: Option<Promise>,
    /// The format it is written in, if the tag says; else it shows.
    pub format: Option<String>,
    /// Where the clock hangs that its times were read from, if they do not say.
    pub zone: Option<String>,
}

/// Two are the same if they lead to the same article, read in the same way.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        let key = |source: &Self| {
            (
                source.address.clone(),
                source.format.clone(),
                source.zone.clone(),
            )
        };
        key(self) == key(other)
    }
}

/// What is known of the article.
#[derive(Clone, PartialEq)]
pub(super) enum Piece {
    Loading,
    /// With what of the source it does not show.
    Ready(Rc<Article>, Rc<[Skipped]>),
    Failed(Refusal),
}

/// Why there is no article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    /// What the reader can do.
    pub failure: Failure,
    /// What happened, for developers.
    pub message: String,
}

/// Loads the article, and again when the callback is called. A late answer is dropped.
#[hook]
pub(super) fn use_article(source: &Source) -> (Piece, Callback<()>) {
    let piece = use_state(|| Piece::Loading);
    let attempt = use_state(|| 0_u32);
    {
        let piece = piece.clone();
        use_effect_with((source.clone(), *attempt), move |(source, attempt)| {
            let wanted = Rc::new(Cell::new(true));
            let (source, first, still) = (source.clone(), *attempt == 0, wanted.clone());
            spawn_local(async move {
                let answer = load(&source, first).await;
                if still.get() {
                    piece.set(answer.map_or_else(
                        Piece::Failed,
                        |Reading {
                             article, skipped, ..
                         }| Piece::Ready(article.into(), skipped.into()),
                    ));
                }
            });
            move || wanted.set(false)
        });
    }
    let retry = {
        let piece = piece.clone();
        Callback::from(move |()| {
            piece.set(Piece::Loading);
            attempt.set(*attempt + 1);
        })
    };
    ((*piece).clone(), retry)
}

async fn load(source: &Source, first: bool) -> Result<Reading, Refusal> {
    let Some(address) = &source.address else {
        return Err(refused(
            Failure::Unknown,
            "attribute article is missing or no address; allowed: the id of an article on the server, or the URL of an article's JSON",
        ));
    };
    let answer = match source.answer.clone().filter(|_| first) {
        Some(early) => JsFuture::from(early)
            .await
            .ok()
            .and_then(|answer| answer.dyn_into::<web_sys::Response>().ok())
            .map(Response::from),
        None => ask(address).await,
    };
    match answer {
        Some(answer) => read(answer, source, address).await,
        None => Err(refused(
            Failure::Unreachable,
            format!("no answer from {address}"),
        )),
    }
}

async fn ask(address: &str) -> Option<Response> {
    Request::get(address)
        .credentials(RequestCredentials::Omit)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)))
        .send()
        .await
        .ok()
}

/// Reads an answer: its status, its size, its text.
async fn read(answer: Response, source: &Source, address: &str) -> Result<Reading, Refusal> {
    let status = answer.status();
    if !answer.ok() {
        let said = text_within(&answer, MAX_ARTICLE_BYTES)
            .await
            .unwrap_or_default();
        let problem = serde_json::from_str(&said).ok();
        let failure = failure(status, problem.map(|problem: Problem| problem.kind));
        return Err(refused(failure, format!("{address} answered {status}")));
    }
    let announced = answer.headers().get("Content-Length");
    if announced
        .and_then(|bytes| bytes.parse().ok())
        .is_some_and(|bytes: usize| bytes > MAX_ARTICLE_BYTES)
    {
        return Err(too_large(address));
    }
    // What was asked for may have been answered from elsewhere: the article's addresses start there.
    let base = Some(answer.url()).filter(|url| !url.is_empty());
    let base = base.unwrap_or_else(|| address.to_owned());
    let text = text_within(&answer, MAX_ARTICLE_BYTES).await;
    let text = text.map_err(|why| match why {
        Unread::BrokeOff => refused(Failure::Unreachable, format!("{address} broke off")),
        Unread::TooLarge => too_large(address),
    })?;
    let mut reading = parse(&text, &base, source, address)?;
    let article = &mut reading.article;
    article.map_addresses(&mut |address| resolve(address, &base));
    article.headline = composed(&article.headline);
    Ok(reading)
}

/// What an answer without an article means to a reader.
fn failure(status: u16, kind: Option<ProblemKind>) -> Failure {
    match (kind, status) {
        (Some(ProblemKind::Embargoed), _) => Failure::Embargoed,
        (Some(ProblemKind::Withheld), _) => Failure::Withheld,
        (Some(ProblemKind::Protected), _) => Failure::Protected,
        (_, 408 | 425 | 429 | 500..) => Failure::Unavailable,
        _ => Failure::Unknown,
    }
}

fn too_large(address: &str) -> Refusal {
    unreadable(address, format!("larger than {MAX_ARTICLE_BYTES} bytes"))
}

/// Reads the text of an answer.
fn parse(text: &str, base: &str, source: &Source, address: &str) -> Result<Reading, Refusal> {
    let (browser, zone) = (Browser::default(), Intl::or_default(source.zone.as_deref()));
    let is_read = |name: &&str| formats::FORMATS.iter().any(|format| format.name == *name);
    let reading = formats::read(&formats::Source {
        text,
        // Of one that nobody knows the loader has complained.
        format: source.format.as_deref().filter(is_read),
        address: base,
        zone: &zone,
        flat_captions: false,
        html: &browser,
        now_ms: Date::now() as i64,
    });
    match reading {
        _ if browser.is_refused() => Err(unreadable(
            address,
            "this page's policy forbids that HTML is parsed",
        )),
        Ok(reading) => Ok(reading),
        Err(ParseError::Unavailable(why)) => Err(refused(
            match why {
                Unavailable::Embargoed { .. } => Failure::Embargoed,
                Unavailable::Withheld => Failure::Withheld,
                Unavailable::Protected => Failure::Protected,
            },
            format!("{address} is not to be shown: {why}"),
        )),
        Err(error) => Err(unreadable(address, error)),
    }
}

fn refused(failure: Failure, message: impl Into<String>) -> Refusal {
    Refusal {
        failure,
        message: message.into(),
    }
}

fn unreadable(address: &str, why: impl std::fmt::Display) -> Refusal {
    refused(
        Failure::Unreadable,
        format!("{address} is no article: {why}"),
    )
}

/// Makes an address absolute; one that cannot be stays as it is.
fn resolve(address: &mut Address, base: &str) {
    let absolute = Url::new_with_base(address.as_str(), base)
        .ok()
        .and_then(|url| url.href().parse().ok());
    if let Some(absolute) = absolute {
        *address = absolute;
    }
}

/// The same text in Unicode's composed form, as every reader's keyboard writes it.
fn composed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}
