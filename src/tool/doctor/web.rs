//! Asking servers, as a browser would for a page that embeds the widget.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use ureq::Agent;
use ureq::http::HeaderMap;
use url::{Origin, Url};

use crate::tool::agent;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of one answer that are read. The widget itself reads fewer, of which the catalog's parser knows.
const MOST: u64 = 64 << 20;
/// As the Fetch standard has it.
const REDIRECTIONS: usize = 20;

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
    /// The addresses on the way, the last one that of the answer, and what each server said of who may read it.
    hops: Vec<(Url, String)>,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Web {
    pub fn new(page: Option<Url>) -> Self {
        let agent = agent::settings(NAME).timeout_global(Some(PATIENCE)).build();
        Self { agent: agent.into(), page, answers: RefCell::default() }
    }

    /// The answer, or what to say of the address in its place.
    pub fn get(&self, url: &Url) -> Result<Rc<Answer>, String> {
        if let Some(known) = self.answers.borrow().get(url) {
            return known.clone();
        }
        let answer = self.follow(url).map(Rc::new);
        self.answers.borrow_mut().insert(url.clone(), answer.clone());
        answer
    }

    fn follow(&self, url: &Url) -> Result<Answer, String> {
        let mut hops = Vec::new();
        let mut url = url.clone();
        for _ in 0..=REDIRECTIONS {
            let (status, headers, body) = self.ask(&url).map_err(|fault| match fault {
                ureq::Error::Timeout(_) => format!("did not answer within {} seconds", PATIENCE.as_secs()),
                ureq::Error::HostNotFound => "is on a server whose name nobody knows".to_owned(),
                ureq::Error::BodyExceedsLimit(_) => format!("is larger than {} MiB", MOST >> 20),
                fault => format!("could not be fetched ({fault})"),
            })?;
            hops.push((url.clone(), header(&headers, "access-control-allow-origin")));
            let location = header(&headers, "location");
            if !(300..400).contains(&status) || location.is_empty() {
                return Ok(Answer { hops, status, headers, body });
            }
            url = url.join(&location).map_err(|_| format!("sends on to {location}, which is no address"))?;
        }
        Err(format!("sends on more than {REDIRECTIONS} times"))
    }

    fn ask(&self, url: &Url) -> Result<(u16, HeaderMap, Vec<u8>), ureq::Error> {
        let request = self.agent.get(url.as_str());
        let mut response = match &self.page {
            Some(page) => request.header("origin", page.origin().ascii_serialization()).call()?,
            None => request.call()?,
        };
        let body = response.body_mut().with_config().limit(MOST).read_to_vec()?;
        Ok((response.status().as_u16(), response.headers().clone(), body))
    }
}

impl Answer {
    /// Where redirections ended.
    pub fn url(&self) -> &Url {
        &self.hops[self.hops.len() - 1].0
    }

    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The values of a header; empty where it is absent.
    pub fn header(&self, name: &str) -> String {
        header(&self.headers, name)
    }

    /// The media type, without its parameters.
    pub fn kind(&self) -> String {
        self.header("content-type").split(';').next().unwrap_or_default().trim().to_lowercase()
    }

    /// What it says it is, for people.
    pub fn named(&self) -> String {
        let kind = self.kind();
        if kind.is_empty() { "something without a type".to_owned() } else { kind }
    }

    /// Source: <https://mimesniff.spec.whatwg.org/#javascript-mime-type>, of which these are in use.
    pub fn is_javascript(&self) -> bool {
        let names = ["text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript", "application/ecmascript"];
        names.contains(&&*self.kind())
    }

    /// The first address on the way that a page of this origin may not read from, if there is one.
    /// Source: <https://fetch.spec.whatwg.org/#http-fetch>, with the CORS check and what a redirection does to the origin.
    pub fn withheld_from(&self, page: &Origin) -> Option<&Url> {
        let mut own = page.ascii_serialization();
        let mut before: Option<&Url> = None;
        let mut has_left = false;
        for (url, allowed) in &self.hops {
            if before.is_some_and(|before| before.origin() != url.origin() && before.origin() != *page) {
                "null".clone_into(&mut own);
            }
            has_left |= url.origin() != *page;
            if has_left && allowed != "*" && *allowed != own {
                return Some(url);
            }
            before = Some(url);
        }
        None
    }
}

fn header(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.collect::<Vec<_>>().join(", ")
}
