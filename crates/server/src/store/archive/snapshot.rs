//! Everything that is moved, as it was at one moment.

use std::future::poll_fn;
use std::pin::pin;

use futures_core::Stream;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};

use super::line::Line;
use super::tables::Table;
use crate::store::{Result, Store};

/// The database at one moment, however long it is read.
#[derive(Debug)]
pub struct Snapshot {
    db: Transaction<'static, Any>,
    is_sqlite: bool,
}

impl Store {
    /// The database as it is now.
    ///
    /// # Errors
    /// [`enum@super::super::Error`] if the database fails.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        // In SQLite the moment is that of the first read.
        let is_sqlite = self.is_sqlite();
        let begin = match is_sqlite {
            true => "begin",
            false => "begin isolation level repeatable read read only",
        };
        let db = self.read.begin_with(begin).await?;
        Ok(Snapshot { db, is_sqlite })
    }
}

impl Snapshot {
    /// How many rows a table has.
    ///
    /// # Errors
    /// [`enum@super::super::Error`] if the database fails.
    pub async fn count(&mut self, table: &'static Table) -> Result<u64> {
        let sql = format!("select count(*) as n from {}", table.name);
        let query = sqlx::query(AssertSqlSafe(sql));
        let row = query.fetch_one(&mut *self.db).await?;
        Ok(row.try_get::<i64, _>("n")?.max(0).unsigned_abs())
    }

    /// Hands every row of a table over, sorted by its key.
    ///
    /// # Errors
    /// [`enum@super::super::Error`] if the database fails; what `take` fails with.
    pub async fn each<E: From<super::super::Error>>(
        &mut self,
        table: &'static Table,
        mut take: impl FnMut(&Line) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        // PostgreSQL would sort as a dictionary does.
        let bytes = if self.is_sqlite { "" } else { " collate \"C\"" };
        let keys = table.key.iter().map(|key| format!("{key}{bytes}"));
        let keys = keys.collect::<Vec<_>>().join(", ");
        let (names, name) = (table.names(), table.name);
        let sql = format!("select {names} from {name} order by {keys}");
        let mut rows = pin!(sqlx::query(AssertSqlSafe(sql)).fetch(&mut *self.db));
        while let Some(row) = poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
            let row = row.map_err(super::super::Error::from)?;
            take(&Line::read(table, &row)?)?;
        }
        Ok(())
    }
}
