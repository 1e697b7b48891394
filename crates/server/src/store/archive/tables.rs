//! What is moved, column by column.

/// A table that is moved.
#[derive(Debug, PartialEq)]
pub struct Table {
    /// Its name in the database.
    pub name: &'static str,
    /// The file its rows are in.
    pub file: &'static str,
    /// What its rows are sorted by, in the order of their bytes, and told apart by.
    pub key: &'static [&'static str],
    /// All its columns; the rows have them in this order.
    pub columns: &'static [Column],
    /// The first version of an export that holds it.
    pub since: u32,
}

/// A column of a table.
#[derive(Debug, PartialEq)]
pub struct Column {
    /// Its name, in the database and in the file.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// May it be null?
    pub nullable: bool,
}

/// What a column holds, and how a file spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A number of 64 bits.
    Int,
    /// A number of 16 bits.
    Small,
    /// `true` or `false`; 1 or 0 in the database.
    Flag,
    /// `"pending"`, `"published"` or `"removed"`; a number in the database.
    Status,
    /// JSON; a string in the database.
    Json,
}

const fn some(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        nullable: false,
    }
}

const fn maybe(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        nullable: true,
    }
}

/// In an order in which each stands on what came before it. What keeps an article from coming back, where it moved or
/// what was answered for it when it was taken down, follows the articles at once.
pub const TABLES: &[Table] = &[
    Table {
        name: "article",
        file: "articles.jsonl",
        key: &["id"],
        columns: &[
            some("id", Kind::Text),
            some("site", Kind::Text),
            maybe("json", Kind::Json),
            maybe("page", Kind::Text),
            maybe("file", Kind::Text),
            maybe("file_stamp", Kind::Text),
            maybe("file_hash", Kind::Text),
            some("closed", Kind::Flag),
            some("version", Kind::Int),
            some("own_version", Kind::Int),
            some("comment_total", Kind::Int),
        ],
        since: 1,
    },
    Table {
        name: "alias",
        file: "aliases.jsonl",
        key: &["name"],
        columns: &[
            some("name", Kind::Text),
            maybe("article_id", Kind::Text),
            maybe("host", Kind::Text),
            some("created_at_ms", Kind::Int),
        ],
        since: 1,
    },
    Table {
        name: "upstream",
        file: "sources.jsonl",
        key: &["article_id"],
        columns: &[
            some("article_id", Kind::Text),
            some("body_hash", Kind::Text),
            some("etag", Kind::Text),
            some("last_modified", Kind::Text),
        ],
        since: 2,
    },
    Table {
        name: "account",
        file: "accounts.jsonl",
        key: &["id"],
        columns: &[
            some("id", Kind::Text),
            some("site", Kind::Text),
            some("kind", Kind::Text),
            some("subject_hash", Kind::Text),
            some("name", Kind::Text),
            some("created_at_ms", Kind::Int),
        ],
        since: 1,
    },
    Table {
        name: "comment",
        file: "comments.jsonl",
        key: &["path"],
        columns: &[
            some("id", Kind::Text),
            some("article_id", Kind::Text),
            maybe("parent_id", Kind::Text),
            some("path", Kind::Text),
            some("depth", Kind::Small),
            some("status", Kind::Status),
            some("shown", Kind::Flag),
            some("reply_count", Kind::Int),
            some("likes", Kind::Int),
            some("reports", Kind::Int),
            some("score", Kind::Int),
            some("author_name", Kind::Text),
            maybe("author_badge", Kind::Text),
            maybe("account_id", Kind::Text),
            some("source", Kind::Text),
            some("body", Kind::Json),
            maybe("edit_source", Kind::Text),
            maybe("edit_body", Kind::Json),
            maybe("edit_at_ms", Kind::Int),
            maybe("key_hash", Kind::Text),
            some("request_hash", Kind::Text),
            some("posted_at_ms", Kind::Int),
            maybe("edited_at_ms", Kind::Int),
            some("version", Kind::Int),
        ],
        since: 1,
    },
    Table {
        name: "vote",
        file: "votes.jsonl",
        key: &["comment_id", "reader_hash"],
        columns: &[
            some("comment_id", Kind::Text),
            some("reader_hash", Kind::Text),
        ],
        since: 1,
    },
    Table {
        name: "report",
        file: "reports.jsonl",
        key: &["id"],
        columns: &[
            some("id", Kind::Text),
            some("comment_id", Kind::Text),
            maybe("reader_hash", Kind::Text),
            some("reason", Kind::Text),
            some("note", Kind::Text),
            some("reported_at_ms", Kind::Int),
            maybe("dismissed_at_ms", Kind::Int),
        ],
        since: 1,
    },
    Table {
        name: "publisher_key",
        file: "keys.jsonl",
        key: &["id"],
        columns: &[
            some("id", Kind::Text),
            some("site", Kind::Text),
            some("label", Kind::Text),
            some("key_hash", Kind::Text),
            some("created_at_ms", Kind::Int),
            maybe("revoked_at_ms", Kind::Int),
        ],
        since: 1,
    },
];

/// Tables that stay, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "setting",
        "the secret with which tokens are made; set `secret` in the configuration to take it along",
    ),
    (
        "email_challenge",
        "sign-ins under way, over within the quarter of an hour",
    ),
    (
        "oidc_challenge",
        "sign-ins under way, over within the quarter of an hour",
    ),
];

impl Table {
    /// Where in its rows a column is.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }

    /// Its columns with commas between them.
    pub(super) fn names(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|c| c.name).collect();
        names.join(", ")
    }
}
