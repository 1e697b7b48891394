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
}
