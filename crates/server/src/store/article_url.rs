//! Articles by the address of their canonical page.

use model::ArticleId;
use serde::Deserialize;
use sqlx::{AnyConnection, Row};

use super::article::article_id;
use super::{Result, Store};

/// Articles whose address is noted in one transaction.
const BATCH: i64 = 500;

/// Of an article's JSON the one field.
#[derive(Deserialize)]
struct Canonical {
    url: String,
}

/// The canonical page of an article, as its JSON says; empty if that says none.
pub(super) fn url_of(json: &str) -> String {
    let read = serde_json::from_str(json);
    read.map_or_else(|_| String::new(), |Canonical { url }| url)
}

impl Store {
    /// The article whose canonical page has this address, if it is not withdrawn; of several the one that changed last.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn article_with_url(&self, url: &str) -> Result<Option<ArticleId>> {
        const SQL: &str = "
            select id from article where url = $1 and json is not null
            order by version desc, id limit 1";
        let row = sqlx::query(SQL)
            .bind(url)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(article_id).transpose()
    }

    /// Notes the addresses of articles that an earlier version of this program stored.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn note_urls(&self) -> Result<()> {
        loop {
            let noted = self.writer.write(|db| Box::pin(note_some(db))).await?;
            if noted < BATCH as usize {
                return Ok(());
            }
        }
    }
}

async fn note_some(db: &mut AnyConnection) -> Result<usize> {
    const UNNOTED: &str = "
        select id, json from article where url is null and json is not null limit $1";
    const NOTE: &str = "update article set url = $2 where id = $1";
    let rows = sqlx::query(UNNOTED).bind(BATCH).fetch_all(&mut *db).await?;
    for row in &rows {
        let (id, json): (String, String) = (row.try_get("id")?, row.try_get("json")?);
        let note = sqlx::query(NOTE).bind(id).bind(url_of(&json));
        note.execute(&mut *db).await?;
    }
    Ok(rows.len())
}
