//! A server that speaks as S3 does: `moto`, which others wrote to try programs with. It runs in this machine's own Python, in an
//! environment in the target folder, and takes one request after the other, so that each happens whole or not at all, as with S3.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use super::http::{Answer, ask};

/// What the server consists of, each with its version.
const PACKAGES: &str = include_str!("requirements.txt");

/// Serves on a free port, says which, and waits before each answer for so many seconds.
const PROGRAM: &str = r#"
import sys, time
from werkzeug.serving import WSGIRequestHandler, make_server
from moto.moto_server.werkzeug_app import create_backend_app

class Quiet(WSGIRequestHandler):
    def log_request(self, *arguments):
        pass

application = create_backend_app("s3")

def slowly(environment, start):
    time.sleep(float(sys.argv[1]))
    return application(environment, start)

server = make_server("127.0.0.1", 0, slowly, request_handler=Quiet)
print(server.server_port, flush=True)
server.serve_forever()
"#;

/// The bucket that is there from the beginning.
const BUCKET: &str = "our-bucket";

pub struct ObjectStore {
    server: Child,
    pub port: u16,
}

impl ObjectStore {
    /// Starts one with an empty bucket, which waits for so many seconds before each answer.
    pub fn start(wait: f64) -> Self {
        let mut server = Command::new(environment().join("bin/python"))
            .args(["-c", PROGRAM, &wait.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(server.stdout.take().expect("its output")).read_line(&mut line).expect("its port");
        let store = Self { server, port: line.trim().parse().expect("a port") };
        assert_eq!(store.ask("PUT", "", b"").status, 200, "a bucket is made");
        store
    }

    /// The address to publish to.
    pub fn target(&self, prefix: &str) -> String {
        format!("s3://{BUCKET}/{prefix}")
    }

    /// What the tool is told of this store.
    pub fn settings(&self) -> [(&'static str, String); 6] {
        [
            ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port)),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "AKIAOURSECRETNAME".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "our-secret-access-key".to_owned()),
            ("NO_PROXY", "127.0.0.1".to_owned()),
        ]
    }

    /// What anybody gets of an object.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, b"")
    }

    /// Puts an object as somebody else would.
    pub fn put(&self, path: &str, content: &[u8]) {
        assert_eq!(self.ask("PUT", path, content).status, 200);
    }

    /// The paths of all objects below a prefix, without it.
    pub fn list(&self, prefix: &str) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        loop {
            let after = paths.last().map(|path| format!("&start-after={prefix}/{path}")).unwrap_or_default();
            let page = self.ask("GET", &format!("?list-type=2&prefix={prefix}/{after}"), b"");
            let text = String::from_utf8(page.body).expect("a list");
            let keys = text.split("<Key>").skip(1).filter_map(|rest| rest.split('<').next());
            paths.extend(keys.filter_map(|key| key.strip_prefix(&format!("{prefix}/"))).map(str::to_owned));
            if !text.contains("<IsTruncated>true") {
                return paths;
            }
        }
    }

    fn ask(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        // The server looks who asks, but not whether it is true.
        let signed =
            "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0\r\n";
        ask(self.port, method, &format!("/{BUCKET}{}{path}", if path.starts_with('?') { "" } else { "/" }), signed, body)
    }
}

impl Drop for ObjectStore {
    fn drop(&mut self) {
        // One that has ended by itself is no longer there to be ended.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The folder with Python and the packages, made as the list says.
fn environment() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("publishing/python");
        let list = folder.join("requirements.txt");
        if fs::read_to_string(&list).is_ok_and(|known| known == PACKAGES) {
            return folder;
        }
        vital_conditions::tool::packages::ensure(&["python3-venv"]).expect("what makes Python's environments is installed");
        run(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&folder));
        eprintln!("Fetching through pip, into {}: moto and what it needs", folder.display());
        let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publishing/requirements.txt");
        run(Command::new(folder.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(requirements));
        // Last, so that what was broken off is made anew.
        fs::write(&list, PACKAGES).expect("the list is kept");
        folder
    })
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::inherit()).status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}
