//! What WebDriver has no word for, asked for in each engine's own way: the viewport, what readers prefer, and the browser's console.

use super::super::engine::Engine;
use super::{Ask, Browser};
use serde_json::{Value, json};

/// What a browser is asked to prefer in place of the machine's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    LightScheme,
    DarkScheme,
    ReducedMotion,
    /// Not in WebKit, which has no such mode.
    ForcedColors,
}

impl Browser {
    /// The viewport in CSS pixels. Windows of Chromium and Firefox can't be as narrow as a telephone, so the viewport is set by itself.
    pub async fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
            }
            Engine::Firefox => {
                let style = "const { style } = gBrowser.selectedBrowser; \
                             for (const [name, size] of [['width', arguments[0]], ['height', arguments[1]]]) \
                               for (const bound of ['', 'min-', 'max-']) style.setProperty(bound + name, `${size}px`, 'important')";
                self.in_firefox(style, &[width.into(), height.into()]).await;
            }
            Engine::WebKit => {
                let size = json!({ "width": width, "height": height });
                self.ask(Ask { method: http::Method::POST, path: "window/rect".into(), body: Some(size) })
                    .await
                    .expect("the window's size");
            }
        }
        self.size.set((width, height));
        self.until(
            "the viewport's size",
            "return innerWidth === arguments[0] && innerHeight === arguments[1]",
            &[width.into(), height.into()],
        )
        .await;
    }

    /// From now on, and in place of what was preferred before. In WebKit it takes a new browser, which shows nothing yet.
    pub async fn prefer(&self, preferences: &[Preference]) {
        let prefers = |preference| preferences.contains(&preference);
        match self.engine {
            Engine::Chromium => {
                let features = preferences.iter().map(|preference| match preference {
                    Preference::LightScheme => json!({ "name": "prefers-color-scheme", "value": "light" }),
                    Preference::DarkScheme => json!({ "name": "prefers-color-scheme", "value": "dark" }),
                    Preference::ReducedMotion => json!({ "name": "prefers-reduced-motion", "value": "reduce" }),
                    Preference::ForcedColors => json!({ "name": "forced-colors", "value": "active" }),
                });
                self.devtools("Emulation.setEmulatedMedia", json!({ "features": features.collect::<Vec<_>>() })).await;
            }
            Engine::Firefox => {
                let set = "for (const [name, value] of Object.entries(arguments[0])) Services.prefs.setIntPref(name, value)";
                let values = json!({
                    "layout.css.prefers-color-scheme.content-override": i32::from(!prefers(Preference::DarkScheme)),
                    "ui.prefersReducedMotion": i32::from(prefers(Preference::ReducedMotion)),
                    "browser.display.document_color_use": if prefers(Preference::ForcedColors) { 2 } else { 0 },
                });
                self.in_firefox(set, &[values]).await;
            }
            Engine::WebKit => {
                assert!(!prefers(Preference::ForcedColors), "WebKit has no forced colors");
                self.start_anew(prefers(Preference::DarkScheme), prefers(Preference::ReducedMotion)).await;
            }
        }
        let media = json!([
            [prefers(Preference::DarkScheme) && !prefers(Preference::ForcedColors), "(prefers-color-scheme: dark)"],
            [prefers(Preference::ReducedMotion), "(prefers-reduced-motion: reduce)"],
            [prefers(Preference::ForcedColors), "(forced-colors: active)"],
        ]);
        let are_so = "return arguments[0].every(([is, query]) => matchMedia(query).matches === is)";
        self.until("what the reader prefers", are_so, &[media]).await;
    }

    /// Warnings and errors that the browser itself wrote to its console since the last time.
    ///
    /// WebKit's driver has no such list, and what it runs in keeps none: there a test hears only what scripts can hear.
    pub async fn console(&self) -> Vec<String> {
        let lines = match self.engine {
            Engine::Chromium => {
                let ask = Ask { method: http::Method::POST, path: "se/log".into(), body: Some(json!({ "type": "browser" })) };
                let lines = self.ask(ask).await.expect("the browser's console");
                let lines = lines.as_array().cloned().unwrap_or_default();
                let counts = |line: &Value| matches!(line["level"].as_str(), Some("WARNING" | "SEVERE"));
                lines.into_iter().filter(counts).map(|line| line["message"].clone()).collect()
            }
            Engine::Firefox => {
                // What pages caused, and not the browser's own windows, since that is in the list too.
                let list = "const messages = Services.console.getMessageArray(); Services.console.reset(); \
                            return messages.filter(one => one instanceof Ci.nsIScriptError && /^(https?|data|blob|about|file):/.test(one.sourceName || '')) \
                              .map(one => `${one.category}: ${one.errorMessage} (${one.sourceName}:${one.lineNumber})`)";
                self.in_firefox(list, &[]).await.as_array().cloned().unwrap_or_default()
            }
            Engine::WebKit => Vec::new(),
        };
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Runs a script before anything else on every page from now on. Chromium's alone; pages that the tests serve themselves have a
    /// way for every engine, `Host::begin_with`.
    pub async fn begin_with(&self, source: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    }

    /// A command of Chromium's own protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        assert_eq!(self.engine, Engine::Chromium, "{method} is Chromium's");
        let body = json!({ "cmd": method, "params": parameters });
        self.ask(Ask { method: http::Method::POST, path: "goog/cdp/execute".into(), body: Some(body) })
            .await
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Runs the body of a function in Firefox itself, with all that its own windows may do.
    async fn in_firefox(&self, body: &str, arguments: &[Value]) -> Value {
        let context = |name: &str| Ask { method: http::Method::POST, path: "moz/context".into(), body: Some(json!({ "context": name })) };
        self.ask(context("chrome")).await.expect("the browser's context");
        let answer = self.try_script(body, arguments).await;
        self.ask(context("content")).await.expect("the page's context");
        answer.unwrap_or_else(|error| panic!("{body}\n{error}"))
    }

    /// Cookies of 127.0.0.1 are those of every port there.
    pub(super) async fn forget(&self) {
        self.in_firefox("Services.cookies.removeAll()", &[]).await;
    }
}
