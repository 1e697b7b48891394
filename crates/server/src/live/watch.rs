//! Notices what was written: through this server at once, by another process within half a second.

use std::sync::Arc;
use std::time::Duration;

use model::ArticleId;
use tokio::time::{MissedTickBehavior, interval};

use super::COMMENTS;
use super::change::{Change, changes};
use crate::app::App;
use crate::store::{Result, Stamp};

/// How often it is looked whether another process wrote.
const LOOK: Duration = Duration::from_millis(500);

/// Tells every stream what happens, as long as it runs.
pub async fn watch(app: Arc<App>) {
    let (mut look, mut alive) = (interval(LOOK), interval(app.live.keep_alive));
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told: Option<Stamp> = None;
    loop {
        let is_watched = !app.live.is_empty();
        let is_due = tokio::select! {
            () = app.store.written() => true,
            () = app.live.joined.notified() => true,
            _ = look.tick(), if is_watched => {
                let stamp = app.store.stamp();
                stamp.is_none() || stamp != told
            }
            _ = alive.tick(), if is_watched => {
                app.live.keep_alive();
                false
            }
        };
        if is_due {
            // The stamp is older than what is read, never newer.
            let stamp = app.store.stamp();
            told = match tell_all(&app).await {
                Ok(()) => stamp,
                Err(cause) => {
                    tracing::warn!(%cause, "readers are not told yet what has changed");
                    None
                }
            };
        }
    }
}

async fn tell_all(app: &App) -> Result<()> {
    let told = app.live.told();
    if told.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = told.iter().map(|(id, _)| id.clone()).collect();
    let versions = app.store.versions(&ids).await?;
    for (id, from) in told {
        if versions.get(&id).is_some_and(|version| *version > from) {
            tell(app, &id, from).await?;
        }
    }
    Ok(())
}

async fn tell(app: &App, id: &ArticleId, from: i64) -> Result<()> {
    let Some(newer) = app.store.newer_than(id, from, COMMENTS).await? else {
        return Ok(());
    };
    let (changes, to) = match newer.more {
        // A thread has moved here, or comments were imported.
        true => (vec![Change::reset(id, newer.version)], newer.version),
        false => changes(id, from, newer),
    };
    if !app.live.publish(id, (from, to), changes) {
        // All have left and others have come, who begin elsewhere.
        app.live.joined.notify_one();
    }
    Ok(())
}
