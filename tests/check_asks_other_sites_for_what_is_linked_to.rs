//! `vital check --links` against servers on this machine: what each answer comes to, and how gently it asks.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener as StdListener;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use vital_conditions::tool::check::links::{self, Limits, Tally};
use vital_conditions::tool::fault::Fault;
use vital_conditions::tool::source::Source;

const PAUSE: Duration = Duration::from_millis(40);

fn limits() -> Limits {
    let seconds = Duration::from_secs;
    Limits { sites: 8, pause: PAUSE, request: seconds(10), total: seconds(60), wait: seconds(5) }
}

/// A server on a port of its own, and what it was asked for.
struct Site {
    address: String,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    asked: Vec<(String, Instant)>,
    /// How many requests are being answered, and the most there have been.
    open: usize,
    most: usize,
}

impl Site {
    fn start() -> Self {
        Self::logging_to(&Arc::default())
    }

    fn logging_to(log: &Arc<Mutex<Log>>) -> Self {
        let listener = StdListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(log.clone());
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), router).await.unwrap();
            });
        });
        Self { address, log: log.clone() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// What was asked for, as `HEAD /path`.
    fn asked(&self) -> Vec<String> {
        self.log.lock().unwrap().asked.iter().map(|(asked, _)| asked.clone()).collect()
    }
}

async fn answer(State(log): State<Arc<Mutex<Log>>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let times = {
        let mut log = log.lock().unwrap();
        log.asked.push((format!("{} {path}", request.method()), Instant::now()));
        log.open += 1;
        log.most = log.most.max(log.open);
        log.asked.iter().filter(|(asked, _)| asked.ends_with(&path)).count()
    };
    let is_head = request.method() == Method::HEAD;
    let to = |status: u16, to: &'static str| (StatusCode::from_u16(status).unwrap(), [("location", to)]).into_response();
    let wait = |seconds: &'static str| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", seconds)]).into_response();
    let response = match path.as_str() {
        "/sound" | "/other" => StatusCode::OK.into_response(),
        "/moved" => to(301, "/moved-again"),
        "/moved-again" => to(308, "/for-now"),
        "/for-now" => to(302, "/sound"),
        "/away" => to(302, "/gone"),
        "/around" => to(302, "/around"),
        "/nowhere" => to(301, "mailto:a@example.org"),
        "/no-head" if is_head => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        "/no-head" => StatusCode::OK.into_response(),
        "/private" => StatusCode::FORBIDDEN.into_response(),
        "/busy" if times == 1 => wait("1"),
        "/busy" => StatusCode::OK.into_response(),
        "/too-busy" => wait("3600"),
        "/broken" => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        "/hang" => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            StatusCode::OK.into_response()
        }
        "/slow" => {
            tokio::time::sleep(Duration::from_millis(100)).await;
            StatusCode::OK.into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    };
    log.lock().unwrap().open -= 1;
    response
}

/// Asks for the links of a catalog of one entry, whose paragraph links to `addresses`, one a line from line 3 on.
fn ask(addresses: &[String], limits: &Limits) -> (Vec<Fault>, Tally) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalog.json");
    fs::write(&path, json(addresses)).unwrap();
    let content = Source::open(Some(&path)).unwrap().load(false).unwrap();
    links::check(&content, limits, None, false).unwrap()
}

