//! Codes sent by e-mail that have not come back yet.

use sqlx::{AnyConnection, Row};

use super::account::{self, Account, AccountKind, Reader};
use super::{Result, Store};

/// A code that was sent. What is secret of it is hashed.
#[derive(Clone, Debug)]
pub struct EmailCode {
    /// Of what the page of the reader holds.
    pub id_hash: String,
    /// Where the reader wants to sign in.
    pub site: String,
    /// The origin of that page; empty for a program.
    pub origin: String,
    /// Of the address.
    pub subject_hash: String,
    /// The name that their comments will carry.
    pub name: String,
    /// Of the code.
    pub code_hash: String,
    /// How many wrong codes are taken.
    pub tries: i16,
    /// When it ends, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

/// What became of a code that came back.
#[derive(Debug, PartialEq)]
pub enum Tried {
    /// It is right, and used up.
    Right(Account),
    /// It is wrong.
    Wrong {
        /// How many more may be tried.
        tries_left: u32,
    },
    /// There is nothing to try: used up, too old, or never sent to this page.
    Gone,
}

impl Store {
    /// Keeps what a code is checked against, and forgets those that are too old.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn add_email_code(&self, code: EmailCode) -> Result<()> {
        self.writer.write(move |db| Box::pin(add(db, code))).await
    }

    /// Tries a code from a page of `origin`; `is_right` is given the hash of the one that was sent.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn try_email_code(
        &self,
        id_hash: String,
        origin: String,
        is_right: impl FnOnce(&str) -> bool + Send + 'static,
        now_ms: i64,
    ) -> Result<Tried> {
        self.writer
            .write(move |db| {
                Box::pin(async move {
                    let Some(sent) = one_try_less(db, &id_hash, &origin, now_ms).await? else {
                        return Ok(Tried::Gone);
                    };
                    if !is_right(&sent.code_hash) {
                        let tries_left = sent.tries_left;
                        return Ok(Tried::Wrong { tries_left });
                    }
                    forget(db, &id_hash).await?;
                    Ok(Tried::Right(account::sign_in(db, sent.reader).await?))
                })
            })
            .await
    }
}

/// A code that was sent, while another is held against it.
struct Sent {
    code_hash: String,
    tries_left: u32,
    reader: Reader,
}

async fn add(db: &mut AnyConnection, code: EmailCode) -> Result<()> {
    const FORGET: &str = "delete from email_challenge where expires_at_ms <= $1";
    const SQL: &str = "
        insert into email_challenge (id_hash, site, origin, subject_hash, name, code_hash,
            tries_left, expires_at_ms)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(FORGET)
        .bind(code.now_ms)
        .execute(&mut *db)
        .await?;
    sqlx::query(SQL)
        .bind(code.id_hash)
        .bind(code.site)
        .bind(code.origin)
        .bind(code.subject_hash)
        .bind(code.name)
        .bind(code.code_hash)
        .bind(code.tries)
        .bind(code.expires_at_ms)
        .execute(db)
        .await?;
    Ok(())
}

/// Counts the try before its outcome is known, so that tries at the same moment are counted too.
async fn one_try_less(
    db: &mut AnyConnection,
    id_hash: &str,
    origin: &str,
    now_ms: i64,
) -> Result<Option<Sent>> {
    const SQL: &str = "
        update email_challenge set tries_left = tries_left - 1
        where id_hash = $1 and origin = $2 and expires_at_ms > $3 and tries_left > 0
        returning site, subject_hash, name, code_hash, tries_left";
    let row = sqlx::query(SQL)
        .bind(id_hash)
        .bind(origin)
        .bind(now_ms)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let tries_left: i64 = row.try_get("tries_left")?;
    Ok(Some(Sent {
        code_hash: row.try_get("code_hash")?,
        tries_left: u32::try_from(tries_left).unwrap_or_default(),
        reader: Reader {
            site: row.try_get("site")?,
            kind: AccountKind::Email,
            subject_hash: row.try_get("subject_hash")?,
            name: row.try_get("name")?,
            now_ms,
        },
    }))
}

async fn forget(db: &mut AnyConnection, id_hash: &str) -> Result<()> {
    const SQL: &str = "delete from email_challenge where id_hash = $1";
    sqlx::query(SQL).bind(id_hash).execute(db).await?;
    Ok(())
}
