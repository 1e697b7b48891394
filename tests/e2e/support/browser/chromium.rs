//! Chromium and chromedriver.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::super::env;

const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-search-engine-choice-screen",
    "--no-first-run",
    "--password-store=basic",
    "--force-color-profile=srgb",
    "--lang=vi",
    "--window-size=1280,1000",
    // Elements know their role and name as assistive technology is told them.
    "--enable-blink-features=ComputedAccessibilityInfo",
];

/// The driver, without its port.
pub fn driver() -> Command {
    Command::new(env("CHUYEN_CHROMEDRIVER"))
}

/// What the browser is to be like; it keeps its profile in `folder`.
pub fn capabilities(folder: &Path, preferences: &Value) -> Value {
    let mut arguments: Vec<String> = ARGUMENTS.iter().copied().map(str::to_owned).collect();
    arguments.push(format!(
        "--user-data-dir={}",
        folder.join("profile").display()
    ));
    json!({
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "args": arguments, "prefs": preferences },
    })
}

/// The lines of the driver's own log of the console.
pub fn console(log: &Value) -> Vec<String> {
    let entries = log.as_array().cloned().unwrap_or_default();
    entries
        .iter()
        .map(|entry| {
            let of = |field: &str| entry[field].as_str().unwrap_or_default().to_owned();
            format!("{} {}", of("level"), unquoted(&of("message")))
        })
        .collect()
}

/// What a page logged stands in the driver's line as JSON, after where it was logged.
fn unquoted(line: &str) -> String {
    let said = line.split_once(" \"").and_then(|(place, said)| {
        let said: String = serde_json::from_str(&format!("\"{said}")).ok()?;
        Some(format!("{place} {said}"))
    });
    said.unwrap_or_else(|| line.to_owned())
}
