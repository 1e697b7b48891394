//! What the server remembers of itself.

use super::{Result, Store};

impl Store {
    /// What is kept under `name`; the first time that is `first`.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn setting(&self, name: &'static str, first: String) -> Result<String> {
        const ADD: &str = "
            insert into setting (name, value) values ($1, $2) on conflict (name) do nothing";
        const GET: &str = "select value from setting where name = $1";
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    sqlx::query(ADD)
                        .bind(name)
                        .bind(first)
                        .execute(&mut *db)
                        .await?;
                    Ok(sqlx::query_scalar(GET).bind(name).fetch_one(db).await?)
                })
            })
            .await
    }

    /// What is kept under `name`, if anything is.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn kept(&self, name: &'static str) -> Result<Option<String>> {
        const GET: &str = "select value from setting where name = $1";
        let query = sqlx::query_scalar(GET).bind(name);
        Ok(query.fetch_optional(&self.read).await?)
    }

    /// Keeps something else under `name`, or nothing.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn keep(&self, name: &'static str, value: Option<String>) -> Result<()> {
        const SET: &str = "
            insert into setting (name, value) values ($1, $2)
            on conflict (name) do update set value = excluded.value";
        const DROP: &str = "delete from setting where name = $1";
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    let query = match value {
                        Some(value) => sqlx::query(SET).bind(name).bind(value),
                        None => sqlx::query(DROP).bind(name),
                    };
                    query.execute(db).await?;
                    Ok(())
                })
            })
            .await
    }
}
