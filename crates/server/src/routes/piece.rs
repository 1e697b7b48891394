//! What is read together to show an article: the article, a page of its thread, its site.

use std::sync::Arc;

use axum::http::HeaderMap;
use chuyen::words::{VI, Words};
use model::{Article, ArticleId, Order};

use super::thread::{self, PageQuery};
use crate::app::App;
use crate::error::{Error, Result};
use crate::finished::{Finished, Key, Part};
use crate::render::{FROM_FRAGMENT, Sharing, Sheet};
use crate::store::ArticleRow;

/// The version of an article that is there.
pub(super) async fn version(app: &App, id: &ArticleId) -> Result<i64> {
    app.upstreams.refresh(id).await?;
    let version = app.store.version(id).await?;
    version.ok_or_else(Error::not_found)
}

/// Which words a reader is spoken to in: `lang`, or else Vietnamese.
pub(super) fn words(lang: Option<&str>) -> Result<&'static Words> {
    let Some(lang) = lang else { return Ok(&VI) };
    Words::of(lang).ok_or_else(|| Error::malformed("lang", lang, "a language is vi or en"))
}

/// Everything that is shown of an article, for a loader.
pub(super) async fn sheet(
    app: &App,
    id: &ArticleId,
    words: &'static Words,
    query: &PageQuery,
) -> Result<Sheet> {
    let order = query.order()?;
    let row = thread::article(app, id).await?;
    let article = article_of(&row)?;
    let (page, branch) = match query.replies()? {
        Some(root) => thread::branch(app, &row, &root, query).await?,
        None => (app.store.roots(query.roots(&row)?).await?, None),
    };
    Ok(Sheet {
        article,
        order,
        words,
        zone: app.zone(&row.site),
        sign_in: app.sign_in.is_offered(&row.site),
        up: FROM_FRAGMENT,
        sharing: Sharing::Usual,
        branch,
        writing: None,
        sent: None,
        thread: thread::thread(&row, page),
        site: row.site,
    })
}

/// An article as it was stored.
pub(super) fn article_of(row: &ArticleRow) -> Result<Article> {
    let json = row.json.as_deref().ok_or_else(Error::not_found)?;
    serde_json::from_str(json)
        .map_err(|cause| Error::internal("a stored article cannot be read", &cause))
}

/// An answer for everybody, just made.
pub(super) struct Made {
    kind: &'static str,
    text: String,
    headers: HeaderMap,
}

/// Media type and text.
impl From<(&'static str, String)> for Made {
    fn from((kind, text): (&'static str, String)) -> Self {
        let headers = HeaderMap::new();
        Self {
            kind,
            text,
            headers,
        }
    }
}

impl Made {
    /// The same with these headers.
    pub fn with(self, headers: HeaderMap) -> Self {
        Self { headers, ..self }
    }
}

/// An answer from the shelf, made if it is not there.
pub(super) async fn shelved<F, M>(
    app: &Arc<App>,
    id: ArticleId,
    wanted: (Part, &'static Words, Order),
    make: impl FnOnce(ArticleId) -> F,
) -> Result<Arc<Finished>>
where
    F: Future<Output = Result<M>>,
    M: Into<Made>,
{
    let version = version(app, &id).await?;
    let (part, words, order) = wanted;
    let key = Key {
        article: id.clone(),
        version,
        part,
        lang: words.lang,
        order,
    };
    let made = make(id);
    let finished = async move {
        let made = made.await?.into();
        // What this version of the program, set up like this, makes of that version of the article.
        let tag = format!("{}{}-{version}", env!("CARGO_PKG_VERSION"), app.mark);
        Ok(Finished::new(made.kind, tag, made.text).with(made.headers))
    };
    app.shelf.take(key, finished).await
}
