//! The talk under an article.
