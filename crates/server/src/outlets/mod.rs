//! Articles on their way out, in the forms that other programs read.

#[cfg(test)]
mod back;
mod html;
pub mod jsonfeed;
pub mod jsonld;
mod text;

pub use html::html;
pub use text::text;

use crate::config::Config;
use crate::token::key_hash;

/// Tells what is made under these settings from what is made under others.
pub fn mark(config: &Config) -> String {
    let sites = config.sites.iter();
    let told: Vec<_> = sites
        .map(|site| {
            (
                &site.id,
                &site.publisher,
                site.frames,
                &site.origins,
                &site.zone,
            )
        })
        .collect();
    let told = format!("{:?} {told:?}", config.public_url);
    format!("-{}", &key_hash(&told)[..8])
}
