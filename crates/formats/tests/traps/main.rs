//! What foreign articles trip readers with, each trap a fact.

mod agencies;
mod ans;
mod articles;
#[path = "../common/mod.rs"]
mod common;
mod feeds;
mod figures;
mod holders;
mod once;
mod pages;
mod pictures;
mod quotes;
mod schema;
mod texts;
mod times;
mod withheld;
