//! Puts rows back as they were.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use super::line::{Line, Value};
use super::tables::{Kind, TABLES, Table};
use crate::store::{Refusal, Result, Store};

/// An article is public only once its thread is whole.
const PUBLIC: &str = "json";

/// What became of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// They were not there.
    pub added: u64,
    /// They were there already, and the same, or are what became since of those that an earlier run brought.
    pub unchanged: u64,
}

/// Is an export brought in for the first time?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// What is there must be the same.
    First,
    /// An earlier run was broken off: what it brought may have changed since, and stays as it is.
    Further,
}

impl Store {
    /// Adds rows of one table, all or none; of articles, not what makes them public.
    ///
    /// # Errors
    /// [`Refusal::Differs`] if there is another row in the place of one, with which of `lines` it is;
    /// [`enum@super::super::Error`] if the database fails.
    pub async fn restore(&self, lines: Vec<Line>, run: Run) -> Result<Restored> {
        self.writer
            .write(move |db| Box::pin(restore(db, lines, run)))
            .await
    }

    /// Is there room for rows of one table, or are they there?
    ///
    /// # Errors
    /// As [`Self::restore`].
    pub async fn has_room(&self, lines: &[Line]) -> Result<()> {
        let mut db = self.read.acquire().await?;
        for (n, line) in lines.iter().enumerate() {
            if let Some(there) = there(&mut db, line).await? {
                same(n, line, &there, Run::First)?;
            }
        }
        Ok(())
    }

    /// Makes articles public whose threads are whole. Those that somebody has written to since they were put back stay as
    /// they are now: which of `articles` these are.
    ///
    /// # Errors
    /// [`enum@super::super::Error`] if the database fails.
    pub async fn publish_restored(&self, articles: Vec<Line>) -> Result<Vec<usize>> {
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    let mut changed = Vec::new();
                    for (n, article) in articles.iter().enumerate() {
                        if !publish(db, article).await? {
                            changed.push(n);
                        }
                    }
                    Ok(changed)
                })
            })
            .await
    }
}

/// Is it now as its line says?
async fn publish(db: &mut AnyConnection, article: &Line) -> Result<bool> {
    const SQL: &str =
        "update article set json = $2 where id = $1 and json is null and version = $3";
    const NOW: &str = "select id from article where id = $1 and json = $2";
    let Value::Text(json) = article.get(PUBLIC) else {
        return Ok(true);
    };
    let (id, version) = (article.text("id"), article.int("version"));
    let query = sqlx::query(SQL).bind(id).bind(json).bind(version);
    if query.execute(&mut *db).await?.rows_affected() > 0 {
        return Ok(true);
    }
    let now = sqlx::query(NOW).bind(id).bind(json);
    Ok(now.fetch_optional(db).await?.is_some())
}

async fn restore(db: &mut AnyConnection, lines: Vec<Line>, run: Run) -> Result<Restored> {
    let mut restored = Restored::default();
    for (n, line) in lines.iter().enumerate() {
        if add(db, &hidden(line)).await? {
            restored.added += 1;
            continue;
        }
        let Some(there) = there(db, line).await? else {
            return Err(Refusal::Differs(n, "another row has its key or its name".into()).into());
        };
        same(n, line, &there, run)?;
        restored.unchanged += 1;
    }
    Ok(restored)
}

/// The row before it is public.
fn hidden(line: &Line) -> Line {
    match line.table.name == TABLES[0].name {
        true => line.without(PUBLIC),
        false => line.clone(),
    }
}

/// Refuses what stands in the place of the `n`th line if it is not what an import put there.
fn same(n: usize, line: &Line, there: &Line, run: Run) -> Result<()> {
    // It has a site if it is an article; of another, it never came from here.
    let may_have_changed = run == Run::Further && line.get("site") == there.get("site");
    match there == line || *there == hidden(line) || may_have_changed {
        true => Ok(()),
        false => Err(Refusal::Differs(n, differing(line, there)).into()),
    }
}

async fn add(db: &mut AnyConnection, line: &Line) -> Result<bool> {
    let table = line.table;
    let places: Vec<_> = (1..=table.columns.len()).map(|n| format!("${n}")).collect();
    let (name, names, places) = (table.name, table.names(), places.join(", "));
    let sql = format!("insert into {name} ({names}) values ({places}) on conflict do nothing");
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (column, value) in table.columns.iter().zip(&line.values) {
        query = bound(query, column.kind, value);
    }
    Ok(query.execute(db).await?.rows_affected() > 0)
}

fn bound<'q>(
    query: Query<'q, Any, AnyArguments>,
    kind: Kind,
    value: &'q Value,
) -> Query<'q, Any, AnyArguments> {
    let number = match value {
        Value::Int(number) => Some(*number),
        _ => None,
    };
    match (kind, value) {
        (Kind::Text | Kind::Json, Value::Text(text)) => query.bind(text.as_str()),
        (Kind::Text | Kind::Json, _) => query.bind(None::<String>),
        (Kind::Int, _) => query.bind(number),
        // What a line says fits: it was read as such.
        (Kind::Small | Kind::Flag | Kind::Status, _) => {
            query.bind(number.and_then(|number| i16::try_from(number).ok()))
        }
    }
}

async fn there(db: &mut AnyConnection, line: &Line) -> Result<Option<Line>> {
    let table: &'static Table = line.table;
    let keys = table
        .key
        .iter()
        .zip(1..)
        .map(|(key, n)| format!("{key} = ${n}"));
    let keys = keys.collect::<Vec<_>>().join(" and ");
    let sql = format!("select {} from {} where {keys}", table.names(), table.name);
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for key in line.key() {
        query = query.bind(key);
    }
    let row = query.fetch_optional(db).await?;
    row.map(|row| Line::read(table, &row)).transpose()
}

/// The first field that is not the same.
fn differing(line: &Line, there: &Line) -> String {
    let pairs = line.values.iter().zip(&there.values);
    let mut columns = line.table.columns.iter().zip(pairs);
    let differs = columns.find(|(_, (a, b))| a != b);
    let name = differs.map_or("", |(column, _)| column.name);
    format!("it is here already with another `{name}`")
}
