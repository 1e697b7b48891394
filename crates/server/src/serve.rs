//! Runs the server until it is told to stop.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::app::{self, App};
use crate::folder::Folder;
use crate::{connections, live, store};

/// How often folders are looked at.
const SCAN: Duration = Duration::from_secs(1);
/// How often clients whose minute is over are forgotten.
const FORGET: Duration = Duration::from_secs(60);
/// How long requests may take to finish once the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves on `listener` until `stop` is done, then finishes what is under way and closes the database.
///
/// # Errors
/// [`enum@store::Error`] if the database fails before the first request.
pub async fn run(
    app: Arc<App>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> store::Result<()> {
    let mut folders = Vec::new();
    for site in &app.config.sites {
        if let Some(mut folder) = Folder::open(site, &app.store).await? {
            folder.scan(&app.store).await;
            folders.push(folder);
        }
    }
    let chores = tokio::spawn(chores(app.clone(), folders));
    let watch = tokio::spawn(live::watch(app.clone()));
    let (stopping, stopped) = watch::channel(false);
    let streams = app.live.clone();
    tokio::spawn(async move {
        stop.await;
        streams.close();
        // Nobody listens any more if the server has failed already.
        let _ = stopping.send(true);
    });
    if let Ok(address) = listener.local_addr() {
        tracing::info!(address = %format!("http://{address}"), "listening");
    }
    let router = app::router(app.clone());
    let server = connections::serve(listener, router, told(stopped.clone()));
    let overdue = async {
        told(stopped).await;
        sleep(GRACE).await;
    };
    tokio::select! {
        () = server => {}
        () = overdue => tracing::warn!("some requests did not finish in time"),
    }
    chores.abort();
    watch.abort();
    app.store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Waits until the server is told to stop.
async fn told(mut stopped: watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_err() {
        pending::<()>().await;
    }
}

async fn chores(app: Arc<App>, mut folders: Vec<Folder>) {
    let (mut scan, mut forget) = (interval(SCAN), interval(FORGET));
    scan.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = scan.tick() => {
                for folder in &mut folders {
                    folder.scan(&app.store).await;
                }
            }
            _ = forget.tick() => {
                app.limits.forget();
                app.sign_in.forget();
            }
        }
    }
}
