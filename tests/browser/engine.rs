//! The browsers that the tests know: which of them are asked for, the driver's command line, what to ask of it, and the Debian packages.

use super::driver::found;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// A browser engine behind a W3C WebDriver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    /// Those that the tests run in: the names in `VITAL_ENGINES`, with commas between them, or Chromium.
    pub fn asked() -> &'static [Engine] {
        static ASKED: OnceLock<Vec<Engine>> = OnceLock::new();
        ASKED.get_or_init(|| {
            let names = std::env::var("VITAL_ENGINES").unwrap_or_else(|_| "chromium".to_owned());
            let known = |name: &str| Engine::ALL.into_iter().find(|engine| engine.name() == name);
            names
                .split(',')
                .map(|name| known(name.trim()).unwrap_or_else(|| panic!("VITAL_ENGINES: no engine is called {name:?}")))
                .collect()
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// The programs that must be at hand, and the Debian package that brings each. Firefox's driver is no package there.
    pub fn needs(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Engine::Chromium => &[("chromium", "chromium"), ("chromedriver", "chromium-driver")],
            Engine::Firefox => &[("firefox-esr", "firefox-esr")],
            Engine::WebKit => &[("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")],
        }
    }

    /// What a session is asked for. WebKit takes what readers prefer from its command line.
    pub fn capabilities(self, prefers_dark: bool) -> Value {
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
            Engine::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    // Its driver looks for a program of another name.
                    "binary": found("firefox-esr"),
                    "args": ["-headless", "--width=1280", "--height=1000"],
                },
            }),
            Engine::WebKit => {
                let mut args = vec!["--automation", "--full-screen"];
                args.extend(prefers_dark.then_some("--dark-mode"));
                json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": { "args": args } })
            }
        }
    }
}
