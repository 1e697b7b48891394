//! Going about a page by keyboard.

use fantoccini::key::Key;
use serde_json::json;

use super::reader::Reader;
use super::spot::Spot;

/// More stops than any page in these stories has.
const MANY: usize = 200;

impl Reader {
    /// Presses Tab until the focus is at `spot`. Wherever it stops on the way, it is seen.
    pub async fn tabs_to(&self, spot: Spot<'_>) {
        for _ in 0..MANY {
            // Looked up each time: what stood there may have been replaced by its like.
            let wanted = spot.reference().await;
            let stop = self.tries(include_str!("focus.js"), vec![wanted]).await;
            let Some(stop) = stop else { continue };
            assert_eq!(stop["seen"], json!(true), "focus is not seen: {stop}");
            if stop["there"] == json!(true) {
                return;
            }
            self.presses(Key::Tab).await;
        }
        panic!("pressed Tab {MANY} times and did not get to {spot:?}");
    }
}
