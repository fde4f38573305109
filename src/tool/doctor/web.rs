//! Asking servers, as a browser would for a page that embeds the widget.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use ureq::Agent;
use ureq::http::HeaderMap;
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of one answer that are read.
const MOST: u64 = 64 << 20;

/// Says who asks, so that the owner of a site can tell.
const NAME: &str = concat!("vital-doctor/", env!("CARGO_PKG_VERSION"), " (looks why the Vital Conditions widget doesn't show)");

#[derive(Debug)]
pub struct Web {
    agent: Agent,
    /// The page that is asked for. Servers that allow single origins want to know which one asks.
    page: Option<Url>,
    /// What was asked already.
    answers: RefCell<HashMap<Url, Result<Rc<Answer>, String>>>,
}

#[derive(Debug)]
pub struct Answer {
    /// Where redirections ended.
    pub url: Url,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Web {
    pub fn new(page: Option<Url>) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .save_redirect_history(true)
            .timeout_global(Some(PATIENCE))
            .user_agent(NAME)
            .tls_config(tls)
            .build();
        Self { agent: agent.into(), page, answers: RefCell::default() }
    }

    /// The answer, or what to say of the address in its place.
    pub fn get(&self, url: &Url) -> Result<Rc<Answer>, String> {
        if let Some(known) = self.answers.borrow().get(url) {
            return known.clone();
        }
        let answer = self.ask(url).map(Rc::new).map_err(|fault| match fault {
            ureq::Error::Timeout(_) => format!("did not answer within {} seconds", PATIENCE.as_secs()),
            ureq::Error::HostNotFound => "is on a server whose name nobody knows".to_owned(),
            ureq::Error::BodyExceedsLimit(_) => format!("is larger than {} MiB", MOST >> 20),
            fault => format!("could not be fetched ({fault})"),
        });
        self.answers.borrow_mut().insert(url.clone(), answer.clone());
        answer
    }

    fn ask(&self, url: &Url) -> Result<Answer, ureq::Error> {
        use ureq::ResponseExt as _;
        let request = self.agent.get(url.as_str());
        let mut response = match &self.page {
            Some(page) => request.header("origin", page.origin().ascii_serialization()).call()?,
            None => request.call()?,
        };
        let ended = response.get_uri().to_string().parse().unwrap_or_else(|_| url.clone());
        let body = response.body_mut().with_config().limit(MOST).read_to_vec()?;
        Ok(Answer { url: ended, status: response.status().as_u16(), headers: response.headers().clone(), body })
    }
}

impl Answer {
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The values of a header; empty where it is absent.
    pub fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.collect::<Vec<_>>().join(", ")
    }

    /// The media type, without its parameters.
    pub fn kind(&self) -> String {
        self.header("content-type").split(';').next().unwrap_or_default().trim().to_lowercase()
    }

    /// Whether a page of this origin may read it. Source: <https://fetch.spec.whatwg.org/#cors-check>.
    pub fn may_be_read_by(&self, page: &Url) -> bool {
        let allowed = self.header("access-control-allow-origin");
        page.origin() == self.url.origin() || allowed == "*" || allowed == page.origin().ascii_serialization()
    }
}
