//! Going about a page by keyboard.

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::reader::Reader;
use super::spot::Query;

/// More stops than any page in these stories has.
const MANY: usize = 200;

impl Reader {
    /// Presses Tab until the focus is on what fits `query`. Wherever it stops on the way, it is seen.
    pub async fn tabs_to(&self, query: Query) {
        let wanted = self.the(query);
        wanted.appears().await;
        for _ in 0..MANY {
            if wanted.has_focus().await {
                return;
            }
            self.presses(Key::Tab).await;
            let stop = self.run(include_str!("focus.js"), Value::Null).await;
            assert_eq!(stop["visible"], json!(true), "focus is not seen: {stop}");
        }
        panic!("{MANY} times Tab, and not there: {wanted:?}");
    }
}
