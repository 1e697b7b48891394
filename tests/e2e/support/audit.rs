//! What a careful reader measures: barriers, shifts, small targets, sideways scrolling.

use serde_json::{Value, json};

use super::env;
use super::reader::Reader;

const WCAG_2_2_AA: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

impl Reader {
    /// No barrier that axe knows of is on the page; `when` says in which state.
    pub async fn meets_no_barrier(&self, when: &str) {
        let path = env("CHUYEN_AXE");
        let axe = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let script =
            "return axe.run(document, { runOnly: arguments[0], resultTypes: ['violations'] })
            .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) =>
                `${id}: ${node.target.flat().join(' ')} ${node.failureSummary}`)))";
        let script = format!("if (!window.axe) {{ {axe} }}\n{script}");
        let barriers = self.run(&script, json!(WCAG_2_2_AA)).await;
        assert_eq!(barriers, json!([]), "{when}: {barriers:#}");
    }

    /// How much the page has shifted since it was opened (CLS without its window of five seconds).
    pub async fn shift(&self) -> f64 {
        let script = "return new Promise((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries()
                .filter((entry) => !entry.hadRecentInput).reduce((sum, entry) => sum + entry.value, 0)))
                .observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => resolve(0), 500);
        })";
        self.run(script, Value::Null)
            .await
            .as_f64()
            .unwrap_or(f64::NAN)
    }

    /// Everything that can be pressed is at least 24 pixels wide and high; links inside text excepted.
    pub async fn meets_no_small_target(&self) {
        let small = self.run(include_str!("targets.js"), 24).await;
        assert_eq!(small, json!([]), "{small:#}");
    }

    /// Nothing reaches over the right edge of the screen.
    pub async fn need_not_scroll_sideways(&self) {
        let wider = self
            .asks("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            .await;
        assert!(wider.as_f64() <= Some(0.0), "{wider} px too wide");
    }
}
