//! A real WordPress with the plugin, installed from the zip that a build makes. One for the process, on loopback; it ends with the process.
//!
//! Leaves out what is shown there and how it is looked at.

pub mod editor;
pub mod posts;
mod programs;

use super::driver::PATIENCE;
use super::host::Host;
use super::site;
use super::stage::{Stage, stage_in_chromium};
use programs::{Ended, Programs};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, mpsc};
use std::time::{Duration, Instant};

/// What WordPress runs for the tests.
const INSTALL: &str = include_str!("wordpress/install.php");
const RUN: &str = include_str!("wordpress/run.php");

pub struct WordPress {
    /// `http://127.0.0.1:PORT`
    pub address: String,
    /// Where the plugin's publisher is: the site that a build makes, with a slash at its end.
    pub publisher: String,
    programs: Programs,
    environment: Vec<(&'static str, String)>,
    log: PathBuf,
    _servers: [Ended; 2],
}

/// Users of the site.
#[derive(Clone, Copy)]
pub enum User {
    Admin,
    /// May write posts, and no scripts in them.
    Author,
}

impl User {
    fn name(self) -> &'static str {
        match self {
            User::Admin => "admin",
            User::Author => "author",
        }
    }
}

/// Held by tests that leave the site's settings as they are, and alone by those that change them.
static SETTINGS: RwLock<()> = RwLock::new(());

/// Runs a test in the site.
pub fn in_wordpress(test: impl AsyncFn(&Stage, &WordPress)) {
    let _shared = SETTINGS.read().unwrap_or_else(PoisonError::into_inner);
    run(test);
}

/// Runs a test that changes the site's settings, while no other runs in the site. Afterwards they are what they were.
pub fn alone_in_wordpress(test: impl AsyncFn(&Stage, &WordPress)) {
    let _alone = SETTINGS.write().unwrap_or_else(PoisonError::into_inner);
    let site = wordpress();
    let outcome = catch_unwind(AssertUnwindSafe(|| run(test)));
    site.set_up();
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

fn run(test: impl AsyncFn(&Stage, &WordPress)) {
    let site = wordpress();
    stage_in_chromium(async |stage| {
        // What themes and the editor do to their layout is their own affair.
        stage.expect("layout-shift");
        // WordPress 7.1 says this of styles of its own.
        stage.expect("global-styles-css-custom-properties-inline-css was added to the iframe");
        stage.browser.begin_with(include_str!("recorder.js")).await;
        test(stage, site).await;
        site.has_logged_nothing();
    });
}

/// The folder of WordPress's own files, and the name of the theme among them.
pub fn files() -> PathBuf {
    Programs::unpacked().site()
}

pub fn theme() -> String {
    Programs::unpacked().theme
}

/// The one of this process, which is set up with the first call.
fn wordpress() -> &'static WordPress {
    static SITE: OnceLock<WordPress> = OnceLock::new();
    SITE.get_or_init(start)
}

impl WordPress {
    /// Runs PHP in the site, where `$given` is what is given. It returns what can be JSON.
    pub fn run(&self, code: &str, given: Value) -> Value {
        let answer = self.php("run.php", &json!({ "code": code, "given": given }).to_string());
        let last = answer.lines().last().unwrap_or_default();
        serde_json::from_str(last).unwrap_or_else(|error| panic!("{code}\n{answer}\n{error}"))
    }

    /// Publishes a post as a user, with whatever WordPress strips of what that user writes, and gives its address. That is never another's:
    /// of two posts with one title that are published at once, WordPress would find only one.
    pub fn publish(&self, user: User, content: &str) -> String {
        let insert = "wp_set_current_user( get_user_by( 'login', $given['user'] )->ID ); \
            $post = array( 'post_title' => 'A post', 'post_content' => $given['content'], 'post_status' => 'publish' ); \
            $post['post_name'] = wp_generate_uuid4(); return get_permalink( wp_insert_post( wp_slash( $post ) ) );";
        let address = self.run(insert, json!({ "user": user.name(), "content": content }));
        address.as_str().expect("the address of the post").to_owned()
    }

    /// Signs a user in, as WordPress's form does: by its cookies.
    pub async fn sign_in(&self, stage: &Stage, user: User) {
        // WordPress keeps all sessions of a user in one place, and of two that begin at once it may lose one.
        static TURN: Mutex<()> = Mutex::new(());
        let begin = "$user = get_user_by( 'login', $given )->ID; $end = time() + DAY_IN_SECONDS; $begun = WP_Session_Tokens::get_instance( $user )->create( $end ); \
            $cookie = fn( $scheme ) => wp_generate_auth_cookie( $user, $end, $scheme, $begun ); \
            return array( AUTH_COOKIE => $cookie( 'auth' ), LOGGED_IN_COOKIE => $cookie( 'logged_in' ) );";
        let cookies = {
            let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
            self.run(begin, json!(user.name()))
        };
        for (name, value) in cookies.as_object().expect("cookies") {
            stage.browser.devtools("Network.setCookie", json!({ "name": name, "value": value, "url": self.address })).await;
        }
    }

