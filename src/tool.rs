//! The native tool `vital`: serves and builds. The command line is here; each command has its module.
//!
//! Exit status: 0 done, 1 found faults in the content, 2 could not run. What a person reads while waiting goes to
//! standard error, results to standard output.

pub mod assets;
pub mod build;
pub mod fault;
pub mod packages;
pub mod scripts;
pub mod serve;
pub mod site;
pub mod styles;
pub mod toolchain;
pub mod wasm;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use build::Workshop;
use site::{Site, Written};

/// Builds, serves and checks the Vital Conditions widget. Without a command it serves.
#[derive(Debug, Parser)]
#[command(name = "vital", version, args_conflicts_with_subcommands = true, after_help = "Example: vital serve --port 9000")]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Serve),
    Build(Build),
}

/// Builds what is missing and serves it on this machine, the demo at the first page.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital serve --port 9000")]
struct Serve {
    /// The port; when it is taken, the next free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Makes the folder to put on any static host.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital build --out dist")]
struct Build {
    /// The folder: empty, new, or of an earlier build.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Runs the command that the command line names.
#[must_use]
pub fn run() -> ExitCode {
    let Line { command, serve } = Line::parse();
    let outcome = match command.unwrap_or(Command::Serve(serve)) {
        Command::Serve(serve) => serve_content(&serve),
        Command::Build(build) => build_folder(&build),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("vital: {fault:#}");
            ExitCode::from(2)
        }
    }
}

fn serve_content(arguments: &Serve) -> Result<()> {
    let workshop = Workshop::of_this_package();
    let out = workshop.target.join("vital/site");
    let mut site = Site::default();
    build::add_widget(&mut site, &workshop)?;
    site.write(&out, &workshop.cache())?;
    serve::run(&out, &workshop.pages(), arguments.port)
}

fn build_folder(arguments: &Build) -> Result<()> {
    let workshop = Workshop::of_this_package();
    let mut site = Site::default();
    let parts = build::add_widget(&mut site, &workshop)?;
    let (written, manifest) = site.write(&arguments.out, &workshop.cache())?;
    let out = arguments.out.display();
    match written {
        Written::Changed => eprintln!("Wrote {out}"),
        Written::Unchanged => eprintln!("{out} is up to date"),
    }
    print!("{}", build::size_table(&parts, &manifest));
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Line::command().debug_assert();
    }
}
