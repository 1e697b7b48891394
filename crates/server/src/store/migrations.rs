//! How the database came to look as it does: forward only, never edited.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, name, SQL.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (
        1,
        "setting",
        include_str!("../../migrations/0001_setting.sql"),
    ),
    (
        2,
        "article",
        include_str!("../../migrations/0002_article.sql"),
    ),
    (
        3,
        "comment",
        include_str!("../../migrations/0003_comment.sql"),
    ),
    (
        4,
        "publisher key",
        include_str!("../../migrations/0004_publisher_key.sql"),
    ),
    (
        5,
        "article file hash",
        include_str!("../../migrations/0005_article_file_hash.sql"),
    ),
    (6, "live", include_str!("../../migrations/0006_live.sql")),
    (7, "votes", include_str!("../../migrations/0007_votes.sql")),
    (
        8,
        "accounts",
        include_str!("../../migrations/0008_accounts.sql"),
    ),
    (
        11,
        "outlets",
        include_str!("../../migrations/0011_outlets.sql"),
    ),
    (
        12,
        "aliases",
        include_str!("../../migrations/0012_aliases.sql"),
    ),
    (
        13,
        "moving threads",
        include_str!("../../migrations/0013_moving_threads.sql"),
    ),
];

/// All migrations, the same for both databases.
pub(super) fn migrator() -> Migrator {
    let migration = |(version, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(
            *version,
            Cow::Borrowed(*name),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    };
    Migrator::with_migrations(MIGRATIONS.iter().map(migration).collect())
}