    /// Puts a file where the site's own uploads are, and gives its address.
    pub fn upload(&self, path: &str, content: &str) -> String {
        let file = self.programs.site().join("wp-content/uploads").join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder for the file");
        fs::write(file, content).expect("the file is written");
        format!("{}/wp-content/uploads/{path}", self.address)
    }

    /// There is no notice, warning or error of the plugin's, nor one of WordPress's about how it is used. What this PHP finds old-fashioned
    /// in WordPress itself is left out, and that nobody answers at WordPress.org.
    fn has_logged_nothing(&self) {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let own = |line: &&str| {
            let line = line.replace(&*self.programs.site().to_string_lossy(), "");
            let is_used_wrongly = line.contains("was called <strong>") || line.contains("is <strong>deprecated");
            is_used_wrongly || line.contains("vital") || line.contains("Vital") || line.contains("PHP Fatal")
        };
        let own: Vec<&str> = log.lines().filter(own).collect();
        assert!(own.is_empty(), "WordPress has logged:\n{}", own.join("\n"));
    }

    /// The plugin is active and has its settings, and nothing is kept of what the publisher has said.
    fn set_up(&self) {
        let set = "require_once ABSPATH . 'wp-admin/includes/plugin.php'; delete_transient( 'vital_conditions_known' ); \
            update_option( 'vital_conditions', array( 'host' => $given ) ); return activate_plugin( 'vital-conditions/vital-conditions.php' );";
        assert_eq!(self.run(set, json!(self.publisher)), Value::Null, "the plugin is active");
    }

    fn php(&self, script: &str, given: &str) -> String {
        let mut php = self.programs.php();
        php.envs(self.environment.iter().map(|(name, value)| (name, value))).arg(folder().join(script));
        let mut php = php.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("PHP starts");
        php.stdin.take().expect("its input").write_all(given.as_bytes()).expect("PHP reads");
        let output = php.wait_with_output().expect("PHP ends");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{script}: {text}");
        text
    }
}

fn start() -> WordPress {
    let zip = site::folder().join("wordpress/vital-conditions.zip");
    let programs = Programs::unpacked();
    let folder = folder();
    // What an earlier run left is of no use.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the site");
    for (name, content) in [("install.php", INSTALL), ("run.php", RUN)] {
        fs::write(folder.join(name), content).expect("a script is written");
    }
    programs.prepare_site();

    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a free port").port();
    let address = format!("http://127.0.0.1:{port}");
    let publisher = publisher();
    let socket = folder.join("socket");
    let log = folder.join("debug.log");
    let environment = vec![
        ("TEST_ADDRESS", address.clone()),
        ("TEST_LOG", log.display().to_string()),
        ("TEST_PUBLISHER_PORT", publisher.trim_end_matches('/').rsplit(':').next().unwrap_or_default().to_owned()),
        ("TEST_SOCKET", socket.display().to_string()),
        ("TEST_WORDPRESS", programs.site().display().to_string()),
    ];
    let database = programs.database(&folder, &socket);
    let mut server = programs.php();
    server.args(["-S", &format!("127.0.0.1:{port}"), "-t"]).arg(programs.site());
    // With one alone a page that asks for another one waits for itself.
    server.env("PHP_CLI_SERVER_WORKERS", "4").envs(environment.iter().map(|(name, value)| (name, value)));
    let server = Ended::start(&server, &folder.join("php.log"));
    wait("PHP's web server listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());

    let wordpress = WordPress { address, publisher, programs, environment, log, _servers: [database, server] };
    wordpress.php("install.php", "");
    let install = "require_once ABSPATH . 'wp-admin/includes/admin.php'; require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php'; \
        switch_theme( $given['theme'] ); return ( new Plugin_Upgrader( new Automatic_Upgrader_Skin() ) )->install( $given['zip'] );";
    assert_eq!(wordpress.run(install, json!({ "zip": zip, "theme": wordpress.programs.theme })), true, "the plugin is installed");
    wordpress.set_up();
    wordpress
}

/// The folder of everything that one run makes.
fn folder() -> PathBuf {
    site::target().join("browser-tests/wordpress")
}

fn wait(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "never came about: {what}; see {}", folder().display());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Starts the publisher, on a thread of its own since WordPress asks it while tests wait for WordPress, and gives its address.
fn publisher() -> String {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let host = Host::start().await;
            send.send(format!("{}/", host.site)).expect("somebody waits for the address");
            std::future::pending::<()>().await;
        });
    });
    receive.recv().expect("the publisher's address")
}
