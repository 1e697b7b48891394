//! WebKitGTK's browser for tests and its driver.

use std::process::Command;

use serde_json::{Value, json};

use super::super::env;

/// The driver, without its port and its display.
pub fn driver() -> Command {
    let mut command = Command::new(env("CHUYEN_WEBKITDRIVER"));
    command
        .env("GDK_BACKEND", "x11")
        .env("GSETTINGS_BACKEND", "memory")
        .env("NO_AT_BRIDGE", "1")
        .env_remove("WAYLAND_DISPLAY");
    command
}

/// What the browser is to be like.
pub fn capabilities() -> Value {
    json!({ "webkitgtk:browserOptions": { "args": ["--automation"] } })
}
