//! A database of an earlier version is brought up to date, whichever of the later steps it has already taken.

use crate::common::{OPEN, Schema};
use server::clock::now_ms;
use server::store::{Store, Vote};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, Connection, SqlSafeStr};

/// Steps that a database may have been left at, and their numbers.
const STEPS: [(i64, &str); 7] = [
    (1, include_str!("../../migrations/0001_setting.sql")),
    (2, include_str!("../../migrations/0002_article.sql")),
    (3, include_str!("../../migrations/0003_comment.sql")),
    (4, include_str!("../../migrations/0004_publisher_key.sql")),
    (
        5,
        include_str!("../../migrations/0005_article_file_hash.sql"),
    ),
    (7, include_str!("../../migrations/0007_votes.sql")),
    (8, include_str!("../../migrations/0008_accounts.sql")),
];
/// Likes were there before events were, and so may accounts have been.
const LEFT_AT: [&[i64]; 3] = [&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5, 7], &[1, 2, 3, 4, 5, 8]];
const COMMENT: &str = "0197b2c3d4e5f60718293a4b5c6d7e8f";

/// An older server's database with one comment.
async fn leave(url: &str, steps: &[i64]) {
    const ARTICLE: &str = "
        insert into article (id, site, json, closed, version, comment_total) values ($1, 'news', '{}', 0, 1, 1)";
    const SAID: &str = "
        insert into comment (id, article_id, path, depth, status, shown, reply_count,
            likes, score, author_name, source, body, request_hash, posted_at_ms)
        values ($2, $1, $2, 0, 1, 1, 0, 0, 3, 'Lan', 'a', '[]', '', 1)";
    let taken = STEPS.iter().filter(|(step, _)| steps.contains(step));
    let taken = taken.map(|(step, sql)| {
        let (name, kind) = (step.to_string().into(), MigrationType::Simple);
        Migration::new(*step, name, kind, sql.into_sql_str(), false)
    });
    let mut db = AnyConnection::connect(url).await.unwrap();
    let migrator = Migrator::with_migrations(taken.collect());
    migrator.run(&mut db).await.unwrap();
    let article = sqlx::query(ARTICLE).bind(OPEN);
    article.execute(&mut db).await.unwrap();
    let said = sqlx::query(SAID).bind(OPEN).bind(COMMENT);
    said.execute(&mut db).await.unwrap();
    db.close().await.unwrap();
}

/// What is old is there and needs no telling; what happens to it is told.
async fn works(url: &str) {
    let store = Store::open(url).await.unwrap();
    let (article, id) = (OPEN.parse().unwrap(), COMMENT.parse().unwrap());
    let stored = store.comment(&id).await.unwrap().unwrap();
    assert_eq!(stored.source, "a");
    let newer = async || store.newer_than(&article, 0, 10).await.unwrap().unwrap();
    assert_eq!(newer().await.comments.len(), 0);
    let vote = Vote {
        comment_id: id.clone(),
        reader_hash: "lan".into(),
        liked: true,
        now_ms: now_ms(),
    };
    assert_eq!(store.vote(vote).await.unwrap().likes, 1);
    let told = newer().await;
    assert_eq!((told.comments.len(), told.total), (1, 1));
    assert_eq!(told.comments[0].comment.likes, 1);
    assert_eq!(told.comments[0].version, told.version);
    store.close().await;
}

#[tokio::test]
async fn a_database_left_at_any_step_is_brought_up_to_date_and_keeps_what_it_has() {
    sqlx::any::install_default_drivers();
    for steps in LEFT_AT {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite:{}", folder.path().join("old.db").display());
        leave(&format!("{file}?mode=rwc"), steps).await;
        works(&file).await;

        let schema = Schema::create().await;
        leave(&schema.url(), steps).await;
        works(&schema.url()).await;
        schema.drop().await;
    }
}
