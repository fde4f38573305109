//! The driver process and the sessions in it: pages are opened, keys pressed, scripts run and pictures taken here.

use super::engine::Engine;
use fantoccini::Client;
use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WebDriverCompatibleCommand;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long anything that must come about may take. Far more than it should, so that only what never comes fails: the widget
/// itself waits up to 15 s for its files before it says that they don't come.
pub const PATIENCE: Duration = Duration::from_secs(45);

/// The member by which WebDriver tells an element from other values.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser with one window, gone when the session ends.
pub struct Browser {
    pub engine: Engine,
    client: Client,
}

/// What a browser is asked to prefer in place of the machine's settings.
#[derive(Clone, Copy, Debug)]
pub enum Preference {
    LightScheme,
    DarkScheme,
    ReducedMotion,
    ForcedColors,
}

impl Browser {
    pub async fn start(engine: Engine) -> Browser {
        let Value::Object(capabilities) = engine.capabilities() else { panic!("capabilities are an object") };
        let client = fantoccini::ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(address(engine))
            .await
            .unwrap_or_else(|error| panic!("no session with {engine:?}: {error}"));
        Browser { engine, client }
    }

    pub async fn close(self) {
        self.client.close().await.expect("the session ends");
    }

    pub async fn goto(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Runs the body of a function in the page. A promise is waited for.
    pub async fn script(&self, body: &str, arguments: &[Value]) -> Value {
        self.try_script(body, arguments).await.unwrap_or_else(|error| panic!("{body}\n{error}"))
    }

    pub async fn try_script(&self, body: &str, arguments: &[Value]) -> Result<Value, fantoccini::error::CmdError> {
        self.client.execute(body, arguments.to_vec()).await
    }

    /// Runs the body until it answers something true, and gives that. It panics with `what` when nothing comes.
    pub async fn until(&self, what: &str, body: &str, arguments: &[Value]) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // A page that is just being left, or loads itself anew, can't be asked.
            let answer = match self.try_script(body, arguments).await {
                Err(error) if is_between_pages(&error) => Value::Null,
                answer => answer.unwrap_or_else(|error| panic!("{body}\n{error}")),
            };
            if !matches!(answer, Value::Null | Value::Bool(false)) {
                return answer;
            }
            assert!(Instant::now() < deadline, "never came about: {what}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// A script in the background is of no use to a test that looks on: this waits until the page has drawn what it has.
    pub async fn settle(&self) {
        self.script("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))", &[]).await;
    }

    /// Presses and releases keys one after the other.
    pub async fn press(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keys".into());
        for key in keys {
            actions = actions.then(KeyAction::Down { value: *key }).then(KeyAction::Up { value: *key });
        }
        self.client.perform_actions(actions).await.expect("keys are pressed");
    }

    /// Presses a key while another is held down.
    pub async fn chord(&self, held: char, key: char) {
        let keys = KeyActions::new("keys".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(keys).await.expect("keys are pressed");
    }

    /// Clicks a place in the viewport, in CSS pixels.
    pub async fn click_at(&self, x: f64, y: f64) {
        self.perform(pressed(x, y, 0).into()).await;
    }

    /// Clicks the middle of an element with a button of the mouse, while a key is held down.
    pub async fn click_with(&self, element: &str, button: u64, held: Option<char>) {
        let middle = self
            .script("arguments[0].scrollIntoView({ block: 'nearest' }); const box = arguments[0].getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2]", &[handle(element)])
            .await;
        let [x, y] = [0, 1].map(|axis| middle[axis].as_f64().expect("a place"));
        let mouse = pressed(x, y, button);
        let Some(held) = held else { return self.perform(mouse.into()).await };
        let key = KeyActions::new("held".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Pause { duration: Duration::ZERO })
            .then(KeyAction::Pause { duration: Duration::ZERO })
            .then(KeyAction::Up { value: held });
        // Columns of the sequences run together: the key goes down with the first move and up after the button.
        self.perform(Actions::from(key).and(mouse)).await;
    }

    async fn perform(&self, actions: Actions) {
        self.client.perform_actions(actions).await.expect("actions are performed");
    }

    /// The viewport in CSS pixels. Windows can't be as narrow as a telephone, so the viewport is set by itself.
    pub async fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
            }
        }
    }

    pub async fn prefer(&self, preferences: &[Preference]) {
        let features: Vec<Value> = preferences
            .iter()
            .map(|preference| match preference {
                Preference::LightScheme => json!({ "name": "prefers-color-scheme", "value": "light" }),
                Preference::DarkScheme => json!({ "name": "prefers-color-scheme", "value": "dark" }),
                Preference::ReducedMotion => json!({ "name": "prefers-reduced-motion", "value": "reduce" }),
                Preference::ForcedColors => json!({ "name": "forced-colors", "value": "active" }),
            })
            .collect();
        match self.engine {
            Engine::Chromium => self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await,
        };
    }

