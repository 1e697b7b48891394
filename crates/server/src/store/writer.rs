//! The one way to write.
//!
//! SQLite has one writer anyway: a task owns the connection and commits what has queued up as one
//! transaction, so that a busy thread costs one disk flush for many comments. PostgreSQL gets a
//! transaction per write. Either way a caller hears of success only after the commit.

use std::pin::Pin;
use std::sync::Arc;

use sqlx::{AnyConnection, AnyPool, Connection};
use tokio::sync::{Notify, mpsc, oneshot};

use super::{Error, Result};

/// Most writes in one commit.
const BATCH: usize = 128;
/// Most writes that wait for the next; more callers wait to queue up.
const QUEUE: usize = 1024;

/// A write on its way.
pub(super) type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

pub(super) type Job = Box<
    dyn for<'c> FnOnce(&'c mut AnyConnection) -> Pin<Box<dyn Future<Output = Done> + Send + 'c>>
        + Send,
>;

/// Tells a caller how its write went, once it is known how the commit did.
type Reply = Box<dyn FnOnce(&std::result::Result<(), String>) + Send>;

/// A write done, but not yet committed.
pub(super) struct Done {
    /// Did it succeed? If not, what it changed is undone.
    keep: bool,
    reply: Reply,
}

pub(super) enum Message {
    Job(Job),
    Close,
}

#[derive(Debug)]
pub(super) enum Writer {
    Queue(mpsc::Sender<Message>),
    Pool(AnyPool, Arc<Notify>),
}

impl Writer {
    /// Writes through one connection, in a task of its own. `written` is told of every commit.
    pub fn queue(db: AnyConnection, written: Arc<Notify>) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(work_off(db, receiver, written));
        Self::Queue(sender)
    }

    /// Writes through any connection of a pool. `written` is told of every commit.
    pub fn pool(pool: AnyPool, written: Arc<Notify>) -> Self {
        Self::Pool(pool, written)
    }

    /// Runs `work` in a transaction; an error undoes it.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut AnyConnection) -> Work<'c, T> + Send + 'static,
    {
        match self {
            Self::Queue(queue) => {
                let (sender, receiver) = oneshot::channel();
                let job: Job = Box::new(move |db| {
                    Box::pin(async move {
                        let result = work(db).await;
                        Done {
                            keep: result.is_ok(),
                            reply: Box::new(move |committed| {
                                let result = result.and_then(|value| match committed {
                                    Ok(()) => Ok(value),
                                    Err(cause) => Err(Error::Commit(cause.clone())),
                                });
                                // A caller that has gone away does not need the answer.
                                let _ = sender.send(result);
                            }),
                        }
                    })
                });
                let queued = queue.send(Message::Job(job)).await;
                queued.map_err(|_| Error::Stopped)?;
                receiver.await.map_err(|_| Error::Stopped)?
            }
            Self::Pool(pool, written) => {
                let mut transaction = pool.begin().await?;
                let value = work(&mut transaction).await?;
                transaction.commit().await?;
                written.notify_one();
                Ok(value)
            }
        }
    }

    /// Is anybody writing?
    pub fn check(&self) -> Result<()> {
        match self {
            Self::Queue(queue) if queue.is_closed() => Err(Error::Stopped),
            _ => Ok(()),
        }
    }

    /// Finishes what has queued up; later writes fail with [`Error::Stopped`].
    pub async fn close(&self) {
        if let Self::Queue(queue) = self {
            // Already closed is closed.
            let _ = queue.send(Message::Close).await;
            queue.closed().await;
        }
    }
}

async fn work_off(mut db: AnyConnection, mut queue: mpsc::Receiver<Message>, written: Arc<Notify>) {
    let mut messages = Vec::with_capacity(BATCH);
    let mut open = true;
    while open && queue.recv_many(&mut messages, BATCH).await > 0 {
        let mut jobs = Vec::with_capacity(messages.len());
        for message in messages.drain(..) {
            match message {
                Message::Job(job) => jobs.push(job),
                Message::Close => open = false,
            }
        }
        let mut replies = Vec::with_capacity(jobs.len());
        let committed = commit(&mut db, jobs, &mut replies).await;
        if let Err(cause) = &committed {
            tracing::error!(%cause, writes = replies.len(), "a commit failed");
        }
        let committed = committed.map_err(|e| e.to_string());
        written.notify_one();
        for reply in replies {
            reply(&committed);
        }
    }
    if let Err(cause) = db.close().await {
        tracing::warn!(%cause, "the database did not close cleanly");
    }
}

/// Runs every job behind a savepoint of its own and commits them together.
async fn commit(
    db: &mut AnyConnection,
    jobs: Vec<Job>,
    replies: &mut Vec<Reply>,
) -> sqlx::Result<()> {
    let mut transaction = db.begin_with("begin immediate").await?;
    for job in jobs {
        let mut savepoint = transaction.begin().await?;
        let done = job(&mut savepoint).await;
        replies.push(done.reply);
        match done.keep {
            true => savepoint.commit().await?,
            false => savepoint.rollback().await?,
        }
    }
    transaction.commit().await
}
