//! How far it has come, for whoever looks at a terminal; nothing where nobody does.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for so many things.
pub fn things(what: &'static str, how_many: u64) -> ProgressBar {
    bar(
        "{msg:<12} {bar:30} {human_pos} of {human_len}, {eta} left",
        what,
        how_many,
    )
}

/// A bar for so many bytes.
pub fn bytes(what: &'static str, how_many: u64) -> ProgressBar {
    bar(
        "{msg:<12} {bar:30} {bytes} of {total_bytes}, {eta} left",
        what,
        how_many,
    )
}

fn bar(template: &str, what: &'static str, how_many: u64) -> ProgressBar {
    let bar = ProgressBar::new(how_many).with_message(what);
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
