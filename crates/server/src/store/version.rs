//! Versions of articles, remembered as long as nothing was written.

use std::collections::HashMap;
use std::sync::Mutex;

use model::ArticleId;

use super::changes::Stamp;
use super::{Result, Store};

/// Most versions remembered.
const MOST: usize = 10_000;

/// What was read since the last write.
#[derive(Debug, Default)]
pub(super) struct Versions(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    stamp: Option<Stamp>,
    known: HashMap<ArticleId, Option<i64>>,
}

impl Store {
    /// The version of an article that is not withdrawn: after a write was acknowledged, whoever wrote, never an older one.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn version(&self, id: &ArticleId) -> Result<Option<i64>> {
        let Some(stamp) = self.changes.stamp() else {
            return self.read_version(id).await;
        };
        if let Some(version) = self.versions.get(stamp, id) {
            return Ok(version);
        }
        // The stamp is older than what is read, never newer.
        let version = self.read_version(id).await?;
        self.versions.put(stamp, id, version);
        Ok(version)
    }

    async fn read_version(&self, id: &ArticleId) -> Result<Option<i64>> {
        const SQL: &str = "select version from article where id = $1 and json is not null";
        let version = sqlx::query_scalar(SQL)
            .bind(id.as_str())
            .fetch_optional(&self.read);
        Ok(version.await?)
    }
}

impl Versions {
    fn get(&self, stamp: Stamp, id: &ArticleId) -> Option<Option<i64>> {
        let mut remembered = self.lock();
        remembered.turn_to(stamp);
        remembered.known.get(id).copied()
    }

    fn put(&self, stamp: Stamp, id: &ArticleId, version: Option<i64>) {
        let mut remembered = self.lock();
        if remembered.stamp == Some(stamp) && remembered.known.len() < MOST {
            remembered.known.insert(id.clone(), version);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Remembered> {
        // What a panic left behind is still a map of versions with their stamp.
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Remembered {
    fn turn_to(&mut self, stamp: Stamp) {
        if self.stamp != Some(stamp) {
            self.known.clear();
            self.stamp = Some(stamp);
        }
    }
}