fn json(addresses: &[String]) -> String {
    let runs: Vec<String> = addresses.iter().map(|address| format!(r#"{{ "text": "a link", "href": "{address}" }}"#)).collect();
    format!(
        "{{ \"version\": 1, \"title\": \"T\", \"entries\": [\n{{ \"id\": \"a\", \"kind\": \"topic\", \"title\": \"A\", \"body\": [ {{ \"type\": \"paragraph\", \"text\": [\n{}\n] }} ] }} ] }}",
        runs.join(",\n")
    )
}

/// Asks for one address, and compares what is said of it: the rule and the message, with the site's address as SITE.
fn check(path: &str, expected: Option<(&str, &str)>, asked: &[&str]) {
    check_within(&limits(), path, expected, asked);
}

fn check_within(limits: &Limits, path: &str, expected: Option<(&str, &str)>, asked: &[&str]) {
    let site = Site::start();
    let (faults, _) = ask(&[site.url(path)], limits);
    let said: Vec<(&str, String)> = faults.iter().map(|fault| (fault.rule.name(), fault.message.replace(&site.address, "SITE"))).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(rule, message)| (*rule, message.as_str())).collect();
    assert_eq!(said, expected.into_iter().collect::<Vec<_>>(), "{path}");
    assert_eq!(site.asked(), asked, "{path}");
}

#[test]
fn a_page_that_is_there_is_asked_for_by_its_head_alone() {
    check("/sound", None, &["HEAD /sound"]);
}

#[test]
fn a_page_that_is_gone_is_a_broken_link() {
    let message = "\"SITE/gone\" answers 404 Not Found: correct the address, or take the link out";
    check("/gone", Some(("link-broken", message)), &["HEAD /gone", "GET /gone"]);
    let message = "\"SITE/broken\" answers 500 Internal Server Error: correct the address, or take the link out";
    check("/broken", Some(("link-broken", message)), &["HEAD /broken"]);
}

#[test]
fn a_server_that_knows_no_head_is_asked_for_the_page() {
    check("/no-head", None, &["HEAD /no-head", "GET /no-head"]);
}

#[test]
fn a_permanent_redirection_says_where_to_link() {
    let message = "\"SITE/moved\" has moved to \"SITE/for-now\" for good: link there";
    check("/moved", Some(("link-moved", message)), &["HEAD /moved", "HEAD /moved-again", "HEAD /for-now", "HEAD /sound"]);
    check("/for-now", None, &["HEAD /for-now", "HEAD /sound"]);
}

#[test]
fn a_redirection_that_leads_nowhere_is_a_broken_link() {
    let message = "\"SITE/away\" sends on to \"SITE/gone\", which answers 404 Not Found: correct the address, or take the link out";
    check("/away", Some(("link-broken", message)), &["HEAD /away", "HEAD /gone", "GET /gone"]);
    let message = "\"SITE/around\" sends on more than 5 times: correct the address, or take the link out";
    check("/around", Some(("link-broken", message)), &["HEAD /around"; 6]);
    let message = "\"SITE/nowhere\" sends on to \"mailto:a@example.org\", which is no address: correct the address, or take the link out";
    check("/nowhere", Some(("link-broken", message)), &["HEAD /nowhere"]);
}

#[test]
fn a_site_that_keeps_programs_out_is_left_to_people() {
    let message = "\"SITE/private\" answers 403 Forbidden, perhaps to programs only: open it in a browser, or check again later";
    check("/private", Some(("link-unanswered", message)), &["HEAD /private", "GET /private"]);
}

#[test]
fn a_busy_site_is_given_the_time_that_it_asks_for() {
    let start = Instant::now();
    check("/busy", None, &["HEAD /busy", "HEAD /busy"]);
    assert!(start.elapsed() >= Duration::from_secs(1));
    let message = "\"SITE/too-busy\" answers 429 Too Many Requests: open it in a browser, or check again later";
    check("/too-busy", Some(("link-unanswered", message)), &["HEAD /too-busy"]);
}

#[test]
fn a_site_that_hangs_is_not_waited_for() {
    let message = "\"SITE/hang\" doesn't answer within 0.5 s: open it in a browser, or check again later";
    let limits = Limits { request: Duration::from_millis(500), ..limits() };
    check_within(&limits, "/hang", Some(("link-unanswered", message)), &["HEAD /hang"]);
}

#[test]
fn a_site_that_refuses_is_unanswered() {
    let listener = StdListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let (faults, tally) = ask(std::slice::from_ref(&address), &limits());
    let message = format!("\"{address}\" is on a site that refuses to answer: open it in a browser, or check again later");
    assert_eq!(faults.iter().map(|fault| &fault.message).collect::<Vec<_>>(), [&message]);
    assert_eq!(tally, Tally { addresses: 1, unanswered: 1, ..Tally::default() });
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_a_fault_of_its_own() {
    let listener = StdListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    let own = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut connection = rustls::ServerConnection::new(config.clone()).unwrap();
            // The client breaks off, and that is what it is to do.
            let _ = connection.complete_io(&mut stream.unwrap());
        }
    });
    let (faults, _) = ask(std::slice::from_ref(&address), &limits());
    assert_eq!(faults.iter().map(|fault| fault.rule.name()).collect::<Vec<_>>(), ["link-certificate"]);
    let message = &faults[0].message;
    assert!(message.starts_with(&format!("\"{address}\" doesn't prove whose it is (")), "{message}");
    assert!(message.ends_with("), so browsers warn of it: tell its owner, or link elsewhere"), "{message}");
}

