//! A web server that writes its answers byte by byte, so that one of its files can fail in every way in which files fail on the wire. A
//! server of its own for each failure: what hangs must not take the connections of what doesn't.

use super::host;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Status(u16),
    /// The server says when to come again: after a second.
    Busy,
    /// The server wants to be left alone for an hour.
    BusyForLong,
    RedirectLoop,
    /// On to another origin, which has the file for everybody.
    Elsewhere,
    /// On to another origin, which keeps the file for itself.
    ElsewhereWithheld,
    /// The connection is accepted, and that is all.
    Hang,
    /// The answer begins, and then nothing comes any more.
    HangInside,
    /// A few bytes a second.
    Drip,
    /// The first half, as a whole answer.
    Truncated,
    /// The first half of what was announced.
    CutOff,
    Empty,
    /// The file, as a type that nobody expects.
    WrongType,
    /// A web page with status 200.
    WebPage,
    /// Another JSON than it should be.
    OtherJson,
    /// What is said to be packed and isn't.
    PackedGarbage,
    /// A hundred megabytes in a hundred kilobytes.
    Bomb,
    /// No CORS header.
    Withheld,
    /// The connection is closed without an answer.
    Reset,
}

impl Fault {
    pub const ALL: [Fault; 21] = [
        Fault::Status(403),
        Fault::Status(404),
        Fault::Status(500),
        Fault::Busy,
        Fault::BusyForLong,
        Fault::RedirectLoop,
        Fault::Elsewhere,
        Fault::ElsewhereWithheld,
        Fault::Truncated,
        Fault::CutOff,
        Fault::Empty,
        Fault::WrongType,
        Fault::WebPage,
        Fault::OtherJson,
        Fault::PackedGarbage,
        Fault::Bomb,
        Fault::Withheld,
        Fault::Reset,
        Fault::Hang,
        Fault::HangInside,
        Fault::Drip,
    ];
}

/// The server. What it gives is the site that is tested, and an overlay that changes nothing.
pub struct Wire {
    pub origin: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// The part of a path that fails, and how.
    fault: Mutex<Option<(String, Fault)>>,
    asked: Mutex<Vec<String>>,
    /// The origin of a server that doesn't fail.
    elsewhere: Option<String>,
}

impl Wire {
    /// `elsewhere` is where redirects lead.
    pub async fn start(elsewhere: Option<&Wire>) -> Wire {
        let shared = Arc::new(Shared { elsewhere: elsewhere.map(|wire| wire.origin.clone()), ..Shared::default() });
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let served = shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = served.clone();
                // A browser that goes away in the middle is no failure of the test.
                tokio::spawn(async move { answer(stream, &shared).await.ok() });
            }
        });
        Wire { origin, shared }
    }

    /// From now on, files whose path contains `part` fail in this way.
    pub fn fail(&self, part: &str, fault: Fault) {
        *self.shared.fault.lock().expect("no server has panicked") = Some((part.to_owned(), fault));
    }

    pub fn mend(&self) {
        *self.shared.fault.lock().expect("no server has panicked") = None;
    }

    /// How often a path that contains `part` was asked for.
    pub fn count(&self, part: &str) -> usize {
        self.shared.asked.lock().expect("no server has panicked").iter().filter(|path| path.contains(part)).count()
    }
}

async fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).await? == 0 {
            return Ok(());
        }
        request.push(byte[0]);
    }
    let request = String::from_utf8_lossy(&request);
    let target = request.split(' ').nth(1).unwrap_or("/");
    let path = target.split('?').next().unwrap_or("/");
    let fault = shared.fault.lock().expect("no server has panicked").clone();
    let fault = fault.filter(|(part, _)| path.contains(part.as_str())).map(|(_, fault)| fault);
    shared.asked.lock().expect("no server has panicked").push(path.to_owned());
    let is_withheld = path.starts_with("/withheld/");
    let path = path.strip_prefix("/withheld").unwrap_or(path);
    let (status, kind, content) = match path {
        "/overlay.json" => (200, "application/json", br#"{"version":1}"#.to_vec()),
        path => {
            let (status, kind, content) = host::read(path);
            (status.as_u16(), kind, content)
        }
    };
    let length = content.len();
    let cors = if is_withheld { "" } else { "access-control-allow-origin: *\r\n" };
    let head = |status: u16, kind: &str, length: usize, more: &str| {
        format!(
            "HTTP/1.1 {status} Said\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\ncache-control: no-cache\r\n{more}connection: close\r\n\r\n"
        )
    };
    let redirect = |to: &str| head(302, "text/plain", 0, &format!("{cors}location: {to}\r\n"));
    let elsewhere = shared.elsewhere.as_deref().unwrap_or_default();
    let wait = |seconds: u32| {
        head(503, "text/plain", 0, &format!("{cors}access-control-expose-headers: retry-after\r\nretry-after: {seconds}\r\n"))
    };
    let (head, body): (String, Vec<u8>) = match fault {
        None => (head(status, kind, length, cors), content),
        Some(Fault::Status(status)) => (head(status, "text/html", 14, cors), b"<h1>Error</h1>".to_vec()),
        Some(Fault::Busy) => (wait(1), Vec::new()),
        Some(Fault::BusyForLong) => (wait(3600), Vec::new()),
        Some(Fault::RedirectLoop) => (redirect(target), Vec::new()),
        Some(Fault::Elsewhere) => (redirect(&format!("{elsewhere}{path}")), Vec::new()),
        Some(Fault::ElsewhereWithheld) => (redirect(&format!("{elsewhere}/withheld{path}")), Vec::new()),
        Some(Fault::Hang) => std::future::pending().await,
        Some(Fault::HangInside) => {
            stream.write_all(head(status, kind, length, cors).as_bytes()).await?;
            stream.write_all(&content[..length / 2]).await?;
            std::future::pending().await
        }
        Some(Fault::Drip) => {
            stream.write_all(head(status, kind, length, cors).as_bytes()).await?;
            for bytes in content.chunks(4) {
                stream.write_all(bytes).await?;
                tokio::time::sleep(Duration::from_millis(400)).await;
            }
            return Ok(());
        }
        Some(Fault::Truncated) => (head(status, kind, length / 2, cors), content[..length / 2].to_vec()),
        Some(Fault::CutOff) => (head(status, kind, length, cors), content[..length / 2].to_vec()),
        Some(Fault::Empty) => (head(200, kind, 0, cors), Vec::new()),
        Some(Fault::WrongType) => {
            (head(status, "application/octet-stream", length, &format!("{cors}x-content-type-options: nosniff\r\n")), content)
        }
        Some(Fault::WebPage) => (head(200, "text/html", 34, cors), b"<!doctype html><title>Sign in</h1>".to_vec()),
        Some(Fault::OtherJson) => (head(200, "application/json", 20, cors), br#"{"error":"no quota"}"#.to_vec()),
        Some(Fault::PackedGarbage) => (head(200, kind, length, &format!("{cors}content-encoding: gzip\r\n")), content),
        Some(Fault::Bomb) => (head(200, kind, bomb().len(), &format!("{cors}content-encoding: gzip\r\n")), bomb().to_vec()),
        Some(Fault::Withheld) => (head(status, kind, length, ""), content),
        Some(Fault::Reset) => return Ok(()),
    };
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

fn bomb() -> &'static [u8] {
    static BOMB: OnceLock<Vec<u8>> = OnceLock::new();
    BOMB.get_or_init(|| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let spaces = vec![b' '; 1 << 20];
        (0..100).for_each(|_| packed.write_all(&spaces).expect("it is packed in memory"));
        packed.finish().expect("it is packed in memory")
    })
}
