//! What a WordPress runs on: Debian's packages, unpacked, with PHP's own web server and a database. Every server ends with this process.

use super::wait;
use crate::unpacked;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

/// The site's configuration, and a plugin of its own.
const CONFIGURATION: &str = include_str!("wp-config.php");
const PORTS: &str = include_str!("ports.php");

/// The unpacked packages.
pub struct Programs {
    folder: PathBuf,
    /// PHP's name, such as `php8.2`.
    php: String,
    /// The name of the theme's folder.
    pub theme: String,
}

impl Programs {
    pub fn unpacked() -> Programs {
        // Tests of several kinds want them, at once.
        static ONE_BY_ONE: Mutex<()> = Mutex::new(());
        let _turn = ONE_BY_ONE.lock();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wordpress");
        Programs::found(&folder).unwrap_or_else(|| {
            unpacked::unpack(&folder, &packages());
            Programs::found(&folder).expect("Debian's packages hold what a WordPress runs on")
        })
    }

    /// What is there already. PHP and the theme are of whatever version Debian has.
    fn found(folder: &Path) -> Option<Programs> {
        let php = only(&folder.join("usr/bin"), |name| name.starts_with("php"))?;
        let theme = only(&folder.join("usr/share/wordpress/wp-content/themes"), |name| name.starts_with("twenty"))?;
        let rest = ["usr/sbin/mariadbd", "usr/bin/mariadb", "usr/share/wordpress/wp-load.php"];
        rest.iter().all(|file| folder.join(file).is_file()).then(|| Programs { folder: folder.to_owned(), php, theme })
    }

    /// The folder of WordPress.
    pub fn site(&self) -> PathBuf {
        self.folder.join("usr/share/wordpress")
    }

    /// Gives the site its configuration, and takes away what an earlier run has put there.
    pub fn prepare_site(&self) {
        let content = self.site().join("wp-content");
        for name in ["plugins/vital-conditions", "mu-plugins", "upgrade", "uploads"] {
            let _ = fs::remove_dir_all(content.join(name));
        }
        fs::create_dir_all(content.join("mu-plugins")).expect("a folder for the site's own plugins");
        fs::write(content.join("mu-plugins/ports.php"), PORTS).expect("the ports are written");
        fs::write(self.site().join("wp-config.php"), CONFIGURATION).expect("the configuration is written");
        fs::write(self.site().join("favicon.ico"), []).expect("an icon is written");
    }

    /// PHP with the extensions that WordPress needs, and no settings of this machine.
    pub fn php(&self) -> Command {
        let extensions = self.folder.join("usr/lib/php");
        let version = only(&extensions, |name| name.bytes().all(|byte| byte.is_ascii_digit())).expect("PHP's extensions");
        let mut php = self.command(&format!("usr/bin/{}", self.php));
        php.args(["-n", "-d", &format!("extension_dir={}", extensions.join(version).display())]);
        for extension in ["ctype", "fileinfo", "iconv", "mysqlnd", "mysqli", "tokenizer"] {
            php.args(["-d", &format!("extension={extension}")]);
        }
        // What is compiled is kept for as long as the file is the same.
        php.args(["-d", "zend_extension=opcache", "-d", "opcache.revalidate_freq=0", "-d", "opcache.file_update_protection=0"]);
        php.args(["-d", "memory_limit=512M", "-d", "error_reporting=-1"]);
        php
    }

    /// A database in a new folder below `home`, which listens on a socket alone, with an empty schema for the site.
    pub fn database(&self, home: &Path, socket: &Path) -> Ended {
        let whole = self.folder.join("usr");
        let data = home.join("data");
        // Some servers refuse to run as root unless they are told to.
        let user = format!("--user={}", asked("id", &["-un"]).trim());
        let places = [format!("--basedir={}", whole.display()), format!("--datadir={}", data.display())];
        let mut made = self.command("usr/bin/mariadb-install-db");
        made.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", &user]).args(&places);
        assert!(made.stdout(Stdio::null()).status().is_ok_and(|status| status.success()), "the database is made");
        let mut server = self.command("usr/sbin/mariadbd");
        // What is written needn't outlive the machine.
        server.args(["--no-defaults", "--skip-networking", "--innodb-flush-log-at-trx-commit=0", &user]).args(&places);
        server.arg(format!("--socket={}", socket.display()));
        let server = Ended::start(&server, &home.join("mariadb.log"));
        wait("the database answers", || {
            let mut client = self.command("usr/bin/mariadb");
            client.args(["--no-defaults", "--user=root", "--execute=CREATE DATABASE IF NOT EXISTS wordpress"]);
            client.arg(format!("--socket={}", socket.display())).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        });
        server
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join(program));
        command.env("LD_LIBRARY_PATH", self.folder.join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH)));
        command
    }
}

/// The packages to unpack: WordPress without the web server that Debian would install with it, the scripts that Debian keeps in packages of
/// their own, what it runs on, and the libraries that this machine hasn't got.
fn packages() -> Vec<String> {
    let php = named(&asked("apt-cache", &["depends", "php-cli"]), "php", "-cli").expect("Debian's version of PHP");
    let wordpress = asked("apt-cache", &["depends", "wordpress"]);
    let theme = named(&wordpress, "wordpress-theme-", "").expect("Debian's theme");
    let mut packages: Vec<String> = ["cli", "common", "mysql", "opcache"].iter().map(|part| format!("php{php}-{part}")).collect();
    packages.extend(["mariadb-server-core", "mariadb-client-core"].map(str::to_owned));
    let mut simulation = vec!["--simulate", "--no-install-recommends", "install"];
    simulation.extend(packages.iter().map(String::as_str));
    let simulation = asked("apt-get", &simulation);
    packages.extend(simulation.lines().filter_map(|line| line.strip_prefix("Inst ")?.split(' ').next()).map(str::to_owned));
    let is_script = |name: &&str| *name == "php-getid3" || name.starts_with("libjs-") || name.starts_with("libphp-");
    packages.extend(wordpress.split_whitespace().filter(is_script).map(str::to_owned));
    packages.extend(["wordpress".to_owned(), format!("wordpress-theme-{theme}")]);
    packages.sort();
    packages.dedup();
    packages
}

/// What a program prints.
fn asked(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}, on Debian: {error}"));
    let fault = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {}: {fault}; run `sudo apt-get update` once, on Debian", arguments.join(" "));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What stands between `start` and `end` in the first word that begins and ends so.
fn named(text: &str, start: &str, end: &str) -> Option<String> {
    let words = text.split_whitespace();
    words.filter_map(|word| word.strip_prefix(start)?.strip_suffix(end)).find(|rest| !rest.is_empty()).map(str::to_owned)
}

/// The name in a folder that is meant, the first of them in their alphabet's order.
fn only(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Option<String> {
    let names = fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.filter(|name| is_meant(name)).min()
}

/// A server that ends with this process, however that ends: its keeper reads from this process, and ends the server and all that it has
/// started when there is nothing left to read from.
pub struct Ended {
    _keeper: Child,
}

impl Ended {
    pub fn start(server: &Command, log: &Path) -> Ended {
        let log = fs::File::create(log).expect("a log file");
        let keeper = Command::new("sh")
            .args(["-c", r#"trap : INT; setsid "$@" </dev/null & cat >/dev/null; kill -9 -$!"#, "keeper"].map(OsStr::new))
            .arg(server.get_program())
            .args(server.get_args())
            .envs(server.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a log file"))
            .stderr(log)
            .spawn();
        Ended { _keeper: keeper.expect("the server starts") }
    }
}
