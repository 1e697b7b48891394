//! Keys with which publishers write articles.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Result, Store};

/// A publisher's key, as the operator sees it: the key itself is not stored.
#[derive(Clone, Debug, PartialEq)]
pub struct PublisherKey {
    /// Names the key, to revoke it.
    pub id: String,
    /// Whose articles it may write.
    pub site: String,
    /// Who holds it.
    pub label: String,
    /// When it was made, in milliseconds since 1970.
    pub created_at_ms: i64,
    /// When it stopped working, in milliseconds since 1970.
    pub revoked_at_ms: Option<i64>,
}

impl Store {
    /// Keeps a new key by its hash.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn add_key(&self, key: PublisherKey, key_hash: String) -> Result<()> {
        const SQL: &str = "
            insert into publisher_key (id, site, label, key_hash, created_at_ms)
            values ($1, $2, $3, $4, $5)";
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    sqlx::query(SQL)
                        .bind(key.id)
                        .bind(key.site)
                        .bind(key.label)
                        .bind(key_hash)
                        .bind(key.created_at_ms)
                        .execute(db)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// The site whose articles may be written with a key, unless it is unknown or revoked.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn site_of_key(&self, key_hash: &str) -> Result<Option<String>> {
        const SQL: &str = "
            select site from publisher_key where key_hash = $1 and revoked_at_ms is null";
        Ok(sqlx::query_scalar(SQL)
            .bind(key_hash)
            .fetch_optional(&self.read)
            .await?)
    }

    /// All keys ever made, oldest first.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn keys(&self) -> Result<Vec<PublisherKey>> {
        const SQL: &str = "
            select id, site, label, created_at_ms, revoked_at_ms from publisher_key order by id";
        let rows = sqlx::query(SQL).fetch_all(&self.read).await?;
        let keys = rows.iter().map(key).collect::<sqlx::Result<_>>()?;
        Ok(keys)
    }

    /// Ends a key; `false` if there is none that still works.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn revoke_key(&self, id: String, now_ms: i64) -> Result<bool> {
        const SQL: &str = "
            update publisher_key set revoked_at_ms = $2 where id = $1 and revoked_at_ms is null";
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    let done = sqlx::query(SQL).bind(id).bind(now_ms).execute(db).await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }
}

fn key(row: &AnyRow) -> sqlx::Result<PublisherKey> {
    Ok(PublisherKey {
        id: row.try_get("id")?,
        site: row.try_get("site")?,
        label: row.try_get("label")?,
        created_at_ms: row.try_get("created_at_ms")?,
        revoked_at_ms: row.try_get("revoked_at_ms")?,
    })
}
