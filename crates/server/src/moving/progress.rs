//! How far it has come, for whoever looks at a terminal; nothing where nobody does.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often a sign of life is drawn.
const TICK: Duration = Duration::from_millis(100);

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

/// A sign that something goes on of which nobody knows how far it is.
pub fn busy(what: &'static str) -> ProgressBar {
    let sign = ProgressBar::new_spinner().with_message(what);
    sign.enable_steady_tick(TICK);
    sign
}

fn bar(template: &str, what: &'static str, how_many: u64) -> ProgressBar {
    let bar = ProgressBar::new(how_many).with_message(what);
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
