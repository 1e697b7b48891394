//! Firefox and geckodriver.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::super::env;

/// The driver, without its port.
pub fn driver() -> Command {
    let mut command = Command::new(env("CHUYEN_GECKODRIVER"));
    command
        .arg("--binary")
        .arg(env("CHUYEN_FIREFOX"))
        .env("MOZ_HEADLESS_WIDTH", "1280")
        .env("MOZ_HEADLESS_HEIGHT", "1000");
    command
}

/// What the browser is to be like; it keeps its profile in `folder`.
pub fn capabilities(folder: &Path, preferences: &Value) -> Value {
    let profile = folder.join("profile");
    std::fs::create_dir_all(&profile).expect("a folder for the profile");
    // The driver sees to it that nothing is asked and nothing leaves the machine.
    let mut all = json!({ "intl.accept_languages": "vi" });
    let preferences = preferences.as_object().cloned().unwrap_or_default();
    all.as_object_mut().expect("an object").extend(preferences);
    json!({
        "moz:firefoxOptions": { "args": ["-headless", "-profile", profile], "prefs": all },
    })
}
