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

    /// Has every page from now on sum up how much it shifts.
    pub async fn measures_shifts(&self) {
        let script = "window.shifted = 0;
            window.shifts = new PerformanceObserver((list) => window.sumUp(list.getEntries()));
            window.sumUp = (entries) => {
                for (const { hadRecentInput, value } of entries) if (!hadRecentInput) window.shifted += value;
            };
            window.shifts.observe({ type: 'layout-shift', buffered: true })";
        self.runs_first(script).await;
    }

    /// How much the page has shifted since it was opened (CLS without its window of five seconds), up to what is
    /// drawn now.
    pub async fn shift(&self) -> f64 {
        let script = "return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
            .then(() => {
                window.sumUp(window.shifts.takeRecords());
                return window.shifted;
            })";
        self.run(script, Value::Null)
            .await
            .as_f64()
            .expect("`measures_shifts` came before the page")
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
