//! The native tool `vital`: serves, builds and checks. The command line is here; each command has its module.
//!
//! Exit status: 0 done, 1 found faults in the content, 2 could not run. Messages go to standard error, results to
//! standard output.

pub mod assets;
pub mod author;
pub mod build;
pub mod check;
pub mod content;
pub mod excerpt;
pub mod fault;
pub mod packages;
pub mod prerender;
pub mod report;
pub mod scripts;
pub mod serve;
pub mod site;
pub mod source;
pub mod styles;
pub mod toolchain;
pub mod wasm;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};

use build::Workshop;
use check::links::{self, Limits};
use fault::Fault;
use report::Report;
use serve::Beside;
use site::{LOADER, Manifest, Site, Written};
use source::{Reader, Source};

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
    Check(Check),
}

/// Builds what is missing and serves it on this machine, the demo at the first page.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital serve content --port 9000")]
struct Serve {
    /// A folder with catalog.toml and Markdown, or a JSON file; absent: the catalog that comes with the tool.
    catalog: Option<PathBuf>,
    /// Show drafts too.
    #[arg(long)]
    drafts: bool,
    /// The port; when it is taken, the next free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Makes the folder to put on any static host. Faults of the content are shown, and what is sound is published.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital build content --out dist --base-url https://example.org/vital/")]
struct Build {
    /// A folder with catalog.toml and Markdown, or a JSON file; absent: the catalog that comes with the tool.
    catalog: Option<PathBuf>,
    /// The folder: empty, new, or of an earlier build.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The address under which the folder will be found, for the snippet shown at the end.
    #[arg(long, value_name = "URL")]
    base_url: Option<url::Url>,
}

/// Finds every fault of the content, with the line to mend.
#[derive(Debug, Args)]
#[command(after_help = "Examples: vital check content --strict --format json\n          vital check content --links --links-minutes 30")]
struct Check {
    /// A folder with catalog.toml and Markdown, or a JSON file; absent: the catalog that comes with the tool.
    catalog: Option<PathBuf>,
    /// Count hints too, such as relations that are not returned.
    #[arg(long)]
    strict: bool,
    /// Lines for people on standard error; for machines on standard output a JSON array, or SARIF as code hosts read it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Ask other sites too, whether what is linked to is there.
    #[arg(long)]
    links: bool,
    /// For how many minutes they are asked at most.
    #[arg(long, value_name = "N", default_value_t = 10, requires = "links")]
    links_minutes: u64,
    /// Ask again for what was there within the last week.
    #[arg(long, requires = "links")]
    links_fresh: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

/// Runs the command that the command line names.
#[must_use]
pub fn run() -> ExitCode {
    let Line { command, serve } = Line::parse();
    let outcome = match command.unwrap_or(Command::Serve(serve)) {
        Command::Serve(serve) => serve_content(&serve),
        Command::Build(build) => build_folder(&build),
        Command::Check(check) => check_content(&check),
    };
    match outcome {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(fault) => {
            eprintln!("vital: {fault:#}");
            ExitCode::from(2)
        }
    }
}

fn serve_content(arguments: &Serve) -> Result<Vec<Fault>> {
    let workshop = Workshop::of_this_package();
    let source = Source::open(arguments.catalog.as_deref())?;
    let mut widget = Site::default();
    let parts = build::add_widget(&mut widget, &workshop)?;
    let site = workshop.target.join("vital/widget");
    widget.write(&site, &workshop.cache())?;
    // The demo is about the catalog that comes with the tool; any other has a page that shows just that.
    let first = if arguments.catalog.is_none() { "/index.html" } else { "/preview.html" };
    let beside = Beside { site, pages: workshop.pages(), first, styles: parts.styles().to_owned() };
    serve::run(Reader::new(source, arguments.drafts), &beside, arguments.port)?;
    // The server did what it was asked to do; faults were shown as they came.
    Ok(Vec::new())
}

fn build_folder(arguments: &Build) -> Result<Vec<Fault>> {
    let workshop = Workshop::of_this_package();
    let built = build::build(&workshop, &Source::open(arguments.catalog.as_deref())?)?;
    show(&built.faults);
    let (written, manifest) = built.site.write(&arguments.out, &workshop.cache())?;
    let out = arguments.out.display();
    match written {
        Written::Changed => eprintln!("Wrote {out}"),
        Written::Unchanged => eprintln!("{out} is up to date"),
    }
    print!("{}", build::size_table(&built.parts, &manifest));
    if let Some(snippet) = arguments.base_url.as_ref().and_then(|base| snippet(base, &manifest)) {
        println!("{snippet}");
    }
    Ok(built.faults.into_iter().filter(Fault::counts).collect())
}

/// The line that loads the widget from `base`, a folder with or without a slash at its end.
fn snippet(base: &url::Url, manifest: &Manifest) -> Option<String> {
    let integrity = &manifest.get(LOADER)?.integrity;
    let base = base.as_str().trim_end_matches('/');
    Some(format!(r#"<script async crossorigin src="{base}/{LOADER}" integrity="{integrity}"></script>"#))
}

fn check_content(arguments: &Check) -> Result<Vec<Fault>> {
    let source = Source::open(arguments.catalog.as_deref())?;
    let content = source.load(false)?;
    let mut faults = check::check(&source, &content, check::today()?);
    if arguments.links {
        if arguments.format == Format::Text {
            eprintln!("Asking other sites for what is linked to, for {} min at most", arguments.links_minutes);
        }
        let limits = Limits::within(Duration::from_secs(arguments.links_minutes.saturating_mul(60)));
        let memory = Workshop::of_this_package().target.join("vital/links.json");
        let (of_links, tally) = links::check(&content, &limits, Some(memory), arguments.links_fresh)?;
        eprintln!("{tally}");
        faults.extend(of_links);
        faults.sort();
    }
    let report = Report::new(&faults, &content, arguments.strict)?;
    match arguments.format {
        Format::Json => println!("{}", report.json()?),
        Format::Sarif => println!("{}", report.sarif()?),
        Format::Text => anstream::eprint!("{}", report.text()),
    }
    faults.retain(|fault| arguments.strict || fault.counts());
    Ok(faults)
}

/// Hints are for whoever asks for a check.
fn show(faults: &[Fault]) {
    let counting: Vec<Fault> = faults.iter().filter(|fault| fault.counts()).cloned().collect();
    anstream::eprint!("{}", report::text(&counting));
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
