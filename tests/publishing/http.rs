//! What a server of this machine answers, unpacked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    /// Unpacked.
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value).unwrap_or_default()
    }
}

/// Sends a request to a server of this machine, and unpacks what comes.
pub fn ask(port: u16, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
    let length = body.len();
    let head =
        format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n");
    // In one piece: a system that waits for the answer to the first part before it sends the second waits long.
    stream.write_all(&[head.as_bytes(), body].concat()).expect("the request is sent");
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(stream.read_line(&mut head).expect("headers") > 0, "{path} was not answered");
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let mut answer = Answer { status, headers, body: Vec::new() };
    // Not to the end of the connection: this server waits a while before it closes one that the other side doesn't.
    let length = answer.header("content-length").parse().expect("a length");
    stream.take(length).read_to_end(&mut answer.body).expect("a body");
    answer.body = match answer.header("content-encoding") {
        "" => answer.body,
        "gzip" => {
            let mut plain = Vec::new();
            flate2::read::GzDecoder::new(&*answer.body).read_to_end(&mut plain).expect("what is packed unpacks");
            plain
        }
        "br" => {
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut &*answer.body, &mut plain).expect("what is packed unpacks");
            plain
        }
        other => panic!("{path} is packed with {other}"),
    };
    answer
}
