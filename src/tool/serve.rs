//! `vital serve`: a catalog on this machine as its editor writes it. Every change is read at once, the open page loads itself
//! anew, and what is wrong is said on the page and in the terminal.
//!
//! Pages are drawn when they are asked for, so that a change costs one file and one page in a catalog of any size. Leaves out
//! everything that a public server needs; it listens on the loopback address alone.

mod counts;
mod live;
mod router;
mod watch;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use super::build::Sheet;
use super::loader::Loader;
use super::source::Reader;
pub use live::Live;
pub use router::router;

/// How many ports after the wanted one are tried when it is taken.
const FURTHER_PORTS: u16 = 100;

/// What is served beside the catalog.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The widget, as a build publishes it.
    pub site: PathBuf,
    /// The pages of `www/`.
    pub pages: PathBuf,
    /// The one of them that is the first page.
    pub first: &'static str,
    pub styles: Sheet,
    /// The loader, which has to know the catalog's languages.
    pub loader: Loader,
}

/// Serves what `reader` reads until Ctrl-C. The address goes to standard error, and so do faults, whenever there are others.
///
/// # Errors
/// When the catalog can't be read at first, or no port is free.
pub fn run(reader: Reader, beside: &Beside, port: u16) -> Result<()> {
    let live = Live::new(reader, beside)?;
    // Ends with the program.
    let _watch = watch::watch(&live)?;
    tokio::runtime::Runtime::new().context("the server could not start")?.block_on(async {
        let listener = listen(port).await?;
        eprintln!("Serving http://{}/ (Ctrl-C ends it)", listener.local_addr()?);
        let served = axum::serve(listener, router(live, beside)).into_future();
        tokio::select! {
            served = served => served.context("the server failed"),
            // Open pages wait for changes, and would keep a server that ends politely. Without a handler for Ctrl-C the signal ends
            // the program by itself, which is as good.
            _ = tokio::signal::ctrl_c() => Ok(()),
        }
    })
}

async fn listen(port: u16) -> Result<TcpListener> {
    let mut fault = None;
    for port in port..=port.saturating_add(FURTHER_PORTS) {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
            Ok(listener) => return Ok(listener),
            Err(refusal) => fault = Some(refusal),
        }
    }
    Err(fault.context("no port was tried")?).with_context(|| format!("no free port from {port} on; name another with --port"))
}

#[cfg(test)]
mod tests;