#[test]
fn an_address_is_asked_for_once_and_its_fault_stands_wherever_it_does() {
    let site = Site::start();
    let (faults, tally) = ask(&["/gone", "/sound", "/gone#part", "/other"].map(|path| site.url(path)), &limits());
    assert_eq!(faults.iter().map(|fault| (fault.place.line, fault.place.column)).collect::<Vec<_>>(), [(3, 29), (5, 29)]);
    assert_eq!(faults[1].path, "entries[0].body[0].text[2].href");
    assert_eq!(site.asked().iter().filter(|asked| asked.ends_with("/gone")).count(), 2);
    assert_eq!(tally, Tally { addresses: 3, sound: 2, broken: 1, ..Tally::default() });
}

#[test]
fn sound_links_are_remembered_until_asked_afresh() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let (path, memory) = (folder.path().join("catalog.json"), folder.path().join("links.json"));
    fs::write(&path, json(&["/sound", "/gone", "/moved"].map(|path| site.url(path)))).unwrap();
    let content = Source::open(Some(&path)).unwrap().load(false).unwrap();
    let mut before = 0;
    let mut ask = |fresh| {
        let (faults, tally) = links::check(&content, &limits(), Some(memory.clone()), fresh).unwrap();
        let asked = site.asked().split_off(before);
        before += asked.len();
        (faults.len(), tally.remembered, asked.len())
    };
    assert_eq!(ask(false), (2, 0, 7));
    assert_eq!(ask(false), (2, 2, 2));
    assert_eq!(ask(true), (2, 0, 7));
}

#[test]
fn the_command_line_asks_and_remembers_beside_other_results() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalog.json"), json(&["/sound", "/gone"].map(|path| site.url(path)))).unwrap();
    let ask = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vital"));
        command.args(["check", "catalog.json", "--links", "--links-minutes", "1", "--format", "json"]);
        let output = command.current_dir(folder.path()).env("CARGO_TARGET_DIR", folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let faults: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        let rules: Vec<String> = faults.iter().map(|fault| fault["rule"].as_str().unwrap().to_owned()).collect();
        (rules, String::from_utf8(output.stderr).unwrap())
    };
    let counts = "Links: 2 addresses, 1 sound, 0 moved, 1 broken, 0 unanswered";
    assert_eq!(ask(), (vec!["summary".to_owned(), "link-broken".to_owned()], format!("{counts}\n")));
    let again = format!("{counts}; 1 not asked again, since they were sound within a week (--links-fresh asks)\n");
    assert_eq!(ask().1, again);
    assert!(folder.path().join("vital/links.json").is_file());
}

#[test]
fn a_site_is_asked_one_thing_after_another_with_pauses() {
    let site = Site::start();
    let addresses: Vec<String> = (0..6).map(|number| site.url(&format!("/slow?{number}"))).collect();
    let (_, tally) = ask(&addresses, &limits());
    assert_eq!(tally.sound, 6);
    let log = site.log.lock().unwrap();
    assert_eq!((log.asked.len(), log.most), (6, 1));
    let least = log.asked.windows(2).map(|pair| pair[1].1 - pair[0].1).min().unwrap();
    assert!(least >= PAUSE, "{least:?}");
}

#[test]
fn no_more_sites_are_asked_at_once_than_allowed() {
    let log = Arc::default();
    let sites: Vec<Site> = (0..5).map(|_| Site::logging_to(&log)).collect();
    let addresses: Vec<String> = sites.iter().map(|site| site.url("/slow")).collect();
    ask(&addresses, &Limits { sites: 2, ..limits() });
    let log = log.lock().unwrap();
    assert_eq!((log.asked.len(), log.most), (5, 2));
}

#[test]
fn what_there_was_no_time_for_is_a_hint() {
    let site = Site::start();
    let (faults, tally) = ask(&[site.url("/gone")], &Limits { total: Duration::ZERO, ..limits() });
    let said: BTreeMap<&str, bool> = faults.iter().map(|fault| (fault.rule.name(), fault.counts())).collect();
    assert_eq!(said, BTreeMap::from([("link-unanswered", false)]));
    let message = "\"SITE/gone\" was not asked for, since the time was over: check again with more --links-minutes";
    assert_eq!(faults[0].message.replace(&site.address, "SITE"), message);
    assert_eq!(site.asked(), Vec::<String>::new());
    let expected = "Links: 1 address, 0 sound, 0 moved, 0 broken, 0 unanswered, 1 not reached in time (--links-minutes gives more)";
    assert_eq!(tally.to_string(), expected);
}
