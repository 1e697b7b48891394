//! How much one client may send.

use std::hash::Hash;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::client::Client;
use crate::error::Error;

/// Seconds over which a quota is counted.
const WINDOW_S: u32 = 60;
/// Seconds in an hour.
const HOUR_S: u32 = 60 * WINDOW_S;

/// Most reader tokens that one client is given, and most reports taken from it, in a window: a reader needs one token in
/// half a year, and who reports more than that is no reader.
const FEW: NonZeroU32 = NonZeroU32::new(10).expect("10 is not 0");

/// All limits of a server.
pub struct Limits {
    /// Comments, edits, removals.
    pub writes: Limit,
    /// Previews.
    pub previews: Limit,
    /// Likes given and taken back.
    pub likes: Limit,
    /// Reports.
    pub reports: Limit,
    /// Reader tokens.
    pub readers: Limit,
}

/// One limit, counted for each client, or for whatever else it is about.
pub struct Limit<K: Clone + Eq + Hash = Client> {
    name: &'static str,
    quota: NonZeroU32,
    window_s: u32,
    clients: DefaultKeyedRateLimiter<K>,
}

impl Limits {
    /// The same quota for writes, previews and likes, each counted apart; far less for what a reader seldom needs.
    pub fn new(per_minute: NonZeroU32) -> Self {
        Self {
            writes: Limit::new("writes", per_minute),
            previews: Limit::new("previews", per_minute),
            likes: Limit::new("likes", per_minute),
            reports: Limit::new("reports", per_minute.min(FEW)),
            readers: Limit::new("readers", per_minute.min(FEW)),
        }
    }

    /// Forgets clients whose minute is over.
    pub fn forget(&self) {
        for limit in [
            &self.writes,
            &self.previews,
            &self.likes,
            &self.reports,
            &self.readers,
        ] {
            limit.clients.retain_recent();
        }
    }
}

impl Limit {
    fn new(name: &'static str, per_minute: NonZeroU32) -> Self {
        Self {
            name,
            quota: per_minute,
            window_s: WINDOW_S,
            clients: DefaultKeyedRateLimiter::keyed(Quota::per_minute(per_minute)),
        }
    }
}

impl<K: Clone + Eq + Hash> Limit<K> {
    /// A quota for an hour.
    pub fn hourly(name: &'static str, quota: NonZeroU32) -> Self {
        Self {
            name,
            quota,
            window_s: HOUR_S,
            clients: DefaultKeyedRateLimiter::keyed(Quota::per_hour(quota)),
        }
    }

    /// Forgets whose window is over.
    pub fn forget(&self) {
        self.clients.retain_recent();
    }

    /// Counts one request.
    ///
    /// # Errors
    /// `TooFast` if it is one too many.
    pub fn charge(&self, client: K) -> Result<(), Error> {
        self.clients.check_key(&client).map_err(|over| {
            let wait = over.wait_time_from(DefaultClock::default().now());
            Error::TooFast {
                limit: self.name,
                quota: self.quota.get(),
                window_s: self.window_s,
                // Rounded up, so that who waits that long gets through.
                retry_after_s: u32::try_from(wait.as_millis().div_ceil(1000).max(1))
                    .unwrap_or(self.window_s),
            }
        })
    }
}
