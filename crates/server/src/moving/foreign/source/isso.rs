//! Isso's database.

use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{Connection, Row, SqliteConnection};

use super::{Piece, SourceComment, SourceThread, Standing, Text};
use crate::moving::{Fault, MovingError, Result};

/// Rows read at once.
const PAGE: i64 = 500;

/// A database that is read.
pub(in super::super) struct Isso {
    path: PathBuf,
    db: SqliteConnection,
    /// Read, and not yet handed over, in reverse.
    ready: Vec<Piece>,
    /// What comes after these: threads, then comments.
    last_thread: Option<i64>,
    last_comment: i64,
}

impl Isso {
    pub async fn open(path: &Path) -> Result<Self> {
        // Asked for by name, so that a folder or nothing at all is told as such.
        std::fs::File::open(path).map_err(MovingError::at(path))?;
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let db = SqliteConnection::connect_with(&options).await;
        let db = db.map_err(|e| fault(path, &e))?;
        Ok(Self {
            path: path.to_owned(),
            db,
            ready: Vec::new(),
            last_thread: Some(i64::MIN),
            last_comment: i64::MIN,
        })
    }

    pub async fn next(&mut self) -> Result<Option<Piece>> {
        if self.ready.is_empty() {
            let page = self.page().await;
            self.ready = page.map_err(|e| fault(&self.path, &e))?;
            self.ready.reverse();
        }
        Ok(self.ready.pop())
    }

    async fn page(&mut self) -> sqlx::Result<Vec<Piece>> {
        const THREADS: &str = "
            select id, cast(uri as text) as uri, coalesce(cast(title as text), '') as title
            from threads where id > $1 order by id limit $2";
        const COMMENTS: &str = "
            select c.id, c.tid, c.parent, c.mode, coalesce(cast(t.uri as text), '') as uri,
                coalesce(c.likes, 0) as likes,
                cast(round(c.created * 1000) as integer) as created_ms,
                cast(round(c.modified * 1000) as integer) as modified_ms,
                coalesce(cast(c.author as text), '') as author,
                coalesce(cast(c.text as text), '') as text
            from comments c left join threads t on t.id = c.tid
            where c.id > $1 order by c.id limit $2";
        if let Some(last) = self.last_thread {
            let query = sqlx::query(THREADS).bind(last).bind(PAGE);
            let rows = query.fetch_all(&mut self.db).await?;
            self.last_thread = rows.last().map(|row| row.try_get("id")).transpose()?;
            if !rows.is_empty() {
                return rows.iter().map(thread).collect();
            }
        }
        let query = sqlx::query(COMMENTS).bind(self.last_comment).bind(PAGE);
        let rows = query.fetch_all(&mut self.db).await?;
        if let Some(row) = rows.last() {
            self.last_comment = row.try_get("id")?;
        }
        rows.iter().map(comment).collect()
    }
}

fn thread(row: &SqliteRow) -> sqlx::Result<Piece> {
    Ok(Piece::Thread(SourceThread {
        key: row.try_get::<i64, _>("id")?.to_string(),
        link: row.try_get("uri")?,
        id: String::new(),
        title: row.try_get("title")?,
    }))
}

fn comment(row: &SqliteRow) -> sqlx::Result<Piece> {
    let parent: Option<i64> = row.try_get("parent")?;
    let likes: i64 = row.try_get("likes")?;
    let created_ms: Option<i64> = row.try_get("created_ms")?;
    Ok(Piece::Comment(SourceComment {
        id: row.try_get::<i64, _>("id")?.to_string(),
        scope: row.try_get("uri")?,
        stamp: created_ms.unwrap_or_default(),
        thread: row
            .try_get::<Option<i64>, _>("tid")?
            .unwrap_or_default()
            .to_string(),
        parent: parent.map(|parent| parent.to_string()),
        author: row.try_get("author")?,
        text: Text::Markdown(row.try_get("text")?),
        standing: match row.try_get::<Option<i64>, _>("mode")? {
            Some(1) => Standing::Published,
            Some(4) => Standing::Gone("deleted"),
            _ => Standing::Pending,
        },
        likes: u32::try_from(likes.max(0)).unwrap_or(u32::MAX),
        posted_at_ms: created_ms,
        edited_at_ms: row.try_get("modified_ms")?,
    }))
}

fn fault(path: &Path, cause: &sqlx::Error) -> MovingError {
    MovingError::Fault(Fault {
        file: path.display().to_string(),
        line: 0,
        what: format!("no database of Isso can be read from it: {cause}"),
    })
}
