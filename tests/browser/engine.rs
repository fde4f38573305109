//! The browsers that the tests know how to start: the driver's command line, what to ask of it, and the Debian packages.

use serde_json::{Value, json};

/// A browser engine behind a W3C WebDriver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
}

impl Engine {
    /// The driver's program and its arguments, for a port.
    pub fn command(self, port: u16) -> Vec<String> {
        match self {
            Engine::Chromium => vec!["chromedriver".into(), format!("--port={port}"), "--allowed-ips=127.0.0.1".into()],
        }
    }

    /// The programs that must be at hand, and the Debian package that brings each.
    pub fn needs(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Engine::Chromium => &[("chromium", "chromium"), ("chromedriver", "chromium-driver")],
        }
    }

    pub fn capabilities(self) -> Value {
        match self {
            Engine::Chromium => json!({
                "browserName": "chrome",
                // The browser's own messages, such as a blocked or failed request, reach no script of the page.
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": { "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                    // The browser ends with its driver, however that ends.
                    "--remote-debugging-pipe",
                ] },
            }),
        }
    }
}
