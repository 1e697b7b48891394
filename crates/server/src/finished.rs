//! Answers that are the same for every reader: made once for each state of an article, compressed once, kept in memory.

use std::hash::Hash;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{ArticleId, Order};
use moka::future::Cache;
use tokio::sync::OnceCell;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::caching;
use crate::error::{Error, Result};

/// Most memory that finished answers may take, in bytes.
const MAX_BYTES: u64 = 24 * 1024 * 1024;
/// Of brotli's 0 to 11: a millisecond or two for a page.
const BROTLI: i32 = 6;
/// The best there is: 8 % smaller, in thirty times the time, for an answer that stays what it is.
const BROTLI_DENSE: i32 = 11;
/// When an answer is taken to stay.
const SETTLED: Duration = Duration::from_secs(1);
/// The largest that is compressed as well as can be, in bytes: more would take seconds.
const MAX_DENSE_BYTES: usize = 256 * 1024;

/// What is asked for, in one state of the article: the version is part of the name, so nothing has to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which article.
    pub article: ArticleId,
    /// In which state.
    pub version: i64,
    /// Which part of it.
    pub part: Part,
    /// In whose language.
    pub lang: &'static str,
    /// In what order its thread stands.
    pub order: Order,
}

/// A form in which an article and its thread are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The first page of the thread, as JSON.
    Thread,
    /// Article, share bar and thread, as HTML for the loader.
    Fragment,
    /// The same with every share target.
    FragmentToShare,
    /// The thread alone, as HTML for the loader.
    ThreadFragment,
    /// The loader and the fragment in one script.
    Script,
    /// A page of its own.
    Page,
    /// A page that stands in a frame.
    Frame,
}

/// An answer, ready to be sent.
#[derive(Debug)]
pub struct Finished {
    tag: String,
    kind: &'static str,
    /// Besides those that all have.
    headers: HeaderMap,
    made: Instant,
    plain: Bytes,
    gzip: OnceCell<Bytes>,
    brotli: OnceCell<Bytes>,
    is_settling: AtomicBool,
    dense: OnceLock<Bytes>,
}

/// The answers in memory.
#[derive(Debug)]
pub struct Shelf {
    answers: Cache<Key, Arc<Finished>>,
    taken: AtomicU64,
    made: AtomicU64,
}

impl Default for Shelf {
    fn default() -> Self {
        // The forms of an answer take less than twice the plain one.
        let weigh = |_: &Key, answer: &Arc<Finished>| {
            u32::try_from(answer.plain.len() * 2).unwrap_or(u32::MAX)
        };
        let cache = Cache::builder().max_capacity(MAX_BYTES).weigher(weigh);
        Self {
            answers: cache.build(),
            taken: AtomicU64::new(0),
            made: AtomicU64::new(0),
        }
    }
}

impl Shelf {
    /// The answer with this name. If it is not there it is made, once, however many ask for it at the same time.
    ///
    /// # Errors
    /// What `make` fails with.
    pub async fn take(
        &self,
        key: Key,
        make: impl Future<Output = Result<Finished>>,
    ) -> Result<Arc<Finished>> {
        self.taken.fetch_add(1, Ordering::Relaxed);
        let made = async {
            self.made.fetch_add(1, Ordering::Relaxed);
            make.await.map(Arc::new)
        };
        let taken = self.answers.try_get_with(key, made).await;
        taken.map_err(Error::Shared)
    }

    /// How many answers were taken, and how many of them had to be made.
    pub fn counts(&self) -> (u64, u64) {
        let made = self.made.load(Ordering::Relaxed);
        (self.taken.load(Ordering::Relaxed), made)
    }
}

impl Finished {
    /// An answer of this media type. `tag` changes whenever it does.
    pub fn new(kind: &'static str, tag: String, text: String) -> Self {
        Self {
            tag,
            kind,
            headers: HeaderMap::new(),
            made: Instant::now(),
            plain: text.into(),
            gzip: OnceCell::new(),
            brotli: OnceCell::new(),
            is_settling: AtomicBool::new(false),
            dense: OnceLock::new(),
        }
    }

    /// The same with these headers.
    pub fn with(self, headers: HeaderMap) -> Self {
        Self { headers, ..self }
    }

    /// The answer in the smallest form that the client reads, or that it has it already.
    ///
    /// # Errors
    /// If the process is shutting down.
    pub async fn answer(self: &Arc<Self>, request: &HeaderMap) -> Result<Response> {
        // Each form is another answer to a cache.
        let (coding, forms, body) = match (caching::accepted(request), self.dense.get()) {
            (Some("br"), Some(dense)) => (Some("br"), &["-dense", "-br"][..], dense.clone()),
            (Some("br"), None) => {
                self.settle();
                (Some("br"), &["-br"][..], self.brotli().await?)
            }
            (Some("gzip"), _) => (Some("gzip"), &["-gzip"][..], self.gzip().await?),
            _ => (None, &[""][..], self.plain.clone()),
        };
        let mut tags = forms.iter().map(|form| format!("\"{}{form}\"", self.tag));
        let known = tags.clone().find(|tag| caching::is_known(request, tag));
        let mut response = match known {
            Some(_) => StatusCode::NOT_MODIFIED.into_response(),
            None => body.into_response(),
        };
        let headers = response.headers_mut();
        headers.extend(self.headers.clone());
        caching::revalidate(headers, known.or(tags.next()).unwrap_or_default());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        Ok(response)
    }

