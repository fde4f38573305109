//! Asks sites for addresses: several sites at a time, each one request after another, with pauses, until the time is over.
//!
//! Leaves out which addresses, and what is made of the answers.

use std::collections::{BTreeMap, VecDeque};
use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::http::{Method, Response, StatusCode};
use ureq::{Agent, Body};
use url::Url;

use super::answers::Answer;
use super::{Limits, REDIRECTIONS};
use crate::tool::agent;

/// Says who asks, so that the owner of a site can tell.
const NAME: &str = concat!("vital-check/", env!("CARGO_PKG_VERSION"), " (checks the links of a Vital Conditions catalog)");

/// Answers to a HEAD request that say more of the method than of the page.
const NOT_BY_HEAD: [StatusCode; 4] =
    [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_IMPLEMENTED];

pub struct Asker<'a> {
    limits: &'a Limits,
    agent: Agent,
    end: Instant,
    /// When each site may be asked next. Whoever holds it asks.
    turns: Mutex<BTreeMap<String, Arc<Mutex<Instant>>>>,
}

impl<'a> Asker<'a> {
    pub fn new(limits: &'a Limits) -> Self {
        // Redirections are followed here, where the pauses are kept and what is permanent is seen.
        Self { limits, agent: agent::settings(NAME).build().into(), end: Instant::now() + limits.total, turns: Mutex::default() }
    }

    /// The answer for each address.
    pub fn ask<'b>(&self, addresses: Vec<&'b str>) -> BTreeMap<&'b str, Answer> {
        let mut sites: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for address in addresses {
            sites.entry(Url::parse(address).map(|url| site(&url)).unwrap_or_default()).or_default().push(address);
        }
        // The site with the most addresses takes longest, so it comes first.
        let mut queue: Vec<Vec<&str>> = sites.into_values().collect();
        queue.sort_by_key(|addresses| std::cmp::Reverse(addresses.len()));
        let queue = Mutex::new(VecDeque::from(queue));
        let answers = Mutex::new(BTreeMap::new());
        thread::scope(|scope| {
            for _ in 0..self.limits.sites {
                scope.spawn(|| {
                    while let Some(addresses) = { lock(&queue).pop_front() } {
                        for address in addresses {
                            let answer = self.answer(address);
                            lock(&answers).insert(address, answer);
                        }
                    }
                });
            }
        });
        answers.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, address: &str) -> Answer {
        let Ok(mut url) = Url::parse(address) else { return Answer::Broken("is no address".to_owned()) };
        let mut permanent = true;
        let mut moved = None;
        for _ in 0..=REDIRECTIONS {
            let response = match self.response(&url) {
                Ok(response) => response,
                Err(answer) => return answer,
            };
            let status = response.status();
            let to = response.headers().get(LOCATION).filter(|_| status.is_redirection());
            let Some(to) = to else { return judged(status, moved, (url.as_str() != address).then_some(&url)) };
            let next = to.to_str().ok().and_then(|to| url.join(to).ok()).filter(|to| matches!(to.scheme(), "http" | "https"));
            let Some(next) = next else {
                return Answer::Broken(format!("sends on to {to:?}, which is no address"));
            };
            permanent &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
            if permanent {
                moved = Some(next.to_string());
            }
            url = next;
        }
        Answer::Broken(format!("sends on more than {REDIRECTIONS} times"))
    }

    /// What the site says about the page at `url`: to a HEAD request, or where it doesn't answer such ones, to a GET request.
    fn response(&self, url: &Url) -> Result<Response<Body>, Answer> {
        let response = self.patient_response(Method::HEAD, url)?;
        if NOT_BY_HEAD.contains(&response.status()) { self.patient_response(Method::GET, url) } else { Ok(response) }
    }

    /// Where a site asks to wait, and not for too long, it is waited for once.
    fn patient_response(&self, method: Method, url: &Url) -> Result<Response<Body>, Answer> {
        let response = self.next_response(method.clone(), url)?;
        let is_busy = matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
        let asked = response.headers().get(RETRY_AFTER).and_then(|wait| retry_after(wait.to_str().ok()?.trim()));
        match asked.filter(|wait| is_busy && *wait <= self.limits.wait) {
            None => Ok(response),
            Some(wait) => {
                let turn = self.turn(url);
                *lock(&turn) = Instant::now() + wait.max(self.limits.pause);
                drop(response);
                self.next_response(method, url)
            }
        }
    }

    /// Asks when it is this site's turn.
    fn next_response(&self, method: Method, url: &Url) -> Result<Response<Body>, Answer> {
        let turn = self.turn(url);
        let mut next = lock(&turn);
        if *next >= self.end || Instant::now() >= self.end {
            return Err(Answer::Unasked);
        }
        thread::sleep(next.saturating_duration_since(Instant::now()));
        let left = self.end.saturating_duration_since(Instant::now());
        let request = ureq::http::Request::builder().method(method).uri(url.as_str()).body(());
        let response = request.map_err(ureq::Error::from).and_then(|request| {
            let request = self.agent.configure_request(request).timeout_global(Some(self.limits.request.min(left))).build();
            self.agent.run(request)
        });
        *next = Instant::now() + self.limits.pause;
        response.map_err(|fault| self.unanswered(&fault, left))
    }

    fn turn(&self, url: &Url) -> Arc<Mutex<Instant>> {
        lock(&self.turns).entry(site(url)).or_insert_with(|| Arc::new(Mutex::new(Instant::now()))).clone()
    }

    fn unanswered(&self, fault: &ureq::Error, left: Duration) -> Answer {
        match fault {
            ureq::Error::Timeout(_) if left < self.limits.request => Answer::Unasked,
            ureq::Error::Timeout(_) => Answer::None(format!("doesn't answer within {} s", self.limits.request.as_secs_f64())),
            ureq::Error::HostNotFound => Answer::None("is on a site whose name nobody knows".to_owned()),
            ureq::Error::Rustls(fault) => of_tls(fault),
            ureq::Error::Io(fault) => match fault.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                Some(fault) => of_tls(fault),
                None if fault.kind() == io::ErrorKind::ConnectionRefused => Answer::None("is on a site that refuses to answer".to_owned()),
                None => Answer::None(format!("doesn't answer ({fault})")),
            },
            fault => Answer::None(format!("doesn't answer ({})", fault.source().map_or_else(|| fault.to_string(), ToString::to_string))),
        }
    }
}

