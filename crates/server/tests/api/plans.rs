//! How the databases find what readers ask for: by index, however long the thread is.

use crate::common::{OPEN, OTHER, TestApp, on_both};
use server::store::READS;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

/// Comments on the article, and as many replies below the first of them.
const LONG: i64 = 3_000;
/// Comments asked for.
const PAGE: i64 = 21;
/// Most rows that any step of a plan reads for a page: its comments with three replies each, and some at its edges.
const MOST_ROWS: f64 = PAGE as f64 * 5.0;

/// What each query must be answered by, in either database's name for it.
const INDEXES: &[(&str, &[&str])] = &[
    ("newest", &["comment_root_by_time"]),
    ("oldest", &["comment_root_by_time"]),
    ("best", &["comment_root_by_score"]),
    ("replies", &["comment_shown_by_path", "comment_path_key"]),
    ("comment", &["sqlite_autoindex_comment_1", "comment_pkey"]),
    ("counts", &["sqlite_autoindex_article_1", "article_pkey"]),
];

struct Explaining {
    db: AnyConnection,
    is_postgres: bool,
}

/// One step of a plan.
struct Step {
    what: String,
    /// Is it of the query itself, not of a part of it?
    is_outermost: bool,
}

impl Explaining {
    async fn on(app: &TestApp) -> Self {
        let db = AnyConnection::connect(&app.database_url).await.unwrap();
        let is_postgres = app.database_url.starts_with("postgres");
        Self { db, is_postgres }
    }

    /// A long thread and many short ones.
    async fn fill(&mut self) {
        const ARTICLES: &str = "
            with recursive s (n) as (select 1 union all select n + 1 from s where n < 2000)
            insert into article (id, site, json, closed, version, comment_total)
            select 'bai-' || cast(n as text), 'news', '{}', 0, 1, 0 from s";
        // Ids have 32 digits; those of replies begin with 1.
        const COMMENTS: &str = "
            with recursive s (n) as (select 1 union all select n + 1 from s where n < $2),
            root (n, id) as (select n, substr($3, 1, 32 - length(cast(n as text))) || cast(n as text) from s)
            insert into comment (id, article_id, parent_id, path, depth, status, shown, reply_count,
                likes, score, author_name, source, body, request_hash, posted_at_ms)
            select id, $1, null, id, 0, 1, 1, 0, 0, n % 100, 'Lan', 'a', '[]', '', n from root";
        const REPLIES: &str = "
            insert into comment (id, article_id, parent_id, path, depth, status, shown, reply_count,
                likes, score, author_name, source, body, request_hash, posted_at_ms)
            select '1' || substr(id, 2), article_id, $2, $2 || '1' || substr(id, 2), 1, 1, 1, 0, 0, 0,
                'Lan', 'a', '[]', '', posted_at_ms from comment where article_id = $1 and depth = 0";
        sqlx::query(ARTICLES).execute(&mut self.db).await.unwrap();
        let comments = sqlx::query(COMMENTS).bind(OPEN).bind(LONG);
        let comments = comments.bind("0".repeat(32));
        comments.execute(&mut self.db).await.unwrap();
        let replies = sqlx::query(REPLIES).bind(OPEN).bind(id(1));
        replies.execute(&mut self.db).await.unwrap();
        let analyze = sqlx::query("analyze").execute(&mut self.db);
        analyze.await.unwrap();
    }

    /// How a query is answered, from its start or from the middle of the thread.
    async fn plan(&mut self, name: &str, sql: &str, from_middle: bool) -> Vec<Step> {
        let explain = match self.is_postgres {
            true => "explain (analyze, costs off, timing off, summary off)",
            false => "explain query plan",
        };
        let query = sqlx::query(AssertSqlSafe(format!("{explain} {sql}")));
        let middle = |rank: i64| (rank, id(LONG / 2));
        let (rank, key) = match (name, from_middle) {
            ("best", true) => middle(50),
            (_, true) => middle(LONG / 2),
            ("oldest", false) => (i64::MIN, String::new()),
            (_, false) => (i64::MAX, "z".to_owned()),
        };
        let branch = id(1);
        let after = match from_middle {
            true => format!("{branch}1{}", &key[1..]),
            false => branch.clone(),
        };
        let query = match name {
            "replies" => query.bind(OPEN).bind(after).bind(branch + "z").bind(PAGE),
            "comment" => query.bind(branch),
            "counts" => query.bind(OTHER),
            _ => query.bind(OPEN).bind(PAGE).bind(rank).bind(key),
        };
        let rows = query.fetch_all(&mut self.db).await.unwrap();
        rows.iter().map(|row| self.step(row)).collect()
    }

    fn step(&self, row: &AnyRow) -> Step {
        match self.is_postgres {
            true => {
                let what: String = row.get(0);
                Step {
                    is_outermost: !what.starts_with("   ") && !what.contains("->"),
                    what,
                }
            }
            false => Step {
                what: row.get(3),
                is_outermost: row.get::<i64, _>(1) == 0,
            },
        }
    }
}

impl Step {
    /// Does it read a whole table? `root` and `reply` are parts of a query, as long as a page.
    fn scans(&self) -> bool {
        let table = self.what.strip_prefix("SCAN ");
        let sqlite =
            table.is_some_and(|table| !table.starts_with("root") && !table.starts_with("reply"));
        sqlite || self.what.contains("Seq Scan")
    }

    fn sorts(&self) -> bool {
        self.what.contains("TEMP B-TREE") || self.what.contains("Sort Method")
    }
}

fn id(n: i64) -> String {
    format!("{n:032}")
}

/// Rows that a step of PostgreSQL's plan read in all: `(actual rows=3 loops=21)`.
fn rows_read(step: &str) -> f64 {
    let number = |name: &str| {
        let (_, rest) = step.split_once(name)?;
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        rest[..end.unwrap_or(rest.len())].parse::<f64>().ok()
    };
    let filtered = number("Rows Removed by Filter: ").unwrap_or(0.0);
    let looped = number("actual rows=").zip(number(" loops="));
    looped.map_or(filtered, |(rows, loops)| rows * loops)
}

#[tokio::test]
async fn every_page_is_read_by_index_whatever_the_thread_s_length() {
    on_both(async |app| {
        let mut explaining = Explaining::on(app).await;
        explaining.fill().await;
        for (name, sql) in READS {
            assert!(!sql.contains("offset"), "{name}");
            for from_middle in [false, true] {
                let plan = explaining.plan(name, sql, from_middle).await;
                let whole: Vec<_> = plan.iter().map(|step| step.what.as_str()).collect();
                let whole = format!(
                    "{name}, from the middle {from_middle}:\n{}",
                    whole.join("\n")
                );
                let (_, indexes) = INDEXES.iter().find(|(of, _)| *of == name).unwrap();
                assert!(indexes.iter().any(|index| whole.contains(index)), "{whole}");
                for step in &plan {
                    assert!(!step.scans(), "{whole}");
                    let sorts_page = step.is_outermost && name != "replies";
                    assert!(!step.sorts() || sorts_page, "{whole}");
                    assert!(rows_read(&step.what) <= MOST_ROWS, "{whole}");
                }
            }
        }
        explaining.db.close().await.unwrap();
    })
    .await;
}
