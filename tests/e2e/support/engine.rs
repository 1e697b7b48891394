//! The engines that readers' browsers have.

use std::fmt;

/// What a browser renders and runs pages with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    /// Chrome, Edge, Opera, Samsung Internet.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari and every browser on an iPhone; here as WebKitGTK.
    WebKit,
}

impl Engine {
    /// Every engine that a story can be told in.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        })
    }
}