fn of_tls(fault: &rustls::Error) -> Answer {
    match fault {
        rustls::Error::InvalidCertificate(reason) => Answer::Untrusted(reason.to_string()),
        fault => Answer::Untrusted(fault.to_string()),
    }
}

/// What a status means that is no redirection. `behind` is where redirections ended.
fn judged(status: StatusCode, moved: Option<String>, behind: Option<&Url>) -> Answer {
    let says = match behind {
        None => format!("answers {status}"),
        Some(url) => format!("sends on to \"{url}\", which answers {status}"),
    };
    match status {
        // A redirection without an address is as far as one gets.
        status if status.is_success() || status.is_redirection() => moved.map_or(Answer::Sound, Answer::Moved),
        // Many sites keep programs out and let readers in.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Answer::None(format!("{says}, perhaps to programs only")),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Answer::None(says),
        _ => Answer::Broken(says),
    }
}

/// Seconds, or a moment. Source: RFC 9110, 10.2.3.
fn retry_after(text: &str) -> Option<Duration> {
    let moment = || {
        let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
        Some(Duration::try_from(until.duration_since(jiff::Timestamp::now())).unwrap_or_default())
    };
    text.parse().ok().map(Duration::from_secs).or_else(moment)
}

/// Whom a request goes to.
fn site(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default())
}

/// What a thread left behind that stopped halfway is as good as before.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_asks_to_wait_for_seconds_or_until_a_moment() {
        assert_eq!(retry_after("120"), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(retry_after("Thu, 31 Dec 9998 23:59:59 GMT").is_some_and(|wait| wait > Duration::from_secs(120)));
        assert_eq!(retry_after("soon"), None);
    }
}
