//! How much one client may send.

use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::client::Client;
use crate::error::Error;

/// Seconds over which a quota is counted.
const WINDOW_S: u32 = 60;

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

/// One limit, counted for each client.
pub struct Limit {
    name: &'static str,
    per_minute: NonZeroU32,
    clients: DefaultKeyedRateLimiter<Client>,
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
            per_minute,
            clients: DefaultKeyedRateLimiter::keyed(Quota::per_minute(per_minute)),
        }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// `TooFast` if it is one too many.
    pub fn charge(&self, client: Client) -> Result<(), Error> {
        self.clients.check_key(&client).map_err(|over| {
            let wait = over.wait_time_from(DefaultClock::default().now());
            Error::TooFast {
                limit: self.name,
                quota: self.per_minute.get(),
                window_s: WINDOW_S,
                // Rounded up, so that who waits that long gets through.
                retry_after_s: u32::try_from(wait.as_millis().div_ceil(1000).max(1))
                    .unwrap_or(WINDOW_S),
            }
        })
    }
}
