//! Comments from other systems: what each of them keeps, onto the articles that are here.

mod links;
mod places;
mod plan;
mod report;
mod run;
mod source;
mod text;

pub use places::{Places, Template};
pub use report::Report;
pub use run::{BATCH, Options, import};
pub use source::System;
