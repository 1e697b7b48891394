//! The share bar under an article.
