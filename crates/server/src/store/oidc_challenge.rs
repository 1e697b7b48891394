//! Readers who are at a provider of OpenID Connect and have not come back yet.

use sqlx::{AnyConnection, Row};

use super::account::{self, Account, AccountId, Reader};
use super::{Result, Store};

/// A reader sent to a provider. What is secret of it is hashed.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Of what the page of the reader holds.
    pub id_hash: String,
    /// Of what the provider sends back.
    pub state_hash: String,
    /// Where the reader wants to sign in.
    pub site: String,
    /// The origin of that page; empty for a program.
    pub origin: String,
    /// When it ends, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

/// Where a reader who comes back belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaited {
    /// Where they want to sign in.
    pub site: String,
    /// The origin of the page where they began; empty for a program.
    pub origin: String,
    /// They have been here already.
    pub is_done: bool,
}

/// How a sign-in stands.
#[derive(Debug, PartialEq)]
pub enum Standing {
    /// The reader is still away.
    Waiting {
        /// Until when they are waited for, in milliseconds since 1970.
        expires_at_ms: i64,
    },
    /// They came back; asked again, it is gone.
    Done(Account),
    /// Asked for already, too old, or never begun by this page.
    Gone,
}

impl Store {
    /// Keeps where a reader belongs, and forgets those who stay away too long.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn add_oidc(&self, sent: Sent) -> Result<()> {
        self.writer.write(move |db| Box::pin(add(db, sent))).await
    }

    /// Where the reader belongs who comes back with a state.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn oidc(&self, state_hash: &str, now_ms: i64) -> Result<Option<Awaited>> {
        const SQL: &str = "
            select site, origin, account_id from oidc_challenge
            where state_hash = $1 and expires_at_ms > $2";
        let row = sqlx::query(SQL)
            .bind(state_hash)
            .bind(now_ms)
            .fetch_optional(&self.read)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let account: Option<String> = row.try_get("account_id")?;
        Ok(Some(Awaited {
            site: row.try_get("site")?,
            origin: row.try_get("origin")?,
            is_done: account.is_some(),
        }))
    }

    /// The reader came back; `false` if nobody waits for them any more.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn finish_oidc(&self, state_hash: String, reader: Reader) -> Result<bool> {
        const SQL: &str = "
            update oidc_challenge set account_id = $2
            where state_hash = $1 and account_id is null and expires_at_ms > $3";
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    let now_ms = reader.now_ms;
                    let account = account::sign_in(db, reader).await?;
                    let done = sqlx::query(SQL)
                        .bind(state_hash)
                        .bind(account.id.as_str())
                        .bind(now_ms)
                        .execute(db)
                        .await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    /// How the sign-in stands that a page of `origin` began; once it is done, that is told once.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn take_oidc(&self, id_hash: String, origin: &str, now_ms: i64) -> Result<Standing> {
        const SQL: &str = "
            select expires_at_ms, account_id from oidc_challenge
            where id_hash = $1 and origin = $2 and expires_at_ms > $3";
        let row = sqlx::query(SQL)
            .bind(&id_hash)
            .bind(origin)
            .bind(now_ms)
            .fetch_optional(&self.read)
            .await?;
        let Some(row) = row else {
            return Ok(Standing::Gone);
        };
        let account: Option<String> = row.try_get("account_id")?;
        let expires_at_ms = row.try_get("expires_at_ms")?;
        let Some(account) = account else {
            return Ok(Standing::Waiting { expires_at_ms });
        };
        if !self.forget_oidc(id_hash).await? {
            return Ok(Standing::Gone);
        }
        let account = self.account(&AccountId::from(account.as_str())).await?;
        Ok(account.map_or(Standing::Gone, Standing::Done))
    }

    /// `true` for who is first.
    async fn forget_oidc(&self, id_hash: String) -> Result<bool> {
        const SQL: &str = "delete from oidc_challenge where id_hash = $1";
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    let done = sqlx::query(SQL).bind(id_hash).execute(db).await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }
}

async fn add(db: &mut AnyConnection, sent: Sent) -> Result<()> {
    const FORGET: &str = "delete from oidc_challenge where expires_at_ms <= $1";
    const SQL: &str = "
        insert into oidc_challenge (id_hash, state_hash, site, origin, expires_at_ms)
        values ($1, $2, $3, $4, $5)";
    sqlx::query(FORGET)
        .bind(sent.now_ms)
        .execute(&mut *db)
        .await?;
    sqlx::query(SQL)
        .bind(sent.id_hash)
        .bind(sent.state_hash)
        .bind(sent.site)
        .bind(sent.origin)
        .bind(sent.expires_at_ms)
        .execute(db)
        .await?;
    Ok(())
}
