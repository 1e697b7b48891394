//! What every kind of backend can do, as a table for people.

use model::{MAX_REPLY_DEPTH, Order};

use super::KINDS;
use crate::backend::{Capabilities, Place, connect};

/// The head of a column, and what stands in it.
type Column = (&'static str, fn(&Capabilities) -> String);

/// What the table says of a backend, column by column.
const COLUMNS: [Column; 12] = [
    ("post", |can| yes(can.post)),
    ("asks for a name", |can| yes(can.post && can.names)),
    ("reply", |can| match can.reply_depth {
        0 => "–".to_owned(),
        MAX_REPLY_DEPTH => "any depth".to_owned(),
        depth => format!("depth {depth}"),
    }),
    ("may wait for a moderator", |can| yes(can.moderated)),
    ("like", |can| match (can.like, can.unlike) {
        (false, _) => "–".to_owned(),
        (true, false) => "add only".to_owned(),
        (true, true) => "✓".to_owned(),
    }),
    ("edit, remove", |can| yes(can.edit)),
    ("report", |can| yes(can.report)),
    ("preview", |can| yes(can.preview)),
    ("orders", |can| {
        let names: Vec<&str> = can.orders.iter().map(|order| Order::name(*order)).collect();
        names.join(", ")
    }),
    ("paged by the server", |can| yes(can.paged)),
    ("live", |can| yes(can.live)),
    ("posts once", |can| {
        let how = if can.repeats { "by key" } else { "looks first" };
        if can.post { how } else { "–" }.to_owned()
    }),
];

/// What every kind of backend can do, in Markdown: as it stands in the documentation.
pub fn capability_table() -> String {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    let mut table = format!("| backend | {} |\n", names.join(" | "));
    table += &format!("|---|{}\n", "---|".repeat(COLUMNS.len()));
    for kind in KINDS {
        let place = Place {
            token: Some(std::rc::Rc::new(|| Box::pin(async { Ok(None) }))),
            ..Place::at("https://comments.example/@lan/1")
        };
        let Ok(Some(backend)) = connect(kind, &place) else {
            continue;
        };
        let can = backend.capabilities();
        let cells: Vec<String> = COLUMNS.iter().map(|(_, tell)| tell(&can)).collect();
        table += &format!("| `{kind}` | {} |\n", cells.join(" | "));
    }
    table
}

fn yes(can: bool) -> String {
    if can { "✓" } else { "–" }.to_owned()
}
