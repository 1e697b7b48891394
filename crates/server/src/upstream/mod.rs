//! Articles that live in a publisher's own system: asked for when a reader first wants one, kept like any other, so that
//! the thread hangs on their id, and asked for again once they are a while old.
//!
//! While that system does not answer, what was last read of it is shown. Who wants something old waits only a moment for
//! something newer. However many want the same, it is asked for once.

mod fetch;
mod reach;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use jiff::tz::TimeZone;
use model::{ArticleId, Commenting, Problem, ProblemKind};
use moka::Expiry;
use moka::future::Cache;
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use fetch::{Answer, Body, Fetcher};

use crate::articles::{Foreign, foreign, to_json};
use crate::caching::tag_of;
use crate::clock;
use crate::config::{Config, Source};
use crate::error::{Error, Result};
use crate::store::{self, NewArticle, Noted, Put, Store};

/// Between the name of a source and that of an article there.
const SEPARATOR: char = ':';
/// How long a reader of something old waits for something newer.
const PATIENCE: Duration = Duration::from_secs(1);
/// After how long it is asked again for what was not there, or did not answer.
const AGAIN: Duration = Duration::from_secs(20);
/// Most articles asked for in a minute that were never read before: anybody can make up ids.
const STRANGERS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("120 is not 0");
/// Most articles of one source whose last answer is remembered.
const REMEMBERED: u64 = 10_000;

/// Every source that is set up.
pub struct Upstreams {
    store: Arc<Store>,
    sources: HashMap<String, Arc<Upstream>>,
}

struct Upstream {
    source: Source,
    zone: TimeZone,
    fetcher: Fetcher,
    store: Arc<Store>,
    known: Cache<ArticleId, Known>,
    /// Those that somebody has waited for, and that are still being asked for.
    late: Cache<ArticleId, ()>,
    /// How answers are read: by another version, or set up otherwise, the same answer may be another article.
    read_as: String,
    strangers: DefaultDirectRateLimiter,
}

/// How an article stood when it was last asked for.
#[derive(Clone, Debug, PartialEq)]
enum Known {
    /// As it is stored.
    There,
    /// Not there, or no more.
    Gone,
    /// There, but not to be shown: why.
    Unavailable(Box<Problem>),
    /// Nobody knows.
    Unanswered,
}

/// What was not there may be there soon.
struct Lifetimes {
    there: Duration,
}

impl Expiry<ArticleId, Known> for Lifetimes {
    fn expire_after_create(&self, _: &ArticleId, known: &Known, _: Instant) -> Option<Duration> {
        Some(match known {
            Known::There => self.there,
            _ => self.there.min(AGAIN),
        })
    }
}

impl Upstreams {
    /// Prepares what is configured; nobody is asked yet.
    ///
    /// # Errors
    /// If this machine has no root certificates.
    pub fn open(config: &Config, store: &Arc<Store>) -> std::io::Result<Self> {
        let mut sources = HashMap::new();
        for source in &config.sources {
            let site = config.sites.iter().find(|site| site.id == source.site);
            let zone = source.time_zone().or(site.map(|site| site.time_zone()));
            let there = Duration::from_secs(source.cache_s.get().into());
            let known = Cache::builder().max_capacity(REMEMBERED);
            let zone = zone.unwrap_or(TimeZone::UTC);
            let upstream = Upstream {
                read_as: read_as(source, &zone),
                zone,
                fetcher: Fetcher::new(source)?,
                store: store.clone(),
                known: known.expire_after(Lifetimes { there }).build(),
                late: Cache::new(REMEMBERED),
                strangers: RateLimiter::direct(Quota::per_minute(STRANGERS_PER_MINUTE)),
                source: source.clone(),
            };
            sources.insert(source.name.clone(), Arc::new(upstream));
        }
        Ok(Self {
            store: store.clone(),
            sources,
        })
    }

    /// Brings an article of a source up to date before it is read; nothing is done for any other.
    ///
    /// # Errors
    /// If it may not be shown, or was never read and cannot be.
    pub async fn refresh(&self, id: &ArticleId) -> Result<()> {
        let Some((source, name)) = id.as_str().split_once(SEPARATOR) else {
            return Ok(());
        };
        let Some(upstream) = self.sources.get(source) else {
            return Ok(());
        };
        let known = match upstream.known.get(id).await {
            Some(known) => Some(known),
            None => {
                let is_old = self.store.version(id).await?.is_some();
                upstream.clone().ask(id, name, is_old).await
            }
        };
        match known {
            None | Some(Known::There | Known::Gone) => Ok(()),
            Some(Known::Unavailable(why)) => Err(Error::Problem(why)),
            Some(Known::Unanswered) => match self.store.version(id).await? {
                Some(_) => Ok(()),
                None => Err(Problem::from(ProblemKind::Unavailable)
                    .because("where the article is kept does not answer")
                    .into()),
            },
        }
    }
}

