//! The talk under an article.

mod outbox;
mod pages;
mod state;
mod tree;
