//! A browser's session with its driver, from its beginning to its end.

use super::super::engine::Engine;
use super::Browser;
use super::launch::Driver;
use fantoccini::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::sync::{Mutex, OnceLock};

pub struct Session {
    pub client: Client,
    /// Where the session has a driver of its own. Chromium's has many sessions, those of the others one each.
    pub driver: Option<Driver>,
}

/// Firefox takes seconds to start, so a session that a test has left in order serves the next one: its driver, and its id.
static IDLE: Mutex<Vec<(Driver, String)>> = Mutex::new(Vec::new());

impl Browser {
    pub async fn start(engine: Engine) -> Browser {
        let idle = if engine == Engine::Firefox { IDLE.lock().expect("nothing panics here").pop() } else { None };
        let session = match (engine, idle) {
            (_, Some((driver, id))) => {
                let client = Client::with_existing_session(&driver.address, &id, HttpConnector::new()).await.expect("the idle session");
                client.persist().await.expect("a session that stays");
                Session { client, driver: Some(driver) }
            }
            (Engine::Chromium, _) => {
                static DRIVER: OnceLock<Driver> = OnceLock::new();
                let driver = DRIVER.get_or_init(|| Driver::start(engine, false));
                Session { client: connect(engine, &driver.address, false).await, driver: None }
            }
            (Engine::Firefox | Engine::WebKit, None) => Session::with_driver(engine, false, false).await,
        };
        let browser = Browser { engine, session: RefCell::new(session), size: Cell::new((1280, 900)), is_lost: Cell::new(false) };
        browser.resize(1280, 900).await;
        browser
    }

    /// Ends the session, or keeps it for the next test if this one has left it in order.
    pub async fn close(self, is_in_order: bool) {
        if self.engine == Engine::Firefox && is_in_order {
            self.tidy().await;
            let Session { client, driver } = self.session.into_inner();
            let id = client.session_id().await.expect("the session's id").expect("a session");
            IDLE.lock().expect("nothing panics here").push((driver.expect("a driver of its own"), id));
            return;
        }
        if !self.is_lost.get() {
            let _ = self.timely("close", self.client().close()).await;
        }
    }

    /// Another browser in place of this one, with the same size, that begins with what readers prefer.
    pub(super) async fn start_anew(&self, prefers_dark: bool, reduced_motion: bool) {
        let _ = self.timely("close", self.client().close()).await;
        // A driver starts when the one before has gone, or there would be more browsers than the machine can drive.
        drop(self.session.borrow_mut().driver.take());
        let session = Session::with_driver(self.engine, prefers_dark, reduced_motion).await;
        self.session.replace(session);
        let (width, height) = self.size.get();
        self.resize(width, height).await;
    }

    /// One tab that shows nothing, nothing preferred, no cookie and no message of the test before.
    async fn tidy(&self) {
        let client = self.client();
        let tab = client.new_window(true).await.expect("a new tab").handle;
        for window in client.windows().await.expect("the open tabs") {
            if window != tab {
                client.switch_to_window(window).await.expect("a tab to close");
                client.close_window().await.expect("a tab is closed");
            }
        }
        client.switch_to_window(tab).await.expect("the new tab");
        self.prefer(&[]).await;
        self.console().await;
        self.forget().await;
    }
}

impl Session {
    async fn with_driver(engine: Engine, prefers_dark: bool, reduced_motion: bool) -> Session {
        let driver = Driver::start(engine, reduced_motion);
        let client = connect(engine, &driver.address, prefers_dark).await;
        if engine == Engine::Firefox {
            client.persist().await.expect("a session that stays");
        }
        Session { client, driver: Some(driver) }
    }
}

async fn connect(engine: Engine, address: &str, prefers_dark: bool) -> Client {
    let Value::Object(capabilities) = engine.capabilities(prefers_dark) else { panic!("capabilities are an object") };
    let session = fantoccini::ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(address).await;
    session.unwrap_or_else(|error| panic!("no session with {engine:?}: {error}"))
}
