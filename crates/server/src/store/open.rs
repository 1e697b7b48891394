//! Opens the database, and creates it the first time.

use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};
use tokio::sync::Notify;

use super::changes::Changes;
use super::version::Versions;
use super::writer::Writer;
use super::{Error, Result, Store, alias, migrations};
use crate::database_url;

/// For the one connection that writes: what is committed survives a power cut. It waits for other processes that write,
/// such as one that moves a long thread: who posts meanwhile waits too, and is not refused.
const SQLITE_WRITER: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma busy_timeout = 30000";
/// For the connections that answer readers.
const SQLITE_READER: &str = "
    pragma query_only = on;
    pragma busy_timeout = 5000";
/// Pages are read in a millisecond; compiling the query for them takes a hundred.
const POSTGRES: &str = "set jit = off";
/// How long a request waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// PostgreSQL connections one server opens at most.
const POSTGRES_CONNECTIONS: u32 = 16;

impl Store {
    /// Opens the database at `url`, `sqlite:path` or `postgres://…`. A SQLite file and its folder are
    /// created if they are missing; the tables are brought up to date.
    ///
    /// # Errors
    /// [`Error::Open`] if that fails.
    pub async fn open(url: &str) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let opened = match url.strip_prefix("sqlite:") {
            Some(path) => open_sqlite(path.strip_prefix("//").unwrap_or(path)).await,
            None => open_postgres(url).await,
        };
        opened.map_err(|cause| Error::Open {
            url: database_url::shown(url),
            cause: cause.to_string(),
        })
    }
}

/// Why a database did not open, before its address is added.
type Opened = std::result::Result<Store, Box<dyn std::error::Error + Send + Sync>>;

async fn open_sqlite(path: &str) -> Opened {
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder)?;
    }
    // `%`, `?` and `#` in a file's name would be read as parts of an address.
    let name = path
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let mut writer = AnyConnection::connect(&format!("sqlite:{name}?mode=rwc")).await?;
    writer.execute(SQLITE_WRITER).await?;
    // Another process may be opening the same new file.
    let mut migration = writer.begin_with("begin immediate").await?;
    migrations::migrator().run(&mut *migration).await?;
    migration.commit().await?;
    let readers = available_parallelism().map_or(2, |n| n.get() as u32).max(2);
    let read = AnyPoolOptions::new()
        .max_connections(readers)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .after_connect(|db, _| Box::pin(async move { db.execute(SQLITE_READER).await.map(|_| ()) }))
        .connect(&format!("sqlite:{name}"))
        .await?;
    alias::name_pages(&read, &mut writer).await?;
    let written = Arc::new(Notify::new());
    Ok(Store {
        read,
        writer: Writer::queue(writer, written.clone()),
        written,
        changes: Changes::of_sqlite(path),
        versions: Versions::default(),
    })
}

async fn open_postgres(url: &str) -> Opened {
    let pool: AnyPool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|db, _| Box::pin(async move { db.execute(POSTGRES).await.map(|_| ()) }))
        .connect(url)
        .await?;
    migrations::migrator().run(&pool).await?;
    alias::name_pages(&pool, &mut *pool.acquire().await?).await?;
    let written = Arc::new(Notify::new());
    Ok(Store {
        read: pool.clone(),
        writer: Writer::pool(pool, written.clone()),
        written,
        changes: Changes::unknown(),
        versions: Versions::default(),
    })
}
