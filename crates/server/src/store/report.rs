//! Reports: what readers want a moderator to look at.

use model::{CommentId, ReportReason};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::comment::{columns, stored};
use super::moderation::{locked_any, locked_published};
use super::score::{self, Said};
use super::{Decision, Error, Result, Store, Stored};

/// A report to store.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Minted by the server; sorts by time.
    pub id: String,
    /// What it is about.
    pub comment_id: CommentId,
    /// Whose, as [`crate::reader_token::Reader`] says it, if that is known.
    pub reader_hash: Option<String>,
    /// What is wrong.
    pub reason: ReportReason,
    /// What else they said; empty for nothing.
    pub note: String,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

/// A comment that somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// The comment.
    pub stored: Stored,
    /// Reports not dismissed, newest first; at least one.
    pub reports: Vec<StoredReport>,
}

/// A report as a moderator sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredReport {
    /// What is wrong.
    pub reason: ReportReason,
    /// What else they said; empty for nothing.
    pub note: String,
    /// Came with a reader token, so that it is one reader's only report of the comment.
    pub by_known_reader: bool,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// Drops every report of a comment.
pub(super) const FORGET: &str = "delete from report where comment_id = $1";

impl Store {
    /// Stores a report. A known reader has one for each comment: the later takes the place of the earlier.
    ///
    /// # Errors
    /// [`super::Refusal::UnknownComment`] if it is unknown or not published; [`enum@Error`] if the database fails.
    pub async fn report(&self, new: NewReport) -> Result<()> {
        self.writer
            .write(move |db| Box::pin(async move { add(db, &new).await }))
            .await
    }

    /// Comments with reports that are not dismissed, those with most reports first; of one site or of all.
    ///
    /// # Errors
    /// [`enum@Error`] if the database fails.
    pub async fn reported(&self, site: Option<&str>) -> Result<Vec<Reported>> {
        const SQL: &str = concat!(
            "select ",
            columns!(),
            " from comment c join article a on a.id = c.article_id
              where c.id in (select comment_id from report where dismissed_at_ms is null)
                and ($1 is null or a.site = $1)
              order by c.id"
        );
        const REPORTS: &str = "
            select id, reason, note, reader_hash, reported_at_ms from report
            where comment_id = $1 and dismissed_at_ms is null order by reported_at_ms desc, id desc";
        let mut db = self.read.acquire().await?;
        let rows = sqlx::query(SQL).bind(site).fetch_all(&mut *db).await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in &rows {
            let stored = stored(row)?;
            let query = sqlx::query(REPORTS).bind(stored.comment.id.as_str());
            let reports = query.fetch_all(&mut *db).await?;
            let reports = reports.iter().map(report).collect::<Result<_>>()?;
            all.push(Reported { stored, reports });
        }
        all.sort_by_key(|reported| std::cmp::Reverse(reported.reports.len()));
        Ok(all)
    }

    /// Lets a comment stand in spite of its reports. Who reported it and does so again stays dismissed; others count anew.
    ///
    /// # Errors
    /// [`super::Refusal::UnknownComment`] if there is none; [`enum@Error`] if the database fails.
    pub async fn dismiss_reports(&self, id: CommentId, now_ms: i64) -> Result<Decision> {
        self.writer
            .write(move |db| Box::pin(async move { dismiss(db, &id, now_ms).await }))
            .await
    }
}

async fn add(db: &mut AnyConnection, new: &NewReport) -> Result<()> {
    const CHANGE: &str = "
        update report set reason = $3, note = $4, reported_at_ms = $5
        where comment_id = $1 and reader_hash = $2";
    const ADD: &str = "
        insert into report (id, comment_id, reader_hash, reason, note, reported_at_ms)
        values ($1, $2, $3, $4, $5, $6)";
    let comment = locked_published(db, &new.comment_id).await?;
    let (id, reader) = (new.comment_id.as_str(), new.reader_hash.as_deref());
    if reader.is_some() {
        let change = sqlx::query(CHANGE).bind(id).bind(reader);
        let change = change.bind(new.reason.name()).bind(&new.note);
        let changed = change.bind(new.now_ms).execute(&mut *db).await?;
        if changed.rows_affected() > 0 {
            return Ok(());
        }
    }
    let add = sqlx::query(ADD).bind(&new.id).bind(id).bind(reader);
    let add = add.bind(new.reason.name()).bind(&new.note);
    add.bind(new.now_ms).execute(&mut *db).await?;
    let said = Said {
        // How many readers sent those without a token, nobody can tell.
        reports: i64::from(reader.is_some()),
        ..Said::default()
    };
    score::count(db, &comment, said, new.now_ms).await?;
    Ok(())
}

async fn dismiss(db: &mut AnyConnection, id: &CommentId, now_ms: i64) -> Result<Decision> {
    const SQL: &str = "
        update report set dismissed_at_ms = $2
        where comment_id = $1 and dismissed_at_ms is null returning reader_hash";
    let comment = locked_any(db, id).await?;
    let query = sqlx::query(SQL).bind(id.as_str()).bind(now_ms);
    let rows = query.fetch_all(&mut *db).await?;
    if rows.is_empty() {
        return Ok(Decision::Unchanged);
    }
    let mut said = Said::default();
    for row in &rows {
        let reader: Option<String> = row.try_get("reader_hash")?;
        said.reports -= i64::from(reader.is_some());
    }
    score::count(db, &comment, said, now_ms).await?;
    Ok(Decision::Done)
}

fn report(row: &AnyRow) -> Result<StoredReport> {
    let name: String = row.try_get("reason")?;
    let mut reasons = ReportReason::ALL.into_iter();
    let reason = reasons.find(|reason| reason.name() == name);
    let reader: Option<String> = row.try_get("reader_hash")?;
    Ok(StoredReport {
        reason: reason.ok_or_else(|| Error::Broken {
            id: row.try_get("id").unwrap_or_default(),
            detail: format!("{name:?} is no reason"),
        })?,
        note: row.try_get("note")?,
        by_known_reader: reader.is_some(),
        at_ms: row.try_get("reported_at_ms")?,
    })
}
