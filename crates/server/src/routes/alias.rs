//! Ids that articles had: what asks for one is answered with the article.

use model::ArticleId;

use crate::app::App;
use crate::error::Result;

/// The id of the article that an id leads to; itself if it leads nowhere.
pub(super) async fn canonical(app: &App, id: ArticleId) -> Result<ArticleId> {
    if app.store.version(&id).await?.is_some() {
        return Ok(id);
    }
    Ok(app.store.aliased(&id).await?.unwrap_or(id))
}
