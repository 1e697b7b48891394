//! A screen that nobody sees, for a browser that cannot do without one. Each has its own, because only one window
//! on a screen has the focus, and what one browser copies another could paste.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::super::env;

/// An X server, gone with the value.
pub struct Display {
    /// What `DISPLAY` has to be for its clients.
    pub name: String,
    server: Child,
}

impl Display {
    /// Starts one.
    pub fn start() -> Self {
        // It takes a free number and prints it once it takes clients; `-terminate` has it go with the last of them,
        // also if nobody is left to stop it. What it writes to stderr are warnings about keys that no keyboard has.
        let mut server = Command::new(env("CHUYEN_XVFB"))
            .args(["-displayfd", "1", "-nolisten", "tcp", "-terminate"])
            .args(["-screen", "0", "1280x1024x24"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let printed = server.stdout.take().expect("stdout is piped");
        let mut number = String::new();
        let read = BufReader::new(printed).read_line(&mut number);
        let display = Self {
            name: format!(":{}", number.trim()),
            server,
        };
        assert!(
            matches!(read, Ok(1..)),
            "Xvfb ended before it took a display: {read:?}"
        );
        display
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Its last client was closed before. Killed, it would leave its lock and its socket behind.
        let closing = Instant::now();
        while matches!(self.server.try_wait(), Ok(None)) {
            if closing.elapsed() > Duration::from_secs(5) {
                eprintln!("display {} did not close by itself", self.name);
                self.server.kill().ok();
                self.server.wait().ok();
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
