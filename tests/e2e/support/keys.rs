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
        let mut wanted = spot.reference().await;
        for _ in 0..MANY {
            let stop = self.tries(include_str!("focus.js"), vec![wanted.clone()]);
            let Some(stop) = stop.await else {
                // What stood there was replaced by its like.
                wanted = spot.reference().await;
                continue;
            };
            assert_eq!(stop["seen"], json!(true), "focus is not seen: {stop}");
            if stop["there"] == json!(true) {
                return;
            }
            self.presses(Key::Tab).await;
        }
        panic!("pressed Tab {MANY} times and did not get to {spot:?}");
    }
}
