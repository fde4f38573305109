//! Starts drivers, and what they need beside them, and makes sure that they end with the tests.

use super::super::engine::Engine;
use super::super::site;
use super::PATIENCE;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A driver that is running, until it is dropped.
pub struct Driver {
    pub address: String,
    // In the order in which they end.
    _kept: Vec<Kept>,
}

impl Driver {
    /// Motion matters to WebKit alone, which is told of it only when it starts.
    pub fn start(engine: Engine, reduced_motion: bool) -> Driver {
        install(engine.needs());
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a free port").port();
        let mut kept = Vec::new();
        let mut command = match engine {
            Engine::Chromium => keeper("chromedriver"),
            Engine::Firefox => keeper(geckodriver()),
            Engine::WebKit => keeper("WebKitWebDriver"),
        };
        command.arg(format!("--port={port}"));
        match engine {
            Engine::Chromium => {
                command.arg("--allowed-ips=127.0.0.1");
            }
            Engine::Firefox => {
                // The browser's own context is where preferences, the viewport and the console can be had.
                command.args(["--host=127.0.0.1", "--websocket-port=0", "--allow-system-access", "--profile-root"]).arg(profiles());
            }
            Engine::WebKit => {
                let (display, name) = display();
                kept.push(display);
                command.env("DISPLAY", name).env("GDK_BACKEND", "x11").env("XDG_CONFIG_HOME", gtk_settings(reduced_motion));
                // There is neither a session bus nor a graphics card for it, and there are no pages but the tests' own.
                command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:").env("NO_AT_BRIDGE", "1").env("LIBGL_ALWAYS_SOFTWARE", "1");
                command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            }
        }
        let log = File::options().create(true).append(true).open(folder().join(format!("{}.log", engine.name()))).expect("a log file");
        command.stdout(log.try_clone().expect("a log file")).stderr(log);
        kept.insert(0, Kept::start(command));
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "the driver doesn't answer: see {}", folder().display());
            std::thread::sleep(Duration::from_millis(20));
        }
        Driver { address: format!("http://127.0.0.1:{port}/"), _kept: kept }
    }
}

/// A program that ends, with all that it has started, when this is dropped.
struct Kept(Child);

impl Kept {
    fn start(mut command: Command) -> Kept {
        Kept(command.stdin(Stdio::piped()).spawn().expect("a keeper starts"))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// Statics are never dropped, and a killed process drops nothing at all. So a program's keeper reads from this process
/// and ends the program when there is nothing left to read from.
fn keeper(program: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", r#"setsid "$@" & cat >/dev/null; kill -- -$!; wait"#, "keeper", program]);
    command
}

/// A display for one window, and its name.
///
/// Without a window manager the window below the pointer has the focus. The pointer is in the middle of the display, so that is
/// made small, for the pointer to be in a corner of the window, where it touches nothing of the page.
fn display() -> (Kept, String) {
    let mut command = keeper("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "16x16x24", "-nolisten", "tcp"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut display = Kept::start(command);
    let mut number = String::new();
    BufReader::new(display.0.stdout.take().expect("its output is piped")).read_line(&mut number).expect("the display says its number");
    assert!(!number.is_empty(), "Xvfb doesn't start");
    (display, format!(":{}", number.trim()))
}

/// GTK's configuration: whether it moves, and its own parts of the window shrunk to nothing, so that that can be as narrow as a telephone.
fn gtk_settings(reduced_motion: bool) -> PathBuf {
    let config = folder().join(if reduced_motion { "webkit-without-motion" } else { "webkit" });
    let gtk = config.join("gtk-3.0");
    fs::create_dir_all(&gtk).expect("a folder for GTK's configuration");
    let narrow = "* { min-width: 0; min-height: 0; margin: 0; border: 0 none; padding: 0; font-size: 1px }\n";
    fs::write(gtk.join("gtk.css"), narrow).expect("GTK's styles are written");
    let settings = format!("[Settings]\ngtk-enable-animations={}\n", !reduced_motion);
    fs::write(gtk.join("settings.ini"), settings).expect("GTK's settings are written");
    config
}

/// A folder for Firefox's profiles, those of earlier runs thrown away: who is ended by force doesn't tidy up.
fn profiles() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let profiles = folder().join("firefox-profiles");
        let _ = fs::remove_dir_all(&profiles);
        fs::create_dir_all(&profiles).expect("a folder for profiles");
        profiles
    })
}

/// Firefox's driver, which is built where it isn't installed.
fn geckodriver() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if on_the_path("geckodriver") {
            return "geckodriver".to_owned();
        }
        let root = folder().join("geckodriver");
        let program = root.join("bin/geckodriver");
        if !program.is_file() {
            let mut install = Command::new("cargo");
            site::run(install.args(["install", "geckodriver", "--version", "0.37.1", "--locked", "--root"]).arg(&root));
        }
        program.to_str().expect("a path in UTF-8").to_owned()
    })
}

/// Where drivers keep what they write.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = site::target().join("browser-tests");
        fs::create_dir_all(&folder).expect("a folder for what drivers write");
        for engine in Engine::ALL {
            let _ = fs::remove_file(folder.join(format!("{}.log", engine.name())));
        }
        folder
    })
}

/// Installs the packages of those programs that are not on the path.
pub fn install(programs: &[(&str, &str)]) {
    // Tests run side by side, and apt does one thing at a time.
    static ONE_BY_ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = ONE_BY_ONE.lock();
    let missing: Vec<&str> = programs.iter().filter(|(program, _)| !on_the_path(program)).map(|(_, package)| *package).collect();
    if !missing.is_empty() {
        vital_conditions::tool::packages::ensure(&missing).expect("what the browser tests need is installed");
    }
}

fn on_the_path(program: &str) -> bool {
    found(program).is_some()
}

/// Where a program is.
pub fn found(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
