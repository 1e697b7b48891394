//! What comes beside HTML that a server rendered, for the program that brings it to life.

use serde::{Deserialize, Serialize};

use crate::{ArticleId, Order, Thread};

/// What is under an article, as data: never the article itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
pub struct Fragment {
    /// The article's id.
    pub id: ArticleId,
    /// Its canonical page, which the share links in the HTML lead to.
    pub url: String,
    /// In what order the thread stands.
    pub order: Order,
    /// The page of the thread that was rendered.
    pub thread: Thread,
    /// Can readers sign in here?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sign_in: bool,
    /// The interface's words, line by line, if it speaks another language than the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}
