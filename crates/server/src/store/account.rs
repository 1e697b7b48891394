//! Readers who signed in.

use std::fmt;

use model::CommentId;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use super::{Result, Store};

/// Names an account; minted by the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountId(String);

/// A reader who signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Its name for the server.
    pub id: AccountId,
    /// Whose reader it is.
    pub site: String,
    /// The name that new comments carry.
    pub name: String,
}

/// How a reader signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// By e-mail.
    Email,
    /// By a partner's token.
    Partner,
    /// By OpenID Connect.
    Oidc,
}

/// Who signs in.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Whose reader it is.
    pub site: String,
    /// How they sign in.
    pub kind: AccountKind,
    /// Tells that it is the same reader again; a keyed hash.
    pub subject_hash: String,
    /// The name that new comments carry.
    pub name: String,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

impl AccountId {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for AccountId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AccountKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Email, Self::Partner, Self::Oidc];

    /// As its column holds it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Partner => "partner",
            Self::Oidc => "oidc",
        }
    }
}

impl Store {
    /// The account of a reader who has just signed in; a new one, the first time.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn sign_in(&self, reader: Reader) -> Result<Account> {
        self.writer
            .write(move |db| Box::pin(sign_in(db, reader)))
            .await
    }

    /// An account.
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn account(&self, id: &AccountId) -> Result<Option<Account>> {
        const SQL: &str = "select id, site, name from account where id = $1";
        let row = sqlx::query(SQL)
            .bind(id.as_str())
            .fetch_optional(&self.read)
            .await?;
        Ok(row.as_ref().map(account).transpose()?)
    }

    /// Did the reader with this account write the comment?
    ///
    /// # Errors
    /// [`enum@super::Error`] if the database fails.
    pub async fn wrote(&self, id: &AccountId, comment: &CommentId) -> Result<bool> {
        const SQL: &str = "select id from comment where id = $1 and account_id = $2";
        let row = sqlx::query(SQL)
            .bind(comment.as_str())
            .bind(id.as_str())
            .fetch_optional(&self.read)
            .await?;
        Ok(row.is_some())
    }
}

pub(super) async fn sign_in(db: &mut AnyConnection, reader: Reader) -> Result<Account> {
    const SQL: &str = "
        insert into account (id, site, kind, subject_hash, name, created_at_ms)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (site, kind, subject_hash) do update set name = excluded.name
        returning id, site, name";
    let row = sqlx::query(SQL)
        .bind(Uuid::now_v7().simple().to_string())
        .bind(reader.site)
        .bind(reader.kind.code())
        .bind(reader.subject_hash)
        .bind(reader.name)
        .bind(reader.now_ms)
        .fetch_one(db)
        .await?;
    Ok(account(&row)?)
}

/// Notes whose a new comment is.
pub(super) async fn sign(
    db: &mut AnyConnection,
    comment: &CommentId,
    id: &AccountId,
) -> Result<()> {
    const SQL: &str = "update comment set account_id = $2 where id = $1";
    sqlx::query(SQL)
        .bind(comment.as_str())
        .bind(id.as_str())
        .execute(db)
        .await?;
    Ok(())
}

fn account(row: &sqlx::any::AnyRow) -> sqlx::Result<Account> {
    Ok(Account {
        id: AccountId(row.try_get("id")?),
        site: row.try_get("site")?,
        name: row.try_get("name")?,
    })
}
