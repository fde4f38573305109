//! A browser as tests use it: pages are opened, keys pressed, scripts run and pictures taken here.

mod launch;
mod session;
mod wishes;

pub use launch::{found, install};
pub use wishes::Preference;

use super::engine::Engine;
use fantoccini::Client;
use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::{WebDriverCompatibleCommand, WindowHandle};
use serde_json::{Value, json};
use session::Session;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long anything that must come about may take. Far more than it should, so that only what never comes fails: the widget
/// itself waits up to 15 s for its files before it says that they don't come.
pub const PATIENCE: Duration = Duration::from_secs(45);

/// How long a driver may take to answer. It waits for the page, and a script for up to 30 s, but some never answer.
const ANSWER: Duration = Duration::from_secs(75);

/// The member by which WebDriver tells an element from other values.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser with one window, gone when the session ends.
pub struct Browser {
    pub engine: Engine,
    session: RefCell<Session>,
    size: Cell<(u32, u32)>,
    /// Whether the driver has stopped answering: then nothing more is asked of it.
    is_lost: Cell<bool>,
}

impl Browser {
    fn client(&self) -> Client {
        self.session.borrow().client.clone()
    }

    /// Waits for a driver's answer, but not for ever.
    async fn timely<T>(&self, what: &str, call: impl Future<Output = Result<T, CmdError>>) -> Result<T, CmdError> {
        assert!(!self.is_lost.get(), "{what}: the driver stopped answering before");
        tokio::time::timeout(ANSWER, call).await.unwrap_or_else(|_| {
            self.is_lost.set(true);
            panic!("{what}: the driver doesn't answer")
        })
    }

    pub async fn goto(&self, url: &str) {
        self.timely(url, self.client().goto(url)).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Runs the body of a function in the page. A promise is waited for.
    pub async fn script(&self, body: &str, arguments: &[Value]) -> Value {
        self.try_script(body, arguments).await.unwrap_or_else(|error| panic!("{body}\n{error}"))
    }

    pub async fn try_script(&self, body: &str, arguments: &[Value]) -> Result<Value, CmdError> {
        self.timely(body, self.client().execute(body, arguments.to_vec())).await
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
        self.perform(actions.into()).await;
    }

    /// Presses a key while another is held down.
    pub async fn chord(&self, held: char, key: char) {
        let keys = KeyActions::new("keys".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.perform(keys.into()).await;
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
        self.timely("actions", self.client().perform_actions(actions)).await.expect("actions are performed");
    }

    /// Role and name as assistive technology gets them. Nothing where the element is gone.
    pub async fn role_and_name(&self, element: &str) -> Option<(String, String)> {
        let get = |what: &str| Ask { method: http::Method::GET, path: format!("element/{element}/{what}"), body: None };
        let role = self.ask(get("computedrole")).await.ok()?;
        let name = self.ask(get("computedlabel")).await.ok()?;
        // An image's role has two names (ARIA 1.3).
        let role = if role == "img" { "image" } else { role.as_str()? };
        Some((role.to_owned(), name.as_str()?.trim().to_owned()))
    }

    pub async fn click(&self, element: &str) {
        self.timely("a click", self.element(element).click()).await.unwrap_or_else(|error| panic!("a click: {error}"));
    }

    pub async fn url(&self) -> String {
        self.timely("the address", self.client().current_url()).await.expect("the page's address").into()
    }

    pub async fn windows(&self) -> usize {
        self.timely("the windows", self.client().windows()).await.expect("the open windows").len()
    }

    /// From now on scripts run, and elements are looked for, in the first frame of the page, until another page is opened.
    pub async fn enter_frame(&self) {
        self.timely("a frame", self.client().enter_frame(0)).await.expect("a frame");
    }

    /// Opens a tab in front of the one that is shown, and gives what brings that back.
    pub async fn open_in_front(&self) -> WindowHandle {
        let client = self.client();
        let behind = self.timely("a tab", client.window()).await.expect("a tab");
        let tab = self.timely("a tab", client.new_window(true)).await.expect("a tab").handle;
        self.timely("a tab", client.switch_to_window(tab)).await.expect("the tab in front");
        behind
    }

    pub async fn close_front(&self, behind: WindowHandle) {
        let client = self.client();
        self.timely("a tab", client.close_window()).await.expect("the tab in front is closed");
        self.timely("a tab", client.switch_to_window(behind)).await.expect("the tab behind");
    }

    /// Writes what the window shows to `target/screenshots/NAME.png`, or `NAME-ENGINE.png` for others than Chromium.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let folder = super::site::target().join("screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for screenshots");
        let file = match self.engine {
            Engine::Chromium => format!("{name}.png"),
            engine => format!("{name}-{}.png", engine.name()),
        };
        let file = folder.join(file);
        let picture = self.timely("a screenshot", self.client().screenshot()).await.expect("a screenshot");
        std::fs::write(&file, picture).expect("a screenshot is written");
        file
    }

    fn element(&self, id: &str) -> Element {
        Element::from_element_id(self.client(), ElementRef::from(id.to_owned()))
    }

    async fn ask(&self, ask: Ask) -> Result<Value, CmdError> {
        let what = ask.path.clone();
        self.timely(&what, self.client().issue_cmd(ask)).await
    }
}

/// A button of the mouse, pressed and released at a place.
fn pressed(x: f64, y: f64, button: u64) -> MouseActions {
    MouseActions::new("mouse".into())
        .then(PointerAction::MoveTo { duration: None, x, y })
        .then(PointerAction::Down { button })
        .then(PointerAction::Up { button })
}

fn is_between_pages(error: &CmdError) -> bool {
    let error = error.to_string();
    error.contains("navigation") || error.contains("no such execution context")
}

/// An element as an argument of a script.
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