    /// Runs a script before anything else on every page from now on.
    pub async fn begin_with(&self, source: &str) {
        match self.engine {
            Engine::Chromium => self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await,
        };
    }

    /// A command of Chromium's own protocol, for what WebDriver has no word for.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": method, "params": parameters });
        self.ask(Ask { method: http::Method::POST, path: "goog/cdp/execute".into(), body: Some(body) })
            .await
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What the browser itself wrote to the console since the last time, warnings and errors alone.
    pub async fn console(&self) -> Vec<String> {
        let ask = Ask { method: http::Method::POST, path: "se/log".into(), body: Some(json!({ "type": "browser" })) };
        let lines = self.ask(ask).await.expect("the browser's console");
        let lines = lines.as_array().into_iter().flatten();
        lines
            .filter(|line| matches!(line["level"].as_str(), Some("WARNING" | "SEVERE")))
            .map(|line| line["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Role and name as assistive technology gets them. Nothing where the element is gone.
    pub async fn role_and_name(&self, element: &str) -> Option<(String, String)> {
        let get = |what: &str| Ask { method: http::Method::GET, path: format!("element/{element}/{what}"), body: None };
        let role = self.ask(get("computedrole")).await.ok()?;
        let name = self.ask(get("computedlabel")).await.ok()?;
        Some((role.as_str()?.to_owned(), name.as_str()?.trim().to_owned()))
    }

    pub async fn click(&self, element: &str) {
        self.element(element).click().await.unwrap_or_else(|error| panic!("a click: {error}"));
    }

    pub async fn url(&self) -> String {
        self.client.current_url().await.expect("the page's address").into()
    }

    pub async fn windows(&self) -> usize {
        self.client.windows().await.expect("the open windows").len()
    }

    /// Writes what the window shows to `target/screenshots/NAME.png`.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let folder = super::site::target().join("screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for screenshots");
        let file = folder.join(format!("{name}.png"));
        std::fs::write(&file, self.client.screenshot().await.expect("a screenshot")).expect("a screenshot is written");
        file
    }

    fn element(&self, id: &str) -> Element {
        Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()))
    }

    async fn ask(&self, ask: Ask) -> Result<Value, fantoccini::error::CmdError> {
        self.client.issue_cmd(ask).await
    }
}

/// A button of the mouse, pressed and released at a place.
fn pressed(x: f64, y: f64, button: u64) -> MouseActions {
    MouseActions::new("mouse".into())
        .then(PointerAction::MoveTo { duration: None, x, y })
        .then(PointerAction::Down { button })
        .then(PointerAction::Up { button })
}

/// An element as an argument of a script.
fn is_between_pages(error: &fantoccini::error::CmdError) -> bool {
    let error = error.to_string();
    error.contains("navigation") || error.contains("no such execution context")
}

pub fn handle(element: &str) -> Value {
    json!({ ELEMENT: element })
}

/// The elements in a script's answer.
pub fn elements(answer: &Value) -> Vec<String> {
    let items = answer.as_array().into_iter().flatten();
    items.filter_map(|item| item[ELEMENT].as_str()).map(str::to_owned).collect()
}

/// An endpoint under the session that fantoccini has no method for.
#[derive(Debug)]
struct Ask {
    method: http::Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Ask {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}

/// The address of the one driver of this process, which starts with the first call.
fn address(engine: Engine) -> &'static str {
    static DRIVER: OnceLock<(String, Child)> = OnceLock::new();
    &DRIVER.get_or_init(|| start(engine)).0
}

fn start(engine: Engine) -> (String, Child) {
    install(engine.needs());
    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a free port").port();
    let logs = super::site::target().join("browser-tests");
    std::fs::create_dir_all(&logs).expect("a folder for the driver's log");
    let log = std::fs::File::create(logs.join(format!("{engine:?}.log"))).expect("a log file");
    // Statics are never dropped, and a killed process drops nothing at all. So the driver's keeper reads from this process
    // and ends the driver when there is nothing left to read from.
    let child = Command::new("sh")
        .args(["-c", r#""$@" & cat >/dev/null; kill $!"#, "driver"])
        .args(engine.command(port))
        .stdin(Stdio::piped())
        .stdout(log.try_clone().expect("a log file"))
        .stderr(log)
        .spawn()
        .expect("the driver starts");
    let deadline = Instant::now() + PATIENCE;
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < deadline, "the driver doesn't answer: see {}", logs.display());
        std::thread::sleep(Duration::from_millis(20));
    }
    (format!("http://127.0.0.1:{port}/"), child)
}

/// Installs the packages of those programs that are not on the path.
pub fn install(programs: &[(&str, &str)]) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let missing: Vec<&str> = programs
        .iter()
        .filter(|(program, _)| !folders.iter().any(|folder| folder.join(program).is_file()))
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() {
        vital_conditions::tool::packages::ensure(&missing).expect("what the browser tests need is installed");
    }
}
