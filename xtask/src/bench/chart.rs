//! The picture of the README: bars, ours among its peers.

use std::fmt::Write;

use super::budget::Unit;
use super::results::{Key, Results, is_ours};

struct Panel {
    title: &'static str,
    key: Key,
    unit: Unit,
}

const PANELS: &[Panel] = &[
    Panel {
        title: "Slow 4G, slow phone: first comment visible, thread of 10",
        key: ("comment_ms", "slow4g/same/10"),
        unit: Unit::Ms,
    },
    Panel {
        title: "… thread of 5 000",
        key: ("comment_ms", "slow4g/same/5000"),
        unit: Unit::Ms,
    },
    Panel {
        title: "… page blocked, thread of 100",
        key: ("blocked_ms", "slow4g/same/100"),
        unit: Unit::Ms,
    },
    Panel {
        title: "Durable comments in a second, 64 connections (more is better)",
        key: ("write_rate", "64"),
        unit: Unit::Rate,
    },
];

const WIDTH: f64 = 760.0;
const LABEL: f64 = 250.0;
const BAR: f64 = 370.0;
const ROW: f64 = 22.0;
/// A bar that would make all others unreadable ends here, in medians of its panel, and shows that it goes on.
const CUT: f64 = 3.0;

/// Both light and dark, like the page it stands on.
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2328}.t{font-weight:600}.b{fill:#a8b1bb}.o{fill:#0b7285}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.b{fill:#57606a}.o{fill:#3bc9db}}";

/// All panels that were measured.
pub fn svg(results: &Results) -> String {
    let mut body = String::new();
    let mut y = 0.0;
    for panel in PANELS {
        y = draw(&mut body, panel, results, y);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {y}\" width=\"{WIDTH}\" height=\"{y}\" role=\"img\">\n\
         <title>Chuyện beside other comment systems</title>\n<style>{STYLE}</style>\n{body}</svg>\n"
    )
}

/// Draws a panel below `top`, and says where the next one begins.
fn draw(body: &mut String, panel: &Panel, results: &Results, top: f64) -> f64 {
    let bars: Vec<(&str, f64)> = results
        .all(panel.key)
        .map(|(system, measured)| (system, measured.median))
        .collect();
    if bars.is_empty() {
        return top;
    }
    let full = match panel.unit {
        Unit::Ms => longest(&bars),
        _ => bars.iter().map(|(_, value)| *value).fold(1.0, f64::max),
    };
    let mut y = top + ROW;
    tag(body, "text class=\"t\"", (0.0, y), panel.title);
    for (system, value) in bars {
        let width = (BAR * value / full).clamp(1.0, BAR);
        let class = if is_ours(system) { "o" } else { "b" };
        let middle = y + 9.0;
        writeln!(
            body,
            "<rect class=\"{class}\" x=\"{LABEL}\" y=\"{middle}\" width=\"{width:.1}\" height=\"15\" rx=\"2\"/>"
        )
        .expect("a string takes every line");
        y += ROW;
        tag(body, "text", (0.0, y), results.name(system));
        let goes_on = if value > full { "→ " } else { "" };
        let shown = format!("{goes_on}{}", panel.unit.show(value));
        tag(body, "text", (LABEL + width + 6.0, y), &shown);
    }
    y + ROW
}

/// Where the longest bar ends: one system that takes a minute is cut, so that seconds can be told apart.
fn longest(bars: &[(&str, f64)]) -> f64 {
    let mut values: Vec<f64> = bars.iter().map(|(_, value)| *value).collect();
    values.sort_by(f64::total_cmp);
    let most = values.last().copied().unwrap_or(1.0);
    most.min(CUT * values[values.len() / 2])
        .max(f64::MIN_POSITIVE)
}

fn tag(body: &mut String, open: &str, (x, y): (f64, f64), text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    writeln!(body, "<{open} x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>")
        .expect("a string takes every line");
}
