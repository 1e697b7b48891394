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
    /// In a transaction that lasts as long as it is read: whoever comments there meanwhile changes nothing here.
    db: SqliteConnection,
    size: u64,
    given: u64,
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
        let begun = begin(&options).await;
        let (db, size) = begun.map_err(|e| fault(path, &e))?;
        let mut isso = Self {
            path: path.to_owned(),
            db,
            size,
            given: 0,
            ready: Vec::new(),
            last_thread: None,
            last_comment: 0,
        };
        isso.rewind();
        Ok(isso)
    }

    /// Goes back to the first thread.
    pub fn rewind(&mut self) {
        self.given = 0;
        self.ready = Vec::new();
        self.last_thread = Some(i64::MIN);
        self.last_comment = i64::MIN;
    }

    /// How many pieces there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many of them were read.
    pub fn position(&self) -> u64 {
        self.given
    }

    pub async fn next(&mut self) -> Result<Option<Piece>> {
        if self.ready.is_empty() {
            let page = self.page().await;
            self.ready = page.map_err(|e| fault(&self.path, &e))?;
            self.ready.reverse();
        }
        self.given += u64::from(!self.ready.is_empty());
        Ok(self.ready.pop())
    }

    async fn page(&mut self) -> sqlx::Result<Vec<Piece>> {
        const THREADS: &str = "
            select id, coalesce(cast(uri as text), '') as uri, coalesce(cast(title as text), '') as title
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

async fn begin(options: &SqliteConnectOptions) -> sqlx::Result<(SqliteConnection, u64)> {
    const SIZE: &str = "
        select (select count(*) from threads) + (select count(*) from comments) as size";
    let mut db = SqliteConnection::connect_with(options).await?;
    sqlx::query("begin").execute(&mut db).await?;
    let size: i64 = sqlx::query_scalar(SIZE).fetch_one(&mut db).await?;
    Ok((db, size.unsigned_abs()))
}

/// A string of which some letters may be none.
fn text(row: &SqliteRow, column: &str) -> sqlx::Result<String> {
    let bytes: Vec<u8> = row.try_get(column)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn thread(row: &SqliteRow) -> sqlx::Result<Piece> {
    Ok(Piece::Thread(SourceThread {
        key: row.try_get::<i64, _>("id")?.to_string(),
        link: text(row, "uri")?,
        id: String::new(),
        title: text(row, "title")?,
        is_gone: false,
    }))
}

fn comment(row: &SqliteRow) -> sqlx::Result<Piece> {
    let parent: Option<i64> = row.try_get("parent")?;
    let likes: i64 = row.try_get("likes")?;
    let created_ms: Option<i64> = row.try_get("created_ms")?;
    Ok(Piece::Comment(SourceComment {
        id: row.try_get::<i64, _>("id")?.to_string(),
        scope: text(row, "uri")?,
        stamp: created_ms.unwrap_or_default(),
        thread: row
            .try_get::<Option<i64>, _>("tid")?
            .unwrap_or_default()
            .to_string(),
        parent: parent.map(|parent| parent.to_string()),
        author: text(row, "author")?,
        text: Text::Markdown(text(row, "text")?),
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

#[cfg(test)]
mod tests {
    use sqlx::Executor;

    use super::*;

    async fn count(isso: &mut Isso) -> u64 {
        let mut pieces = 0;
        while isso.next().await.unwrap().is_some() {
            pieces += 1;
        }
        pieces
    }

    #[tokio::test]
    async fn who_comments_while_it_is_read_changes_nothing_here() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("comments.db");
        let options = SqliteConnectOptions::new().filename(&path);
        let options = options.create_if_missing(true);
        let mut db = SqliteConnection::connect_with(&options).await.unwrap();
        for sql in [
            // So that a reader does not make Isso wait.
            "pragma journal_mode = wal",
            "create table threads (id integer primary key, uri, title)",
            "create table comments (id integer primary key, tid, parent, mode, likes, created, modified, author, text)",
            "insert into threads values (1, '/a', null)",
            "insert into comments (id, tid, created) values (1, 1, 1.5), (2, 1, 2.5)",
        ] {
            db.execute(sql).await.unwrap();
        }
        let mut isso = Isso::open(&path).await.unwrap();
        assert_eq!(count(&mut isso).await, 3);
        assert_eq!((isso.position(), isso.size()), (3, 3));
        let more = "insert into comments (id, tid, created) values (3, 1, 3.5)";
        db.execute(more).await.unwrap();
        isso.rewind();
        assert_eq!(isso.position(), 0);
        assert_eq!(count(&mut isso).await, 3);
    }
}