    async fn gzip(&self) -> Result<Bytes> {
        compressed(&self.gzip, &self.plain, |plain| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(plain)?;
            encoder.finish()
        })
        .await
    }

    async fn brotli(&self) -> Result<Bytes> {
        compressed(&self.brotli, &self.plain, |plain| brotli(plain, BROTLI)).await
    }

    /// Has an answer that stays compressed as well as can be, once, for those who ask later.
    fn settle(self: &Arc<Self>) -> Option<JoinHandle<()>> {
        let is_worth_it = self.made.elapsed() >= SETTLED && self.plain.len() <= MAX_DENSE_BYTES;
        if !is_worth_it || self.is_settling.swap(true, Ordering::Relaxed) {
            return None;
        }
        let this = self.clone();
        Some(spawn_blocking(move || {
            match brotli(&this.plain, BROTLI_DENSE) {
                Ok(dense) => drop(this.dense.set(dense.into())),
                Err(cause) => tracing::warn!(%cause, "an answer stays as it was compressed first"),
            }
        }))
    }
}

fn brotli(mut plain: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality,
        size_hint: plain.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut plain, &mut out, &params)?;
    Ok(out)
}

/// The compressed form, made the first time somebody asks for it.
async fn compressed(
    form: &OnceCell<Bytes>,
    plain: &Bytes,
    compress: fn(&[u8]) -> std::io::Result<Vec<u8>>,
) -> Result<Bytes> {
    let make = async || {
        let plain = plain.clone();
        let done = spawn_blocking(move || compress(&plain)).await;
        match done {
            Ok(Ok(bytes)) => Ok(Bytes::from(bytes)),
            Ok(Err(cause)) => Err(Error::internal("an answer could not be compressed", &cause)),
            Err(cause) => Err(Error::internal("an answer was not compressed", &cause)),
        }
    };
    form.get_or_try_init(make).await.cloned()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use axum::body::to_bytes;
    use futures_util::future::join_all;

    use super::*;

    fn key(version: i64) -> Key {
        Key {
            article: "tin-1".parse().unwrap(),
            version,
            part: Part::Fragment,
            lang: "vi",
            order: Order::Newest,
        }
    }

    #[tokio::test]
    async fn an_answer_is_made_once_however_many_ask_for_it() {
        let (shelf, made) = (Shelf::default(), AtomicUsize::new(0));
        let make = async || {
            made.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Ok(Finished::new("text/plain", "1".into(), "hay".into()))
        };
        let asked = (0..64).map(|_| shelf.take(key(1), make()));
        assert!(
            join_all(asked)
                .await
                .into_iter()
                .all(|answer| answer.is_ok())
        );
        assert_eq!(made.load(Ordering::SeqCst), 1);
        shelf.take(key(2), make()).await.unwrap();
        assert_eq!(
            made.load(Ordering::SeqCst),
            2,
            "another version is another answer"
        );
    }

    #[tokio::test]
    async fn an_answer_that_stays_is_sent_smaller_and_known_in_both_forms() {
        let text = include_str!("../../../articles/bdk-27052023.json").to_owned();
        let fresh = Finished::new("text/plain", "1".into(), text.clone());
        let made = Instant::now().checked_sub(SETTLED).unwrap();
        let answer = Arc::new(Finished { made, ..fresh });
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let read = async |request: &HeaderMap| {
            let response = answer.answer(request).await.unwrap();
            let (parts, body) = response.into_parts();
            (parts, to_bytes(body, usize::MAX).await.unwrap())
        };
        let settled = answer.settle().expect("it has stayed");
        let before = answer.brotli().await.unwrap();
        settled.await.unwrap();
        let (now, dense) = read(&request).await;
        assert!(
            dense.len() < before.len(),
            "{} {}",
            dense.len(),
            before.len()
        );
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &dense[..], &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        for known in ["\"1-br\"", now.headers["etag"].to_str().unwrap()] {
            let mut again = request.clone();
            again.insert(header::IF_NONE_MATCH, known.parse().unwrap());
            let (parts, body) = read(&again).await;
            assert_eq!(parts.status, StatusCode::NOT_MODIFIED);
            assert_eq!(parts.headers["etag"], known);
            assert!(body.is_empty());
        }
        let young = Arc::new(Finished::new("text/plain", "2".into(), text));
        assert!(young.settle().is_none(), "it may change any moment");
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let shelf = Shelf::default();
        let failed = shelf.take(key(1), async { Err(Error::not_found()) }).await;
        assert!(failed.is_err());
        let made = async { Ok(Finished::new("text/plain", "1".into(), "hay".into())) };
        assert!(shelf.take(key(1), made).await.is_ok());
    }
}
