//! Do the rows of an export make sense together?

use std::collections::{HashMap, HashSet};

use model::{Article, ArticleId, RichText};

use crate::store::archive::{Line, TABLES, Table, Value};

/// File, line, what.
type Found = (&'static str, u64, String);

/// What was read so far, as far as later rows lean on it.
#[derive(Default)]
pub(super) struct Sense {
    articles: HashMap<String, Counted>,
    accounts: HashSet<String>,
    comments: HashSet<String>,
    /// The comments above the next one, the comment on the article first.
    above: Vec<Above>,
    /// What was found wrong with lines that came before.
    later: Vec<Found>,
}

/// An article and its published comments.
struct Counted {
    line: u64,
    said: i64,
    found: i64,
    version: i64,
}

/// A comment, and the shown ones below it.
struct Above {
    line: u64,
    id: String,
    path: String,
    article: String,
    said: i64,
    found: i64,
}

impl Sense {
    /// Takes a row; what is wrong with it.
    pub fn take(&mut self, table: &Table, number: u64, line: &Line) -> Vec<String> {
        match table.name {
            "article" => self.article(number, line),
            "account" => {
                self.accounts.insert(line.text("id").to_owned());
                Vec::new()
            }
            "comment" => self.comment(number, line),
            "vote" | "report" => self.of_comment(line),
            "alias" => self.alias(line),
            "upstream" => self.upstream(line),
            _ => Vec::new(),
        }
    }

    /// What turned out wrong only in the end.
    pub fn finish(mut self) -> Vec<Found> {
        self.leave("");
        let file = TABLES[0].file;
        let wrong = self.articles.values().filter(|a| a.said != a.found);
        let wrong = wrong.map(|article| {
            let (said, found) = (article.said, article.found);
            let what = format!("`comment_total` is {said}, published comments are {found}");
            (file, article.line, what)
        });
        self.later.extend(wrong);
        self.later.sort();
        self.later
    }

    fn article(&mut self, number: u64, line: &Line) -> Vec<String> {
        let id = line.text("id");
        let mut wrong = Vec::new();
        if let Err(e) = id.parse::<ArticleId>() {
            wrong.push(format!("`id`: {e}"));
        }
        if let Value::Text(json) = line.get("json") {
            match serde_json::from_str::<Article>(json) {
                Ok(article) if article.id.as_str() != id => {
                    wrong.push(format!("`json`: its `id` is {}", article.id));
                }
                Ok(_) => {}
                Err(e) => wrong.push(format!("`json`: {e}")),
            }
        }
        let counted = Counted {
            line: number,
            said: line.int("comment_total"),
            found: 0,
            version: line.int("version"),
        };
        self.articles.insert(id.to_owned(), counted);
        wrong
    }

    fn comment(&mut self, number: u64, line: &Line) -> Vec<String> {
        let mut wrong = Vec::new();
        let (id, path) = (line.text("id"), line.text("path"));
        self.leave(path);
        for column in ["body", "edit_body"] {
            if let Value::Text(json) = line.get(column)
                && let Err(e) = serde_json::from_str::<RichText>(json)
            {
                wrong.push(format!("`{column}`: {e}"));
            }
        }
        let article = line.text("article_id");
        match self.articles.get_mut(article) {
            // As spelled in `store::archive`: 1 is published.
            Some(counted) => {
                counted.found += i64::from(line.int("status") == 1);
                if line.int("version") > counted.version {
                    let (version, of) = (line.int("version"), counted.version);
                    wrong.push(format!("`version` is {version}, that of its article {of}"));
                }
            }
            None => wrong.push(format!("`article_id`: there is no article {article:?}")),
        }
        let parent = self.above.last();
        let (above, named) = match parent {
            Some(parent) => (parent.path.as_str(), Value::Text(parent.id.clone())),
            None => ("", Value::Null),
        };
        if path.strip_prefix(above) != Some(id) || *line.get("parent_id") != named {
            wrong.push(
                "`path` and `parent_id` do not lead through comments that are here".to_owned(),
            );
        }
        if parent.is_some_and(|parent| parent.article != article) {
            wrong.push("`parent_id`: it is on another article".to_owned());
        }
        if line.int("depth") != self.above.len() as i64 {
            wrong.push(format!(
                "`depth` is {}, not {}",
                line.int("depth"),
                self.above.len()
            ));
        }
        let account = line.text("account_id");
        if !account.is_empty() && !self.accounts.contains(account) {
            wrong.push(format!("`account_id`: there is no account {account:?}"));
        }
        let shown = line.int("shown");
        self.above.iter_mut().for_each(|above| above.found += shown);
        self.above.push(Above {
            line: number,
            id: id.to_owned(),
            path: path.to_owned(),
            article: article.to_owned(),
            said: line.int("reply_count"),
            found: 0,
        });
        if !self.comments.insert(id.to_owned()) {
            wrong.push(format!("`id`: there is another comment {id:?}"));
        }
        wrong
    }

    /// Goes up to what stands above `path`.
    fn leave(&mut self, path: &str) {
        while let Some(last) = self.above.last() {
            if !path.is_empty() && path.starts_with(&last.path) {
                return;
            }
            if last.said != last.found {
                let (said, found) = (last.said, last.found);
                let what = format!("`reply_count` is {said}, shown replies are {found}");
                let file = TABLES.iter().find(|table| table.name == "comment");
                let file = file.map_or("", |table| table.file);
                self.later.push((file, last.line, what));
            }
            self.above.pop();
        }
    }

    fn of_comment(&self, line: &Line) -> Vec<String> {
        let id = line.text("comment_id");
        match self.comments.contains(id) {
            true => Vec::new(),
            false => vec![format!("`comment_id`: there is no comment {id:?}")],
        }
    }

    fn upstream(&self, line: &Line) -> Vec<String> {
        let id = line.text("article_id");
        match self.articles.contains_key(id) {
            true => Vec::new(),
            false => vec![format!("`article_id`: there is no article {id:?}")],
        }
    }

    fn alias(&self, line: &Line) -> Vec<String> {
        match (line.get("article_id"), line.get("host")) {
            (Value::Text(id), Value::Null) if self.articles.contains_key(id) => Vec::new(),
            (Value::Text(id), Value::Null) => {
                vec![format!("`article_id`: there is no article {id:?}")]
            }
            (Value::Null, Value::Text(_)) => Vec::new(),
            _ => vec!["one of `article_id` and `host` must be there".to_owned()],
        }
    }
}
