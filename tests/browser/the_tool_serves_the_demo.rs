//! What whoever runs the tool for the first time sees: its own server, with the demo on the first page.

use super::stage::stage_in_chromium;
use super::titles::{BELONGING, HOME};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

#[test]
fn at_the_address_it_prints() {
    stage_in_chromium(async |stage| {
        stage.browser.begin_with(include_str!("recorder.js")).await;
        let server = Server::start(Path::new("."), &[]);
        stage.browser.goto(&server.address).await;
        let widget = stage.widget();
        widget.shows(HOME).await;
        widget.role("link", BELONGING).within("article", HOME).all().await.remove(0).click().await;
        widget.shows(BELONGING).await;
        stage.browser.goto("about:blank").await;
        drop(server);
    });
}

/// `vital serve` on a free port, until it is dropped.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    pub fn start(folder: &Path, arguments: &[&str]) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_vital"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the tool starts");
        let mut lines = BufReader::new(process.stderr.take().expect("standard error is piped")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let address = line.strip_prefix("Serving ")?.split(' ').next()?;
            Some(address.to_owned())
        });
        // Whatever it says later has to go somewhere, or it would end for want of a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Server { process, address: address.expect("the tool says where it serves") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended by itself is no longer there to be ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