impl Upstream {
    /// Asks, once however many want to know, and goes on asking when who wanted to know waits no more; nothing then.
    async fn ask(self: Arc<Self>, id: &ArticleId, name: &str, is_old: bool) -> Option<Known> {
        let (late, name) = (self.late.clone(), name.to_owned());
        let asked = id.clone();
        let asking = tokio::spawn(async move {
            let look = self.look(&asked, &name);
            let known = self.known.get_with(asked.clone(), look).await;
            self.late.invalidate(&asked).await;
            known
        });
        let known = match is_old {
            // One page reads its article more than once: it waits the first time.
            true if late.contains_key(id) => return None,
            true => match timeout(PATIENCE, asking).await {
                Ok(known) => known,
                Err(_) => {
                    late.insert(id.clone(), ()).await;
                    return None;
                }
            },
            false => asking.await,
        };
        // It has panicked, which the log tells.
        Some(known.unwrap_or(Known::Unanswered))
    }

    async fn look(&self, id: &ArticleId, name: &str) -> Known {
        match self.looked(id, name).await {
            Ok(known) => known,
            Err(cause) => {
                tracing::error!(article = %id, %cause, "an article could not be stored as it was answered");
                Known::Unanswered
            }
        }
    }

    async fn looked(&self, id: &ArticleId, name: &str) -> store::Result<Known> {
        let Some(url) = self.source.address(name) else {
            return Ok(Known::Gone);
        };
        let noted = self.store.noted(id).await?;
        if noted.is_none() && self.strangers.check().is_err() {
            tracing::warn!(
                source = self.source.name,
                "too many articles are asked for that were never read"
            );
            return Ok(Known::Unanswered);
        }
        let known = noted.filter(|noted| noted.read_as == self.read_as);
        match self.fetcher.get(url, known.as_ref()).await {
            Ok(Answer::Body(body)) => self.take(id, body).await,
            Ok(Answer::Unchanged) => Ok(Known::There),
            Ok(Answer::Gone) => {
                self.store
                    .gone_upstream(id.clone(), self.source.site.clone(), clock::now_ms())
                    .await?;
                Ok(Known::Gone)
            }
            Err(cause) => {
                tracing::warn!(article = %id, %cause, "a source does not answer with the article");
                Ok(Known::Unanswered)
            }
        }
    }

    async fn take(&self, id: &ArticleId, body: Body) -> store::Result<Known> {
        let noted = Noted {
            body_hash: hex::encode(Sha256::digest(&body.text)),
            read_as: self.read_as.clone(),
            etag: body.etag,
            last_modified: body.last_modified,
        };
        let asked = Foreign {
            text: body.text,
            format: self.source.format.clone(),
            address: body.url.to_string(),
            zone: self.zone.clone(),
            flat_captions: self.source.flat_captions,
        };
        let reading = match tokio::task::spawn_blocking(move || foreign(&asked)).await {
            Ok(Ok(reading)) => reading,
            Ok(Err(why @ formats::ParseError::Unavailable(_))) => {
                self.store
                    .gone_upstream(id.clone(), self.source.site.clone(), clock::now_ms())
                    .await?;
                return Ok(Known::Unavailable(Box::new(Problem::from(&why))));
            }
            Ok(Err(cause)) => {
                tracing::warn!(article = %id, %cause, "a source answers with no article");
                return Ok(Known::Unanswered);
            }
            Err(_) => return Ok(Known::Unanswered), // it has panicked, which the log tells
        };
        for skipped in &reading.skipped {
            tracing::warn!(article = %id, %skipped, "left out of an article");
        }
        let mut article = reading.article;
        article.id = id.clone();
        let new = NewArticle {
            id: id.clone(),
            site: self.source.site.clone(),
            json: to_json(&article),
            closed: article.commenting == Commenting::Closed,
            file: None,
            now_ms: clock::now_ms(),
        };
        let put = self.store.put_upstream(new, noted).await?;
        if put != Put::Unchanged {
            tracing::info!(article = %id, ?put, "read an article");
        }
        Ok(Known::There)
    }
}

fn read_as(source: &Source, zone: &TimeZone) -> String {
    let set = (&source.format, zone, source.flat_captions);
    tag_of(format!("{} {set:?}", env!("CARGO_PKG_VERSION")))
}
